"""The form the results have while they are computed: plain arrays, one entry per unit and slice."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from results.calculations.lookup import positions, require_single
from results.calculations.shapes import (
    CONTEXTS,
    DEFINITIONS,
    OBSERVATIONS,
    ROLLED_UP,
    SLICES,
    require_columns,
)
from results.calculations.units import Units


@dataclass(frozen=True)
class Cells:
    """Results, one entry each, ordered by indicator, context, year and unit.

    A slice is an indicator × context × year. What is true of whole slices stands once, in `slices`: ids,
    context (position in CONTEXTS), year and what the indicator's definition says.
    """

    slices: pd.DataFrame
    units: Units
    slice: np.ndarray  # position in slices
    unit: np.ndarray  # position in units
    numerator: np.ndarray  # 0 where the type has none
    denominator: np.ndarray  # 0 where the type has none
    value: np.ndarray  # Decimals; None where the type is rolled up

    def __len__(self) -> int:
        return len(self.slice)

    def of_slice(self, column: str) -> np.ndarray:
        """What the slices' column says, for each cell."""
        return self.slices[column].to_numpy()[self.slice]


def find_slices(observations: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """The slices that hold observations, in order, and for each observation the position of its slice."""
    require_columns("observations", observations, OBSERVATIONS)
    indicators = pd.Index(np.unique(observations["indicator"].to_numpy(dtype=np.int64)))
    years = observations["year"].to_numpy(dtype=np.int64)
    first, span = (years.min(), np.ptp(years) + 1) if len(years) else (0, 1)
    context = _context_positions(observations["context"])
    row = indicators.get_indexer(observations["indicator"]) * len(CONTEXTS) + context
    key = row * span + (years - first)

    # Few combinations are possible, so marking those that occur is quicker than sorting the observations.
    occurs = np.zeros(len(indicators) * len(CONTEXTS) * span, dtype=bool)
    occurs[key] = True
    row, year = np.divmod(np.flatnonzero(occurs), span)
    found = {
        "indicator": indicators.to_numpy()[row // len(CONTEXTS)],
        "context": row % len(CONTEXTS),
        "year": year + first,
    }
    return pd.DataFrame(found), (np.cumsum(occurs) - 1)[key]


def describe_slices(found: pd.DataFrame, definitions: pd.DataFrame, slices: pd.DataFrame) -> pd.DataFrame:
    """The found slices with the definition of their indicator and the last complete year of their delivery.
    ValueError where either is missing."""
    require_columns("definitions", definitions, DEFINITIONS)
    require_columns("slices", slices, SLICES)
    require_single(definitions, ["indicator"], "definition")
    require_single(slices, ["indicator", "context", "year"], "delivery")

    definitions = definitions.sort_values("indicator")
    known = definitions["indicator"].to_numpy(dtype=np.int64)
    definition = definitions.iloc[positions(known, found["indicator"].to_numpy(), "indicator")]
    described = found.assign(
        type=definition["type"].to_numpy(dtype=object),
        min_denominator=definition["min_denominator"].to_numpy(dtype=np.int64),
        coverage_indicator=definition["coverage_indicator"].to_numpy(dtype=np.int64, na_value=-1),
        shown=definition["shown"].to_numpy(dtype=bool),
        last_complete_year=_last_complete_years(found, slices),
    )
    return described.assign(rolled_up=described["type"].isin(ROLLED_UP))


def _last_complete_years(found: pd.DataFrame, slices: pd.DataFrame) -> np.ndarray:
    owned = slices.assign(context=_context_positions(slices["context"]))
    key = ["indicator", "context", "year"]
    joined = found.merge(owned[[*key, "last_complete_year"]], on=key, how="left")["last_complete_year"]
    if (missing := joined.isna().to_numpy()).any():
        indicator, context, year = found[missing].iloc[0]
        raise ValueError(f"No delivery owns indicator {indicator}, {CONTEXTS[context]}, {year}.")
    return joined.to_numpy(dtype=np.int64)


def _context_positions(contexts: pd.Series) -> np.ndarray:
    found = pd.Index(CONTEXTS).get_indexer(contexts).astype(np.int64)
    if (found < 0).any():
        raise ValueError(f"Unknown context: {contexts[found < 0].iloc[0]}.")
    return found
