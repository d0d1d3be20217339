"""Whether two shares certainly differ: of two places, or of two years."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from results.calculations.intervals import newcombe
from results.calculations.proportions import proportion_test

# What is called certain would come about by chance alone in fewer than one of twenty.
SIGNIFICANT = 0.05

# A numerator and its denominator, which is above 0.
Counts = tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """One place's share minus another's, both of the same indicator and year."""

    size: Fraction
    low: float  # the ends of Newcombe's 95 % interval
    high: float
    p: float
    certain: bool  # more than chance can explain


def tested(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of x1/n1 - x2/n2: Newcombe's 95 % interval, p, and whether it is certain, which takes both: p below
    0.05, and an interval without 0."""
    low, high = newcombe(x1, n1, x2, n2)
    p = proportion_test(x1, n1, x2, n2)
    return low, high, p, (p < SIGNIFICANT) & ((low > 0) | (high < 0))


def differences(pairs: Sequence[tuple[Counts, Counts]]) -> list[Difference]:
    """Of each pair, the first share minus the second."""
    if not pairs:
        return []
    counts = np.array([(*one, *other) for one, other in pairs], dtype=np.int64).T
    measured = zip(*(array.tolist() for array in tested(*counts)), strict=True)
    return [
        Difference(Fraction(*one) - Fraction(*other), *numbers)
        for (one, other), numbers in zip(pairs, measured, strict=True)
    ]


def certain_by_chance(tests: int) -> Fraction:
    """How many of so many tests would be called certain, about, though nothing differed."""
    return tests * Fraction(str(SIGNIFICANT))
