"""One indicator's editor: its definition, its targets, and what can be done with it as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.dated import DatedTarget, breaks, in_order
from indicators.definition_rules import deletion_fault
from indicators.models import Direction, Indicator
from indicators.texts import title_of
from indicators.versions import seen_of, version_of
from results.presenters.measures import goal
from workbench.definitions.conflict import Conflict
from workbench.definitions.definition_form import ADVISED, DefinitionForm
from workbench.definitions.forms import ReasonForm
from workbench.definitions.preview import preview
from workbench.definitions.standing import standing
from workbench.definitions.target_form import TargetForm

# In the address of a target that holds from the beginning.
BEGINNING = "begynnelsen"
# What was asked for, by the word in its address.
DEFINITION, ADD, RETIRE, DELETE = "definisjon", "nytt", "avslutt", "slett"


@dataclass(frozen=True)
class Asked:
    """What somebody sent that was not stored: which form, filled in, and what stands in its way."""

    what: str = ""
    form: Any = None
    conflict: Conflict | None = None
    refused: str = ""
    panel: Any = None  # what the form's targets would do
    stores: bool = True  # False: it was only asked what it would do


NOTHING_ASKED = Asked()


@dataclass(frozen=True)
class TargetItem:
    start: str  # in the address
    years: str
    goal_high: str
    goal_moderate: str
    direction: str
    note: str
    is_break: bool
    form: TargetForm
    removal: ReasonForm
    is_open: bool
    is_removing: bool


def editor_page(indicator: Indicator, asked: Asked = NOTHING_ASKED) -> dict[str, Any]:
    """What the template needs. `indicator` as it is stored, whatever a form has made of its own copy."""
    version, token = version_of(indicator), seen_of(indicator)
    targets = list(version.targets.values())
    form = asked.form if asked.what == DEFINITION else None
    shown = form.instance if form is not None else indicator
    return {
        "registry": indicator.registry,
        "indicator": indicator,
        "called": title_of(indicator, indicator.key),
        "form": form or definition_form(indicator, token),
        "advised": ADVISED,
        "preview": preview(shown, targets),
        "targets": _items(indicator, targets, token, asked),
        "new_target": _new_target(indicator, targets, token, asked),
        "adds_target": asked.what == ADD,
        "conflict": asked.conflict,
        "refused": asked.refused,
        "asked": asked.what,
        "panel": asked.panel,
        "retiring": asked.form if asked.what == RETIRE else ReasonForm(auto_id="id_avslutt_%s"),
        "why_not_deleted": deletion_fault(indicator),
        "standing": standing(indicator.registry),
    }


def definition_form(indicator: Indicator, token: str) -> DefinitionForm:
    return DefinitionForm(instance=indicator, initial={"seen": token})


def _items(indicator: Indicator, targets: list[DatedTarget], token: str, asked: Asked) -> list[TargetItem]:
    followed = zip(targets, [*targets[1:], None], [None, *targets], strict=False)
    return [_item(indicator, target, after, before, token, asked) for target, after, before in followed]


def _item(
    indicator: Indicator,
    target: DatedTarget,
    after: DatedTarget | None,
    before: DatedTarget | None,
    token: str,
    asked: Asked,
) -> TargetItem:
    start = start_of(target.valid_from)
    aims = goal(indicator, target)
    corrects, removes = asked.what == start, asked.what == f"fjern-{start}"
    form = (
        asked.form
        if corrects
        else TargetForm(
            indicator,
            initial={**TargetForm.initial_of(target), "seen": token},
            auto_id=f"id_{start}_%s",
        )
    )
    removal = asked.form if removes else ReasonForm(initial={"seen": token}, auto_id=f"id_fjern_{start}_%s")
    return TargetItem(
        start=start,
        years=_years(target, after),
        goal_high=aims.high if aims else "",
        goal_moderate=aims.moderate if aims else "",
        direction=str(Direction(target.direction).label) if target.direction else _("ingen retning"),
        note=target.note_nb,
        is_break=target.valid_from is not None and breaks(before, target),
        form=form,
        removal=removal,
        is_open=corrects,
        is_removing=removes,
    )


def _years(target: DatedTarget, after: DatedTarget | None) -> str:
    last = after.valid_from - 1 if after and after.valid_from else None
    if target.valid_from is None:
        return _("Til og med {year}").format(year=last) if last else _("Alle år")
    if last is None:
        return _("Fra {year}").format(year=target.valid_from)
    return str(last) if last == target.valid_from else f"{target.valid_from}–{last}"


def _new_target(indicator: Indicator, targets: list[DatedTarget], token: str, asked: Asked) -> TargetForm:
    if asked.what == ADD:
        form: TargetForm = asked.form
        return form
    # What is changed is most often one limit.
    last = in_order(targets)[-1] if targets else DatedTarget()
    initial: Mapping[str, Any] = {
        "direction": last.direction,
        "high": last.high,
        "moderate": last.moderate,
        "seen": token,
    }
    return TargetForm(indicator, initial=initial, must_have_year=bool(targets), auto_id="id_nytt_%s")


def start_of(year: int | None) -> str:
    return BEGINNING if year is None else str(year)


def year_of(start: str) -> int | None:
    """ValueError for what is no start."""
    return None if start == BEGINNING else int(start)
