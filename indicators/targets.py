"""Changes to an indicator's dated targets: each with its reason, in one transaction and in the trail."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.dated import DatedTarget
from indicators.definitions import held, stated
from indicators.directions import correction_fault, direction_faults
from indicators.models import DATED, Indicator, Target
from indicators.rules import TargetFault, start_words, target_faults
from indicators.versions import Change, Version, changes, told, version_of
from registries.audit import record
from registries.refusal import Refused


@transaction.atomic
def add_target(
    *, indicator: Indicator, target: DatedTarget, reason: str, seen: str, by: User | None
) -> list[Change]:
    """Overtaken where somebody else was first, ValidationError, by field, for what may not be stored."""
    indicator, before = held(indicator, seen)
    reason = stated(reason)
    refuse(faults_of(list(before.targets.values()), target))
    _store(Target(indicator=indicator), target, by)
    return _tell("add_target", indicator, before, reason, by)


@transaction.atomic
def correct_target(
    *, indicator: Indicator, year: int | None, target: DatedTarget, reason: str, seen: str, by: User | None
) -> list[Change]:
    """The one from that year; it may be dated to another. Refused where there is none."""
    indicator, before = held(indicator, seen)
    reason = stated(reason)
    row = _from(indicator, year)
    old = before.targets[year]
    fault = correction_fault(old, target, delivered=indicator.slices.exists())
    others = [one for one in before.targets.values() if one != old]
    refuse([fault] if fault else faults_of(others, target))
    if target == old:
        return []
    _store(row, target, by)
    return _tell("correct_target", indicator, before, reason, by)


@transaction.atomic
def remove_target(
    *, indicator: Indicator, year: int | None, reason: str, seen: str, by: User | None
) -> list[Change]:
    """Refused where there is none from that year; the history keeps it."""
    indicator, before = held(indicator, seen)
    reason = stated(reason)
    row = _from(indicator, year)
    row._history_user = by  # type: ignore[attr-defined]  # of the history
    rest = [one for one in before.targets.values() if one.valid_from != year]
    refuse(made_wrong(list(before.targets.values()), rest))
    row.delete()
    return _tell("remove_target", indicator, before, reason, by)


def faults_of(others: Sequence[DatedTarget], mine: DatedTarget) -> list[TargetFault]:
    """What is wrong with a target beside the others, and what it makes wrong with them."""
    targets = [*others, mine]
    wrong = [fault for fault in target_faults(targets) if fault.position == len(others)]
    return wrong or made_wrong(others, targets)


def made_wrong(before: Sequence[DatedTarget], after: Sequence[DatedTarget]) -> list[TargetFault]:
    """Changed directions that are no break, but for those that were so before: they are not this change's."""
    old = [before[fault.position] for fault in direction_faults(before)]
    return [fault for fault in direction_faults(after) if after[fault.position] not in old]


def refuse(faults: Sequence[TargetFault]) -> None:
    """ValidationError, by field, if there is any."""
    if faults:
        raise ValidationError({fault.field: fault.sentence for fault in reversed(faults)})


def _from(indicator: Indicator, year: int | None) -> Target:
    row = indicator.targets.filter(valid_from=year).first()
    if row is None:
        said = _("Indikatoren har ikke noe mål fra {year}. Ingenting er lagret.")
        raise Refused(said.format(year=start_words(year)))
    return row


def _store(row: Target, target: DatedTarget, by: User | None) -> None:
    for name in DATED:
        setattr(row, name, getattr(target, name))
    row._history_user = by  # type: ignore[attr-defined]  # of the history
    row.full_clean()
    row.save()


def _tell(action: str, indicator: Indicator, before: Version, reason: str, by: User | None) -> list[Change]:
    indicator = Indicator.objects.get(pk=indicator.pk)
    found = changes(before, version_of(indicator))
    record(
        by=by,
        action=action,
        registry=indicator.registry,
        subject=indicator.key,
        before=told(found, "before"),
        after=told(found, "after") | {"reason": reason},
    )
    return found
