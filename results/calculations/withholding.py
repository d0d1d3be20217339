"""Which results are not shown, and why. The numbers themselves stay: they are needed by the sums around them.

Each rule says which cells it concerns; the first that applies gives the cell its reason. A rule that looks at
the reasons given before it (how a hidden number could be worked out from its neighbours) comes after these.
"""

from collections.abc import Callable

import numpy as np

from results.calculations.cells import Cells
from results.calculations.limits import Limits
from results.calculations.shapes import COUNT, COVERAGE

Rule = Callable[[Cells, Limits], np.ndarray]

# Zero names no one, and of five or more no one can tell who they were.
FEW_COUNTED = (1, 4)


def too_few(cells: Cells, limits: Limits) -> np.ndarray:
    """Fewer patients than the indicator's definition demands; coverage and counts make no such demand."""
    exempt = cells.slices["type"].isin([COVERAGE, COUNT]).to_numpy()[cells.slice]
    return ~exempt & (cells.denominator < cells.of_slice("min_denominator"))


def privacy(cells: Cells, limits: Limits) -> np.ndarray:
    """So few patients that each might be recognised, whatever the definition demands."""
    count = (cells.slices["type"] == COUNT).to_numpy()[cells.slice]
    few = cells.denominator < limits.privacy_floor
    least, most = FEW_COUNTED
    few[count] = [least <= value <= most for value in cells.value[count]]
    return few


RULES: dict[str, Rule] = {"too_few": too_few, "privacy": privacy}


def withhold(cells: Cells, limits: Limits) -> np.ndarray:
    """The reason for withholding each cell; "" where it may be shown."""
    reason = np.zeros(len(cells), dtype=np.int8)
    for number, rule in enumerate(RULES.values(), start=1):
        reason[(reason == 0) & rule(cells, limits)] = number
    return np.array(["", *RULES], dtype=object)[reason]
