"""A cell that a release changes, told as a line: what the public sees now, what it would see, and what that
is. A withheld number is on the line only for those who ask for it, apart from what is public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results import contexts
from results.calculations.rehearsal import (
    AFTER,
    BEFORE,
    DOWN,
    GIVEN,
    HIDDEN,
    LOST,
    OTHER_REASON,
    UNCOVERED,
    UP,
)
from results.models import ResultRow
from results.points import Measure, Point
from results.presenters.cells import point
from results.values import PERCENT_SHIFT, decimals_of_size, is_better, shift_of, written
from wording.numbers import Exact, count, of, points
from workbench.presenters.known import Known, Side

MOVES = {
    UP: _lazy("Nivået går opp"),
    DOWN: _lazy("Nivået går ned"),
    GIVEN: _lazy("Får nivå"),
    LOST: _lazy("Mister nivå"),
}
VEILS = {HIDDEN: _lazy("Blir skjult"), UNCOVERED: _lazy("Blir vist"), OTHER_REASON: _lazy("Annen grunn")}
BEYOND_CHANCE = _lazy("mer enn tilfeldigheter kan forklare")
PERHAPS_CHANCE = _lazy("kan skyldes tilfeldigheter")
UNTESTED = _lazy("ingen test for denne typen")
REDEFINED = _lazy("definisjonen er ny, så tallene kan ikke sammenlignes")
RETARGETED = _lazy("målet er endret")
SIDES = {True: "better", False: "worse", None: ""}


@dataclass(frozen=True)
class Line:
    key: tuple[int, int, str, int]  # indicator, unit, context, year
    measure: Measure
    before: Point
    after: Point
    move: str
    veil: str
    what: str  # "Opp", "Blir skjult"; "" where the value alone is another
    difference: str  # "opp 9 prosentpoeng"
    side: str  # better, worse: only where chance can't explain it
    unlikely: bool | None  # None: not tested
    interval: tuple[float, float] | None
    p: float | None
    notes: tuple[str, ...]
    # For the registry's own eyes: "2 av 4", where the public sees a reason.
    hidden_before: str = ""
    hidden_after: str = ""

    @property
    def context(self) -> str:
        return contexts.LABEL[self.measure.context].lower()

    @property
    def exact_difference(self) -> Fraction | None:
        if self.before.value is None or self.after.value is None:
            return None
        return Fraction(self.after.value) - Fraction(self.before.value)


def lines(changed: pd.DataFrame, known: Known, *, hidden: bool) -> list[Line]:
    """One per row of a Rehearsal's `changed`, in its order. `hidden`: with the withheld numbers."""
    return [_line(row, known, hidden=hidden) for row in plain_rows(changed)]


def plain_rows(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """Python's own values, None where missing."""
    columns = {
        str(name): column.astype(object).where(column.notna(), None).tolist()
        for name, column in frame.items()
    }
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _line(row: Mapping[str, Any], known: Known, *, hidden: bool) -> Line:
    indicator, unit, context, year = key = (row["indicator"], row["unit"], row["context"], row["year"])
    sides = {}
    for suffix, side in ((BEFORE, known.before), (AFTER, known.after)):
        result = _result(row, suffix, side)
        measure = side.measures[indicator, context]
        shown = point(measure, known.units[unit], known.called[unit], year, result, interval=False)
        sides[suffix] = (shown, _withheld(measure, result) if hidden else "")
    (before, hidden_before), (after, hidden_after) = sides[BEFORE], sides[AFTER]
    measure = known.after.measures[indicator, context]
    tested = row["low"] is not None
    return Line(
        key=key,
        measure=measure,
        before=before,
        after=after,
        move=row["move"],
        veil=row["veil"],
        what=str(MOVES.get(row["move"]) or VEILS.get(row["veil"]) or ""),
        difference=_difference(measure, row, before, after),
        side=_side(measure, row),
        unlikely=row["unlikely"],
        interval=(row["low"], row["high"]) if tested else None,
        p=row["p"],
        notes=tuple(_notes(row)),
        hidden_before=hidden_before,
        hidden_after=hidden_after,
    )


def _result(row: Mapping[str, Any], side: str, of: Side) -> ResultRow:
    known = {name: row.get(f"{name}{side}", row.get(name)) for name in ResultRow._fields}
    release = of.release
    if release is None:
        raise ValueError("A cell of both sides has a release on both.")
    # No interval and no distance: a line has no room for them.
    left_out = {"ci_low": None, "ci_high": None, "distance": None}
    return ResultRow(**known | left_out | {"release__low_coverage": release.low_coverage})


def _withheld(measure: Measure, result: ResultRow) -> str:
    if not result.withheld:
        return ""
    if result.numerator is not None and result.denominator is not None:
        return of(result.numerator, result.denominator)
    value = "" if result.value is None else written(measure, result.value, measure.decimals)
    if result.denominator is None:
        return value
    return _("{value}, {n} pasienter").format(value=value, n=count(result.denominator))


def _difference(measure: Measure, row: Mapping[str, Any], before: Point, after: Point) -> str:
    """ "opp 9 prosentpoeng"; "" where nothing is compared."""
    if row["difference"] is None or before.value is None or after.value is None:
        return ""
    difference = Fraction(after.value) - Fraction(before.value)
    if not difference:
        return _("samme verdi, annet grunnlag")
    said = _("opp {size}") if difference > 0 else _("ned {size}")
    return said.format(size=size(measure, abs(difference)))


def size(measure: Measure, difference: Exact) -> str:
    if measure.in_percent:
        return points(difference, decimals_of_size(difference, measure.decimals, PERCENT_SHIFT))
    return written(measure, difference, decimals_of_size(difference, measure.decimals, shift_of(measure)))


def _side(measure: Measure, row: Mapping[str, Any]) -> str:
    if not row["unlikely"]:
        return ""
    return SIDES[is_better(row["difference"] > 0, measure.target(row["year"]))]


def _notes(row: Mapping[str, Any]) -> Iterable[str]:
    if row["revalued"]:
        if row["redefined"]:
            yield str(REDEFINED)
        elif row["unlikely"] is None:
            yield str(UNTESTED)
        elif row["difference"]:
            yield str(BEYOND_CHANCE if row["unlikely"] else PERHAPS_CHANCE)
    if row["retargeted"]:
        yield str(RETARGETED)
