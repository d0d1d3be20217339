"""Which registries, which indicators of one, and in which order."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.definitions import in_own_order, reorder
from indicators.texts import title_of
from registries.models import Registry
from registries.names import short_name_of
from registries.refusal import Refused
from results.jobs import ask_once_for_recompute
from wording.collation import norwegian_key
from workbench.definitions.drafting import drafted
from workbench.definitions.ordering import by_numbers, moved
from workbench.definitions.rows import listing, registry_rows
from workbench.definitions.standing import standing
from workbench.entrance import StaffRequest, for_publishers, for_staff

DONE = {
    "rekkefolge": _lazy("Rekkefølgen er lagret, og et utkast blir beregnet."),
    "lest": _lazy("Definisjonene er lest inn, og et utkast blir beregnet."),
    "utkast": _lazy("Et utkast blir beregnet."),
}


@for_staff
@require_safe
def registries(request: StaffRequest) -> HttpResponse:
    """Those whose definitions one may edit; 404 for whoever may edit none."""
    mine = sorted(request.access.edited(), key=lambda registry: norwegian_key(short_name_of(registry)))
    if not mine:
        raise Http404
    return render(request, "workbench/definitions/registries.html", {"registries": registry_rows(mine)})


@for_publishers
@require_safe
def indicators(request: Any, registry: Registry) -> HttpResponse:
    page = {
        "registry": registry,
        "listing": listing(registry, request.GET.get("vis", "")),
        "standing": standing(registry),
        "done": DONE.get(request.GET.get("gjort", ""), ""),
        "deleted": request.GET.get("slettet", "")[:100],
    }
    return render(request, "workbench/definitions/indicators.html", page)


@for_publishers
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Any, registry: Registry) -> HttpResponse:
    """As it is; as it has been moved but not saved; or saved."""
    by_key = {indicator.key: indicator for indicator in in_own_order(registry.indicators.all())}
    keys, refused = list(by_key), ""
    if request.method == "POST":
        wanted = by_numbers(request.POST.getlist("key"), request.POST.getlist("plass"))
        move = request.POST.get("flytt", "")
        if not move:
            try:
                drafted(
                    registry,
                    request.user,
                    lambda: reorder(registry=registry, keys=wanted, by=request.user),
                )
                return _list(registry, "rekkefolge")
            except Refused as found:
                refused = str(found)
        elif sorted(wanted) == sorted(keys):
            keys = moved(wanted, move)
    page = {
        "registry": registry,
        "indicators": [(by_key[key], title_of(by_key[key], key)) for key in keys],
        "unsaved": keys != list(by_key),
        "refused": refused,
    }
    return render(request, "workbench/definitions/order.html", page, status=409 if refused else 200)


@for_publishers
@require_POST
def draft(request: Any, registry: Registry) -> HttpResponse:
    """For what was changed otherwise than here, by a command on the server."""
    ask_once_for_recompute(registry=registry, by=request.user)
    return _list(registry, "utkast")


def _list(registry: Registry, word: str) -> HttpResponse:
    address = reverse("workbench:definitions_of", args=[registry.key])
    return HttpResponseRedirect(f"{address}?gjort={word}")
