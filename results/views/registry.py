"""The list of all registries, and the page of one."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import Registry
from registries.names import field_name
from results.choices.offer import Offer
from results.choices.parsing import one_of
from results.choices.registries import BY_FIELD, BY_REGION, registry_list_in
from results.choices.yearly import Yearly, yearly_in, years_of
from results.downloads import asked_format, download, download_links
from results.origins import SOME, generated_shown
from results.presenters import log, profile, registry_files, registry_list, status
from results.presenters import registry as presenters
from results.presenters.places import name
from results.presenters.profile_words import left_out
from results.presenters.registry import Line
from results.presenters.releases import permanent, release_mark
from results.presenters.sections import Section
from results.presenters.year_form import year_form
from results.registry_lists import fields_of, known_registries, nations_levels, statuses_of
from results.registry_pages import coverages_of, publications_of, registry_called, units_of
from results.release_notices import release_notices
from results.sections import sections_of
from results.shown_releases import ShownRelease
from results.tables import Table
from results.views.addresses import addressed, host_of
from results.views.offered import moment_of, offer_of

LATEST_PUBLICATIONS = 5
# The page's tables, as an address names them.
INDICATORS, STATUS = "indikatorer", "status"
TABLES = {name: name for name in (INDICATORS, STATUS)}


@require_safe
def registries(request: HttpRequest) -> HttpResponse:
    offer = offer_of(request)
    choices = registry_list_in(request.GET)
    notices = list(choices.notices)
    everything = [registry_list.row(one) for one in known_registries(offer, nations_levels(offer))]
    rows = registry_list.found(everything, choices.asked)
    if format := asked_format(request.GET, notices):
        generated = any(one.holds_generated for one in offer.releases)
        file = registry_files.list_file(rows, name=_("registre"), title=_("Registre"), generated=generated)
        return download(file, format, offer)
    page = {
        "choices": choices,
        "notices": notices,
        "groups": registry_list.by_field(rows) if choices.by_field else registry_list.by_region(rows),
        "by_region": choices.but(grouping=BY_REGION),
        "by_field": choices.but(grouping=BY_FIELD),
        "found": len(rows),
        "all": len(everything),
        "downloads": download_links(choices.address) if rows else (),
    }
    return render(request, "results/registries.html", page)


@require_safe
def registry(request: HttpRequest, key: str) -> HttpResponse:
    """404 for a key that no registry has; a registry without results has a page too."""
    chosen = registry_called(key)
    if chosen is None:
        raise Http404
    address = registry_list.registry_address(chosen)
    if chosen.key != key:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(address + query)
    offer = offer_of(request)
    ours = [one for one in offer.releases if one.registry == chosen]
    choices = yearly_in(request.GET, offer, address, ours)
    notices = list(choices.notices)
    table = one_of(request.GET, "tabell", TABLES, notices, _("Tabellen {} finnes ikke."))
    format = asked_format(request.GET, notices)
    if format and table == STATUS:
        return download(registry_files.status_file(chosen, statuses_of(chosen)), format)
    answers = _answers(request, chosen, choices, offer)
    if format and answers:
        return download(_file(request, chosen, choices, answers), format, offer)
    page = _about(request, chosen, choices, offer) | answers
    page |= {"notices": notices, "has_results": bool(answers)}
    return addressed(request, render(request, "results/registry.html", page), choices.address)


def _about(request: HttpRequest, registry: Registry, choices: Yearly, offer: Offer) -> dict[str, Any]:
    """What is there to be told of every registry."""
    ours = [one for one in offer.releases if one.registry == registry]
    statuses = statuses_of(registry)
    prom = status.latest_prom(registry.proms.all())
    publications, has_more = publications_of(registry, moment_of(request), LATEST_PUBLICATIONS)
    generated = generated_shown([one.release.pk for one in offer.releases])
    evaluated = next((one for one in statuses if one.stage is not None), None)
    return {
        "choices": choices,
        "registry": registry,
        "fields": [(field_name(one), registry_list.field_address(one.slug)) for one in fields_of(registry)],
        "years": status.status_years(one for one in statuses if one.stage is not None),
        "meaning": status.meaning(evaluated.stage, evaluated.level) if evaluated else "",
        "status_downloads": download_links(f"{choices.page}?tabell={STATUS}") if statuses else (),
        "coverage": _coverage(registry, choices, offer),
        "prom": status.prom(prom) if prom else None,
        "publications": [log.entry(one) for one in publications],
        "log": f"{reverse('results:publications')}?register={registry.key}",
        "has_more": has_more,
        "release_notices": release_notices(ours, choices),
        "form": year_form(choices, choices.page, years_of(offer, ours, choices.context)),
        "is_offered": bool(ours) and not all(one.is_withdrawn for one in ours),
        "host": host_of(request),
        "demonstration": generated,
        "mixed": generated == SOME,
    }


def _coverage(registry: Registry, choices: Yearly, offer: Offer) -> presenters.CoverageTable | None:
    shown, nation = _readable(registry, offer), offer.nation
    found = coverages_of(shown, nation, choices.context) if shown and nation else []
    asked = presenters.of_the_nation(choices, nation).query.urlencode() if nation else ""
    return presenters.coverage_table(
        statuses_of(registry),
        found,
        lambda key: f"{reverse('results:indicator', args=[registry.key, key])}?{asked}",
    )


def _readable(registry: Registry, offer: Offer) -> ShownRelease | None:
    return next((one for one in offer.releases if one.registry == registry and not one.is_withdrawn), None)


def _answers(request: HttpRequest, registry: Registry, choices: Yearly, offer: Offer) -> dict[str, Any]:
    """What is shown of the year's results; {} where there are none."""
    shown, nation, year = _readable(registry, offer), offer.nation, choices.year
    if shown is None or nation is None or year is None:
        return {}
    labels = {nation.pk: name(nation)}
    sections = sections_of(shown=[shown], units=(nation,), labels=labels, year=year, context=choices.context)
    if not sections:
        return {}
    (section,) = sections
    items = profile.every_item(sections, presenters.of_the_nation(choices, nation))
    units = units_of(shown, section.rows, year, choices.context, offer)
    lines = presenters.lines(items, units)
    now = profile.treatment(items)
    mark = release_mark(shown)
    return {
        "shown": shown,
        "section": section,
        "release": mark,
        "lines": lines,
        "now": now,
        "left_out": left_out(now),
        "reporting": presenters.reporting_units(offer.units, units.reporting, choices.context, year),
        "in_table": presenters.in_table(choices, offer.default_units, registry=registry),
        "downloads": download_links(choices.address),
        "permanent": permanent(choices, [shown.release.pk], offer),
    }


def _file(request: HttpRequest, registry: Registry, choices: Yearly, answers: dict[str, Any]) -> Table:
    section: Section = answers["section"]
    lines: Sequence[Line] = answers["lines"]
    return registry_files.registry_file(registry, choices, section, lines, answers["shown"], host_of(request))
