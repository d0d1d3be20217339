from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from organisations.models import OrganisationNumber, Unit
from registries.models import Registry
from registries.names import short_name_of
from results.actions import delete_unit, save_unit, why_not_delete_unit
from results.affected import affected_by
from results.sentences.nouns import listed
from wording.language import current
from workbench.admin.forms import UnitForm
from workbench.admin.history import Version, versions_of
from workbench.admin.paths import path_of
from workbench.admin.room import Room


class UnitAdmin(Room):
    """The tree. What changes results makes drafts; the public sees them when they are published."""

    form = UnitForm
    list_display = ("name", "level", "above", "kind", "all_numbers", "years")
    list_filter = ("level", "kind")
    list_select_related = ("parent__parent",)
    search_fields = ("name", "full_name", "parent__name", "numbers__number")
    ordering = ("sorting", "id")
    sortable_by = ("name", "level", "kind")
    fieldsets = (
        (None, {"fields": ("name", "full_name", "slug")}),
        (_lazy("Plass i treet"), {"fields": ("level", "parent", "kind", "sorting")}),
        (_lazy("Numre"), {"fields": ("numbers", "company_numbers")}),
        (_lazy("Sammenslåing"), {"fields": ("first_year", "last_year", "successor")}),
    )
    why_not_delete = staticmethod(why_not_delete_unit)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("numbers")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    @admin.display(description=_lazy("Ligger under"))
    def above(self, unit: Unit) -> str:
        return path_of(unit.parent) if unit.parent else "–"

    @admin.display(description=_lazy("Organisasjonsnumre"))
    def all_numbers(self, unit: Unit) -> str:
        return ", ".join(sorted(one.number for one in unit.numbers.all())) or "–"

    @admin.display(description=_lazy("År"))
    def years(self, unit: Unit) -> str:
        if unit.first_year is None and unit.last_year is None:
            return "–"
        return f"{unit.first_year or ''}–{unit.last_year or ''}"

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        context["affected"] = affected_by(obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        affected = save_unit(unit=obj, numbers=form.all_numbers, by=by)
        if affected:
            self.message_user(request, told(affected))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        by: Any = request.user
        delete_unit(unit=obj, by=by)

    def versions(self, obj: Any) -> list[Version]:
        numbers = OrganisationNumber.history.filter(unit=obj.pk)
        return versions_of(obj.history.all(), (numbers, "number"))


def told(affected: list[Registry]) -> str:
    """ "Nytt utkast lages for 2 registre: …", and that no reader sees it yet."""
    return ngettext(
        "Nytt utkast lages for {number} register: {names}. Det gjelder der resultatene blir andre. "
        "Det som er publisert, endres ikke før utkastet er publisert.",
        "Nytt utkast lages for {number} registre: {names}. Det gjelder der resultatene blir andre. "
        "Det som er publisert, endres ikke før utkastet er publisert.",
        len(affected),
    ).format(number=len(affected), names=listed([short_name_of(one) for one in affected], current()))
