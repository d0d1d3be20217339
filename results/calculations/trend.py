"""Whether a share has certainly risen or fallen over the last years."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from results.calculations.change import comparable
from results.calculations.proportions import two_sided
from results.calculations.shapes import BREAKS, TRENDS, require_columns

# Five years are short enough to be about today's treatment; of fewer than four, one odd year decides.
YEARS = 5
FEWEST_YEARS = 4
# As strict as a funnel plot's outer limits: hundreds of units and indicators are looked at at once.
SIGNIFICANT = 0.002

SERIES = ["indicator", "context", "unit"]


def trends(results: pd.DataFrame, breaks: pd.DataFrame, last_year: int) -> pd.DataFrame:
    """A TRENDS frame, from COUNTS and BREAKS, over the five calendar years that end with `last_year`.

    A row stands for each unit's share or coverage with at least four of these years neither missing nor
    withheld, and no break between the first and the last of them.
    """
    usable = comparable(results)
    recent = usable[usable["year"].between(last_year - YEARS + 1, last_year)]
    grouped = recent.groupby(SERIES, observed=True)
    series, number = grouped.size().index.to_frame(index=False), grouped.ngroup().to_numpy()
    there, x, n = np.zeros((3, len(series), YEARS), dtype=np.int64)
    at = number, recent["year"].to_numpy() - (last_year - YEARS + 1)
    there[at], x[at], n[at] = 1, recent["x"], recent["n"]
    series["first_year"] = last_year - YEARS + 1 + there.argmax(axis=1)
    series["last_year"] = last_year - there[:, ::-1].argmax(axis=1)
    enough = (there.sum(axis=1) >= FEWEST_YEARS) & ~_broken(series, breaks)
    slope, statistic, p = cochran_armitage(x[enough], n[enough], np.arange(YEARS))
    tested = series[enough].assign(slope=slope, statistic=statistic, p=p, certain=p < SIGNIFICANT)
    return tested.reset_index(drop=True)[list(TRENDS)]


def cochran_armitage(
    x: ArrayLike, n: ArrayLike, score: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The slope per score, chi-square (1 degree of freedom) and p of a linear trend in the shares x/n.

    The last axis runs over the scores; a year without patients has n = 0. Shares that are all 0 or all 1
    have no trend: chi-square 0, p 1. P. Armitage, Biometrics 11 (1955) 375-386.
    """
    x, n, score = (np.asarray(numbers, dtype=np.float64) for numbers in (x, n, score))
    total = n.sum(axis=-1, keepdims=True)
    # From the patients' mean score: then the terms stay small and no digits are lost.
    distance = score - (n * score).sum(axis=-1, keepdims=True) / total
    covariance = (x * distance).sum(axis=-1)
    spread = (n * distance**2).sum(axis=-1)
    share, rest = x.sum(axis=-1) / total[..., 0], (n - x).sum(axis=-1) / total[..., 0]
    variance = share * rest * spread
    statistic = np.divide(covariance**2, variance, out=np.zeros_like(variance), where=variance > 0)
    return covariance / spread, statistic, two_sided(np.sqrt(statistic))


def _broken(series: pd.DataFrame, breaks: pd.DataFrame) -> np.ndarray:
    """Whether a break parts a series' years. One in the first year itself parts it from years that are not
    looked at."""
    require_columns("breaks", breaks, BREAKS)
    own, first, last = (series[name].to_numpy()[:, None] for name in ("indicator", "first_year", "last_year"))
    indicator, year = breaks["indicator"].to_numpy(), breaks["year"].to_numpy()
    return ((own == indicator) & (first < year) & (year <= last)).any(axis=1)
