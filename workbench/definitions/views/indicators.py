"""One indicator: new, edited, retired, deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from indicators.definitions import create_indicator, delete_indicator, reopen, retire, save_definition
from indicators.models import Indicator
from indicators.versions import Overtaken, seen_of
from registries.models import Registry
from registries.refusal import Refused
from results.actions import forget_undelivered
from results.jobs import ask_once_for_recompute
from results.views.charts_csp import with_charts
from workbench.definitions.conflict import definition_conflict
from workbench.definitions.definition_form import ADVISED, DefinitionForm, NewIndicatorForm
from workbench.definitions.drafting import drafted
from workbench.definitions.editor import DEFINITION, DELETE, RETIRE, Asked, editor_page
from workbench.definitions.forms import ReasonForm, add_faults
from workbench.definitions.preview import preview
from workbench.entrance import for_publishers

# The button that asks for a preview, and what it says.
WHAT, PREVIEW = "handling", "forhandsvis"
# It takes any view; its types say one that is given nothing but the request.
render_with_charts: Any = with_charts(render)  # type: ignore[arg-type]
DONE = {
    "laget": _lazy("Indikatoren er laget. Legg til et mål, så får resultatene nivå."),
    "lagret": _lazy("Endringene er lagret, og et utkast blir beregnet."),
    "uendret": _lazy("Ingenting var endret, så ingenting er lagret."),
    "maal": _lazy("Målet er lagret, og et utkast blir beregnet."),
    "fjernet": _lazy("Målet er fjernet, og et utkast blir beregnet."),
    "avsluttet": _lazy("Indikatoren er avsluttet. Den tar ikke imot nye tall."),
    "gjenaapnet": _lazy("Indikatoren er gjenåpnet og tar imot tall igjen."),
}


@for_publishers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any, registry: Registry) -> HttpResponse:
    form = NewIndicatorForm(registry, request.POST or None)
    if request.method == "POST" and form.is_valid() and not _wants_preview(request):
        try:
            made = drafted(
                registry,
                request.user,
                lambda: create_indicator(registry=registry, values=form.values, by=request.user),
            )
            return done("laget", made)
        except ValidationError as found:
            add_faults(form, found)
    # Checked or not, the form has put what was written into its copy.
    page = {"registry": registry, "form": form, "advised": ADVISED, "preview": preview(form.instance, [])}
    if _in_place(request):
        return render(request, "workbench/definitions/_preview.html", page)
    return render(request, "workbench/definitions/new.html", page)


@for_publishers
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    if request.method != "POST":
        return editor(request, indicator)
    form = DefinitionForm(request.POST, instance=found_indicator(registry, indicator_key))
    valid = form.is_valid()
    if _wants_preview(request):
        return _previewed(request, indicator, form)
    if not valid:
        return editor(request, indicator, Asked(DEFINITION, form))
    try:
        found = drafted(
            registry,
            request.user,
            lambda: save_definition(
                indicator=indicator, values=form.values, seen=form.cleaned_data["seen"], by=request.user
            ),
        )
    except Overtaken as overtaken:
        conflict = definition_conflict(overtaken, form.values)
        return editor(request, indicator, Asked(DEFINITION, seen_now(form, indicator), conflict))
    except ValidationError as refused:
        add_faults(form, refused)
        return editor(request, indicator, Asked(DEFINITION, form))
    return done("lagret" if found else "uendret", indicator)


def _wants_preview(request: Any) -> bool:
    return request.POST.get(WHAT) == PREVIEW


def _in_place(request: Any) -> bool:
    return bool(request.htmx) and request.method == "POST" and _wants_preview(request)


def _previewed(request: Any, indicator: Indicator, form: DefinitionForm) -> HttpResponse:
    if _in_place(request):
        targets = [target.dated for target in indicator.targets.all()]
        page = {"preview": preview(form.instance, targets)}
        return render(request, "workbench/definitions/_preview.html", page)
    return editor(request, indicator, Asked(DEFINITION, form))


@for_publishers
@require_POST
def retirement(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    """Retires the indicator, or opens it again."""
    indicator = found_indicator(registry, indicator_key)
    form = ReasonForm(request.POST, auto_id="id_avslutt_%s")
    if not form.is_valid():
        return editor(request, indicator, Asked(RETIRE, form))
    action, word = (reopen, "gjenaapnet") if indicator.retired else (retire, "avsluttet")
    reason = form.cleaned_data["reason"]
    drafted(registry, request.user, lambda: action(indicator=indicator, reason=reason, by=request.user))
    return done(word, indicator)


@for_publishers
@require_POST
def deletion(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    try:
        with transaction.atomic():
            forget_undelivered(indicator=indicator)
            delete_indicator(indicator=indicator, by=request.user)
            ask_once_for_recompute(registry=registry, by=request.user)
    except Refused as refused:
        return editor(request, indicator, Asked(DELETE, refused=str(refused)))
    address = reverse("workbench:definitions_of", args=[registry.key])
    return HttpResponseRedirect(f"{address}?{urlencode({'slettet': indicator.key})}")


def editor(request: Any, indicator: Indicator, asked: Asked | None = None) -> HttpResponse:
    """The editor's page; 409 where somebody else was first, 422 where something is to be put right."""
    page = editor_page(indicator, asked) if asked else editor_page(indicator)
    page["done"] = DONE.get(request.GET.get("gjort", ""), "")
    status = 200
    if asked and asked.stores and not _wants_preview(request):
        status = 409 if asked.conflict else 422
    template = "workbench/definitions/editor.html"
    answer: HttpResponse = render_with_charts(request, template, page, status=status)
    return answer


def found_indicator(registry: Registry, key: str) -> Indicator:
    """404 where the registry has none of that key."""
    found = registry.indicators.select_related("registry", "coverage_indicator").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def seen_now(form: Any, indicator: Indicator) -> Any:
    """The form as it was filled in, but upon what is there now: to save it again is to know."""
    form.data = form.data.copy()
    form.data["seen"] = seen_of(indicator)
    return form


def done(word: str, indicator: Indicator) -> HttpResponse:
    address = reverse("workbench:edit_indicator", args=[indicator.registry.key, indicator.key])
    return HttpResponseRedirect(f"{address}?{urlencode({'gjort': word})}")
