"""Sums the sound rows of a file into its cells, and finds rows that say the same twice.

Rows are kept as packed integers, never as text, so that two million of them fit in little memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.calculations.shapes import CONTEXTS
from results.imports.checks import Checked
from results.imports.faults import Integers
from results.imports.numbering import Keys, Numbering
from results.imports.rules import IS_ROLLED_UP, NOT_ROLLED_UP

NOTHING: Integers = np.empty(0, dtype=np.int64)
CELL = ["indicator", "unit", "context", "year"]


@dataclass(frozen=True)
class Sums:
    """Numerators and denominators by packed cell, each cell once, in order."""

    keys: Integers
    numerators: Integers
    denominators: Integers

    @classmethod
    def of(cls, keys: Integers, numerators: Integers, denominators: Integers) -> "Sums":
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        if not len(starts):
            return cls(NOTHING, NOTHING, NOTHING)
        return cls(
            ordered[starts],
            np.add.reduceat(numerators[order], starts),
            np.add.reduceat(denominators[order], starts),
        )


@dataclass(frozen=True)
class Repeated:
    """Rows that give a cell a second time, in the order of the file, with the row that gave it first."""

    rows: Integers
    first_rows: Integers
    kinds: Integers


@dataclass
class Gathering:
    numbering: Numbering
    _sums: list[Sums] = field(default_factory=list)
    _single_rows: list[tuple[Integers, Integers]] = field(default_factory=list)
    _singles: list[tuple[Integers, Integers, npt.NDArray[np.object_]]] = field(default_factory=list)
    _groups: list[Sums] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_unit = Keys(len(self.numbering.unit_ids), self.numbering.years)
        self._by_number = Keys(len(self.numbering.unit_of_number), self.numbering.years)

    def add(self, checked: Checked, *, only_rows: bool) -> None:
        """Takes in a block. With `only_rows` (the file has a fault) no numbers, just what repeats."""
        certain = checked.certain
        single = certain & NOT_ROLLED_UP[checked.kind]
        if single.any():
            self._single_rows.append((self._unit_keys(checked, single), checked.rows[single]))
        if only_rows:
            self._sums, self._singles, self._groups = [], [], []
            return
        if single.any():
            keys = self._single_rows[-1][0]
            self._singles.append((keys, checked.denominator[single], checked.value[single]))
        rolled = certain & IS_ROLLED_UP[checked.kind]
        keys = self._unit_keys(checked, rolled)
        self._sums.append(Sums.of(keys, checked.numerator[rolled], checked.denominator[rolled]))
        self._add_groups(checked, rolled & (checked.denominator > 1))

    def cells(self) -> pd.DataFrame:
        """One row per delivered cell, sorted by indicator, unit, context and year."""
        sums = Sums.of(*_joined([(part.keys, part.numerators, part.denominators) for part in self._sums], 3))
        keys, denominators, values = _joined(self._singles, 3)
        order = np.argsort(np.concatenate([sums.keys, keys]), kind="stable")
        frame = self._cell_frame(np.concatenate([sums.keys, keys])[order], self._by_unit)
        is_single = order >= len(sums.keys)
        frame["numerator"] = _counts(np.concatenate([sums.numerators, denominators])[order], is_single)
        counts = np.concatenate([sums.denominators, denominators])[order]
        frame["denominator"] = _counts(counts, counts < 0)
        given = np.full(len(order), None, dtype=object)
        given[is_single] = values[order[is_single] - len(sums.keys)]
        frame["value"] = pd.Series(given, dtype=object)
        return frame

    def copies(self) -> pd.DataFrame:
        """The rows that copy an earlier one to the letter and stand for more than one patient: one line per
        cell, with how many they are.
        """
        keys, numerators, denominators = _joined(
            [(part.keys, part.numerators, part.denominators) for part in self._groups], 3
        )
        rows = pd.DataFrame({"key": keys, "numerator": numerators, "denominator": denominators})
        copied = rows.loc[rows.duplicated(), "key"].to_numpy(dtype=np.int64)
        frame = self._cell_frame(copied, self._by_number)
        return frame.groupby(CELL, observed=True).size().rename("times").reset_index()

    def repeated(self) -> Repeated:
        keys, rows = _joined(self._single_rows, 2)
        order = np.argsort(keys, kind="stable")  # rows come in the order of the file and keep it
        ordered = keys[order]
        starts = np.diff(ordered, prepend=-1) != 0
        first = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
        again = ~starts
        found = np.argsort(rows[order[again]])
        indicator = self._by_unit.unpack(ordered[again][found])[0]
        return Repeated(
            rows[order[again]][found], rows[first[again]][found], self.numbering.kind_of_indicator[indicator]
        )

    def _add_groups(self, checked: Checked, group: npt.NDArray[np.bool_]) -> None:
        if group.any():
            keys = self._by_number.pack(
                checked.indicator[group], checked.number[group], checked.context[group], checked.year[group]
            )
            self._groups.append(Sums(keys, checked.numerator[group], checked.denominator[group]))

    def _unit_keys(self, checked: Checked, chosen: npt.NDArray[np.bool_]) -> Integers:
        unit = self.numbering.unit_of_number[checked.number[chosen]]
        return self._by_unit.pack(
            checked.indicator[chosen], unit, checked.context[chosen], checked.year[chosen]
        )

    def _cell_frame(self, keys: Integers, packing: Keys) -> pd.DataFrame:
        indicator, place, context, year = packing.unpack(keys)
        unit = place if packing is self._by_unit else self.numbering.unit_of_number[place]
        return pd.DataFrame(
            {
                "indicator": self.numbering.indicator_ids[indicator],
                "unit": self.numbering.unit_ids[unit],
                "context": pd.Categorical.from_codes(context, categories=list(CONTEXTS)),
                "year": year,
            }
        )


def _joined(parts: Sequence[tuple[npt.NDArray[Any], ...]], width: int) -> tuple[npt.NDArray[Any], ...]:
    if not parts:
        return (NOTHING,) * width
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _counts(numbers: Integers, absent: npt.NDArray[np.bool_]) -> pd.Series:
    return pd.Series(pd.arrays.IntegerArray(np.where(absent, 0, numbers), absent))
