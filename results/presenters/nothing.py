"""Why a page, and the results page above all, has nothing to show, and the ways out."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.urls import reverse

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
    if empty := nothing_public(choices, offer, "Resultatene vises her", "Vis resultater"):
        return empty
    return Empty("Ingen indikatorer passer til valgene", _why(choices, offer), _ways_out(choices, offer))


def all_withdrawn(shown: Sequence[ShownRelease]) -> bool:
    return bool(shown) and all(one.is_withdrawn for one in shown)


def nothing_public(choices: InContext, offer: Offer, then: str, way_out: str) -> Empty | None:
    """That no registry has published anything, at all or of these patients.

    `then`: what the page will do. `way_out`: what the link to the other patients offers.
    """
    if not offer.periods:
        return Empty(
            "Ingen resultater er publisert ennå",
            f"{then} så snart et register har publisert resultater.",
            (Link("Til forsiden", reverse("front")),),
        )
    if choices.year is None:
        other = contexts.other(choices.context)
        return Empty(
            f"Ingen resultater {contexts.LEAD[choices.context]} er publisert ennå",
            f"Det finnes resultater {contexts.LEAD[other]}.",
            (Link(f"{way_out} {contexts.LEAD[other]}", choices.but(context=other)),),
        )
    return None


def _why(choices: Choices, offer: Offer) -> str:
    if choices.registry and choices.field and not choices.shown(offer):
        return f"{short_name_of(choices.registry)} hører ikke til fagområdet {field_name(choices.field)}."
    if _has_results(choices, offer) and (choices.level or choices.quality):
        return f"Det finnes resultater for {choices.year}, men ingen av dem er slik du har bedt om."
    return f"Det er ikke publisert resultater for {choices.year} {contexts.LEAD[choices.context]} her."


def _ways_out(choices: Choices, offer: Offer) -> tuple[Link, ...]:
    wanted = {one.registry.pk for one in choices.shown(offer)}
    years = [
        year for context, registry, year in offer.periods if context == choices.context and registry in wanted
    ]
    links = []
    if years and not _has_results(choices, offer):
        links.append(Link(f"Vis {max(years)}, siste år med resultater", choices.but(year=max(years))))
    removable = {
        "level": choices.level and choices.level.label.capitalize(),
        "quality": QUALITY_LABEL.get(choices.quality),
        "registry": choices.registry and short_name_of(choices.registry),
        "field": choices.field and field_name(choices.field),
    }
    empty = {"quality": ""}
    links += [
        Link(f"Fjern filteret «{text}»", choices.but(**{name: empty.get(name)}))
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
