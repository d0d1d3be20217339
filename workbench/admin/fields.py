from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _lazy

from registries.actions import delete_field, save_field, why_not_delete_field
from workbench.admin.forms import FieldForm
from workbench.admin.history import Version, versions_of
from workbench.admin.room import Room


class FieldAdmin(Room):
    form = FieldForm
    list_display = ("name", "name_en", "slug", "registries")
    search_fields = ("name", "name_en")
    ordering = ("name",)
    fields = ("name", "name_en", "slug")
    why_not_delete = staticmethod(why_not_delete_field)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(registry_count=Count("registry_links"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    @admin.display(description=_lazy("Registre"), ordering="registry_count")
    def registries(self, field: Any) -> int:
        return int(field.registry_count)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        save_field(field=obj, by=by)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        by: Any = request.user
        delete_field(field=obj, by=by)

    def versions(self, obj: Any) -> list[Version]:
        return versions_of(obj.history.all())
