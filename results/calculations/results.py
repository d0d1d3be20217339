"""From observations to results: the one place where the calculations meet."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from results.calculations.aggregation import aggregate
from results.calculations.attainment import Verdict, judge
from results.calculations.cells import Cells, describe_slices, find_slices
from results.calculations.coverage import find_coverage
from results.calculations.intervals import wilson
from results.calculations.limits import Limits
from results.calculations.memory import Published
from results.calculations.shapes import CONTEXTS, COUNT, LEVELS, RESULTS
from results.calculations.targets import targets_of
from results.calculations.units import units_of
from results.calculations.withholding import withhold

# Data complete to 30 December are taken to be complete for the year.
DAYS_THAT_MAY_LACK = timedelta(days=2)


def last_complete_year(complete_to: date) -> int:
    """The last year that data complete to this date hold the whole of; later years are provisional."""
    return (complete_to + DAYS_THAT_MAY_LACK).year - 1


def compute_results(
    *,
    observations: pd.DataFrame,
    tree: pd.DataFrame,
    definitions: pd.DataFrame,
    targets: pd.DataFrame,
    slices: pd.DataFrame,
    limits: Limits,
    published: Published | None = None,
) -> pd.DataFrame:
    """A RESULTS frame: one row per unit × indicator × context × year with a result, ordered by indicator,
    context, year and unit; from frames of the shapes of their names, in any order.

    Withheld rows keep their numbers, for the sums and checks around them: they have a reason in `withheld`
    and are not for the public. What `published` hides may have to stay hidden (see `memory`). ValueError for
    ids that are not in the tree or the definitions.
    """
    found, slice_of = find_slices(observations)
    described = describe_slices(found, definitions, slices)
    cells = aggregate(observations, slice_of, described, units_of(tree))
    ci_low, ci_high = _intervals(cells)
    coverage = find_coverage(cells)
    verdict = judge(cells, targets_of(targets), ci_low, ci_high)
    columns = (
        _identity(cells)
        | _numbers(cells)
        | {"ci_low": ci_low, "ci_high": ci_high}
        | _judgement(verdict)
        | _coverage(cells, coverage)
        | _publicity(cells, withhold(cells, limits, coverage, published))
    )
    return pd.DataFrame({name: columns[name] for name in RESULTS}, copy=False)


def _intervals(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    rolled_up = cells.of_slice("rolled_up")
    low, high = np.full((2, len(cells)), np.nan)
    low[rolled_up], high[rolled_up] = wilson(cells.numerator[rolled_up], cells.denominator[rolled_up])
    return low, high


def _identity(cells: Cells) -> dict[str, Any]:
    context = pd.Categorical.from_codes(cells.of_slice("context"), categories=CONTEXTS)
    level = pd.Categorical.from_codes(cells.units.level[cells.unit], categories=LEVELS)
    return {
        "indicator": cells.of_slice("indicator"),
        "unit": cells.units.ids[cells.unit],
        "level": level,
        "context": context,
        "year": cells.of_slice("year"),
    }


def _numbers(cells: Cells) -> dict[str, Any]:
    count = (cells.slices["type"] == COUNT).to_numpy()[cells.slice]
    return {
        "numerator": _whole(cells.numerator, cells.of_slice("rolled_up")),
        "denominator": _whole(cells.denominator, ~count),
        "value": pd.Series(cells.value, dtype=object),
    }


def _judgement(verdict: Verdict) -> dict[str, Any]:
    return {
        "attainment": pd.Series(verdict.attainment, dtype=object),
        "certain": pd.arrays.BooleanArray(verdict.certain, ~verdict.measured),
        "distance": _whole(verdict.distance, verdict.measured),
    }


def _coverage(cells: Cells, source: np.ndarray) -> dict[str, Any]:
    known = source >= 0
    return {
        "coverage_numerator": _whole(cells.numerator[source], known),
        "coverage_denominator": _whole(cells.denominator[source], known),
        "coverage_indicator": _whole(cells.of_slice("indicator")[source], known),
        "coverage_year": _whole(cells.of_slice("year")[source], known),
    }


def _publicity(cells: Cells, reason: np.ndarray) -> dict[str, Any]:
    return {
        "provisional": (cells.slices["year"] > cells.slices["last_complete_year"]).to_numpy()[cells.slice],
        "withheld": pd.Series(reason, dtype=object),
        "shown": cells.of_slice("shown") & cells.units.shown[cells.unit],
    }


def _whole(numbers: np.ndarray, has: np.ndarray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(numbers, ~has)
