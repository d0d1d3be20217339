"""Results that a page has read, judged by one target instead of each year's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from results.calculations.rejudging import judged_again, recoloured
from results.frames import breaks_of, judgeable_of, targets_of
from results.models import ReleasedIndicator, ResultRow
from results.points import Measure, TargetPeriod, target_in_force


@dataclass(frozen=True)
class Recoloured:
    rows: list[ResultRow]  # in the order given
    # By indicator and year: before a break, where something else was measured than what the target is of.
    not_comparable: frozenset[tuple[int, int]]


def recoloured_rows(
    rows: Sequence[ResultRow], definitions: Iterable[ReleasedIndicator], year: int | None = None
) -> Recoloured:
    """The rows judged by the target of their indicator in force in this year, else its last.

    The caller has prefetched the definitions' targets. The words for the rows are made with
    `recoloured_measure`. No query.
    """
    known = list(definitions)
    judged = recoloured(judgeable_of(rows), targets_of(known), breaks_of(known), year)
    apart = {
        (row.indicator, row.year)
        for row, comparable in zip(rows, judged["comparable"].tolist(), strict=True)
        if not comparable
    }
    return Recoloured(_with_judgements(rows, judged), frozenset(apart))


def recoloured_measure(measure: Measure, year: int | None = None) -> Measure:
    """The measure as its recoloured rows are judged; breaks stay where they were, with their words."""
    if not measure.targets:
        return measure
    chosen = measure.targets[-1] if year is None else target_in_force(measure.targets, year)
    return replace(measure, targets=tuple(_as(target, chosen) for target in _all_years(measure.targets)))


def rejudged_rows(rows: Sequence[ResultRow], targets: pd.DataFrame) -> list[ResultRow]:
    """The rows with the levels, certainties and distances that a TARGETS frame gives them."""
    return _with_judgements(rows, judged_again(judgeable_of(rows), targets))


def _with_judgements(rows: Sequence[ResultRow], judged: pd.DataFrame) -> list[ResultRow]:
    certain, distance = (
        judged[name].astype(object).where(judged[name].notna(), None) for name in ("certain", "distance")
    )
    return [
        row._replace(attainment=level, certain=sure, distance=lacking)
        for row, level, sure, lacking in zip(rows, judged["attainment"], certain, distance, strict=True)
    ]


def _all_years(targets: tuple[TargetPeriod, ...]) -> tuple[TargetPeriod, ...]:
    """With the years before the first, which had no target."""
    first = targets[0].first
    return targets if first is None else (TargetPeriod(None, first - 1, "", None, None, None), *targets)


def _as(target: TargetPeriod, chosen: TargetPeriod | None) -> TargetPeriod:
    limits = (None, None, None) if chosen is None else (chosen.high, chosen.moderate, chosen.goal)
    high, moderate, goal = limits
    return replace(
        target, direction=chosen.direction if chosen else "", high=high, moderate=moderate, goal=goal
    )
