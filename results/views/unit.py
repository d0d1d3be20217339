"""The profile of a place, and the list of all places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisations.models import Unit
from results.choices.offer import Offer
from results.choices.unit import Choices, choices_in
from results.downloads import asked_format, download, download_links
from results.origins import SOME, generated_shown
from results.presenters import counts, places, places_beside, profile, profile_words, unit_tree
from results.presenters.levels import Levels
from results.presenters.profile import Item, items_of
from results.presenters.profile_changes import changes
from results.presenters.profile_file import profile_file
from results.presenters.releases import ReleaseMark, permanent, release_mark
from results.presenters.sections import Section, Tally
from results.presenters.year_form import year_form
from results.profiles import levels_by_unit, levels_by_year, units_with_results
from results.release_notices import release_notices
from results.sections import sections_of
from results.tables import Table
from results.views.addresses import addressed, host_of
from results.views.offered import offer_of

# The chosen year and those before it: a decade.
YEARS_SEEN = 10
# Of more indicators only the registries are seen at first.
FEW_LISTED = 30

Periods = dict[tuple[str, int], Levels]


@dataclass(frozen=True)
class ListedSection:
    """A registry's indicators in the full list, counted as the rest of the page counts."""

    section: Section
    items: tuple[Item, ...]
    tallies: tuple[Tally, ...]
    release: ReleaseMark

    @property
    def size(self) -> str:
        return counts.indicators(len(self.items))


@require_safe
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """404 for a place that is not shown, as for one that does not exist."""
    offer = offer_of(request)
    chosen = next((one for one in offer.units if one.slug == slug), None)
    if chosen is None:
        raise Http404
    periods = levels_by_year(_readable(offer), chosen)
    choices = choices_in(request.GET, offer, chosen, periods)
    sections = _sections(choices, offer, periods)
    items = items_of(sections, choices)
    notices = list(choices.notices)
    if (format := asked_format(request.GET, notices)) and items:
        return download(_file(request, choices, offer, sections, items), format, offer)
    page = _head(choices, offer, periods, request) | _beside(choices, offer) | {"notices": notices}
    page |= _profile(choices, offer, periods, sections, items) if items else {"has_results": False}
    page["coverage"] = profile.coverage(items, _coverage_seen(page["children"]))
    return addressed(request, render(request, "results/unit.html", page), choices.address)


def _coverage_seen(children: Sequence[places_beside.Beside]) -> int:
    return profile.COVERAGE_SEEN_BELOW if children else profile.COVERAGE_SEEN


def _readable(offer: Offer) -> list[int]:
    return [one.release.pk for one in offer.releases if not one.is_withdrawn]


def _sections(choices: Choices, offer: Offer, periods: Periods) -> list[Section]:
    if choices.year is None or (choices.context, choices.year) not in periods:
        return []
    return sections_of(
        shown=list(offer.releases),
        units=(choices.unit,),
        labels={choices.unit.pk: places.name(choices.unit)},
        year=choices.year,
        context=choices.context,
    )


def _file(
    request: HttpRequest, choices: Choices, offer: Offer, sections: list[Section], items: tuple[Item, ...]
) -> Table:
    withdrawn = release_notices([one for one in offer.releases if one.is_withdrawn], choices)
    return profile_file(choices, sections, items, offer.releases, host_of(request), withdrawn)


def _head(choices: Choices, offer: Offer, periods: Periods, request: HttpRequest) -> dict[str, Any]:
    unit = choices.unit
    called = places.name(unit)
    generated = generated_shown([one.release.pk for one in offer.releases])
    return {
        "choices": choices,
        "called": called,
        "full_name": unit.full_name if unit.full_name not in (called, unit.name) else "",
        "breadcrumbs": profile_words.breadcrumbs(choices, offer.units),
        "history": [
            (text, [(places.name(one), choices.but(unit=one)) for one in others])
            for text, others in profile_words.history(unit, offer.units)
        ],
        "release_notices": release_notices(offer.releases, choices),
        "form": year_form(choices, reverse("results:unit", args=[unit.slug]), offer.years(choices.context)),
        "host": host_of(request),
        "demonstration": generated,
        "mixed": generated == SOME,
        "empty": profile_words.nothing(choices, offer, periods),
    }


def _beside(choices: Choices, offer: Offer) -> dict[str, Any]:
    """The place's children and peers, also where it has no results itself."""
    if choices.year is None:
        return {"children": (), "peers": None, "comparison": None}
    others = _others(choices.unit, offer)
    levels = levels_by_unit(_readable(offer), others, choices.year, choices.context)
    below = places_beside.children(choices, offer.units, levels)
    return {
        "children": below if any(child.levels.has_results for child in below) else (),
        "children_heading": _("Helseregioner")
        if choices.unit.parent_id is None
        else _("Steder som hører til"),
        "peers": places_beside.peers(choices, offer.units, levels),
        "comparison": places_beside.comparison(choices, offer.units, levels),
    }


def _others(unit: Unit, offer: Offer) -> list[Unit]:
    """Whose counts the page needs beside the place's own."""
    below = [one for one in offer.units if one.parent_id == unit.pk]
    return list({one.pk: one for one in (*below, *places_beside.peers_of(unit, offer.units))}.values())


def _profile(
    choices: Choices, offer: Offer, periods: Periods, sections: list[Section], items: tuple[Item, ...]
) -> dict[str, Any]:
    year = choices.year or 0
    now = periods[choices.context, year]
    marks = {one.registry.key: release_mark(one) for one in offer.releases}
    listed = _listed(sections, items, marks)
    with_numbers = {item.section for item in items if item.point.shown and not item.is_coverage}
    years = sorted(
        (one for context, one in periods if context == choices.context and one <= year), reverse=True
    )
    return {
        "has_results": True,
        "lead": profile_words.extent(now, len(with_numbers), choices),
        "now": now,
        "left_out": profile_words.left_out(now),
        "provisional": _provisional(listed, year),
        "before": [
            (one, choices.but(year=one), periods[choices.context, one])
            for one in years[1:YEARS_SEEN]
            if periods[choices.context, one].judged
        ],
        "low": profile.low(items),
        "changes": changes(items, year),
        "fields": profile.by_field(items, offer.releases, choices),
        "in_table": profile.table_choices(choices).address,
        "listed": listed,
        "few_listed": len(items) <= FEW_LISTED,
        "downloads": download_links(choices.address),
        "permanent": permanent(choices, [one.release.release for one in listed], offer),
    }


def _listed(
    sections: list[Section], items: tuple[Item, ...], marks: dict[str, ReleaseMark]
) -> list[ListedSection]:
    of_section: dict[str, list[Item]] = {}
    for item in items:
        of_section.setdefault(item.section, []).append(item)
    return [
        ListedSection(section, tuple(own), profile.treatment(own).tallies, marks[section.key])
        for section in sections
        if (own := of_section.get(section.key))
    ]


def _provisional(listed: list[ListedSection], year: int) -> str:
    size = sum(1 for one in listed if one.section.provisional)
    if not size:
        return ""
    said = _("Tallene for {year} er foreløpige i {registries}.")
    return said.format(year=year, registries=counts.registries(size))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    offer = offer_of(request)
    asked = " ".join(request.GET.get("sok", "").split())
    everything = unit_tree.tree(offer.units, units_with_results(_readable(offer)))
    page = {
        "asked": asked,
        "tree": unit_tree.found(everything, asked),
        "found": unit_tree.size(everything, asked),
        "all": unit_tree.size(everything),
    }
    return render(request, "results/units.html", page)
