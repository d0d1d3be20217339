"""Whether chance can explain how shares moved, of rows that a page has read."""

from collections.abc import Iterable

from results.calculations.change import changes
from results.calculations.trend import trends
from results.frames import breaks_of, counts_of
from results.models import ReleasedIndicator, ResultRow
from results.points import Change, FiveYears

# The ids of an indicator and a unit, and a year.
Place = tuple[int, int, int]


def changes_of(
    rows: Iterable[ResultRow], definitions: Iterable[ReleasedIndicator], context: str
) -> dict[Place, Change]:
    """How each row's share differs from the year before, where both are among the rows and comparable.

    All rows are of one context, and of one release per indicator.
    """
    found = {(row.indicator, row.unit, row.year): row for row in rows if row.context == context}
    measured = changes(counts_of(found.values()), breaks_of(definitions))
    columns = ("indicator", "unit", "year", "low", "high", "p", "certain")
    by_place = {}
    for *place, low, high, p, certain in zip(*(measured[name].tolist() for name in columns), strict=True):
        indicator, unit, year = place
        now, before = found[indicator, unit, year].share, found[indicator, unit, year - 1].share
        if now is not None and before is not None:
            by_place[indicator, unit, year] = Change(now - before, low, high, p, certain)
    return by_place


def trends_of(
    rows: Iterable[ResultRow], definitions: Iterable[ReleasedIndicator], last_year: int
) -> dict[tuple[int, int], FiveYears]:
    """By indicator and unit, of rows of one context: no entry where too few years can be compared."""
    measured = trends(counts_of(rows), breaks_of(definitions), last_year)
    columns = ("indicator", "unit", "first_year", "last_year", "slope", "certain")
    return {
        (indicator, unit): FiveYears(first, last, slope, certain)
        for indicator, unit, first, last, slope, certain in zip(
            *(measured[name].tolist() for name in columns), strict=True
        )
    }
