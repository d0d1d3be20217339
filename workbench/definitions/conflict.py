"""What somebody else changed while one was writing, beside what one wrote oneself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from indicators.dated import DatedTarget
from indicators.versions import COVERAGE, ORDER, TARGET, Edit, Overtaken, Version, changes
from wording.dates import time_text
from workbench.definitions.words import Line, label, told
from workbench.people import name_of


@dataclass(frozen=True)
class Conflict:
    who: str  # "Kari Nordmann 28. november 2026 kl. 10.02"
    lines: list[Line]
    knows_before: bool


def definition_conflict(overtaken: Overtaken, values: Mapping[str, Any]) -> Conflict:
    """`values`: what one would save."""
    coverage = values.get(COVERAGE)
    mine = {**overtaken.now.definition, **values, COVERAGE: coverage.key if coverage else ""}
    return _conflict(overtaken, replace(overtaken.now, definition=mine))


def target_conflict(overtaken: Overtaken, year: int | None, target: DatedTarget | None) -> Conflict:
    """`target`: what one would put in the place of that from the year; None: nothing."""
    targets = {first: one for first, one in overtaken.now.targets.items() if first != year}
    if target is not None:
        targets[target.valid_from] = target
    return _conflict(overtaken, replace(overtaken.now, targets=targets))


def _conflict(overtaken: Overtaken, mine: Version) -> Conflict:
    before, now = overtaken.seen, overtaken.now
    definition = overtaken.indicator
    found = changes(mine if before is None else before, now, without=[ORDER])
    lines = [
        Line(
            label(change),
            told(definition, change, change.before),
            told(definition, change, change.after),
            told(definition, change, _value(mine, change.field, change.year)),
        )
        for change in found
    ]
    return Conflict(", ".join(map(_who, overtaken.edits)), lines, before is not None)


def _value(version: Version, field: str, year: int | None) -> Any:
    return version.targets.get(year) if field == TARGET else version.definition[field]


def _who(edit: Edit) -> str:
    return f"{name_of(edit.by)} {time_text(edit.at)}"
