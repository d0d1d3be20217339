"""Administrators' page of members: who has which role where."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registries.members import Outdated, change_role, name_of, take_role
from registries.models import Membership, Registry, Role
from registries.names import short_name_of
from workbench.entrance import StaffRequest, for_administrators
from workbench.memberships.actions import add_member
from workbench.memberships.forms import MemberForm, RoleForm, registries
from workbench.memberships.rows import PLACE_OF_ALL, rows_of


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: StaffRequest) -> HttpResponse:
    """The list; a POST adds a person."""
    form = MemberForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(request, form):
        return redirect("workbench:members")
    return render(request, "workbench/members.html", _page(request, form))


def _added(request: StaffRequest, form: MemberForm) -> bool:
    user: Any = request.user
    try:
        membership, invited = add_member(**form.cleaned_data, by=user)
    except (Outdated, ValidationError) as refused:
        form.add_error(None, str(refused) if isinstance(refused, Outdated) else refused.messages[0])
        return False
    told = [_said(membership, _("{name} er {role} i {registry}."), _("{name} er {role}."))]
    if invited:
        sent = _("En lenke for å velge passord er sendt til {address}.")
        told.append(sent.format(address=membership.user.email))
    messages.success(request, " ".join(told))
    return True


def _page(request: StaffRequest, form: MemberForm) -> dict[str, Any]:
    user: Any = request.user
    every = registries()
    chosen = next((one for one in every if one.key == request.GET.get("register")), None)
    text = request.GET.get("sok", "")[:100]
    shown = Membership.objects.select_related("user", "registry")
    rows = rows_of(shown.filter(registry=chosen) if chosen else shown, text=text, by=user)
    return {
        "form": form,
        "rows": rows,
        "people": len({row.membership.user_id for row in rows}),
        "lacking": len({row.membership.user_id for row in rows if row.lacks_mfa}),
        "registries": every,
        "chosen": chosen,
        "asked": text,
        "roles": Role.choices,
    }


@for_administrators
@require_POST
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Gives a registry's member the other role."""
    membership = get_object_or_404(Membership.objects.select_related("user", "registry"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid() or membership.registry is None:
        return HttpResponse(_("Ukjent rolle."), status=400, content_type="text/plain; charset=utf-8")
    user: Any = request.user
    membership.role = form.cleaned_data["seen"]
    try:
        changed = change_role(membership=membership, role=form.cleaned_data["role"], by=user)
    except Outdated as refused:
        messages.error(request, _("{why} Ingenting er endret.").format(why=refused))
    else:
        now = _said(changed, _("{name} er nå {role} i {registry}."), _("{name} er nå {role}."))
        messages.success(request, now)
    return redirect("workbench:members")


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks first, and says what it means; a POST removes."""
    user: Any = request.user
    membership = Membership.objects.select_related("user", "registry").filter(pk=pk).first()
    if membership is None:
        messages.error(request, _("Rollen er allerede fjernet."))
        return redirect("workbench:members")
    if request.method == "POST":
        return _removed(request, membership)
    others = Membership.objects.filter(registry=membership.registry, role=membership.role).exclude(pk=pk)
    page = {
        "membership": membership,
        "name": name_of(membership.user),
        "place": short_name_of(membership.registry) if membership.registry else PLACE_OF_ALL.lower(),
        "is_self": membership.user_id == user.pk,
        "is_last": not others.exists(),
        "is_administrator": membership.role == Role.ADMINISTRATOR,
    }
    return render(request, "workbench/remove_member.html", page)


def _removed(request: StaffRequest, membership: Membership) -> HttpResponse:
    user: Any = request.user
    seen = request.POST.get("seen", "")
    if seen in Role.values:
        membership.role = seen
    told = _said(
        membership, _("{name} er ikke lenger {role} i {registry}."), _("{name} er ikke lenger {role}.")
    )
    own = membership.user_id == user.pk and membership.role == Role.ADMINISTRATOR
    try:
        take_role(membership=membership, by=user)
    except Outdated as refused:
        messages.error(request, _("{why} Ingenting er fjernet.").format(why=refused))
        return redirect("workbench:members")
    messages.success(request, told)
    # The list is no longer theirs.
    return redirect("mfa_index" if own else "workbench:members")


def _said(membership: Membership, of_a_registry: str, of_all: str) -> str:
    registry: Registry | None = membership.registry
    return (of_a_registry if registry else of_all).format(
        name=name_of(membership.user),
        role=membership.get_role_display(),
        registry=short_name_of(registry) if registry else "",
    )
