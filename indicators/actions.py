"""Definitions with their dated targets from a file: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.definition_rules import coverage_fault
from indicators.file_checks import Groups, checked_groups, forbidden_changes, target_of, targets_of
from indicators.models import DATED, DEFINITION, Indicator, Target
from indicators.versions import NOTHING, Change, Version, changes, told, version_of
from registries.audit import record
from registries.lock import lock_registry
from registries.models import Registry
from tabular.faults import Fault, Faulty
from tabular.reading import Row
from wording.keys import folded

Known = dict[str, Indicator]


@dataclass(frozen=True)
class Imported:
    """An indicator of the file; `before` is None for a new one."""

    indicator: Indicator
    before: Version | None
    changes: list[Change]


def import_indicators(*, rows: list[Row]) -> str:
    """Adds and updates indicators of any registry; says how many. Faulty with all faults, no change."""
    found = import_definitions(rows=rows)
    new = sum(one.before is None for one in found)
    changed = sum(one.before is not None and bool(one.changes) for one in found)
    return f"{len(found)} indikatorer lest: {new} nye, {changed} endret."


@transaction.atomic
def import_definitions(
    *,
    rows: list[Row],
    registry: Registry | None = None,
    by: User | None = None,
    source: str = "",
    reason: str = "",
) -> list[Imported]:
    """What each indicator of the file became, in the file's order. A key's rows are all its targets; what
    the file does not name is left alone. Faulty with all faults, no change.

    With a registry, rows of any other are faults.
    """
    groups, faults = checked_groups(rows, registry)
    registries = {values["registry"].pk: values["registry"] for ((_, values), *_) in groups.values()}
    for pk in sorted(registries):
        lock_registry(registries[pk])
    known = _known()
    faults += forbidden_changes(groups, known)
    if faults:
        raise Faulty(faults)
    before = {key: version_of(known[key]) for key in groups if key in known}
    for group in groups.values():
        _save(known, group[0][1], by)
    for group in groups.values():
        faults += _set_coverage(known, *group[0], by)
        _set_targets(known[folded(group[0][1]["key"])], targets_of(group), by)
    faults += _unfit_coverages(groups)
    if faults:
        raise Faulty(faults)
    found = _outcome(groups, before)
    for one in registries.values():
        _tell(one, [each for each in found if each.indicator.registry_id == one.pk], by, source, reason)
    return found


def _known() -> Known:
    every = Indicator.objects.select_related("registry", "coverage_indicator").prefetch_related("targets")
    return {folded(indicator.key): indicator for indicator in every}


def _save(known: Known, values: Mapping[str, Any], by: User | None) -> None:
    key = folded(values["key"])
    indicator = known.get(key) or Indicator(key=values["key"])
    wanted = {name: values[name] for name in (*DEFINITION, "registry") if values[name] is not None}
    if indicator.pk and all(getattr(indicator, name) == wanted[name] for name in wanted):
        return
    for name, value in wanted.items():
        setattr(indicator, name, value)
    _store(indicator, by)
    known[key] = indicator


def _set_coverage(known: Known, row: Row, values: Mapping[str, Any], by: User | None) -> list[Fault]:
    indicator, wanted = known[folded(values["key"])], values["coverage_indicator"]
    coverage = known.get(folded(wanted)) if wanted else None
    if wanted and (message := coverage_fault(indicator, coverage, wanted)):
        return [Fault(row.number, "coverage_indicator", message)]
    if indicator.coverage_indicator_id != (coverage.pk if coverage else None):
        indicator.coverage_indicator = coverage
        _store(indicator, by)
    return []


def _set_targets(indicator: Indicator, wanted: Iterable[dict[str, Any]], by: User | None) -> None:
    left = {target_of(values).valid_from: target_of(values) for values in wanted}
    for row in indicator.targets.all():
        target = left.pop(row.valid_from, None)
        if target is None:
            row._history_user = by  # type: ignore[attr-defined]  # of the history
            row.delete()
        elif row.dated != target:
            for name in DATED:
                setattr(row, name, getattr(target, name))
            _store(row, by)
    for target in left.values():
        _store(Target(indicator=indicator, **{name: getattr(target, name) for name in DATED}), by)


def _store(row: Indicator | Target, by: User | None) -> None:
    row._history_user = by  # type: ignore[union-attr]  # of the history
    row.save()


def _unfit_coverages(groups: Groups) -> Iterable[Fault]:
    """Of those that indicators outside the file point at too."""
    rows = {key: group[0][0] for key, group in groups.items()}
    pointing = Indicator.objects.exclude(coverage_indicator=None).select_related(
        "registry", "coverage_indicator__registry"
    )
    for indicator in pointing:
        coverage = indicator.coverage_indicator
        row = rows.get(folded(coverage.key)) if coverage else None
        if coverage and row and (message := coverage_fault(indicator, coverage, coverage.key)):
            pointing_at_it = _("{key} har denne som dekningsgrad.").format(key=indicator.key)
            yield Fault(row.number, "type", f"{pointing_at_it} {message}")


def _outcome(groups: Groups, before: Mapping[str, Version]) -> list[Imported]:
    now = _known()
    return [
        Imported(now[key], before.get(key), changes(before.get(key, NOTHING), version_of(now[key])))
        for key in groups
    ]


def _tell(registry: Registry, found: list[Imported], by: User | None, source: str, reason: str) -> None:
    changed = [one for one in found if one.changes]
    if changed:
        record(
            by=by,
            action="import_definitions",
            registry=registry,
            subject=source or registry.key,
            before={one.indicator.key: told(one.changes, "before") for one in changed if one.before},
            after={one.indicator.key: told(one.changes, "after") for one in changed}
            | ({"reason": reason} if reason else {}),
        )
