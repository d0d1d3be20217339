"""Two to six places side by side, one row per indicator."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from results import contexts
from results.choices.comparison import Comparison, comparison_in
from results.choices.offer import Offer
from results.comparisons import Compared, comparison_of
from results.downloads import asked_format, download, download_links
from results.origins import SOME, generated_shown
from results.presenters import places
from results.presenters.comparison import parts
from results.presenters.comparison_file import comparison_file, notice_words
from results.presenters.comparison_form import form
from results.presenters.comparison_nothing import nothing
from results.presenters.comparison_start import suggestions
from results.presenters.releases import permanent, release_mark
from results.release_notices import release_notices
from results.tables import Table
from results.views.addresses import addressed, host_of
from results.views.offered import offer_of


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    offer = offer_of(request)
    choices = comparison_in(request.GET, offer)
    labels = places.labels(choices.units, offer.units)
    found = None
    if choices.is_ready and choices.year is not None:
        found = comparison_of(choices, choices.shown(offer), labels, choices.year)
    notices = list(choices.notices)
    if (asked := asked_format(request.GET, notices)) and found:
        return download(_table(request, choices, offer, labels, found), asked, offer)
    page = {
        "choices": choices,
        "notices": notices,
        "form": form(choices, offer, labels) if offer.periods else None,
        "lead": contexts.LEAD[choices.context],
        "release_notices": release_notices(choices.shown(offer), choices),
        "host": host_of(request),
        "columns": [labels[unit.pk] for unit in choices.units],
    }
    if found is None:
        return render(request, "results/comparison_start.html", page | _start(choices, offer))
    response = render(request, "results/comparison.html", page | _compared(choices, offer, found))
    return addressed(request, response, choices.address)


def _start(choices: Comparison, offer: Offer) -> dict[str, Any]:
    return {
        "suggestions": suggestions(choices, offer) if choices.year else [],
        "empty": nothing(choices, offer) if choices.year is None else None,
    }


def _compared(choices: Comparison, offer: Offer, found: Compared) -> dict[str, Any]:
    shown = choices.shown(offer)
    marks = {one.registry.key: release_mark(one) for one in shown}
    rows, alone, without = parts(found.sections, only_certain=choices.only_certain)
    generated = generated_shown([one.release.pk for one in shown])
    return {
        "summary": found.summary,
        "sections": [(one, marks[one.section.key]) for one in rows],
        "alone": alone,
        "alone_count": sum(len(one.rows) for one in alone),
        "without": without,
        "without_count": sum(len(one.rows) for one in without),
        "permanent": permanent(choices, [marks[one.section.key].release for one in [*rows, *alone]], offer),
        "downloads": download_links(choices.address) if rows else (),
        "empty": None if rows else nothing(choices, offer),
        "onwards": choices.onwards_with_places.urlencode(),
        "demonstration": generated,
        "mixed": generated == SOME,
    }


def _table(
    request: HttpRequest, choices: Comparison, offer: Offer, labels: Mapping[int, str], found: Compared
) -> Table:
    rows, alone, _ = parts(found.sections, only_certain=choices.only_certain)
    shown = choices.shown(offer)
    caveats = (*found.summary.caveats, *notice_words(release_notices(shown, choices)))
    return comparison_file(choices, shown, [*rows, *alone], labels, caveats, host_of(request))
