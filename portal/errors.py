"""The page for an address that leads nowhere: with what it may have been meant to lead to."""

import logging
import re
from urllib.parse import unquote

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.hits import Hit, hits
from portal.languages import editions
from results.choices.offer import Offer
from results.views.offered import draft_of, moment_of

logger = logging.getLogger(__name__)

# Rooms whose pages are named after what they show, and how many of these are guessed at.
NAMED_PAGES = {"sykehus", "indikator", "register", "fagomraade"}
MOST = 3
# No name is longer.
LONGEST, MOST_WORDS = 100, 6


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same whether there is no such thing or it is not yours: nothing but the address is looked at.

    There is no such page in another language either, so that way leads to the front page.
    """
    page = {"guesses": guesses(request), "editions": editions(request, page=""), "share": None}
    return render(request, "404.html", page, status=404)


def guesses(request: HttpRequest) -> list[Hit]:
    """What is called something like the last part of the address."""
    room, _, rest = request.path_info.strip("/").partition("/")
    words = re.split(r"[-_\s]+", unquote(rest.rpartition("/")[2])[:LONGEST])[:MOST_WORDS]
    if room not in NAMED_PAGES or not any(words):
        return []
    try:
        offer = Offer.now(draft=draft_of(request), moment=moment_of(request))
        # What a name ends in, such as "sykehus" or "hf", may be what is wrong with it.
        found = (hits(" ".join(words[:size]), offer) for size in range(len(words), 0, -1))
        return next((some for some in found if some), [])[:MOST]
    except DatabaseError:
        # The page for an unknown address needs no database.
        logger.exception("What an address may have meant can't be told.")
        return []
