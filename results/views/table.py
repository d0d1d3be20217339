"""The results page: the indicators of every registry for chosen places, side by side."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from results import contexts
from results.choices.offer import Offer
from results.choices.table import Choices, choices_in
from results.downloads import asked_format, download, download_links
from results.opened import opened_row
from results.origins import SOME, generated_shown
from results.presenters import places
from results.presenters.counts import indicators, registries
from results.presenters.filters import chosen_words, filters
from results.presenters.nothing import nothing
from results.presenters.ordering import arranged
from results.presenters.releases import permanent, release_mark
from results.presenters.sections import Section
from results.presenters.table_file import table_file
from results.release_notices import release_notices
from results.sections import read_sections, sections_of
from results.views.addresses import addressed, host_of
from results.views.charts_csp import with_charts
from results.views.in_parts import in_parts
from results.views.in_place import InPlace, in_place, varied
from results.views.offered import offer_of


@require_safe
@with_charts
def table(request: HttpRequest) -> HttpResponseBase:
    offer = offer_of(request)
    choices = choices_in(request.GET, offer)
    labels = places.labels(choices.units, offer.units)
    rows = in_place(request)
    sections = _sections(choices, offer, labels, rows)
    choices = choices.opening(row.key for section in sections for row in section.rows)
    if rows is not None:
        return varied(render(request, "results/_rows.html", _rows(request, rows, choices, offer, sections)))
    notices: list[str] = []
    if form := asked_format(request.GET, notices):
        told = release_notices(choices.shown(offer), choices)
        return download(table_file(choices, offer, labels, sections, host_of(request), told), form, offer)
    choices = replace(choices, notices=(*choices.notices, *notices))
    response = in_parts(request, "results/table.html", _page(request, choices, offer, labels, sections))
    return varied(addressed(request, response, choices.address))


def _rows(
    request: HttpRequest, rows: InPlace, choices: Choices, offer: Offer, sections: list[Section]
) -> dict[str, Any]:
    """The row that is to stand in the place of the one that was clicked, and the one that then closes."""
    return {
        "choices": choices,
        "closed": choices.but(opened=""),
        "rows": [
            (section, row, row.indicator != rows.clicked) for section in sections for row in section.rows
        ],
        "columns": choices.units,
        "opened": opened_row(choices, offer, host_of(request)),
    }


def _page(
    request: HttpRequest,
    choices: Choices,
    offer: Offer,
    labels: dict[int, str],
    sections: list[Section],
) -> dict[str, Any]:
    marks = {one.registry.key: release_mark(one) for one in choices.shown(offer)}
    marked = [(section, marks[section.key]) for section in sections]
    generated = generated_shown([one.release.pk for one in choices.shown(offer)])
    return {
        "choices": choices,
        "closed": choices.but(opened=""),
        "chosen": chosen_words(choices, labels),
        "lead": contexts.LEAD[choices.context],
        "columns": [labels[unit.pk] for unit in choices.units],
        "release_notices": release_notices(choices.shown(offer), choices),
        "sections": marked,
        "status": _status(sections),
        "permanent": permanent(choices, [mark.release for _, mark in marked], offer),
        "host": host_of(request),
        "opened": opened_row(choices, offer, host_of(request)),
        "downloads": download_links(choices.address) if sections else (),
        "empty": None if sections else nothing(choices, offer),
        "filters": filters(choices, offer, labels) if offer.periods else None,
        "demonstration": generated,
        "mixed": generated == SOME,
    }


def _status(sections: list[Section]) -> str:
    """ "278 indikatorer fra 38 registre.", read aloud when a choice has changed it."""
    shown = indicators(sum(len(section.rows) for section in sections))
    return _("{indicators} fra {registries}.").format(indicators=shown, registries=registries(len(sections)))


def _sections(
    choices: Choices, offer: Offer, labels: dict[int, str], only: InPlace | None = None
) -> list[Section]:
    if choices.year is None:
        return []
    asked: dict[str, Any] = {
        "shown": choices.shown(offer),
        "units": choices.units,
        "labels": labels,
        "year": choices.year,
        "context": choices.context,
        "intervals": False,
    }
    found = sections_of(**asked) if only is None else read_sections(**asked, only=only.indicators)
    return arranged(found, choices)
