"""Results judged again, by other targets than those in force in their years. Their numbers stay."""

import numpy as np
import pandas as pd

from results.calculations.attainment import Numbers, judge_by
from results.calculations.shapes import BREAKS, JUDGEABLE, JUDGEMENTS, TARGETS, require_columns
from results.calculations.targets import targets_of


def judged_again(results: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """A JUDGEMENTS frame in the order of the results, a JUDGEABLE frame: what `compute_results` would say of
    each, were these the targets. Withheld results are judged too."""
    require_columns("results", results, JUDGEABLE)
    found = targets_of(targets)
    indicator, year = (results[name].to_numpy(dtype=np.int64) for name in ("indicator", "year"))
    verdict = judge_by(_numbers(results), found, found.in_force(indicator, year))
    columns = {
        "attainment": pd.Series(verdict.attainment, dtype=object),
        "certain": pd.arrays.BooleanArray(verdict.certain, ~verdict.measured),
        "distance": pd.arrays.IntegerArray(verdict.distance, ~verdict.measured),
    }
    return pd.DataFrame({name: columns[name] for name in JUDGEMENTS})


def recoloured(
    results: pd.DataFrame, targets: pd.DataFrame, breaks: pd.DataFrame, year: int | None = None
) -> pd.DataFrame:
    """A JUDGEMENTS frame by the one target of each indicator that is in force in this year, else its last,
    whatever the results' own years.

    `comparable` is false for years before the indicator's last break until then: what was measured, or which
    way was better, was something else.
    """
    judged = judged_again(results, _of_one_year(targets, year))
    return judged.assign(comparable=_since_last_break(results, breaks, year))


def _of_one_year(targets: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Each indicator's target that is in force in the year, else its last, as though it had always been."""
    require_columns("targets", targets, TARGETS)
    begun = targets if year is None else targets[(targets["valid_from"].fillna(0) <= year).to_numpy(bool)]
    ordered = begun.sort_values("valid_from", na_position="first", kind="stable")
    last = ordered.drop_duplicates("indicator", keep="last")
    return last.assign(valid_from=pd.array([pd.NA] * len(last), dtype="Int64"))


def _since_last_break(results: pd.DataFrame, breaks: pd.DataFrame, year: int | None) -> np.ndarray:
    require_columns("breaks", breaks, BREAKS)
    begun = breaks if year is None else breaks[breaks["year"] <= year]
    last = begun.groupby("indicator")["year"].max()
    return (results["year"] >= results["indicator"].map(last).fillna(0)).to_numpy(dtype=bool)


def _numbers(results: pd.DataFrame) -> Numbers:
    numerator, denominator = (
        results[name].to_numpy(dtype=np.int64, na_value=0) for name in ("numerator", "denominator")
    )
    return Numbers(
        # Those have counts, and no others.
        rolled_up=results["numerator"].notna().to_numpy(dtype=bool),
        numerator=numerator,
        denominator=denominator,
        value=results["value"].to_numpy(dtype=object),
        ci_low=results["ci_low"].to_numpy(dtype=np.float64),
        ci_high=results["ci_high"].to_numpy(dtype=np.float64),
    )
