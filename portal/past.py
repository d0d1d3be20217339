"""The public pages as they were: `/per/2026-05-15/sykehus/levanger/` is the hospital's page with what was
public when that day ended. Names are as they are now."""

import re

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from results.moments import Moment, address_then
from results.views.offered import draft_of
from results.views.prefixes import Respond, own_address, page_at, under

ADDRESS = re.compile(r"/per/([0-9T:-]{1,19})(/.*)")


class PastMiddleware:
    """Takes the prefix off the address. What is no day, or leads to no page, is left to be not found; what is
    still to come is not known, so the page is shown as it is now."""

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = ADDRESS.fullmatch(request.path_info)
        moment = Moment.of(found[1]) if found else None
        # A draft has no past.
        in_preview = draft_of(request) is not None
        if found is None or moment is None or in_preview or page_at(found[2]) is None:
            return self._respond(request)
        if not moment.is_past:
            return HttpResponseRedirect(own_address(request, found[2]))
        said = {
            "moment": moment,
            "as_now": own_address(request, found[2]),
            "choose_moment": reverse("moment"),
        }
        return under(request, f"per/{moment.text}", found[2], self._respond, **said)


@require_safe
def choose(request: HttpRequest) -> HttpResponseBase:
    """To the page asked for, as of the day asked for; where there is no such day, as it is."""
    page = request.GET.get("side", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        page = reverse("results:table")
    moment = Moment.of(request.GET.get("dag", "").strip())
    return HttpResponseRedirect(page if moment is None else address_then(moment, page))
