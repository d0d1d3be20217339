"""Which results are not shown, and why. The numbers themselves stay: they are needed by the sums around them.

The first three rules look at a cell alone, and the first that applies gives it its reason. The fourth, in
`complementary`, hides what would give those numbers away.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from results.calculations.cells import Cells
from results.calculations.complementary import complement
from results.calculations.equations import COMPLEMENTARY, NAMES, lay_out, put_back, terms_of
from results.calculations.limits import Limits
from results.calculations.memory import Published, bound
from results.calculations.shapes import COVERAGE
from results.calculations.thresholds import numbers, thresholds_of

Rule = Callable[[Cells, Limits, np.ndarray], np.ndarray]

# Binary floats are sure of a share that is further than this from a limit; nearer, fractions decide.
NEAR = 1e-9
# Slices laid out together: tables of so many rows and a column per unit fit in memory at any scale.
AT_ONCE = 2_000


def too_few(cells: Cells, limits: Limits, coverage: np.ndarray) -> np.ndarray:
    """Fewer patients than the indicator's definition demands; coverage and counts make no such demand."""
    number = numbers(cells)
    return (number > 0) & (number <= thresholds_of(cells.slices, limits).too_few[cells.slice])


def privacy(cells: Cells, limits: Limits, coverage: np.ndarray) -> np.ndarray:
    """So few patients that each might be recognised, whatever the definition demands."""
    number = numbers(cells)
    return (number > 0) & (number < thresholds_of(cells.slices, limits).least[cells.slice])


def low_coverage(cells: Cells, limits: Limits, coverage: np.ndarray) -> np.ndarray:
    """The registry holds too few of the unit's patients to say how they all fared."""
    low = np.zeros(len(cells), dtype=bool)
    is_coverage = (cells.slices["type"] == COVERAGE).to_numpy()[cells.slice]
    asked = np.flatnonzero((coverage >= 0) & ~is_coverage)
    x, n = cells.numerator[coverage[asked]], cells.denominator[coverage[asked]]
    limit = limits.low_coverage
    beyond = x / n - float(limit)
    low[asked] = beyond < 0
    for near in np.flatnonzero(np.abs(beyond) < NEAR):
        low[asked[near]] = Fraction(int(x[near]), int(n[near])) < Fraction(limit)
    return low


RULES: tuple[Rule, ...] = (too_few, privacy, low_coverage)


def withhold(
    cells: Cells, limits: Limits, coverage: np.ndarray, published: Published | None = None
) -> np.ndarray:
    """The reason for withholding each cell; "" where it may be shown.

    `coverage` is the position of the cell that holds each cell's coverage, -1 where it is unknown. What the
    published release hides stays hidden where showing it would uncover something.
    """
    own = np.zeros(len(cells), dtype=np.int8)
    for code, rule in enumerate(RULES, start=1):
        own[(own == 0) & rule(cells, limits, coverage)] = code
    reason = _complemented(cells, limits, own, np.arange(len(cells.slices)))
    if published is not None:
        by = bound(cells, limits, own, reason, published)
        again = np.where(by.kept, COMPLEMENTARY, np.where(by.binding[cells.slice], own, reason))
        # Enough for those who have seen the release before, and for those who have not: what is hidden for
        # the one may ask for more for the other.
        for known in (by.known, None, by.known, None):
            again = _complemented(cells, limits, again, np.flatnonzero(by.binding), known)
        reason = np.where(by.settled, by.reason, again)
    return NAMES[reason]


def _complemented(
    cells: Cells, limits: Limits, reason: np.ndarray, slices: np.ndarray, known: np.ndarray | None = None
) -> np.ndarray:
    """The reasons, with those of rule 4 in these slices (positions)."""
    layout = lay_out(cells.units)
    found = reason.copy()
    for first in range(0, len(slices), AT_ONCE):
        some = slices[first : first + AT_ONCE]
        terms = terms_of(cells, layout, reason, limits, some, known)
        complement(terms)
        put_back(terms, cells, found, some)
    return found
