"""The public pages with results."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from results import presenters
from results.choices import CONTEXT_IN_ADDRESS, MOST_UNITS, Choices, Offer, choices_in
from results.models import ReleasedIndicator, Result, Slice
from results.models.fields import Context

CONTEXT_LABEL = {Context.CAREGIVER: "Behandlet ved", Context.RESIDENT: "Bosatt i opptaksområdet"}
CONTEXT_LEAD = {
    Context.CAREGIVER: "etter hvor pasientene ble behandlet",
    Context.RESIDENT: "etter hvor pasientene bor",
}


@dataclass(frozen=True)
class Link:
    text: str
    address: str


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Empty:
    """Why there is nothing to show, and ways out."""

    heading: str
    text: str
    links: tuple[Link, ...]


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    offer = Offer.now()
    choices = choices_in(request.GET, offer)
    labels = presenters.labels(choices.units, offer.units)
    sections = _sections(choices, offer, labels)
    page = {
        "choices": choices,
        "lead": CONTEXT_LEAD[Context(choices.context)],
        "columns": [labels[unit.pk] for unit in choices.units],
        "sections": sections,
        "empty": None if sections else _empty(choices, offer),
        "filters": _filters(choices, offer, labels) if offer.periods else None,
    }
    return render(request, "results/table.html", page)


def _sections(choices: Choices, offer: Offer, labels: dict[int, str]) -> list[presenters.Section]:
    if choices.year is None:
        return []
    published = choices.published(offer)
    releases = [one.release_id for one in published]
    delivered = Slice.objects.filter(
        release=OuterRef("release"),
        indicator=OuterRef("indicator"),
        context=choices.context,
        year=choices.year,
    )
    definitions = ReleasedIndicator.objects.filter(Exists(delivered), release__in=releases, shown=True)
    results = Result.objects.public_in(releases).for_year(choices.year).in_context(choices.context)
    return presenters.sections(
        registries=[one.registry for one in published],
        definitions=definitions.select_related("indicator").prefetch_related("targets"),
        results=results.for_units(choices.units),
        units=choices.units,
        labels=labels,
        year=choices.year,
    )


def _filters(choices: Choices, offer: Offer, labels: dict[int, str]) -> dict[str, Any]:
    """What the form offers, and the chosen units as links that leave them out."""
    return {
        "chips": [
            Link(labels[unit.pk], choices.but(units=tuple(other for other in choices.units if other != unit)))
            for unit in choices.units
        ],
        "most": MOST_UNITS,
        "places": presenters.places(offer.units, choices.units),
        "years": [
            Option(str(year), str(year), year == choices.year) for year in offer.years(choices.context)
        ],
        "contexts": [
            Option(CONTEXT_IN_ADDRESS[context], label, context == choices.context)
            for context, label in CONTEXT_LABEL.items()
        ],
        "registries": [
            Option(registry.key, registry.short_name, registry == choices.registry)
            for registry in offer.registries
        ],
        "fields": [Option(field.slug, field.name, field == choices.field) for field in offer.fields],
        "clear": reverse("results:table"),
    }


def _empty(choices: Choices, offer: Offer) -> Empty:
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
    return Empty("Ingen indikatorer passer til valgene", _why_none(choices, offer), _ways_out(choices, offer))


def _why_none(choices: Choices, offer: Offer) -> str:
    if choices.registry and choices.field and not choices.published(offer):
        return f"{choices.registry.short_name} hører ikke til fagområdet {choices.field.name}."
    return (
        f"Det er ikke publisert resultater for {choices.year} {CONTEXT_LEAD[Context(choices.context)]} her."
    )


def _ways_out(choices: Choices, offer: Offer) -> tuple[Link, ...]:
    wanted = {one.registry.pk for one in choices.published(offer)}
    years = [
        year for context, registry, year in offer.periods if context == choices.context and registry in wanted
    ]
    links = []
    if years:
        links.append(Link(f"Vis {max(years)}, siste år med resultater", choices.but(year=max(years))))
    if choices.registry:
        links.append(Link(f"Fjern filteret «{choices.registry.short_name}»", choices.but(registry=None)))
    if choices.field:
        links.append(Link(f"Fjern filteret «{choices.field.name}»", choices.but(field=None)))
    return tuple(links)
