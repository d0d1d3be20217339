"""The target in force in each year, its limits as exact ratios of whole numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from results.calculations.lookup import require_single
from results.calculations.shapes import TARGETS, require_columns

# Years fit below this, so indicator and year make one ascending whole number.
YEARS = 10_000
# A 64-bit product below this cannot overflow, and neither can the difference of two.
SAFE = 2**62
SIGN = {"higher": 1, "lower": -1, "": 0}


@dataclass(frozen=True)
class Limit:
    """One limit per target, as over/under; 0/1 where the target has none. Exact, whatever its decimals."""

    over: np.ndarray  # Python ints
    under: np.ndarray  # Python ints, above 0
    size: np.ndarray  # the larger of the two, as float64
    nearest: np.ndarray  # as float64, for comparing with the ends of intervals

    def parts(self, kind: type) -> tuple[np.ndarray, np.ndarray]:
        """Over and under as int64 (nonsense where they do not fit) or as Python ints (object)."""
        if kind is object:
            return self.over, self.under
        over, under = (np.clip(part, -SAFE, SAFE).astype(np.int64) for part in (self.over, self.under))
        return over, under


@dataclass(frozen=True)
class Targets:
    """Targets ordered by indicator and first year; `sign` is 1 where higher is better, -1 where lower is,
    and 0 where the target gives no level. A missing moderate limit is the high limit."""

    key: np.ndarray
    sign: np.ndarray
    high_value: np.ndarray  # Decimals
    moderate_value: np.ndarray  # Decimals
    high: Limit
    moderate: Limit

    def in_force(self, indicator: np.ndarray, year: np.ndarray) -> np.ndarray:
        """Position of the target for each indicator and year; -1 before the first and where it gives no
        level."""
        if not len(self.key):
            return np.full(len(indicator), -1)
        position = np.searchsorted(self.key, indicator * YEARS + year, side="right") - 1
        own = (position >= 0) & (self.key[position] // YEARS == indicator)
        return np.where(own & (self.sign[position] != 0), position, -1)


def targets_of(targets: pd.DataFrame) -> Targets:
    """The targets of a TARGETS frame. ValueError for two of one indicator from the same year."""
    require_columns("targets", targets, TARGETS)
    require_single(targets, ["indicator", "valid_from"], "target")
    # From the beginning: before every year there is.
    start = targets["valid_from"].to_numpy(dtype=np.int64, na_value=0)
    key = targets["indicator"].to_numpy(dtype=np.int64) * YEARS + start
    order = np.argsort(key)
    direction, high, moderate = (
        targets[name].to_numpy(dtype=object)[order] for name in ("direction", "high", "moderate")
    )
    moderate = np.where(pd.isna(moderate), high, moderate)
    sign = np.array([SIGN[way] for way in direction], dtype=np.int64)
    sign[pd.isna(high)] = 0
    return Targets(key[order], sign, high, moderate, _limit(high), _limit(moderate))


def _limit(values: np.ndarray) -> Limit:
    ratios = [(0, 1) if pd.isna(value) else value.as_integer_ratio() for value in values]
    over, under = np.array([*ratios, (0, 1)], dtype=object)[:-1].T
    size = [float(min(max(abs(top), bottom), SAFE)) for top, bottom in ratios]
    nearest = [top / bottom for top, bottom in ratios]
    return Limit(over, under, np.array(size, dtype=np.float64), np.array(nearest, dtype=np.float64))
