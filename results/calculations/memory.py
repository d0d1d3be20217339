"""What the published release hides, and the next one may therefore have to hide too.

Two releases with the same numbers and different limits, definitions or trees may hide different cells. Who
holds them side by side sees what either shows, so what comes to be shown is checked against both.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from results.calculations.cells import Cells, describe_slices, find_slices
from results.calculations.complementary import gives_away
from results.calculations.equations import (
    BY_OWN_SIZE,
    COMPLEMENTARY,
    PINNED,
    PROTECTING,
    SHOWN,
    lay_out,
    terms_of,
)
from results.calculations.limits import Limits
from results.calculations.shapes import RESULTS, require_columns
from results.calculations.thresholds import numbers, thresholds_of
from results.calculations.units import units_of

REASONS = pd.Index(["", "too_few", "privacy", "low_coverage", "complementary"])
KEY = ["indicator", "context", "year", "unit"]


@dataclass(frozen=True)
class Published:
    """The results that are public and what they were computed with: frames of the shapes of their names."""

    results: pd.DataFrame
    tree: pd.DataFrame
    definitions: pd.DataFrame
    slices: pd.DataFrame
    limits: Limits


@dataclass(frozen=True)
class Pair:
    """Two releases' cells, with a reason for each cell, and the positions of those that both have alike."""

    new: Cells
    reason: np.ndarray
    old: Cells
    old_reason: np.ndarray
    at: np.ndarray
    old_at: np.ndarray

    def old_slice_of(self) -> np.ndarray:
        """For each slice of the new the slice of the old that it shares cells with; -1 where none."""
        found = np.full(len(self.new.slices), -1)
        found[self.new.slice[self.at]] = self.old.slice[self.old_at]
        return found


def to_keep(
    cells: Cells, limits: Limits, own_reason: np.ndarray, reason: np.ndarray, published: Published
) -> np.ndarray:
    """Which cells without a reason of their own stay hidden as they were: in slices where nothing else has
    changed, and where showing them, beside what the published release shows, would give a secret away."""
    pair = _pair(cells, reason, published)
    was_hidden = np.isin(pair.old_reason[pair.old_at], PROTECTING) & cells.units.shown[cells.unit[pair.at]]
    newly_shown = was_hidden & (reason[pair.at] == SHOWN)
    slices = np.unique(cells.slice[pair.at[newly_shown]])
    keep = np.zeros(len(cells.slices), dtype=bool)
    if len(slices):
        keep = _unchanged(pair, own_reason)
        keep[slices[_uncovered(pair, limits, published.limits, slices)]] = True
    kept = np.zeros(len(cells), dtype=bool)
    kept[pair.at[was_hidden]] = True
    return kept & (own_reason == SHOWN) & keep[cells.slice]


def _uncovered(pair: Pair, limits: Limits, old_limits: Limits, slices: np.ndarray) -> np.ndarray:
    """Whether either release gives a secret away to those who see the other too, per slice chosen."""
    seen, old_seen = pair.reason.copy(), pair.old_reason.copy()
    old_shown = (pair.old_reason[pair.old_at] == SHOWN) & pair.old.units.shown[pair.old.unit[pair.old_at]]
    shown = (pair.reason[pair.at] == SHOWN) & pair.new.units.shown[pair.new.unit[pair.at]]
    seen[pair.at[old_shown]] = SHOWN
    old_seen[pair.old_at[shown]] = SHOWN
    return _gives_away(pair.new, limits, seen, slices) | _gives_away(
        pair.old, old_limits, old_seen, pair.old_slice_of()[slices]
    )


def _gives_away(cells: Cells, limits: Limits, reason: np.ndarray, slices: np.ndarray) -> np.ndarray:
    return gives_away(terms_of(cells, lay_out(cells.units), reason, limits, slices))


def _pair(cells: Cells, reason: np.ndarray, published: Published) -> Pair:
    old = _published_cells(published)
    at, old_at = _common(cells, old)
    same = _same(cells, at, old, old_at)
    return Pair(cells, reason, old, _reasons(old, published), at[same], old_at[same])


def _published_cells(published: Published) -> Cells:
    results = published.results
    require_columns("published results", results, {name: RESULTS[name] for name in (*KEY, "withheld")})
    found, slice_of = find_slices(results)
    units = units_of(published.tree)
    whole = {
        name: results[name].to_numpy(dtype=np.int64, na_value=0) for name in ("numerator", "denominator")
    }
    return Cells(
        describe_slices(found, published.definitions, published.slices),
        units,
        slice_of,
        units.at(results["unit"].to_numpy(dtype=np.int64)),
        whole["numerator"],
        whole["denominator"],
        results["value"].to_numpy(dtype=object),
    )


def _reasons(old: Cells, published: Published) -> np.ndarray:
    reason = REASONS.get_indexer(published.results["withheld"]).astype(np.int8)
    small = numbers(old) < thresholds_of(old.slices, published.limits).least[old.slice]
    return np.where((reason == COMPLEMENTARY) & small, PINNED, reason)


def _common(cells: Cells, old: Cells) -> tuple[np.ndarray, np.ndarray]:
    """The positions, in both, of the cells that both have."""
    new, before = (pd.MultiIndex.from_arrays(_key(each)) for each in (cells, old))
    found = before.get_indexer(new)
    return np.flatnonzero(found >= 0), found[found >= 0]


def _key(cells: Cells) -> list[np.ndarray]:
    return [*(cells.of_slice(name) for name in KEY[:3]), cells.units.ids[cells.unit]]


def _same(cells: Cells, at: np.ndarray, old: Cells, old_at: np.ndarray) -> np.ndarray:
    counts = (cells.numerator[at] == old.numerator[old_at]) & (
        cells.denominator[at] == old.denominator[old_at]
    )
    values = [one == other for one, other in zip(cells.value[at], old.value[old_at], strict=True)]
    return counts & np.array(values, dtype=bool)


def _unchanged(pair: Pair, own_reason: np.ndarray) -> np.ndarray:
    """Per slice: it has the cells it had, with the same numbers and the same reasons of their own."""
    own, was = own_reason[pair.at], pair.old_reason[pair.old_at]
    alike = (own == was) | ((own == SHOWN) & (was == COMPLEMENTARY))
    alike |= np.isin(own, BY_OWN_SIZE) & (was == PINNED)
    slices = len(pair.new.slices)
    count = np.bincount(pair.new.slice, minlength=slices)
    alike_count = np.bincount(pair.new.slice[pair.at[alike]], minlength=slices)
    old_count = np.bincount(pair.old.slice, minlength=len(pair.old.slices) + 1)  # none of the slice -1
    return (count == alike_count) & (count == old_count[pair.old_slice_of()])
