"""What is wrong with the rows of a file of indicators, by row and column."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from indicators.dated import DatedTarget
from indicators.definition_rules import reserved_fault, type_fault
from indicators.directions import correction_fault, direction_faults
from indicators.forms import TARGET_COLUMNS, IndicatorRow
from indicators.models import Indicator
from indicators.rules import repeated_years, start_words
from registries.models import Registry
from tabular.faults import Fault
from tabular.forms import check_rows
from tabular.reading import Row
from wording.keys import folded

Checked = list[tuple[Row, dict[str, Any]]]
# The rows of each key, by the key as it is compared.
Groups = dict[str, Checked]
# What DatedTarget calls it, and the file.
COLUMNS = {
    "valid_from": "valid_from",
    "direction": "direction",
    "high": "target_high",
    "moderate": "target_moderate",
    "note_nb": "note",
    "note_en": "note_en",
    "is_break": "break",
}


def checked_groups(rows: list[Row], registry: Registry | None) -> tuple[Groups, list[Fault]]:
    """The rows that are right by themselves, and what is wrong with the others and between them."""
    right, faults = check_rows(rows, IndicatorRow)
    groups: Groups = {}
    for row, values in right:
        groups.setdefault(folded(values["key"]), []).append((row, values))
    for group in groups.values():
        faults += [*_disagreements(group), *_repeated_years(group)]
        faults += _of_other_registries(group, registry)
    return groups, faults


def _disagreements(group: Checked) -> list[Fault]:
    first, values = group[0]
    agreeing = [name for name in values if name not in TARGET_COLUMNS]
    return [
        Fault(
            row.number,
            name,
            _("«{value}» er ikke det samme som på rad {row} for {key}.").format(
                value=row.values.get(name, ""), row=first.number, key=other["key"]
            ),
        )
        for row, other in group[1:]
        for name in agreeing
        if _compared(name, other) != _compared(name, values)
    ]


def _compared(name: str, values: dict[str, Any]) -> Any:
    return folded(values[name]) if name in ("key", "coverage_indicator") else values[name]


def _repeated_years(group: Checked) -> list[Fault]:
    faults = []
    for position, first in repeated_years(values["valid_from"] for row, values in group):
        row, values = group[position]
        told = _("{key} har alt et mål fra {year} (rad {row}).").format(
            key=values["key"], year=start_words(values["valid_from"]), row=group[first][0].number
        )
        faults.append(Fault(row.number, "valid_from", told))
    return faults


def _of_other_registries(group: Checked, registry: Registry | None) -> Iterator[Fault]:
    for row, values in group:
        if registry is not None and values["registry"] != registry:
            said = _("«{other}» er et annet register. Her kan bare {registry} endres.")
            told = said.format(other=values["registry"].key, registry=registry.key)
            yield Fault(row.number, "registry", told)


def forbidden_changes(groups: Groups, known: Mapping[str, Indicator]) -> Iterator[Fault]:
    """Beside what is there: what has results keeps its registry, its type and its targets' direction."""
    for key, group in groups.items():
        row, values = group[0]
        indicator = known.get(key)
        if indicator is None:
            if fault := reserved_fault(values["key"]):
                yield Fault(row.number, "key", fault)
        else:
            yield from _moved(row, values, indicator)
        yield from _turned(group, indicator)


def _moved(row: Row, values: Mapping[str, Any], indicator: Indicator) -> Iterator[Fault]:
    if indicator.registry_id != values["registry"].pk and indicator.released.exists():
        told = _("{key} har resultater i {registry}.")
        told = told.format(key=indicator.key, registry=indicator.registry.key)
        yield Fault(row.number, "registry", told)
    if fault := type_fault(indicator, values["type"]):
        yield Fault(row.number, "type", fault)


def _turned(group: Checked, indicator: Indicator | None) -> Iterator[Fault]:
    """Directions that change otherwise than they may; of targets that stay as they are, nothing is said."""
    rows = [row for row, values in group if _says_something(values)]
    wanted = [target_of(values) for values in targets_of(group)]
    old = {target.valid_from: target.dated for target in indicator.targets.all()} if indicator else {}
    if list(old.values()) == wanted:
        return
    for fault in direction_faults(wanted):
        yield Fault(rows[fault.position].number, COLUMNS[fault.field], fault.sentence)
    delivered = indicator is not None and indicator.slices.exists()
    for row, target in zip(rows, wanted, strict=True):
        before = old.get(target.valid_from)
        if before and (wrong := correction_fault(before, target, delivered=delivered)):
            yield Fault(row.number, COLUMNS[wrong.field], wrong.sentence)


def targets_of(group: Checked) -> list[dict[str, Any]]:
    return [values for row, values in group if _says_something(values)]


def target_of(values: Mapping[str, Any]) -> DatedTarget:
    return DatedTarget(**{name: values[column] for name, column in COLUMNS.items()})


def _says_something(values: Mapping[str, Any]) -> bool:
    """A dated row without limits ends the target before it; an undated empty row is no target at all."""
    empty: Iterable[str] = ("direction", "target_high", "target_moderate", "note", "note_en")
    return values["valid_from"] is not None or any(values[name] not in (None, "") for name in empty)
