"""Observations summed per unit and upwards through the tree."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from results.calculations.cells import Cells
from results.calculations.shapes import COUNT
from results.calculations.units import Units


def aggregate(observations: pd.DataFrame, slice_of: np.ndarray, slices: pd.DataFrame, units: Units) -> Cells:
    """The cells that the observations give; `slice_of` is the position of each one's slice.

    A row of a rolled-up type counts at its own unit and at every unit above it, and nothing is spread
    downwards. A row of another type stands as given, for its own unit alone.
    """
    # One place for every unit in every slice: room for all is quicker than sorting and grouping.
    place = slice_of * len(units) + units.at(observations["unit"].to_numpy(dtype=np.int64))
    numerator, denominator = np.zeros((2, len(slices) * len(units)), dtype=np.int64)
    filled = np.zeros(len(slices) * len(units), dtype=bool)

    rolled_up = slices["rolled_up"].to_numpy(dtype=bool)[slice_of]
    counts, totals = (_whole(column, observations, rolled_up) for column in ("numerator", "denominator"))
    for rows, at in _upwards(place[rolled_up], units):
        # In whole numbers throughout: sums of binary floats are no longer exact above 2^53.
        np.add.at(numerator, at, counts[rows])
        np.add.at(denominator, at, totals[rows])
        filled[at] = True

    given = ~rolled_up
    filled[place[given]] = True
    with_patients = given & (slices["type"] != COUNT).to_numpy()[slice_of]
    denominator[place[with_patients]] = _whole("denominator", observations, with_patients)

    cell = np.flatnonzero(filled)
    at_slice, at_unit = np.divmod(cell, max(len(units), 1))
    value = _given_values(observations, given, np.searchsorted(cell, place[given]), len(cell))
    return Cells(slices, units, at_slice, at_unit, numerator[cell], denominator[cell], value)


def _upwards(place: np.ndarray, units: Units) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The rows and their places: first at their own unit, then at the unit above, until none is above."""
    rows = np.arange(len(place))
    while len(rows):
        yield rows, place
        unit = place % len(units)
        parent = units.parent[unit]
        has_parent = parent >= 0
        rows, place = rows[has_parent], (place - unit + parent)[has_parent]


def _whole(column: str, observations: pd.DataFrame, chosen: np.ndarray) -> np.ndarray:
    numbers = observations[column]
    _require(chosen, numbers.notna().to_numpy(dtype=bool), column, observations)
    whole = numbers.to_numpy(dtype=np.int64, na_value=0)[chosen]
    if whole.sum(dtype=np.float64) >= 2.0**63:
        raise OverflowError(f"The {column}s add up to more than 64 bits hold.")
    return whole


def _given_values(observations: pd.DataFrame, given: np.ndarray, cell: np.ndarray, cells: int) -> np.ndarray:
    _require(given, observations["value"].notna().to_numpy(dtype=bool), "value", observations)
    taken = np.zeros(cells, dtype=bool)
    taken[cell] = True
    if np.count_nonzero(taken) < len(cell):
        raise ValueError("Two observations for the same cell of a type that is not rolled up.")
    value = np.full(cells, None, dtype=object)
    value[cell] = observations["value"].to_numpy(dtype=object)[given]
    return value


def _require(chosen: np.ndarray, has: np.ndarray, column: str, observations: pd.DataFrame) -> None:
    if (lacking := chosen & ~has).any():
        row = observations[lacking].iloc[0]
        raise ValueError(f"No {column} for indicator {row['indicator']}, unit {row['unit']}, {row['year']}.")
