"""What the administration's pages have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from registries.members import Outdated
from wording.finding import findable, finds
from workbench.admin.history import Version


class Room(admin.ModelAdmin):
    """Every write goes through an action, which tells the trail: Django's own log stays empty."""

    actions = None
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    may_add = True
    # None where nothing is ever deleted; else the reason why one can't be, "" for one that can.
    why_not_delete: Callable[[Any], str] | None = None

    def versions(self, obj: Any) -> list[Version]:
        """What has become of it, the latest first."""
        raise NotImplementedError

    # Whoever came in is an administrator: the door is the site's.
    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_add

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.why_not_delete is not None

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": self._plural})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.may_add:
            raise Http404
        return super().add_view(request, form_url, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, Outdated) as late:
            # The form found it right: somebody else has changed something in between.
            return self._refused(request, late, request.path)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if self.why_not_delete is None:
            raise Http404
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ValidationError, Outdated) as late:
            return self._refused(request, late, reverse(f"admin:{self._name}_change", args=[object_id]))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Django would read everything that hangs on them, which may be a million results, to list it."""
        reasons = [why for obj in objs if self.why_not_delete and (why := self.why_not_delete(obj))]
        return [], {}, set(), reasons

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        raise Http404

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        page = {
            **self.admin_site.each_context(request),
            "title": _("Historikk: {what}").format(what=obj),
            "object": obj,
            "opts": self.opts,
            "versions": self.versions(obj),
        }
        return TemplateResponse(request, "admin/object_history.html", page)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Found as names are found on the public pages, on every database: "alesund" finds Ålesund."""
        if not search_term.strip():
            return queryset, False
        texts: dict[Any, list[str]] = {}
        for pk, *words in self.model._default_manager.order_by().values_list("pk", *self.search_fields):
            texts.setdefault(pk, []).extend(str(word) for word in words if word)
        found = [pk for pk, words in texts.items() if finds(search_term, findable(" ".join(words)))]
        return queryset.filter(pk__in=found), False

    def save_related(self, request: HttpRequest, form: Form, formsets: Sequence[Any], change: bool) -> None:
        """All has been stored by the action."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        context |= {"title": str(obj or _("Legg til {what}").format(what=self.opts.verbose_name))}
        return super().render_change_form(request, context, add, change, form_url, obj)

    @property
    def _plural(self) -> str:
        return str(self.opts.verbose_name_plural).capitalize()

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _refused(self, request: HttpRequest, late: Exception, address: str) -> HttpResponse:
        self.message_user(request, " ".join(getattr(late, "messages", [str(late)])), messages.ERROR)
        return HttpResponseRedirect(address)
