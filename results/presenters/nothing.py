"""Why the results page has nothing to show, and the ways out."""

from django.urls import reverse

from results.choices.offer import Offer
from results.choices.table import Choices
from results.links import Empty, Link
from results.models.fields import Context
from results.presenters.filters import QUALITY_LABEL

CONTEXT_LEAD = {
    Context.CAREGIVER: "etter hvor pasientene ble behandlet",
    Context.RESIDENT: "etter hvor pasientene bor",
}


def nothing(choices: Choices, offer: Offer) -> Empty | None:
    """None where every release shown is withdrawn: the notices say it."""
    shown = choices.shown(offer)
    if shown and all(one.is_withdrawn for one in shown):
        return None
    if not offer.periods:
        return Empty(
            "Ingen resultater er publisert ennå",
            "Resultatene vises her så snart et register har publisert dem.",
            (Link("Til forsiden", reverse("front")),),
        )
    if choices.year is None:
        other = Context.RESIDENT if choices.context == Context.CAREGIVER else Context.CAREGIVER
        return Empty(
            f"Ingen resultater {CONTEXT_LEAD[Context(choices.context)]} er publisert ennå",
            f"Det finnes resultater {CONTEXT_LEAD[other]}.",
            (Link(f"Vis resultater {CONTEXT_LEAD[other]}", choices.but(context=other)),),
        )
    return Empty("Ingen indikatorer passer til valgene", _why(choices, offer), _ways_out(choices, offer))


def _why(choices: Choices, offer: Offer) -> str:
    if choices.registry and choices.field and not choices.shown(offer):
        return f"{choices.registry.short_name} hører ikke til fagområdet {choices.field.name}."
    if _has_results(choices, offer) and (choices.level or choices.quality):
        return f"Det finnes resultater for {choices.year}, men ingen av dem er slik du har bedt om."
    return (
        f"Det er ikke publisert resultater for {choices.year} {CONTEXT_LEAD[Context(choices.context)]} her."
    )


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
        "registry": choices.registry and choices.registry.short_name,
        "field": choices.field and choices.field.name,
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
