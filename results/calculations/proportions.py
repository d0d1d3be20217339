"""Tests of whether two shares may be the same."""

import math

import numpy as np
from numpy.typing import ArrayLike

# Below this many expected in a cell the normal distribution is no longer a good likeness (Cochran's rule).
FEWEST_EXPECTED = 5
# Tables whose probability differs from the observed one's by rounding alone count as equally probable,
# with R's tolerance.
EQUALLY_PROBABLE = 1 + 1e-7
# With fewer than 5 expected in the smallest cell, all the tables that hold more than this many in it are
# together less probable than 1e-80.
LARGEST_CELL = 128
# Tables worked on at a time, which keeps the memory for them at some tens of MB.
BATCH = 8192


def proportion_test(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """Two-sided p for x1 of n1 against x2 of n2: the pooled test, and Fisher's exact one where fewer than 5
    are expected in some cell. The denominators are above 0."""
    counts = np.broadcast_arrays(*(np.asarray(count, dtype=np.int64) for count in (x1, n1, x2, n2)))
    table = np.stack([count.ravel() for count in counts])
    cell, row, column, total = _smallest_expected(*table)
    few = _few(row, column, total)
    p = np.empty(len(few))
    p[few] = _in_batches(cell[few], row[few], column[few], total[few])
    p[~few] = two_sided(pooled_z(*table[:, ~few]))
    return p.reshape(counts[0].shape)


def takes_fisher(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """Whether so few are expected in some cell that the exact test is used."""
    counts = np.broadcast_arrays(*(np.asarray(count, dtype=np.int64) for count in (x1, n1, x2, n2)))
    return _few(*_smallest_expected(*counts)[1:])


def _few(row: np.ndarray, column: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Of the smallest cell, whose row's and column's sums these are."""
    few: np.ndarray = row.astype(np.float64) * column < FEWEST_EXPECTED * total.astype(np.float64)
    return few


def pooled_z(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> np.ndarray:
    """The difference between two shares, in standard errors, were both equal to their pooled share, which is
    neither 0 nor 1."""
    x1, n1, x2, n2 = (np.asarray(count, dtype=np.float64) for count in (x1, n1, x2, n2))
    successes, total = x1 + x2, n1 + n2
    variance = (successes / total) * ((total - successes) / total) * (1 / n1 + 1 / n2)
    return (x1 / n1 - x2 / n2) / np.sqrt(variance)


def two_sided(z: ArrayLike) -> np.ndarray:
    """The probability of at least so many standard errors on either side."""
    # Not 2·(1 - Φ(z)), which is 0 from eight standard errors on.
    return np.vectorize(math.erfc, otypes=[np.float64])(np.abs(z) / math.sqrt(2))


def _smallest_expected(
    x1: np.ndarray, n1: np.ndarray, x2: np.ndarray, n2: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The cell of the 2 × 2 table where fewest are expected, its row's and column's sums, and the total."""
    x, n = np.where(n1 <= n2, x1, x2), np.minimum(n1, n2)
    successes, total = x1 + x2, n1 + n2
    rare = successes <= total - successes
    return np.where(rare, x, n - x), n, np.where(rare, successes, total - successes), total


def _in_batches(cell: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray) -> np.ndarray:
    batches = [slice(start, start + BATCH) for start in range(0, len(cell), BATCH)]
    return np.concatenate(
        [np.empty(0), *(_fisher(cell[at], row[at], column[at], total[at]) for at in batches)]
    )


def _fisher(cell: np.ndarray, row: np.ndarray, column: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Fisher's exact p: the sum of all tables, with these margins, no more probable than the observed.

    Each table's probability follows from the one before by a ratio, from 0 in the smallest cell upwards.
    Logarithms of factorials would lose the 7th digit already at ten million patients.
    """
    k = np.arange(LARGEST_CELL, dtype=np.float64)
    row, column, total = (margin.astype(np.float64)[:, None] for margin in (row, column, total))
    ratio = np.maximum(row - k, 0) * np.maximum(column - k, 0) / ((k + 1) * (total - row - column + k + 1))
    weight = np.cumprod(np.hstack([np.ones_like(row), ratio]), axis=1)
    # An observed table still further out is taken for the last one: so far out, what is left is nothing.
    observed = np.take_along_axis(weight, np.minimum(cell, LARGEST_CELL)[:, None], axis=1)
    counted = np.where(weight <= observed * EQUALLY_PROBABLE, weight, 0).sum(axis=1)
    return np.minimum(counted / weight.sum(axis=1), 1.0)
