"""The public pages as they would be with a draft: under an address of its own, for the registry's members.

`/utkast/7/behandlingskvalitet/` is `/behandlingskvalitet/` with draft 7 in the place of what is public of its
registry. Every address that such a page gives begins in the same way, so a reader stays inside.
"""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, set_script_prefix

from results.models import Release
from results.views.prefixes import Respond, outside, page_at, under
from workbench.entrance import StaffRequest, for_staff

# No database's numbers are longer; a longer one names nothing.
ADDRESS = re.compile(r"/utkast/([0-9]{1,18})(/.*)")
KEPT_BY_NO_ONE = "private, no-store"


class PreviewRequest(StaffRequest):
    """`draft` is read by the pages; `rehearsal` is the way back."""

    draft: Release
    rehearsal: str


class PreviewMiddleware:
    """Takes the prefix off the address of those who may see the draft; nothing else gets in by it.

    The prefix that `reverse` gives is set for every request, also the next one of this thread: a page may be
    written while it is sent, long after this has returned.
    """

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        set_script_prefix(outside(request))
        found = ADDRESS.fullmatch(request.path_info)
        if found is None:
            return self._respond(request)
        response: HttpResponseBase = _previewed(request, int(found[1]), found[2], self._respond)
        response["Cache-Control"] = KEPT_BY_NO_ONE
        return response


@for_staff
def _previewed(request: Any, pk: int, page: str, respond: Respond) -> HttpResponseBase:
    """404 for what is not yours, for what is no open draft, and for what does not exist, all alike."""
    draft = Release.objects.filter(pk=pk, state=Release.State.DRAFT).select_related("registry").first()
    if draft is None or not request.access.may_deliver(draft.registry):
        raise Http404
    rehearsal = reverse("workbench:rehearsal", args=[draft.registry.key, draft.pk])
    match = page_at(page)
    if match is not None and match.view_name == "results:release" and match.kwargs["pk"] == draft.pk:
        return HttpResponseRedirect(rehearsal)
    return under(request, f"utkast/{draft.pk}", page, respond, draft=draft, rehearsal=rehearsal)
