"""Whether a share is certainly better or worse than the year before."""

import numpy as np
import pandas as pd

from results.calculations.difference import tested
from results.calculations.shapes import BREAKS, CHANGES, COUNTS, require_columns

KEY = ["indicator", "unit", "context", "year"]


def changes(results: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """A CHANGES frame, from COUNTS and BREAKS: this year's share minus the share of the year before.

    A row stands for each share or coverage that can be compared: both years there, neither withheld, no
    break between them. Who may see the units and indicators is the caller's matter.
    """
    usable = comparable(results)
    now, before = _pairs(usable, breaks)
    x, n = usable["x"].to_numpy(), usable["n"].to_numpy()
    x1, n1, x2, n2 = x[now], n[now], x[before], n[before]
    low, high, p, certain = tested(x1, n1, x2, n2)
    pairs = usable[KEY].take(now).reset_index(drop=True)
    measured = pairs.assign(difference=x1 / n1 - x2 / n2, low=low, high=high, p=p, certain=certain)
    return measured[list(CHANGES)]


def comparable(results: pd.DataFrame) -> pd.DataFrame:
    """The rolled-up results that are not withheld: their key, numerator `x` and denominator `n` as int64."""
    require_columns("results", results, COUNTS)
    usable = results[results["numerator"].notna().to_numpy() & (results["withheld"] == "").to_numpy()]
    counts = {"x": usable["numerator"].astype(np.int64), "n": usable["denominator"].astype(np.int64)}
    return usable[KEY].assign(**counts)


def _pairs(usable: pd.DataFrame, breaks: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The places among the rows of those with a year before to compare with, and of those years' rows; by
    indicator, context, year and unit.

    In arrays, not by a merge: pages ask for a handful of rows, where a merge takes longer than all the rest.
    """
    require_columns("breaks", breaks, BREAKS)
    indicator, unit, year = (usable[name].to_numpy() for name in ("indicator", "unit", "year"))
    context = usable["context"].cat.codes.to_numpy()
    order = np.lexsort((year, unit, context, indicator))
    now, before = order[1:], order[:-1]
    follows = year[now] == year[before] + 1
    for same in (indicator, context, unit):
        follows &= same[now] == same[before]
    now, before = now[follows], before[follows]
    broken = np.isin(
        _numbered(indicator[now], year[now]),
        _numbered(breaks["indicator"].to_numpy(), breaks["year"].to_numpy()),
    )
    now, before = now[~broken], before[~broken]
    sorting = np.lexsort((unit[now], year[now], context[now], indicator[now]))
    return now[sorting], before[sorting]


def _numbered(indicator: np.ndarray, year: np.ndarray) -> np.ndarray:
    """One whole number for both; years have four digits."""
    return indicator * 10_000 + year
