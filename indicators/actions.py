"""Changes to working definitions and their dated targets."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from indicators.forms import TARGET_COLUMNS, IndicatorRow
from indicators.models import Indicator, Target, Type
from indicators.rules import repeated_years
from tabular.faults import Fault, Faulty
from tabular.forms import check_rows
from tabular.reading import Row
from wording.keys import folded

DEFINITION = [
    "title",
    "type",
    "number_format",
    "decimals",
    "unit_word",
    "min_denominator",
    "shown",
    "sorting",
    "short_description",
    "long_description",
]
Checked = list[tuple[Row, dict[str, Any]]]


@transaction.atomic
def import_indicators(*, rows: list[Row]) -> str:
    """Adds and updates indicators; a key's rows are all its targets. Faulty with all faults, no change."""
    right, faults = check_rows(rows, IndicatorRow)
    groups = _by_key(right)
    for group in groups.values():
        faults += _disagreements(group) + _repeated_years(group)
    known = {folded(i.key): i for i in Indicator.objects.select_related("registry", "coverage_indicator")}
    faults += _forbidden_changes(groups, known)
    if faults:
        raise Faulty(faults)
    outcome = [_save(known, group[0][1]) for group in groups.values()]
    for group in groups.values():
        faults += _set_coverage(known, *group[0])
        _set_targets(known[folded(group[0][1]["key"])], group)
    if faults:
        raise Faulty(faults)
    return f"{len(groups)} indikatorer lest: {outcome.count('added')} nye, {outcome.count('changed')} endret."


def _by_key(right: Checked) -> dict[str, Checked]:
    groups: dict[str, Checked] = {}
    for row, values in right:
        groups.setdefault(folded(values["key"]), []).append((row, values))
    return groups


def _disagreements(group: Checked) -> list[Fault]:
    first, values = group[0]
    agreeing = [name for name in values if name not in TARGET_COLUMNS]
    return [
        Fault(
            row.number,
            name,
            f"«{row.values[name]}» er ikke det samme som på rad {first.number} for {other['key']}.",
        )
        for row, other in group[1:]
        for name in agreeing
        if _compared(name, other) != _compared(name, values)
    ]


def _compared(name: str, values: dict[str, Any]) -> Any:
    return folded(values[name]) if name in ("key", "coverage_indicator") else values[name]


def _repeated_years(group: Checked) -> list[Fault]:
    faults = []
    for position, first in repeated_years(values["valid_from"] for _, values in group):
        row, values = group[position]
        start = values["valid_from"] or "begynnelsen"
        told = f"{values['key']} har alt et mål fra {start} (rad {group[first][0].number})."
        faults.append(Fault(row.number, "valid_from", told))
    return faults


def _forbidden_changes(groups: dict[str, Checked], known: dict[str, Indicator]) -> Iterable[Fault]:
    """What has results keeps its registry and its type: the numbers delivered would mean something else."""
    for key, group in groups.items():
        row, values = group[0]
        indicator = known.get(key)
        if indicator is None or not indicator.released.exists():
            continue
        if indicator.registry_id != values["registry"].pk:
            yield Fault(row.number, "registry", f"{indicator.key} har resultater i {indicator.registry.key}.")
        if indicator.type != values["type"]:
            yield Fault(
                row.number, "type", f"{indicator.key} har resultater som {indicator.type}. Lag en ny nøkkel."
            )


def _save(known: dict[str, Indicator], values: dict[str, Any]) -> str:
    key = folded(values["key"])
    indicator = known.get(key)
    wanted = {name: values[name] for name in DEFINITION} | {"registry_id": values["registry"].pk}
    if indicator is not None and all(getattr(indicator, name) == wanted[name] for name in wanted):
        return "same"
    outcome = "added" if indicator is None else "changed"
    known[key] = indicator = indicator or Indicator(key=values["key"])
    for name, value in wanted.items():
        setattr(indicator, name, value)
    indicator.registry = values["registry"]
    indicator.save()
    return outcome


def _set_coverage(known: dict[str, Indicator], row: Row, values: dict[str, Any]) -> list[Fault]:
    indicator, wanted = known[folded(values["key"])], values["coverage_indicator"]
    coverage = known.get(folded(wanted)) if wanted else None
    if wanted and (message := _unfit_as_coverage(indicator, coverage, wanted)):
        return [Fault(row.number, "coverage_indicator", message)]
    if indicator.coverage_indicator_id != (coverage.pk if coverage else None):
        indicator.coverage_indicator = coverage
        indicator.save()
    return []


def _unfit_as_coverage(indicator: Indicator, coverage: Indicator | None, wanted: str) -> str:
    if coverage is None:
        return f"«{wanted}» finnes ikke blant indikatorene."
    if coverage.type != Type.COVERAGE:
        return f"«{wanted}» er ikke av typen coverage."
    if coverage.registry_id != indicator.registry_id:
        return f"«{wanted}» hører til et annet register ({coverage.registry.key})."
    return ""


def _set_targets(indicator: Indicator, group: Checked) -> None:
    wanted = {values["valid_from"]: _target_values(values) for _, values in group if _says_something(values)}
    for target in indicator.targets.all():
        values = wanted.pop(target.valid_from, None)
        if values is None:
            target.delete()
        elif any(getattr(target, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(target, name, value)
            target.save()
    for valid_from, values in wanted.items():
        Target(indicator=indicator, valid_from=valid_from, **values).save()


def _target_values(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "direction": values["direction"],
        "high": values["target_high"],
        "moderate": values["target_moderate"],
        "note_nb": values["note"],
        "note_en": values["note_en"],
        "is_break": values["break"],
    }


def _says_something(values: dict[str, Any]) -> bool:
    """A dated row without limits ends the target before it; an undated empty row is no target at all."""
    return values["valid_from"] is not None or any(
        values[name] not in (None, "")
        for name in ("direction", "target_high", "target_moderate", "note", "note_en")
    )
