"""The administration's addresses, behind the same door as the other rooms for administrators."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _lazy

from workbench.entrance import for_administrators

# Signing in and out and passwords are under /konto/, once for all rooms; the others nothing here uses.
ELSEWHERE = {"login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site"}


class Administration(AdminSite):
    site_header = site_title = index_title = _lazy("Administrasjon")
    enable_nav_sidebar = False

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        # Around Django's own: who is let in here never meets its way to a login of its own.
        return for_administrators(super().admin_view(view, cacheable))

    def has_permission(self, request: HttpRequest) -> bool:
        access = getattr(request, "access", None)
        return access is not None and access.is_administrator

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [one for one in super().get_urls() if getattr(one, "name", None) not in ELSEWHERE]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """All in one list, as people look for them: which app they belong to is ours to know."""
        apps = super().get_app_list(request, app_label)
        models = [model for app in apps for model in app["models"]]
        if app_label or not apps:
            return apps
        models.sort(key=lambda model: ORDER.index(model["object_name"]))
        return [apps[0] | {"name": "", "app_label": "", "models": models}]


ORDER = ["Unit", "Registry", "MedicalField", "User"]
site = Administration()
