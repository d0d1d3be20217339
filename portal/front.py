"""The front page: the search, doors into the results, the nation at a glance and what was published last."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.models import Level, Unit
from registries.names import short_name_of
from results.choices import unit as unit_choices
from results.choices.offer import Offer
from results.choices.table import Choices
from results.links import Link
from results.models import Publication
from results.models.fields import Context
from results.presenters import log
from results.presenters.levels import Levels
from results.presenters.places import name
from results.presenters.profile_words import left_out
from results.presenters.registry_list import registry_address
from results.profiles import levels_by_year, provisional_years
from results.views.offered import moment_of, offer_of

LATEST_PUBLICATIONS = 5


@dataclass(frozen=True)
class Glance:
    """How many of the indicators are at each level in the whole country."""

    year: int
    levels: Levels
    provisional: bool
    address: str

    @property
    def left_out(self) -> str:
        return left_out(self.levels)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    offer = offer_of(request)
    page = {
        "glance": _glance(offer),
        "publications": _publications(request),
        "regions": _regions(offer),
        "registries": _registries(offer),
    }
    return render(request, "portal/front.html", page)


def _glance(offer: Offer) -> Glance | None:
    """Of the latest year whose numbers are all final; where none is, of the latest."""
    nation = next((one for one in offer.units if one.level == Level.NATION), None)
    if nation is None or not offer.periods:
        return None
    releases = [one.release.pk for one in offer.releases if not one.is_withdrawn]
    judged = _judged(levels_by_year(releases, nation))
    provisional = provisional_years(releases, nation)
    final = judged.keys() - provisional
    if not judged:
        return None
    year = max(final or judged)
    return Glance(year, judged[year], year in provisional, unit_choices.Choices(nation, year).address)


def _judged(levels: Mapping[tuple[str, int], Levels]) -> dict[int, Levels]:
    return {
        year: one for (context, year), one in levels.items() if context == Context.CAREGIVER and one.judged
    }


def _publications(request: HttpRequest) -> list[log.Entry]:
    """The last lines of the correction log, the latest first."""
    entries = Publication.objects.select_related("registry", "release")
    if moment := moment_of(request):
        entries = entries.filter(at__lt=moment.ends)
    return [log.entry(one) for one in entries[:LATEST_PUBLICATIONS]]


def _regions(offer: Offer) -> list[Link]:
    if not offer.periods:
        return []
    nation, regions = _nation_and_regions(offer)
    return [Link(name(one), Choices(units=(*nation, one), year=None).address) for one in regions]


def _nation_and_regions(offer: Offer) -> tuple[list[Unit], list[Unit]]:
    nation = [one for one in offer.default_units if one.level == Level.NATION]
    return nation, [one for one in offer.default_units if one.level != Level.NATION]


def _registries(offer: Offer) -> list[Link]:
    with_results = {registry for _, registry, _ in offer.periods}
    return [
        Link(short_name_of(one), registry_address(one)) for one in offer.registries if one.pk in with_results
    ]
