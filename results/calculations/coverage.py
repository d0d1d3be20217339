"""How large a part of the patients a result rests on, by the coverage indicator of its indicator."""

import numpy as np
import pandas as pd

from results.calculations.cells import Cells
from results.calculations.shapes import CONTEXTS, COVERAGE

# Years fit below this, so indicator, context and year make one ascending whole number.
YEARS = 10_000


def find_coverage(cells: Cells) -> np.ndarray:
    """For each cell the position of the cell that holds its coverage; -1 where coverage is unknown.

    That is the coverage indicator's cell for the same unit and context in the same year, else in the latest
    earlier year which that unit has.
    """
    covering = np.flatnonzero(cells.slices["type"] == COVERAGE)
    if not len(covering):
        return np.full(len(cells), -1)
    series, wanted = _series(cells.slices, "indicator"), _series(cells.slices, "coverage_indicator")
    year = cells.slices["year"].to_numpy()
    # The last coverage slice up to the wanted series and year; it may be one of a series before.
    upto = (series * YEARS + year)[covering]
    latest = np.searchsorted(upto, wanted * YEARS + year, side="right") - 1
    found = _carried_forward(cells, covering)[latest[cells.slice], cells.unit]
    own = (latest >= 0)[cells.slice] & (found >= 0) & (series[cells.slice[found]] == wanted[cells.slice])
    return np.where(own, found, -1)


def _series(slices: pd.DataFrame, indicator: str) -> np.ndarray:
    """One number per indicator and context, whatever the year."""
    return slices[indicator].to_numpy() * len(CONTEXTS) + slices["context"].to_numpy()


def _carried_forward(cells: Cells, covering: np.ndarray) -> np.ndarray:
    """Slices of coverage × units: the position of the unit's latest cell so far, -1 where it has none."""
    row = np.full(len(cells.slices), -1)
    row[covering] = np.arange(len(covering))
    filled = np.flatnonzero(row[cells.slice] >= 0)
    position = np.full((len(covering), len(cells.units)), -1)
    position[row[cells.slice[filled]], cells.unit[filled]] = filled
    # Cells ascend by year within a series, so the latest is the greatest.
    return np.maximum.accumulate(position, axis=0)
