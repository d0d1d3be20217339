"""The columns and types of the frames that go into the calculations and come out of them.

Missing is null in every column. An `object` column holds Decimals or short texts; shares are never stored,
only the counts they are computed from.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

Shape = Mapping[str, str]

# `caregiver`: where the patient was treated; `resident`: the catchment area the patient lives in.
CONTEXTS = ("caregiver", "resident")
LEVELS = ("nation", "rhf", "hf", "hospital")

SHARE, COVERAGE, COMPUTED_SHARE = "share", "coverage", "computed_share"
MEAN, MEDIAN, COUNT = "mean", "median", "count"
ROLLED_UP = (SHARE, COVERAGE)
TYPES = (SHARE, COVERAGE, COMPUTED_SHARE, MEAN, MEDIAN, COUNT)

OBSERVATIONS: Shape = {
    "indicator": "int64",
    "unit": "int64",
    "context": "category",
    "year": "int64",
    "numerator": "Int64",  # share and coverage only
    "denominator": "Int64",  # all but counts
    "value": "object",  # Decimal; all but share and coverage
}
TREE: Shape = {
    "unit": "int64",
    "parent": "Int64",  # null at the top
    "level": "str",
    "shown": "bool",  # false for undefined units, which count in the sums above them
    "sorting": "int64",
}
DEFINITIONS: Shape = {
    "indicator": "int64",
    "type": "str",
    "min_denominator": "int64",
    "coverage_indicator": "Int64",
    "shown": "bool",
}
# Each row is a whole target and holds from its year until the next row's: a row without a high limit or
# without a direction ends the target before it.
TARGETS: Shape = {
    "indicator": "int64",
    "valid_from": "Int64",  # null: from the beginning
    "direction": "str",  # "higher", "lower" or ""
    "high": "object",  # Decimal
    "moderate": "object",  # Decimal; null: the same as high
}
# The delivery that owns an indicator × context × year says how far its data are complete.
SLICES: Shape = {"indicator": "int64", "context": "category", "year": "int64", "last_complete_year": "int64"}
# Years from which on an indicator's results are not compared with those of the years before.
BREAKS: Shape = {"indicator": "int64", "year": "int64"}

RESULTS: Shape = {
    "indicator": "int64",
    "unit": "int64",
    "level": "category",
    "context": "category",
    "year": "int64",
    "numerator": "Int64",
    "denominator": "Int64",
    "value": "object",  # Decimal; only for what is not rolled up
    "ci_low": "float64",
    "ci_high": "float64",
    "attainment": "object",  # "high", "moderate", "low" or ""
    "certain": "boolean",
    "distance": "Int64",
    "coverage_numerator": "Int64",
    "coverage_denominator": "Int64",
    "coverage_indicator": "Int64",
    "coverage_year": "Int64",
    "provisional": "bool",
    "withheld": "object",  # "" or the reason
    "shown": "bool",
}
# What the tests of change and trend read of results: all of RESULTS, or these alone.
COUNTS: Shape = {
    name: RESULTS[name]
    for name in ("indicator", "unit", "context", "year", "numerator", "denominator", "withheld")
}
# What it takes to judge results by other targets; and what it takes to tell who changes level by them.
JUDGEABLE: Shape = {
    name: RESULTS[name]
    for name in ("indicator", "year", "numerator", "denominator", "value", "ci_low", "ci_high")
}
PLACED: Shape = {
    **JUDGEABLE,
    **{name: RESULTS[name] for name in ("unit", "level", "context", "withheld", "shown")},
}
JUDGEMENTS: Shape = {name: RESULTS[name] for name in ("attainment", "certain", "distance")}
CHANGES: Shape = {
    "indicator": "int64",
    "unit": "int64",
    "context": "category",
    "year": "int64",
    "difference": "float64",
    "low": "float64",
    "high": "float64",
    "p": "float64",
    "certain": "bool",
}
TRENDS: Shape = {
    "indicator": "int64",
    "unit": "int64",
    "context": "category",
    "first_year": "int64",
    "last_year": "int64",
    "slope": "float64",  # change in the share per year
    "statistic": "float64",
    "p": "float64",
    "certain": "bool",
}


def frame_of(shape: Shape, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame of this shape from rows given as mappings; exact for whole numbers of any 64-bit size."""
    listed = list(rows)
    # Column by column: pandas would make binary floats of whole numbers that stand beside a None.
    columns = {
        name: pd.Series(pd.array([row[name] for row in listed], dtype=kind)) for name, kind in shape.items()
    }
    return pd.DataFrame(columns)


def require_columns(name: str, frame: pd.DataFrame, shape: Shape) -> None:
    """ValueError naming the columns that the frame lacks."""
    if missing := [column for column in shape if column not in frame.columns]:
        raise ValueError(f"The frame of {name} lacks the columns {', '.join(missing)}.")
