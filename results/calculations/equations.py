"""Slices as tables of equations: a parent's patients are those of its children and those it reports itself.

Whoever sees all terms of an equation but one can work out that one. Here the terms are laid out, slices down
and units across, so that all slices of a registry are looked through at once.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from results.calculations.cells import Cells
from results.calculations.limits import Limits
from results.calculations.thresholds import Thresholds, numbers, thresholds_of
from results.calculations.units import Units

Columns = slice | np.ndarray

# Why a term is hidden. PINNED is a cell that rule 1 or 2 hides and that is said to be complementary,
# since its reason, with its threshold, would tell the numbers below it.
SHOWN, TOO_FEW, PRIVACY, LOW_COVERAGE, COMPLEMENTARY, PINNED = range(6)
# As the results name them: a pinned cell is complementary to its readers.
NAMES = np.array(["", "too_few", "privacy", "low_coverage", "complementary", "complementary"], dtype=object)
BY_OWN_SIZE = (TOO_FEW, PRIVACY, PINNED)
PROTECTING = (*BY_OWN_SIZE, COMPLEMENTARY)


@dataclass(frozen=True)
class Generation:
    """The equations of all parents at one depth of the tree. The children of each parent are neighbours, by
    sorting."""

    parents: np.ndarray  # columns
    children: slice  # columns
    starts: np.ndarray  # where each parent's children begin, counted from the first child
    of_child: np.ndarray  # the position of each child's parent among the parents


@dataclass(frozen=True)
class Layout:
    """The tree from the top down as columns: `unit` is the position in Units of each."""

    unit: np.ndarray
    parent: np.ndarray  # column; -1 at the top
    listed: np.ndarray  # false for undefined units, which are never shown
    generations: list[Generation]


def lay_out(units: Units) -> Layout:
    """Columns by depth, then by parent, then by sorting."""
    order, depths = _by_depth(units)
    column = np.empty(len(units), dtype=np.int64)
    column[order] = np.arange(len(order))
    parent = np.where(units.parent[order] >= 0, column[units.parent[order]], -1)
    generations = []
    for first, last in pairwise(depths[1:]):
        parents, starts = np.unique(parent[first:last], return_index=True)
        of_child = np.searchsorted(parents, parent[first:last])
        generations.append(Generation(parents, slice(first, last), starts, of_child))
    return Layout(order, parent, units.shown[order], generations)


def _by_depth(units: Units) -> tuple[np.ndarray, list[int]]:
    """The units' positions from the top down, and where each depth begins and the last ends."""
    rank = np.full(len(units), -1)
    level = np.flatnonzero(units.parent < 0)
    order: list[np.ndarray] = []
    depths = [0]
    while len(level):
        above = np.where(units.parent[level] >= 0, rank[units.parent[level]], -1)
        level = level[np.lexsort((units.ids[level], units.sorting[level], above))]
        rank[level] = depths[-1] + np.arange(len(level))
        order.append(level)
        depths.append(depths[-1] + len(level))
        level = np.flatnonzero(np.isin(units.parent, level))
    return np.concatenate(order) if order else np.empty(0, dtype=np.int64), depths


@dataclass(frozen=True)
class Terms:
    """Slices × columns of the layout. Only `reason` and `worked_out` change while more is hidden."""

    layout: Layout
    number: np.ndarray  # patients, or for counts the count itself; 0 where absent
    present: np.ndarray
    # In an equation but on no page: undefined units, and parents that no one delivered.
    unlisted: np.ndarray
    own: np.ndarray  # patients reported at the unit itself, where it also has children
    reason: np.ndarray
    # Not shown, but no secret, and the only one missing from an equation: everyone can work it out.
    worked_out: np.ndarray
    thresholds: Thresholds  # per slice
    # Shown with this very number by the release before: no secret, and of no use when hidden.
    known: np.ndarray

    def unknown(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        """Neither shown nor worked out."""
        at = _at(rows, columns)
        hidden = (self.reason[at] != SHOWN) | self.unlisted[at]
        return hidden & self.present[at] & ~self.worked_out[at] & ~self.known[at]

    def covered(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        """Unknown, and fit to cover for others: low coverage is no secret, and others may come to know it."""
        at = _at(rows, columns)
        return self.unknown(rows, columns) & ((self.reason[at] != LOW_COVERAGE) | self.unlisted[at])

    def secret(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        """Not to be worked out."""
        at = _at(rows, columns)
        return np.isin(self.reason[at], PROTECTING) & self.present[at] & ~self.known[at]

    def visible(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        at = _at(rows, columns)
        return (self.reason[at] == SHOWN) & self.present[at] & ~self.unlisted[at]

    def covering(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        """Visible, and of use when hidden: a count of zero would not cover for others."""
        at = _at(rows, columns)
        large = self.number[at] >= self.thresholds.least[rows][:, None]
        return self.visible(rows, columns) & large & ~self.known[at]

    def few_of_its_own(self, rows: np.ndarray, columns: Columns) -> np.ndarray:
        """What the unit itself reports would be hidden for its size, were it a unit."""
        own = self.own[_at(rows, columns)]
        return (own > 0) & (own < self.thresholds.least[rows][:, None])


def _at(rows: np.ndarray, columns: Columns) -> tuple[np.ndarray, Any]:
    return rows[:, None], np.arange(columns.start, columns.stop) if isinstance(columns, slice) else columns


def terms_of(
    cells: Cells,
    layout: Layout,
    reason: np.ndarray,
    limits: Limits,
    slices: np.ndarray,
    known: np.ndarray | None = None,
) -> Terms:
    """The terms of the slices chosen (positions), from a reason per cell; `known`, per cell, is what the
    release before shows."""
    chosen, at = _places(cells, layout, slices)
    shape = len(slices), len(layout.unit)
    number, reasons = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int8)
    present = np.zeros(shape, dtype=bool)
    number[at], reasons[at], present[at] = numbers(cells, chosen), reason[chosen], True
    unlisted = np.broadcast_to(~layout.listed, shape).copy()
    rolled_up = cells.slices["rolled_up"].to_numpy(dtype=bool)[slices]
    own = _complete(layout, number, present, unlisted, rolled_up)
    thresholds = thresholds_of(cells.slices.iloc[slices], limits)
    worked_out, shown_before = np.zeros((2, *shape), dtype=bool)
    if known is not None:
        shown_before[at] = known[chosen]
    return Terms(layout, number, present, unlisted, own, reasons, worked_out, thresholds, shown_before)


def put_back(terms: Terms, cells: Cells, reason: np.ndarray, slices: np.ndarray) -> None:
    """Writes the terms' reasons into the reasons per cell."""
    chosen, at = _places(cells, terms.layout, slices)
    reason[chosen] = terms.reason[at]


def _places(
    cells: Cells, layout: Layout, slices: np.ndarray
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """The cells of the chosen slices, and the row and column of each."""
    first, last = (np.searchsorted(cells.slice, slices, side=side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(slices)), last - first)
    # Counted from where its slice begins: cells stand slice by slice.
    chosen = np.arange(len(row)) - np.repeat(np.cumsum(last - first) - last, last - first)
    column = np.empty(len(layout.unit), dtype=np.int64)
    column[layout.unit] = np.arange(len(layout.unit))
    return chosen, (row, column[cells.unit[chosen]])


def _complete(
    layout: Layout, number: np.ndarray, present: np.ndarray, unlisted: np.ndarray, rolled_up: np.ndarray
) -> np.ndarray:
    """What the units report themselves. Where no one delivered a parent between a unit and one above it, the
    parent is put in as the sum of what is below it: the equations go through it all the same."""
    own = np.zeros_like(number)
    for generation in reversed(layout.generations):
        parents = generation.parents
        below = np.add.reduceat(number[:, generation.children], generation.starts, axis=1)
        any_below = np.logical_or.reduceat(present[:, generation.children], generation.starts, axis=1)
        missing = any_below & ~present[:, parents]
        number[:, parents] = np.where(missing, below, number[:, parents])
        unlisted[:, parents] |= missing
        present[:, parents] |= missing
        own[:, parents] = np.where(rolled_up[:, None] & any_below, number[:, parents] - below, 0)
    return own
