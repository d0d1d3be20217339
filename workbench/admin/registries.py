from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _lazy

from registries.actions import delete_registry, save_registry, why_not_delete_registry
from registries.models import MedicalField, PromStatus, Registry, RegistryField, RegistryYear
from registries.names import field_name
from workbench.admin.forms import PromForm, RegistryForm, YearForm
from workbench.admin.history import Version, versions_of
from workbench.admin.room import Room


class PartInline(admin.TabularInline):
    """What a registry has one row of for each year, or day."""

    template = "admin/registries/parts.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # Each row is called by its registry's name.
        return super().get_queryset(request).select_related("registry")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class FieldFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(one.pk), field_name(one)) for one in MedicalField.objects.order_by("name")]


class YearInline(PartInline):
    model = RegistryYear
    form = YearForm
    fields = YearForm.Meta.fields
    ordering = ("-year",)
    extra = 2


class PromInline(PartInline):
    model = PromStatus
    form = PromForm
    fields = PromForm.Meta.fields
    ordering = ("-status_date",)
    extra = 1


class RegistryAdmin(Room):
    form = RegistryForm
    list_display = ("short_name", "key", "name", "rhf", "all_fields", "established")
    list_filter = (("rhf", admin.RelatedOnlyFieldListFilter), ("fields", FieldFilter))
    list_select_related = ("rhf",)
    search_fields = (
        "short_name",
        "short_name_en",
        "key",
        "name",
        "name_en",
        "fields__name",
        "fields__name_en",
    )
    ordering = ("short_name",)
    sortable_by = ("short_name", "key", "name", "established")
    inlines = (YearInline, PromInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "short_name",
                    "short_name_en",
                    "name",
                    "name_en",
                    "key",
                    "rhf",
                    "established",
                    "home_page",
                )
            },
        ),
        (_lazy("Fagområder"), {"fields": ("main_field", "more_fields")}),
    )
    why_not_delete = staticmethod(why_not_delete_registry)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("field_links__field")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    @admin.display(description=_lazy("Fagområder"))
    def all_fields(self, registry: Registry) -> str:
        return ", ".join(field_name(link.field) for link in registry.field_links.all()) or "–"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With its parts, in save_related."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool) -> None:
        changed = [part for parts in formsets for part in parts.save(commit=False)]
        gone = [part for parts in formsets for part in parts.deleted_objects]
        by: Any = request.user
        save_registry(registry=form.instance, fields=form.all_fields, parts=changed, gone=gone, by=by)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        by: Any = request.user
        delete_registry(registry=obj, by=by)

    def versions(self, obj: Any) -> list[Version]:
        fields = RegistryField.history.filter(registry=obj.pk)
        years = RegistryYear.history.filter(registry=obj.pk)
        proms = PromStatus.history.filter(registry=obj.pk)
        return versions_of(obj.history.all(), (fields, "field"), (years, "year"), (proms, "status_date"))
