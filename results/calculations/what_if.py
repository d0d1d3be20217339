"""Which units would change level if an indicator's targets were others, and how far the nation would be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from indicators.dated import DatedTarget
from results.calculations.rejudging import judged_again
from results.calculations.shapes import (
    CONTEXTS,
    LEVELS,
    PLACED,
    TARGETS,
    frame_of,
    require_columns,
)

ATTAINMENTS = ("high", "moderate", "low", "")  # the best first; "" where a target gives no level
RANK = {"high": 3, "moderate": 2, "low": 1}
UP, DOWN, GAINED, LOST = "up", "down", "gained", "lost"


@dataclass(frozen=True)
class Judgement:
    """One result's level. `certain` and `distance` are None where the type has no intervals, or no level."""

    level: str
    certain: bool | None
    distance: int | None


@dataclass(frozen=True)
class Tally:
    """So many units at a level; of them so many certainly, None where that is not known."""

    units: int = 0
    certain: int | None = None


@dataclass(frozen=True)
class Shift:
    """A unit that would be at another level."""

    unit: int
    before: Judgement
    after: Judgement

    @property
    def way(self) -> str:
        return way(self.before.level, self.after.level)


def way(before: str, after: str) -> str:
    """ "up" or "down"; "gained" or "lost" where only one of the levels is one; "" where both are the same."""
    if before == after:
        return ""
    if not before:
        return GAINED
    if not after:
        return LOST
    return UP if RANK[after] > RANK[before] else DOWN


@dataclass(frozen=True)
class Group:
    """The units of one level in one year, as the public may see them: withheld ones are only counted."""

    context: str
    year: int
    unit_level: str
    before: Mapping[str, Tally]  # for each of ATTAINMENTS
    after: Mapping[str, Tally]
    shifts: tuple[Shift, ...]
    seen: int  # with a number to show
    withheld: int

    def moved(self, way: str) -> int:
        return sum(shift.way == way for shift in self.shifts)


@dataclass(frozen=True)
class Nation:
    """The nation's own result in one year."""

    context: str
    year: int
    denominator: int | None
    before: Judgement
    after: Judgement


@dataclass(frozen=True)
class WhatIf:
    """Groups and nations by context (where treated, then where they live), year and unit level."""

    groups: tuple[Group, ...]
    nations: tuple[Nation, ...]  # the years with a number to show

    def group(self, context: str, year: int, unit_level: str) -> Group | None:
        wanted = (context, year, unit_level)
        return next((one for one in self.groups if (one.context, one.year, one.unit_level) == wanted), None)

    def nation(self, context: str, year: int) -> Nation | None:
        return next((one for one in self.nations if (one.context, one.year) == (context, year)), None)


def what_if(results: pd.DataFrame, present: Sequence[DatedTarget], proposed: Sequence[DatedTarget]) -> WhatIf:
    """What becomes of one indicator's results, a PLACED frame, of all years and contexts, each judged by the
    target in force in its own year: first of the present targets, then of those proposed.

    Rows that are not shown are left out, withheld ones but counted. ValueError for two targets of one year.
    """
    require_columns("results", results, PLACED)
    if results["indicator"].nunique() > 1:
        raise ValueError("Results of more than one indicator: ask for one at a time.")
    shown = results[results["shown"].to_numpy(dtype=bool)].reset_index(drop=True)
    rows = sorted(_rows(shown, _judgements(shown, present), _judgements(shown, proposed)), key=_place)
    groups = tuple(_group(list(same)) for _, same in groupby(rows, key=lambda row: _place(row)[:3]))
    nations = tuple(
        Nation(row.context, row.year, row.denominator, row.before, row.after)
        for row in rows
        if row.unit_level == LEVELS[0] and not row.withheld
    )
    return WhatIf(groups, nations)


def targets_frame(indicator: int, targets: Sequence[DatedTarget]) -> pd.DataFrame:
    """A TARGETS frame of one indicator."""
    return frame_of(
        TARGETS,
        [
            {
                "indicator": indicator,
                "valid_from": target.valid_from,
                "direction": target.direction,
                "high": target.high,
                "moderate": target.moderate,
            }
            for target in targets
        ],
    )


@dataclass(frozen=True)
class _Row:
    unit: int
    unit_level: str
    context: str
    year: int
    denominator: int | None
    withheld: bool
    before: Judgement
    after: Judgement


def _place(row: _Row) -> tuple[int, int, int, int]:
    return CONTEXTS.index(row.context), row.year, LEVELS.index(row.unit_level), row.unit


def _judgements(results: pd.DataFrame, targets: Sequence[DatedTarget]) -> list[Judgement]:
    indicator = int(results["indicator"].iloc[0]) if len(results) else 0
    judged = judged_again(results, targets_frame(indicator, targets))
    return [Judgement(*row) for row in zip(*(_plain(judged[name]) for name in judged), strict=True)]


def _rows(results: pd.DataFrame, before: list[Judgement], after: list[Judgement]) -> list[_Row]:
    names = ("unit", "level", "context", "year", "denominator")
    columns = [_plain(results[name]) for name in names]
    withheld = (results["withheld"] != "").tolist()
    return [_Row(*row) for row in zip(*columns, withheld, before, after, strict=True)]


def _plain(column: pd.Series) -> list:
    """Python values; None where missing."""
    return column.astype(object).where(column.notna(), None).tolist()


def _group(rows: list[_Row]) -> Group:
    seen = [row for row in rows if not row.withheld]
    return Group(
        context=rows[0].context,
        year=rows[0].year,
        unit_level=rows[0].unit_level,
        before=_tallies([row.before for row in seen]),
        after=_tallies([row.after for row in seen]),
        shifts=tuple(
            Shift(row.unit, row.before, row.after) for row in seen if row.before.level != row.after.level
        ),
        seen=len(seen),
        withheld=len(rows) - len(seen),
    )


def _tallies(judgements: list[Judgement]) -> dict[str, Tally]:
    return {level: _tally([one for one in judgements if one.level == level]) for level in ATTAINMENTS}


def _tally(alike: list[Judgement]) -> Tally:
    known = [one.certain for one in alike if one.certain is not None]
    return Tally(len(alike), None if len(known) < len(alike) else sum(known))
