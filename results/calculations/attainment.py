"""How well each result attains its target, how sure that is, and how many patients are lacking."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from results.calculations.cells import Cells
from results.calculations.targets import SAFE, Limit, Targets

NAMES = np.array(["", "low", "moderate", "high"], dtype=object)
NO_LEVEL, LOW, MODERATE, HIGH = range(4)


@dataclass(frozen=True)
class Numbers:
    """What levels are given by, one entry per result."""

    rolled_up: np.ndarray
    numerator: np.ndarray  # whatever, where the type has none
    denominator: np.ndarray
    value: np.ndarray  # Decimals; of what is not rolled up
    ci_low: np.ndarray
    ci_high: np.ndarray


@dataclass(frozen=True)
class Verdict:
    """One entry per result. Where `measured` is false, `certain` and `distance` say nothing."""

    attainment: np.ndarray
    measured: np.ndarray  # a share or coverage with a target in force
    certain: np.ndarray
    distance: np.ndarray


def judge(cells: Cells, targets: Targets, ci_low: np.ndarray, ci_high: np.ndarray) -> Verdict:
    """The level of each cell by the target in force in its year. The ends of the intervals are NaN where
    the type has none."""
    slices = cells.slices
    target = targets.in_force(slices["indicator"].to_numpy(), slices["year"].to_numpy())[cells.slice]
    rolled_up = cells.of_slice("rolled_up")
    numbers = Numbers(rolled_up, cells.numerator, cells.denominator, cells.value, ci_low, ci_high)
    return judge_by(numbers, targets, target)


def judge_by(numbers: Numbers, targets: Targets, target: np.ndarray) -> Verdict:
    """The level of each result by the target at this position, -1 for none. What is not rolled up has
    neither certainty nor distance.

    Values are compared with limits exactly, before any rounding: 7 of 100 reaches a limit of 0.07.
    """
    size, kinds = len(target), (numbers.rolled_up, ~numbers.rolled_up)
    shares, given = (np.flatnonzero((target >= 0) & kind) for kind in kinds)
    level = np.full(size, NO_LEVEL, dtype=np.int8)
    measured, certain = np.zeros((2, size), dtype=bool)
    distance = np.zeros(size, dtype=np.int64)
    level[shares] = _level_of_shares(numbers, shares, targets, target[shares])
    level[given] = _level_of_values(numbers.value[given], targets, target[given])
    measured[shares] = True
    ends = numbers.ci_low[shares], numbers.ci_high[shares]
    certain[shares] = _certain(level[shares], targets, target[shares], *ends)
    distance[shares] = _exactly(_lacking, numbers, shares, targets.high, targets.sign, target[shares])
    return Verdict(NAMES[level], measured, certain, distance)


def _level_of_shares(
    numbers: Numbers, chosen: np.ndarray, targets: Targets, target: np.ndarray
) -> np.ndarray:
    attains_high = _exactly(_attains, numbers, chosen, targets.high, targets.sign, target) > 0
    attains_moderate = _exactly(_attains, numbers, chosen, targets.moderate, targets.sign, target) > 0
    return np.where(attains_high, HIGH, np.where(attains_moderate, MODERATE, LOW))


def _level_of_values(value: np.ndarray, targets: Targets, target: np.ndarray) -> np.ndarray:
    higher = targets.sign[target] > 0
    high, moderate = targets.high_value[target], targets.moderate_value[target]
    # Decimals are compared exactly; their difference would be rounded to 28 digits.
    attains_high = np.where(higher, value >= high, value <= high).astype(bool)
    attains_moderate = np.where(higher, value >= moderate, value <= moderate).astype(bool)
    return np.where(attains_high, HIGH, np.where(attains_moderate, MODERATE, LOW))


def _certain(
    level: np.ndarray, targets: Targets, target: np.ndarray, ci_low: np.ndarray, ci_high: np.ndarray
) -> np.ndarray:
    """Whether the whole interval lies on the level's side of its limits."""
    sign = targets.sign[target]
    # Mirrored where lower is better: then the interval's high end is the worse one.
    worst, best = np.where(sign > 0, ci_low, -ci_high), np.where(sign > 0, ci_high, -ci_low)
    high, moderate = sign * targets.high.nearest[target], sign * targets.moderate.nearest[target]
    certain_high = (level == HIGH) & (worst >= high)
    certain_low = (level == LOW) & (best < moderate)
    return certain_high | certain_low | ((level == MODERATE) & (worst >= moderate) & (best < high))


def _attains(
    x: np.ndarray, n: np.ndarray, over: np.ndarray, under: np.ndarray, sign: np.ndarray
) -> np.ndarray:
    """Whether x/n is at least as good as over/under."""
    return sign * (x * under - over * n) >= 0


def _lacking(
    x: np.ndarray, n: np.ndarray, over: np.ndarray, under: np.ndarray, sign: np.ndarray
) -> np.ndarray:
    """How many more of the n patients (fewer, where lower is better) would reach over/under; 0 if reached."""
    # The patients needed are rounded up, the patients allowed down.
    more, fewer = -(-over * n // under) - x, x - over * n // under
    return np.maximum(np.where(sign > 0, more, fewer), 0)


Formula = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def _exactly(
    formula: Formula, numbers: Numbers, chosen: np.ndarray, limit: Limit, sign: np.ndarray, target: np.ndarray
) -> np.ndarray:
    """The formula for the chosen results, in 64 bits where no product can overflow, else in Python's ints."""
    result = np.empty(len(chosen), dtype=np.int64)
    largest = np.maximum(numbers.numerator, numbers.denominator)[chosen].astype(np.float64)
    fits = largest * limit.size[target] < SAFE
    for kind, rows in ((np.int64, np.flatnonzero(fits)), (object, np.flatnonzero(~fits))):
        x, n = (counts[chosen[rows]].astype(kind) for counts in (numbers.numerator, numbers.denominator))
        over, under = (part[target[rows]] for part in limit.parts(kind))
        result[rows] = formula(x, n, over, under, sign[target[rows]])
    return result
