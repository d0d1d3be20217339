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
    pairs = _pairs(comparable(results), breaks)
    x1, n1, x2, n2 = (pairs[column].to_numpy() for column in ("x", "n", "x_before", "n_before"))
    low, high, p, certain = tested(x1, n1, x2, n2)
    measured = pairs[KEY].assign(difference=x1 / n1 - x2 / n2, low=low, high=high, p=p, certain=certain)
    return measured[list(CHANGES)]


def comparable(results: pd.DataFrame) -> pd.DataFrame:
    """The rolled-up results that are not withheld: their key, numerator `x` and denominator `n` as int64."""
    require_columns("results", results, COUNTS)
    usable = results[results["numerator"].notna().to_numpy() & (results["withheld"] == "").to_numpy()]
    counts = {"x": usable["numerator"].astype(np.int64), "n": usable["denominator"].astype(np.int64)}
    return usable[KEY].assign(**counts)


def _pairs(usable: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    require_columns("breaks", breaks, BREAKS)
    before = usable.assign(year=usable["year"] + 1)
    pairs = usable.merge(before, on=KEY, suffixes=("", "_before"))
    broken = pd.MultiIndex.from_frame(pairs[["indicator", "year"]]).isin(
        pd.MultiIndex.from_frame(breaks[["indicator", "year"]])
    )
    return pairs[~broken].sort_values(["indicator", "context", "year", "unit"], ignore_index=True)
