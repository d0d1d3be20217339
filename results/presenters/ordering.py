"""Which rows of the results page are shown, and in what order."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from results.choices.table import CHANGE, COVERAGE, DISTANCE, NAME, VALUE, Choices
from results.points import Measure, Point
from results.presenters.sections import Row, Section
from wording.collation import norwegian_key

BETTER = {"better": 1, "worse": -1, "": 0}


def arranged(sections: Iterable[Section], choices: Choices) -> list[Section]:
    """The sections with the rows that the reader asked for; without rows a section is left out."""
    kept = (replace(section, rows=_rows(section.rows, choices)) for section in sections)
    return [section for section in kept if section.rows]


def _rows(rows: Iterable[Row], choices: Choices) -> tuple[Row, ...]:
    wanted = [row for row in rows if _is_wanted(row, choices)]
    name, reverse = choices.sort.removeprefix("-"), choices.sort.startswith("-")
    if name not in ORDERS:
        return tuple(wanted)
    by_name = sorted(wanted, key=lambda row: norwegian_key(row.title), reverse=reverse and name == NAME)
    if name == NAME:
        return tuple(by_name)
    place = choices.units.index(choices.sort_by) if choices.sort_by else 0
    keys = [(ORDERS[name](row.measure, row.points[place]), row) for row in by_name]
    has = sorted((one for one in keys if one[0] is not None), key=lambda one: one[0], reverse=not reverse)
    # What has no such number is last, however the rest is turned.
    return tuple(row for _, row in [*has, *(one for one in keys if one[0] is None)])


def _is_wanted(row: Row, choices: Choices) -> bool:
    if choices.quality and (row.measure.type == "coverage") != (choices.quality == COVERAGE):
        return False
    return choices.level is None or any(point.level == choices.level for point in row.points)


def _value(measure: Measure, point: Point) -> tuple[Any, ...] | None:
    """Shares by their size; then what is measured in something else, each unit of measure by itself."""
    if point.value is None:
        return None
    return measure.in_percent, measure.unit_word, Fraction(point.value)


def _change(measure: Measure, point: Point) -> tuple[Any, ...] | None:
    """The largest certain one to the better first; one that chance can explain is none."""
    if point.change is None or not point.change.certain:
        return None
    return BETTER[point.cell.change_is] * abs(point.change.difference), abs(point.change.difference)


def _distance(measure: Measure, point: Point) -> int | None:
    return point.distance or None


ORDERS: dict[str, Callable[[Measure, Point], Any]] = {
    NAME: lambda measure, point: None,
    VALUE: _value,
    CHANGE: _change,
    DISTANCE: _distance,
}
