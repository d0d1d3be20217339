"""Changes to working definitions: each in one transaction, each in the trail. Nothing public changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.definition_rules import coverage_fault, deletion_fault, key_fault, needed_fault, type_fault
from indicators.models import Indicator
from indicators.versions import (
    COVERAGE,
    NOTHING,
    ORDER,
    Change,
    Overtaken,
    Version,
    changes,
    told,
    version_of,
    was_overtaken,
)
from registries.audit import record
from registries.lock import lock_registry
from registries.models import Registry
from registries.refusal import Refused
from wording.collation import norwegian_key

# Positions are written with so many digits, so that they also sort as text.
POSITION_DIGITS = 3


@transaction.atomic
def create_indicator(*, registry: Registry, values: Mapping[str, Any], by: User | None) -> Indicator:
    """ValidationError, by field, for what may not be stored."""
    lock_registry(registry)
    if fault := key_fault(values["key"]):
        raise ValidationError({"key": fault})
    indicator = Indicator(registry=registry)
    _set(indicator, values)
    _save(indicator, by)
    _tell("create_indicator", indicator, changes(NOTHING, version_of(indicator)), by=by)
    return indicator


@transaction.atomic
def save_definition(
    *, indicator: Indicator, values: Mapping[str, Any], seen: str, by: User | None
) -> list[Change]:
    """What differs now; nothing is written where nothing does.

    Overtaken where somebody else was first, ValidationError, by field, for what may not be stored.
    """
    indicator, before = held(indicator, seen)
    wanted = values.get("type", indicator.type)
    if fault := type_fault(indicator, wanted) or needed_fault(indicator, wanted):
        raise ValidationError({"type": fault})
    _set(indicator, values)
    found = changes(before, version_of(indicator))
    if found:
        _save(indicator, by)
        _tell("change_definition", indicator, found, by=by)
    return found


@transaction.atomic
def retire(*, indicator: Indicator, reason: str, by: User | None) -> list[Change]:
    """The indicator takes no new deliveries from now on; what it has stays."""
    return _retired(indicator, True, "retire_indicator", reason, by)


@transaction.atomic
def reopen(*, indicator: Indicator, reason: str, by: User | None) -> list[Change]:
    return _retired(indicator, False, "reopen_indicator", reason, by)


def _retired(indicator: Indicator, wanted: bool, action: str, reason: str, by: User | None) -> list[Change]:
    indicator, before = held(indicator)
    reason = stated(reason)
    indicator.retired = wanted
    found = changes(before, version_of(indicator))
    if found:
        _save(indicator, by)
        _tell(action, indicator, found, by=by, reason=reason)
    return found


@transaction.atomic
def delete_indicator(*, indicator: Indicator, by: User | None) -> None:
    """Refused for what has been delivered; the caller has seen to that no release holds it."""
    indicator, before = held(indicator)
    if fault := deletion_fault(indicator):
        raise Refused(fault)
    for target in indicator.targets.all():
        target._history_user = by  # type: ignore[attr-defined]  # of the history
        target.delete()
    _tell("delete_indicator", indicator, changes(before, NOTHING), by=by)
    indicator._history_user = by  # type: ignore[attr-defined]  # of the history
    indicator.delete()


@transaction.atomic
def reorder(*, registry: Registry, keys: Sequence[str], by: User | None) -> bool:
    """Whether the order is another than before. Refused unless the keys are all of the registry's."""
    lock_registry(registry)
    before = in_own_order(registry.indicators.all())
    by_key = {indicator.key: indicator for indicator in before}
    if sorted(by_key) != sorted(keys):
        raise Refused(
            _(
                "Registeret har fått eller mistet en indikator i mellomtiden. Ingenting er lagret. "
                "Se over rekkefølgen på nytt."
            )
        )
    if [indicator.key for indicator in before] == list(keys):
        return False
    for position, key in enumerate(keys, start=1):
        indicator, place = by_key[key], f"{position:0{POSITION_DIGITS}d}"
        if indicator.sorting != place:
            indicator.sorting = place
            _save(indicator, by)
    record(
        by=by,
        action="reorder_indicators",
        registry=registry,
        subject=registry.key,
        before={"order": list(by_key)},
        after={"order": list(keys)},
    )
    return True


def in_own_order(indicators: Any) -> list[Indicator]:
    """As the public pages sort a registry's indicators."""
    return sorted(
        indicators, key=lambda one: (norwegian_key(one.sorting or str(one)), norwegian_key(str(one)), one.key)
    )


def held(indicator: Indicator, seen: str | None = None) -> tuple[Indicator, Version]:
    """The indicator as it is, its registry held until the transaction ends. Overtaken where it has been
    changed since it was seen; None for those who need not have seen it."""
    lock_registry(indicator.registry)
    now = Indicator.objects.select_related("registry", COVERAGE).get(pk=indicator.pk)
    if seen is not None and was_overtaken(now, seen):
        raise Overtaken(now, seen)
    return now, version_of(now)


def stated(reason: str) -> str:
    """The reason; ValidationError where there is none."""
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv hvorfor. Begrunnelsen blir stående i loggen.")})
    return reason.strip()


def _set(indicator: Indicator, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(indicator, name, value)
    coverage = indicator.coverage_indicator
    if coverage is not None and (fault := coverage_fault(indicator, coverage, coverage.key)):
        raise ValidationError({COVERAGE: fault})
    indicator.full_clean(exclude=None if indicator.pk is None else ["key"])


def _save(indicator: Indicator, by: User | None) -> None:
    indicator._history_user = by  # type: ignore[attr-defined]  # of the history
    indicator.save()


def _tell(
    action: str, indicator: Indicator, found: Sequence[Change], *, by: User | None, reason: str = ""
) -> None:
    listed = [change for change in found if change.before or change.after or change.field != ORDER]
    record(
        by=by,
        action=action,
        registry=indicator.registry,
        subject=indicator.key,
        before=told(listed, "before"),
        after=told(listed, "after") | ({"reason": reason} if reason else {}),
    )
