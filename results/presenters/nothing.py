"""Why a page, and the results page above all, has nothing to show, and the ways out."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from registries.names import field_name, short_name_of
from results import contexts
from results.choices.offer import Offer
from results.choices.table import Choices
from results.links import Empty, Link
from results.presenters.filters import QUALITY_LABEL
from results.shown_releases import ShownRelease


class InContext(Protocol):
    """What the reader of a page has chosen, among it how patients are counted."""

    @property
    def year(self) -> int | None: ...

    @property
    def context(self) -> str: ...

    def but(self, **changes: Any) -> str: ...


def nothing(choices: Choices, offer: Offer) -> Empty | None:
    """None where every release shown is withdrawn: the notices say it."""
    if all_withdrawn(choices.shown(offer)):
        return None
    if empty := nothing_public(choices, offer, _("Resultatene vises her"), _("Vis resultater")):
        return empty
    return Empty(_("Ingen indikatorer passer til valgene"), _why(choices, offer), _ways_out(choices, offer))


def all_withdrawn(shown: Sequence[ShownRelease]) -> bool:
    return bool(shown) and all(one.is_withdrawn for one in shown)


def nothing_public(choices: InContext, offer: Offer, then: str, way_out: str) -> Empty | None:
    """That no registry has published anything, at all or of these patients.

    `then`: what the page will do. `way_out`: what the link to the other patients offers.
    """
    if not offer.periods:
        return Empty(
            _("Ingen resultater er publisert ennå"),
            _("{then} så snart et register har publisert resultater.").format(then=then),
            (Link(_("Til forsiden"), reverse("front")),),
        )
    if choices.year is None:
        other = contexts.other(choices.context)
        return Empty(
            _("Ingen resultater {of_whom} er publisert ennå").format(of_whom=contexts.LEAD[choices.context]),
            _("Det finnes resultater {of_whom}.").format(of_whom=contexts.LEAD[other]),
            (Link(f"{way_out} {contexts.LEAD[other]}", choices.but(context=other)),),
        )
    return None


def _why(choices: Choices, offer: Offer) -> str:
    if choices.registry and choices.field and not choices.shown(offer):
        said = _("{registry} hører ikke til fagområdet {field}.")
        return said.format(registry=short_name_of(choices.registry), field=field_name(choices.field))
    if _has_results(choices, offer) and (choices.level or choices.quality):
        said = _("Det finnes resultater for {year}, men ingen av dem er slik du har bedt om.")
        return said.format(year=choices.year)
    said = _("Det er ikke publisert resultater for {year} {of_whom} her.")
    return said.format(year=choices.year, of_whom=contexts.LEAD[choices.context])


def _ways_out(choices: Choices, offer: Offer) -> tuple[Link, ...]:
    wanted = {one.registry.pk for one in choices.shown(offer)}
    years = [
        year for context, registry, year in offer.periods if context == choices.context and registry in wanted
    ]
    links = []
    if years and not _has_results(choices, offer):
        latest = _("Vis {year}, siste år med resultater").format(year=max(years))
        links.append(Link(latest, choices.but(year=max(years))))
    removable = {
        "level": choices.level and choices.level.label.capitalize(),
        "quality": QUALITY_LABEL.get(choices.quality),
        "registry": choices.registry and short_name_of(choices.registry),
        "field": choices.field and field_name(choices.field),
    }
    empty = {"quality": ""}
    links += [
        Link(_("Fjern filteret «{name}»").format(name=text), choices.but(**{name: empty.get(name)}))
        for name, text in removable.items()
        if text
    ]
    return tuple(links)


def _has_results(choices: Choices, offer: Offer) -> bool:
    wanted = {one.registry.pk for one in choices.shown(offer)}
    return any(
        (context, year) == (choices.context, choices.year) and registry in wanted
        for context, registry, year in offer.periods
    )
