from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.accounts import LABELS, change_account, entries_of
from registries.names import short_name_of
from workbench.admin.forms import AccountForm
from workbench.admin.history import Version, versions_in_trail
from workbench.admin.room import Room


class UserAdmin(Room):
    """Names, addresses, open or closed. Accounts and roles are given on /medlemmer/."""

    form = AccountForm
    list_display = ("email", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    fieldsets = (
        (None, {"fields": ("first_name", "last_name", "email", "is_active")}),
        (_lazy("Roller og innlogging"), {"fields": ("roles", "last_login", "date_joined")}),
    )
    readonly_fields = ("roles", "last_login", "date_joined")
    may_add = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("memberships__registry")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """What is secret can't be guessed letter by letter either."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    @admin.display(description=_lazy("Navn"))
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_lazy("Roller"))
    def roles(self, user: User) -> str:
        return ", ".join(_role(one) for one in user.memberships.all()) or _("Ingen")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        change_account(user=obj, by=by)

    def versions(self, obj: Any) -> list[Version]:
        return versions_in_trail(entries_of(obj), LABELS)


def _role(membership: Any) -> str:
    role = str(membership.get_role_display())
    if membership.registry is None:
        return role
    return _("{role} i {registry}").format(role=role, registry=short_name_of(membership.registry))
