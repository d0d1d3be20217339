"""What a delivery changes: its cells against those of the release it builds on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.calculations.shapes import CONTEXTS

SLICE = ["indicator", "context", "year"]
CELL = ["indicator", "unit", "context", "year"]
NUMBERS = ["numerator", "denominator", "value"]
BEFORE = "_before"
PLAIN = {"indicator": "int64", "unit": "int64", "context": object, "year": "int64"} | {
    "numerator": "Int64",
    "denominator": "Int64",
}


@dataclass(frozen=True)
class Difference:
    """`added` and `removed` are cells; `changed` has the cell with its numbers now and those `_before`."""

    added: pd.DataFrame
    changed: pd.DataFrame
    removed: pd.DataFrame


def difference(previous: pd.DataFrame, cells: pd.DataFrame) -> Difference:
    """`previous` are the cells of the release built on; its slices that `cells` does not replace stay."""
    both = matched(previous, cells)
    now, before = both["_merge"] != "left_only", both["_merge"] != "right_only"
    old_names = {f"{name}{BEFORE}": name for name in NUMBERS}
    changed = both[now & before]
    differs = np.zeros(len(changed), dtype=bool)
    for old, new in old_names.items():
        differs |= ~_same(changed[old], changed[new])
    return Difference(
        added=_tidy(both[~before], [*CELL, *NUMBERS]),
        changed=_tidy(changed[differs], [*CELL, *NUMBERS, *old_names]),
        removed=_tidy(both[~now][[*CELL, *old_names]].rename(columns=old_names), [*CELL, *NUMBERS]),
    )


def matched(previous: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Each cell of either within the slices of `cells`: numbers now, numbers `_before`, and pandas' `_merge`
    ("left_only" for a cell that only `previous` has). Contexts are plain text here.
    """
    now = _with_plain_context(cells)
    before = _with_plain_context(previous).merge(now[SLICE].drop_duplicates(), on=SLICE)
    return before.merge(now, how="outer", on=CELL, suffixes=(BEFORE, ""), indicator=True)


def _with_plain_context(cells: pd.DataFrame) -> pd.DataFrame:
    frame = cells[[*CELL, *NUMBERS]].astype(PLAIN)
    # Missing is None and nothing else, so that values can be compared as they are.
    return frame.assign(value=frame["value"].astype(object).where(frame["value"].notna(), None))


def _same(before: pd.Series, now: pd.Series) -> npt.NDArray[np.bool_]:
    missing, missing_now = before.isna().to_numpy(), now.isna().to_numpy()
    equal: npt.NDArray[np.bool_] = np.zeros(len(before), dtype=bool)
    both = ~missing & ~missing_now
    equal[both] = before[both].to_numpy(dtype=object) == now[both].to_numpy(dtype=object)
    equal |= missing & missing_now
    return equal


def _tidy(cells: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    frame = cells[columns].reset_index(drop=True)
    return frame.assign(context=pd.Categorical(frame["context"], categories=list(CONTEXTS)))
