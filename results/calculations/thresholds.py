"""What the size of a number says about showing it, and what a reason says about the size."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from results.calculations.cells import Cells
from results.calculations.limits import Limits
from results.calculations.shapes import COUNT, COVERAGE

# Zero names no one, and of five or more no one can tell who they were.
FEW_COUNTED = (1, 4)
# A reason that leaves a single number possible would tell the number.
DOUBT = 2


@dataclass(frozen=True)
class Thresholds:
    """Per slice. A number below `least` is hidden for its size: as `too_few` from 1 up to and including
    `too_few`, as `privacy` above that."""

    least: np.ndarray
    too_few: np.ndarray
    # What one hidden term of an equation whose parent is shown must reach.
    enough: np.ndarray
    is_count: np.ndarray


def thresholds_of(slices: pd.DataFrame, limits: Limits) -> Thresholds:
    demanded = slices["min_denominator"].to_numpy(dtype=np.int64)
    coverage, count = ((slices["type"] == kind).to_numpy() for kind in (COVERAGE, COUNT))
    least = np.maximum(demanded, limits.privacy_floor)
    too_few = np.maximum(demanded - 1, 0)
    # Below 2 there is only 1; between 5 and 6 only 5. Then one reason stands for both.
    tells = ((too_few > 0) & (too_few < DOUBT)) | ((least - 1 - too_few > 0) & (least - 1 - too_few < DOUBT))
    too_few = np.where(tells | coverage | count, 0, too_few)
    least = np.select([coverage, count], [limits.privacy_floor, FEW_COUNTED[1] + 1], least)
    return Thresholds(least, too_few, np.where(count, FEW_COUNTED[1] + 1, demanded), count)


def numbers(cells: Cells, chosen: np.ndarray | None = None) -> np.ndarray:
    """What the withholding goes by, for the cells chosen (all): the denominator, or of a count the count."""
    at = np.arange(len(cells)) if chosen is None else chosen
    count = (cells.slices["type"] == COUNT).to_numpy()[cells.slice[at]]
    number = cells.denominator[at]
    number[count] = [int(value) for value in cells.value[at[count]]]
    return number
