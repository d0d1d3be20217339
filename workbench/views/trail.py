"""The trail: of a registry for its members, of everything for administrators."""

from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import AuditEntry, Registry
from registries.names import name_of as full_name_of
from registries.names import short_name_of
from results.downloads import asked_format, download
from wording.collation import norwegian_key
from workbench.choices import SERVER, TrailChoices, TrailOffer
from workbench.entrance import for_administrators, for_members
from workbench.people import COMMAND_LINE, name_of
from workbench.presenters import trail as presenter
from workbench.presenters.registries import pages

ENTRIES_ON_A_PAGE = 50


@for_members
@require_safe
def trail(request: HttpRequest, registry: Registry) -> HttpResponse:
    return _answer(request, AuditEntry.objects.filter(registry=registry), registry)


@for_administrators
@require_safe
def trails(request: HttpRequest) -> HttpResponse:
    """Also what is of no registry, such as an administrator's role."""
    return _answer(request, AuditEntry.objects.all(), None)


def _answer(request: HttpRequest, entries: QuerySet[AuditEntry], registry: Registry | None) -> HttpResponse:
    registries = _registries(entries) if registry is None else {}
    offer = TrailOffer(_people(entries), _actions(entries), registries)
    choices = TrailChoices.of(request.GET, offer)
    found = choices.among(entries).select_related("by", "registry")
    whose: str = full_name_of(registry) if registry else _("alle registre")
    if format := asked_format(request.GET, choices.notices):
        told = [presenter.entry(one) for one in found]
        name = _("{registry} logg").format(
            registry=short_name_of(registry) if registry else _("Alle registre")
        )
        return download(
            presenter.table(told, _("Logg: {whose}").format(whose=whose), name, timezone.localdate()), format
        )
    listed = Paginator(found, ENTRIES_ON_A_PAGE).get_page(request.GET.get("side"))
    page: dict[str, Any] = {
        "registry": registry,
        "whose": whose,
        "choices": choices,
        "offer": offer,
        "entries": [presenter.entry(one) for one in listed],
        "number": listed.paginator.count,
        "is_filtered": bool(choices.kept),
        "entry_pages": pages(listed, "side", "loggen", choices.kept),
        "files": [(format.upper(), choices.file(format)) for format in ("csv", "xlsx")],
    }
    return render(request, "workbench/trail.html", page)


def _people(entries: QuerySet[AuditEntry]) -> dict[str, str]:
    """Those who have done anything of it, by what the address calls them."""
    ids = set(entries.order_by().values_list("by", flat=True).distinct())
    users = sorted(User.objects.filter(pk__in=ids), key=lambda user: norwegian_key(name_of(user)))
    found = {str(user.pk): name_of(user) for user in users}
    return found | ({SERVER: str(COMMAND_LINE)} if None in ids else {})


def _actions(entries: QuerySet[AuditEntry]) -> dict[str, str]:
    used = entries.order_by().values_list("action", flat=True).distinct()
    return dict(sorted(((one, presenter.action_name(one)) for one in used), key=lambda pair: pair[1]))


def _registries(entries: QuerySet[AuditEntry]) -> dict[str, str]:
    used = Registry.objects.filter(audit_entries__in=entries).distinct()
    listed = sorted(used, key=lambda one: norwegian_key(short_name_of(one)))
    return {one.key: short_name_of(one) for one in listed}
