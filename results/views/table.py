"""The public pages with results."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from results.choices.offer import MOST_UNITS, Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS, releases_in
from results.choices.table import Choices, choices_in
from results.links import Empty, Link
from results.models import Publication
from results.models.fields import Context
from results.origins import SOME, generated_shown
from results.presenters import places
from results.presenters.releases import ReleaseNotice, permanent, release_mark, release_notice
from results.presenters.sections import Section
from results.sections import sections_of

CONTEXT_LABEL = {Context.CAREGIVER: "Behandlet ved", Context.RESIDENT: "Bosatt i opptaksområdet"}
CONTEXT_LEAD = {
    Context.CAREGIVER: "etter hvor pasientene ble behandlet",
    Context.RESIDENT: "etter hvor pasientene bor",
}


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    chosen: bool


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    offer = Offer.now(releases_in(request.GET))
    choices = choices_in(request.GET, offer)
    labels = places.labels(choices.units, offer.units)
    marks = {one.registry.key: release_mark(one) for one in choices.shown(offer)}
    sections = [(section, marks[section.key]) for section in _sections(choices, offer, labels)]
    generated = generated_shown([one.release.pk for one in choices.shown(offer)])
    page = {
        "choices": choices,
        "lead": CONTEXT_LEAD[Context(choices.context)],
        "columns": [labels[unit.pk] for unit in choices.units],
        "release_notices": _release_notices(choices, offer),
        "sections": sections,
        "permanent": permanent(choices, [mark.release for _, mark in sections]),
        "host": f"{request.scheme}://{request.get_host()}",
        "empty": None if sections else _empty(choices, offer),
        "filters": _filters(choices, offer, labels) if offer.periods else None,
        "demonstration": generated,
        "mixed": generated == SOME,
    }
    return render(request, "results/table.html", page)


def _release_notices(choices: Choices, offer: Offer) -> list[ReleaseNotice]:
    """What is to be known of the releases shown that are not the public ones."""
    others = [one for one in choices.shown(offer) if not one.is_public]
    withdrawn = [one.release for one in others if one.is_withdrawn]
    told = Publication.objects.filter(release__in=withdrawn, kind=Publication.Kind.WITHDRAWN)
    withdrawals = {entry.release_id: entry for entry in told} if withdrawn else {}
    return [release_notice(one, withdrawals.get(one.release.pk), choices) for one in others]


def _sections(choices: Choices, offer: Offer, labels: dict[int, str]) -> list[Section]:
    if choices.year is None:
        return []
    return sections_of(
        shown=choices.shown(offer),
        units=choices.units,
        labels=labels,
        year=choices.year,
        context=choices.context,
    )


def _filters(choices: Choices, offer: Offer, labels: dict[int, str]) -> dict[str, Any]:
    """What the form offers, and the chosen units as links that leave them out."""
    return {
        "chips": [
            Link(labels[unit.pk], choices.but(units=tuple(other for other in choices.units if other != unit)))
            for unit in choices.units
        ],
        "most": MOST_UNITS,
        "places": places.places(offer.units, choices.units),
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


def _empty(choices: Choices, offer: Offer) -> Empty | None:
    shown = choices.shown(offer)
    if shown and all(one.is_withdrawn for one in shown):
        return None  # the notices say it
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
    if choices.registry and choices.field and not choices.shown(offer):
        return f"{choices.registry.short_name} hører ikke til fagområdet {choices.field.name}."
    return (
        f"Det er ikke publisert resultater for {choices.year} {CONTEXT_LEAD[Context(choices.context)]} her."
    )


def _ways_out(choices: Choices, offer: Offer) -> tuple[Link, ...]:
    wanted = {one.registry.pk for one in choices.shown(offer)}
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
