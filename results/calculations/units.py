from dataclasses import dataclass

import numpy as np
import pandas as pd

from results.calculations.lookup import positions, require_single
from results.calculations.shapes import LEVELS, TREE, require_columns


@dataclass(frozen=True)
class Units:
    """The tree of treatment units, each known by its position among the ascending ids."""

    ids: np.ndarray
    parent: np.ndarray  # position of the unit above; -1 at the top
    level: np.ndarray  # position in LEVELS
    shown: np.ndarray
    sorting: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, ids: np.ndarray) -> np.ndarray:
        return positions(self.ids, ids, "unit")


def units_of(tree: pd.DataFrame) -> Units:
    """The units of a TREE frame. ValueError for unknown parents or levels, repeated units and circles."""
    require_columns("units", tree, TREE)
    require_single(tree, ["unit"], "row")
    tree = tree.sort_values("unit")
    ids = tree["unit"].to_numpy(dtype=np.int64)
    units = Units(
        ids=ids,
        parent=_parents(ids, tree["parent"]),
        level=pd.Index(LEVELS).get_indexer(tree["level"]),
        shown=tree["shown"].to_numpy(dtype=bool),
        sorting=tree["sorting"].to_numpy(dtype=np.int64),
    )
    if (units.level < 0).any():
        raise ValueError(f"Unit {ids[units.level < 0][0]} has no level among {', '.join(LEVELS)}.")
    _check_heights(units)
    return units


def _parents(ids: np.ndarray, parent: pd.Series) -> np.ndarray:
    has_parent = parent.notna().to_numpy(dtype=bool)
    found = np.full(len(ids), -1)
    found[has_parent] = positions(ids, parent[has_parent].to_numpy(dtype=np.int64), "parent unit")
    return found


def _check_heights(units: Units) -> None:
    above = units.parent
    for _ in LEVELS[1:]:
        above = np.where(above >= 0, units.parent[above], -1)
    if (above >= 0).any():
        raise ValueError(f"Unit {units.ids[above >= 0][0]} has too many units above it, or is above itself.")
