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
    NAMES,
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

    def old_listed(self) -> np.ndarray:
        return self.old.units.shown[self.old.unit[self.old_at]]

    def old_slice_of(self) -> np.ndarray:
        """For each slice of the new the slice of the old that it shares cells with; -1 where none."""
        found = np.full(len(self.new.slices), -1)
        found[self.new.slice[self.at]] = self.old.slice[self.old_at]
        return found


@dataclass(frozen=True)
class Bound:
    """What the published release asks of cells of the new one."""

    settled: np.ndarray  # in a slice in which nothing has changed: its reason is `reason`
    reason: np.ndarray
    binding: np.ndarray  # per slice: the two below are in force
    kept: np.ndarray  # stays hidden
    known: np.ndarray  # has been shown with this very number: hiding it covers for no one


def bound(
    cells: Cells, limits: Limits, own_reason: np.ndarray, reason: np.ndarray, published: Published
) -> Bound:
    """A slice in which nothing has changed is as it was. In another, where something comes to be shown or to
    cover for others, and the two releases side by side give a secret away, what was hidden stays so."""
    pair = _pair(cells, reason, published)
    unchanged = _unchanged(pair, own_reason, limits, published.limits)
    new, old = reason[pair.at], pair.old_reason[pair.old_at]
    listed = cells.units.shown[cells.unit[pair.at]]
    was_hidden, was_shown = np.isin(old, PROTECTING) & listed, (old == SHOWN) & pair.old_listed()
    other = (was_hidden & (new == SHOWN)) | (was_shown & (new == COMPLEMENTARY))
    slices = np.unique(cells.slice[pair.at[other & ~unchanged[cells.slice[pair.at]]]])
    binding = np.zeros(len(cells.slices), dtype=bool)
    if len(slices):
        binding[slices] = _uncovered(pair, limits, published.limits, slices)
    kept, known = np.zeros((2, len(cells)), dtype=bool)
    kept[pair.at[was_hidden]], known[pair.at[was_shown]] = True, True
    in_force, as_before = binding[cells.slice], reason.copy()
    as_before[pair.at] = old
    kept &= (own_reason == SHOWN) & in_force
    return Bound(unchanged[cells.slice], as_before, binding, kept, known & in_force)


def _uncovered(pair: Pair, limits: Limits, old_limits: Limits, slices: np.ndarray) -> np.ndarray:
    """Whether either release gives a secret away to those who see the other too, per slice chosen."""
    seen, old_seen = pair.reason.copy(), pair.old_reason.copy()
    old_shown = (pair.old_reason[pair.old_at] == SHOWN) & pair.old_listed()
    shown = (pair.reason[pair.at] == SHOWN) & pair.new.units.shown[pair.new.unit[pair.at]]
    seen[pair.at[old_shown]] = SHOWN
    old_seen[pair.old_at[shown]] = SHOWN
    return _gives_away(pair.new, limits, seen, slices) | _gives_away(
        pair.old, old_limits, old_seen, pair.old_slice_of()[slices]
    )


def _gives_away(cells: Cells, limits: Limits, reason: np.ndarray, slices: np.ndarray) -> np.ndarray:
    return gives_away(terms_of(cells, lay_out(cells.units), reason, limits, slices))


def _pair(cells: Cells, reason: np.ndarray, published: Published) -> Pair:
    old, order = _published_cells(published)
    at, old_at = _common(cells, old)
    same = _same(cells, at, old, old_at)
    old_reason = _reasons(old, published.results["withheld"].iloc[order], published.limits)
    return Pair(cells, reason, old, old_reason, at[same], old_at[same])


def _published_cells(published: Published) -> tuple[Cells, np.ndarray]:
    """The published results as cells, and the position of each one's row: no table keeps rows in order."""
    results = published.results
    require_columns("published results", results, {name: RESULTS[name] for name in (*KEY, "withheld")})
    found, slice_of = find_slices(results)
    units = units_of(published.tree)
    unit = units.at(results["unit"].to_numpy(dtype=np.int64))
    order = np.lexsort((unit, slice_of))
    numerator, denominator = (
        results[name].to_numpy(dtype=np.int64, na_value=0)[order] for name in ("numerator", "denominator")
    )
    cells = Cells(
        describe_slices(found, published.definitions, published.slices),
        units,
        slice_of[order],
        unit[order],
        numerator,
        denominator,
        results["value"].to_numpy(dtype=object)[order],
    )
    return cells, order


def _reasons(old: Cells, named: pd.Series, limits: Limits) -> np.ndarray:
    reason = pd.Index(NAMES[:PINNED]).get_indexer(named).astype(np.int8)
    small = numbers(old) < thresholds_of(old.slices, limits).least[old.slice]
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


def _unchanged(pair: Pair, own_reason: np.ndarray, limits: Limits, old_limits: Limits) -> np.ndarray:
    """Per slice: it has the cells it had, in the same places, with the same numbers, thresholds and reasons
    of their own."""
    own, was = own_reason[pair.at], pair.old_reason[pair.old_at]
    alike = (own == was) | ((own == SHOWN) & (was == COMPLEMENTARY))
    alike |= np.isin(own, BY_OWN_SIZE) & (was == PINNED)
    alike &= _above(pair.new)[pair.at] == _above(pair.old)[pair.old_at]
    alike &= pair.new.units.shown[pair.new.unit[pair.at]] == pair.old_listed()
    slices = len(pair.new.slices)
    count = np.bincount(pair.new.slice, minlength=slices)
    alike_count = np.bincount(pair.new.slice[pair.at[alike]], minlength=slices)
    old_count = np.bincount(pair.old.slice, minlength=len(pair.old.slices) + 1)  # none of the slice -1
    old_slice = pair.old_slice_of()
    same = (count == alike_count) & (count == old_count[old_slice])
    ours, theirs = (
        thresholds_of(each.slices, by) for each, by in ((pair.new, limits), (pair.old, old_limits))
    )
    for name in ("least", "too_few", "enough"):
        same[same] = getattr(ours, name)[same] == getattr(theirs, name)[old_slice[same]]
    return same


def _above(cells: Cells) -> np.ndarray:
    """The id of the unit above each cell's; -1 at the top."""
    parent = cells.units.parent[cells.unit]
    return np.where(parent >= 0, cells.units.ids[parent], -1)
