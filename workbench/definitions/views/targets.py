"""An indicator's dated targets: added, corrected, removed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from indicators.models import Indicator
from indicators.targets import add_target, correct_target, remove_target
from indicators.versions import Overtaken
from registries.models import Registry
from registries.refusal import Refused
from workbench.definitions.conflict import target_conflict
from workbench.definitions.drafting import drafted
from workbench.definitions.editor import ADD, Asked, year_of
from workbench.definitions.forms import ReasonForm, TargetForm, add_faults
from workbench.definitions.views.indicators import done, editor, found_indicator, seen_now
from workbench.entrance import for_publishers


@for_publishers
@require_POST
def add(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    form = TargetForm(
        indicator, request.POST, must_have_year=indicator.targets.exists(), auto_id="id_nytt_%s"
    )

    def stored() -> Any:
        return add_target(
            indicator=indicator,
            target=form.target,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )

    year = form.target.valid_from if form.is_valid() else None
    return _answer(request, indicator, form, ADD, stored, year)


@for_publishers
@require_POST
def correct(request: Any, registry: Registry, indicator_key: str, start: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    year = _year(start)
    form = TargetForm(indicator, request.POST, auto_id=f"id_{start}_%s")

    def stored() -> Any:
        return correct_target(
            indicator=indicator,
            year=year,
            target=form.target,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )

    return _answer(request, indicator, form, start, stored, year)


@for_publishers
@require_POST
def remove(request: Any, registry: Registry, indicator_key: str, start: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    year = _year(start)
    form = ReasonForm(request.POST, auto_id=f"id_fjern_{start}_%s")

    def stored() -> Any:
        return remove_target(
            indicator=indicator,
            year=year,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )

    return _answer(request, indicator, form, f"fjern-{start}", stored, year)


def _answer(
    request: Any, indicator: Indicator, form: Any, what: str, stored: Any, year: int | None
) -> HttpResponse:
    """The editor's page again, with what is wrong or what somebody else did; else on to what was stored."""
    if not form.is_valid():
        return editor(request, indicator, Asked(what, form))
    try:
        found = drafted(indicator.registry, request.user, stored)
    except Overtaken as overtaken:
        conflict = target_conflict(overtaken, year, getattr(form, "target", None))
        return editor(request, indicator, Asked(what, seen_now(form, indicator), conflict))
    except ValidationError as refused:
        add_faults(form, refused)
        return editor(request, indicator, Asked(what, form))
    except Refused as refused:
        return editor(request, indicator, Asked(what, form, refused=str(refused)))
    if not found:
        return done("uendret", indicator)
    return done("maal" if isinstance(form, TargetForm) else "fjernet", indicator)


def _year(start: str) -> int | None:
    try:
        return year_of(start)
    except ValueError:
        raise Http404 from None
