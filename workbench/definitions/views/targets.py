"""An indicator's dated targets: added, corrected, removed; each only by who has seen what it does."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from indicators.models import Indicator
from indicators.targets import add_target, correct_target, remove_target
from indicators.versions import Overtaken, was_overtaken
from registries.models import Registry
from registries.refusal import Refused
from results.releases import base_of
from workbench.definitions.conflict import target_conflict
from workbench.definitions.drafting import drafted
from workbench.definitions.editor import ADD, Asked, year_of
from workbench.definitions.foretold import panel_of
from workbench.definitions.forms import add_faults
from workbench.definitions.proposals import REMOVAL, TOKEN, Proposal, form_of, proposal_of
from workbench.definitions.target_form import TargetForm
from workbench.definitions.views.indicators import done, editor, found_indicator, seen_now
from workbench.entrance import for_publishers

SEE_FIRST = _lazy("Se hva endringen gjør før du lagrer. Det står under grensene.")


@for_publishers
@require_POST
def add(request: Any, registry: Registry, indicator_key: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    form: Any = form_of(indicator, ADD, request.POST)

    def stored() -> Any:
        return add_target(indicator=indicator, target=form.target, **_signed(form, request))

    year = form.target.valid_from if form.is_valid() else None
    return _answer(request, indicator, form, ADD, stored, year)


@for_publishers
@require_POST
def correct(request: Any, registry: Registry, indicator_key: str, start: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    year = _year(start)
    form: Any = form_of(indicator, start, request.POST)

    def stored() -> Any:
        return correct_target(indicator=indicator, year=year, target=form.target, **_signed(form, request))

    return _answer(request, indicator, form, start, stored, year)


@for_publishers
@require_POST
def remove(request: Any, registry: Registry, indicator_key: str, start: str) -> HttpResponse:
    indicator = found_indicator(registry, indicator_key)
    year = _year(start)
    form: Any = form_of(indicator, REMOVAL + start, request.POST)

    def stored() -> Any:
        return remove_target(indicator=indicator, year=year, **_signed(form, request))

    return _answer(request, indicator, form, REMOVAL + start, stored, year)


def _signed(form: Any, request: Any) -> dict[str, Any]:
    found = form.cleaned_data
    return {"reason": found["reason"], "seen": found["seen"], "by": request.user}


def _answer(
    request: Any, indicator: Indicator, form: Any, what: str, stored: Callable[[], Any], year: int | None
) -> HttpResponse:
    """The editor's page again, with what is wrong, not seen yet, or what somebody else did; else on to what
    was stored."""
    proposal = proposal_of(indicator, what, form)

    def again(**told: Any) -> HttpResponse:
        panel = None if proposal.faults else panel_of(proposal, request.POST)
        return editor(request, indicator, Asked(what, told.pop("form", form), panel=panel, **told))

    if not form.is_valid():
        return again()
    if _is_unseen(request, proposal, form.cleaned_data["seen"]):
        form.add_error(None, SEE_FIRST)
        return again()
    try:
        found = drafted(indicator.registry, request.user, stored)
    except Overtaken as overtaken:
        conflict = target_conflict(overtaken, year, getattr(form, "target", None))
        return again(form=seen_now(form, indicator), conflict=conflict)
    except ValidationError as refused:
        add_faults(form, refused)
        return again()
    except Refused as refused:
        return again(refused=str(refused))
    if not found:
        return done("uendret", indicator)
    return done("maal" if isinstance(form, TargetForm) else "fjernet", indicator)


def _is_unseen(request: Any, proposal: Proposal, seen: str) -> bool:
    """Who was overtaken is told that first."""
    if not proposal.judges_otherwise or was_overtaken(proposal.indicator, seen):
        return False
    return not proposal.was_seen(request.POST.get(TOKEN, ""), base_of(proposal.indicator.registry))


def _year(start: str) -> int | None:
    try:
        return year_of(start)
    except ValueError:
        raise Http404 from None
