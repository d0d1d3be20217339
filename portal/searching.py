"""The search's page, and what is suggested while someone types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.search import MOST, MOST_SUGGESTED, find
from results.choices.offer import Offer
from wording.numbers import count

# No name is longer; what is typed beyond it is not looked for.
LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = _typed(request)
    hits = find(typed, Offer.now()) if typed else []
    page = {"typed": typed, "hits": hits, "told": _told(len(hits)) if typed else ""}
    return render(request, "portal/search.html", page)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A list of the best hits, for below the box."""
    typed = _typed(request)
    hits = find(typed, Offer.now(), MOST_SUGGESTED) if typed else []
    return render(request, "portal/_suggestions.html", {"typed": typed, "hits": hits})


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("sok", "").split())[:LONGEST]


def _told(found: int) -> str:
    if found == MOST:
        return f"De {count(found)} beste treffene. Skriv flere ord for å finne det du leter etter."
    return f"{count(found)} treff." if found else ""
