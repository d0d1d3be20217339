"""What a form of targets would do, before anything is stored."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from registries.models import Registry
from workbench.definitions.editor import Asked
from workbench.definitions.foretold import panel_of
from workbench.definitions.proposals import WHAT, form_of, proposal_of
from workbench.definitions.views.indicators import editor, found_indicator
from workbench.entrance import for_publishers


@for_publishers
@require_POST
def foretell(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    """The panel alone where it is put in its place, else the editor with it. POST, since notes are long and a
    proposal is nobody else's: it stores nothing."""
    indicator = found_indicator(registry, indicator_key)
    what = request.POST.get(WHAT, "")
    try:
        form = form_of(indicator, what, request.POST)
    except ValueError:
        raise Http404 from None
    panel = panel_of(proposal_of(indicator, what, form), request.POST)
    if request.htmx:
        return render(request, "workbench/definitions/_what_if_panel.html", {"panel": panel})
    return editor(request, indicator, Asked(what, form, panel=panel, stores=False))
