"""Why there is nothing to compare, and the ways out."""

from django.urls import reverse

from results.choices.comparison import Comparison
from results.choices.offer import Offer
from results.links import Empty, Link
from results.models.fields import Context
from results.presenters.nothing import CONTEXT_LEAD


def nothing(choices: Comparison, offer: Offer) -> Empty | None:
    """None where every release shown is withdrawn: the notices say it."""
    shown = choices.shown(offer)
    if shown and all(one.is_withdrawn for one in shown):
        return None
    if not offer.periods:
        return Empty(
            "Ingen resultater er publisert ennå",
            "Når et register har publisert resultater, kan du sammenligne steder her.",
            (Link("Til forsiden", reverse("front")),),
        )
    if choices.year is None:
        other = Context.RESIDENT if choices.context == Context.CAREGIVER else Context.CAREGIVER
        return Empty(
            f"Ingen resultater {CONTEXT_LEAD[Context(choices.context)]} er publisert ennå",
            f"Det finnes resultater {CONTEXT_LEAD[other]}.",
            (Link(f"Sammenlign {CONTEXT_LEAD[other]}", choices.but(context=other)),),
        )
    if choices.only_certain:
        return Empty(
            "Ingen forskjeller er sikre",
            "Tilfeldigheter kan forklare forskjellene mellom stedene, eller forskjellene kan ikke testes.",
            (Link("Vis alle indikatorene", choices.but(only_certain=False)), *_ways_out(choices, offer)),
        )
    return Empty(
        "Ingen indikatorer har tall for minst to av stedene",
        f"Det finnes ingen tall å sammenligne for {choices.year} {CONTEXT_LEAD[Context(choices.context)]}.",
        _ways_out(choices, offer),
    )


def _ways_out(choices: Comparison, offer: Offer) -> tuple[Link, ...]:
    filters = {"registry": choices.registry and choices.registry.short_name} | {
        "field": choices.field and choices.field.name
    }
    links = [
        Link(f"Fjern filteret «{text}»", choices.but(**{name: None}))
        for name, text in filters.items()
        if text
    ]
    if choices.only_certain:
        return tuple(links)
    years = [year for year in offer.years(choices.context) if choices.year and year < choices.year]
    links += [Link(f"Vis {year}", choices.but(year=year)) for year in years[:1]]
    return (*links, Link("Velg andre steder", choices.but(units=())))
