"""Answers to programs: those that watch over the server, and search engines."""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.languages import prefix_of
from results.views.addresses import host_of

logger = logging.getLogger(__name__)


# Here nothing is to be found that is not elsewhere, and each look costs a search or a page of the past.
UNLISTED = ("sok", "per", "utkast", "levering", "definisjoner", "medlemmer", "logg", "konto", "admin")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and the list of what there is."""
    roots = [f"/{prefix_of(code)}" for code, _ in settings.LANGUAGES]
    lines = ["User-agent: *", *(f"Disallow: {root}{room}/" for root in roots for room in UNLISTED)]
    lines.append(f"Sitemap: {host_of(request)}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


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
