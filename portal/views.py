"""The front page, and the answer to those who watch over the server."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.choices.table import Choices
from results.presenters.places import name
from results.views.offered import offer_of

logger = logging.getLogger(__name__)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Short doors into the results: by place and by registry."""
    offer = offer_of(request)
    everywhere = offer.default_units
    nation, regions = everywhere[:1], everywhere[1:]
    with_results = {registry for _, registry, _ in offer.periods}
    page = {
        "regions": [
            {"name": name(unit), "address": Choices(units=(*nation, unit), year=None).address}
            for unit in regions
            if offer.periods
        ],
        "registries": [
            {
                "name": registry.short_name,
                "address": Choices(units=everywhere, year=None, registry=registry).address,
            }
            for registry in offer.registries
            if registry.pk in with_results
        ],
    }
    return render(request, "portal/front.html", page)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """{"status": "ok"}, or 503 with "unavailable" when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})
