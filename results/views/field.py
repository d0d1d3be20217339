"""The medical fields, and the page of one: its registries, and the whole country in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from registries.models import MedicalField
from results.choices.offer import Offer
from results.choices.yearly import Yearly, yearly_in, years_of
from results.downloads import asked_format, download, download_links
from results.origins import generated_shown
from results.presenters import profile, registry_files, registry_list
from results.presenters.fields import field_rows
from results.presenters.places import name
from results.presenters.profile import Item, items_of
from results.presenters.profile_file import profile_file
from results.presenters.profile_words import left_out
from results.presenters.registry import in_table, of_the_nation
from results.presenters.releases import permanent
from results.presenters.sections import Section
from results.presenters.year_form import year_form
from results.registry_lists import known_registries, nations_levels
from results.release_notices import release_notices
from results.sections import sections_of
from results.shown_releases import ShownRelease
from results.views.addresses import addressed, host_of
from results.views.offered import offer_of


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    offer = offer_of(request)
    notices: list[str] = []
    levels = nations_levels(offer)
    rows = field_rows(known_registries(offer, levels), levels, offer)
    if format := asked_format(request.GET, notices):
        generated = any(one.holds_generated for one in offer.releases)
        return download(registry_files.fields_file(rows, generated=generated), format, offer)
    page = {
        "rows": rows,
        "notices": notices,
        "now": next((row.levels for row in rows if row.levels.judged), None),
        "downloads": download_links(reverse("results:fields")) if rows else (),
    }
    return render(request, "results/fields.html", page)


@require_safe
def field(request: HttpRequest, slug: str) -> HttpResponse:
    """404 for a field that does not exist; one without registries or results has a page."""
    chosen = MedicalField.objects.filter(slug=slug).first()
    if chosen is None:
        raise Http404
    offer = offer_of(request)
    ours = offer.of(None, chosen)
    choices = yearly_in(request.GET, offer, registry_list.field_address(slug), ours)
    notices = list(choices.notices)
    sections = _sections(choices, offer, ours)
    nation = offer.nation
    items = items_of(sections, of_the_nation(choices, nation)) if nation else ()
    format = asked_format(request.GET, notices)
    if format and nation and items:
        withdrawn = release_notices([one for one in ours if one.is_withdrawn], choices)
        file = profile_file(
            of_the_nation(choices, nation), sections, items, ours, host_of(request), withdrawn
        )
        return download(registry_files.of_field(file, chosen, choices), format, offer)
    page = _about(chosen, choices, offer, ours, items) | {"notices": notices, "host": host_of(request)}
    page |= _glance(chosen, choices, offer, sections, items) if items else {"has_results": False}
    return addressed(request, render(request, "results/field.html", page), choices.address)


def _sections(choices: Yearly, offer: Offer, ours: list[ShownRelease]) -> list[Section]:
    nation = offer.nation
    if nation is None or choices.year is None:
        return []
    return sections_of(
        shown=ours,
        units=(nation,),
        labels={nation.pk: name(nation)},
        year=choices.year,
        context=choices.context,
    )


def _about(
    field: MedicalField,
    choices: Yearly,
    offer: Offer,
    ours: list[ShownRelease],
    items: tuple[Item, ...],
) -> dict[str, Any]:
    """Its registries, each with the nation's levels in the chosen year."""
    of_registry: dict[str, list[Item]] = {}
    for item in items:
        of_registry.setdefault(item.section, []).append(item)
    rows = [
        registry_list.row(one, profile.treatment(of_registry.get(one.registry.key, ())), choices.year)
        for one in known_registries(offer, {}, field)
    ]
    return {
        "field": field,
        "choices": choices,
        "rows": rows,
        "release_notices": release_notices(ours, choices),
        "form": year_form(choices, choices.page, years_of(offer, ours, choices.context)),
        "demonstration": generated_shown([one.release.pk for one in offer.releases]),
    }


def _glance(
    field: MedicalField, choices: Yearly, offer: Offer, sections: list[Section], items: tuple[Item, ...]
) -> dict[str, Any]:
    now = profile.treatment(items)
    releases = {one.registry.key: one.release.pk for one in offer.releases}
    return {
        "has_results": True,
        "now": now,
        "left_out": left_out(now),
        "low": profile.low(items),
        "uncertain": profile.uncertain(items),
        "sections": [section for section in sections if section.sources],
        "in_table": in_table(choices, offer.default_units, field=field),
        "downloads": download_links(choices.address),
        "permanent": permanent(choices, [releases[section.key] for section in sections], offer),
    }
