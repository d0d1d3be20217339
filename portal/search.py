"""The page of the search, and what is suggested while someone types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.hits import Hit, hits
from results.choices.offer import Offer
from results.views.offered import draft_of, moment_of
from wording.numbers import count

# As many as one looks through; and as there is room for below a box.
MOST, MOST_SUGGESTED = 50, 8
# No name is longer; what is typed beyond it is not looked for.
LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = _typed(request)
    found = _found(request, typed)
    page = {"typed": typed, "hits": found[:MOST], "told": _told(len(found))}
    return render(request, "portal/search.html", page)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A list of the best ones, for below the box."""
    typed = _typed(request)
    found = _found(request, typed)
    suggested = found[:MOST_SUGGESTED]
    page = {
        "typed": typed,
        "hits": suggested,
        "told": ngettext("{number} forslag.", "{number} forslag.", len(suggested)).format(
            number=count(len(suggested))
        ),
        "all": count(len(found)) if len(found) > len(suggested) else "",
    }
    return render(request, "portal/_suggestions.html", page)


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("sok", "").split())[:LONGEST]


def _found(request: HttpRequest, typed: str) -> list[Hit]:
    """Among what is shown there: now, on the day, or with the draft."""
    if not typed:
        return []
    return hits(typed, Offer.now(draft=draft_of(request), moment=moment_of(request)))


def _told(found: int) -> str:
    if found > MOST:
        told = _("{found} treff. Her er de {shown} beste; skriv flere ord for å finne det rette.")
        return told.format(found=count(found), shown=count(MOST))
    return ngettext("{found} treff.", "{found} treff.", found).format(found=count(found)) if found else ""
