"""Rows of a file, taken some tens of thousands at a time: small enough to hold, large enough to be fast."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.imports.faults import Integers
from results.imports.source import Source
from results.imports.values import Value, trimmed

CELLS = 300_000  # of a block: 50,000 rows of six columns, about 20 MB of text
FEWEST_ROWS = 100

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One column of a block: its distinct values, trimmed, and which of them each row has."""

    place: int
    codes: Integers
    distinct: list[Value]

    def where(self, wanted: Sequence[bool]) -> Flags:
        """The rows whose value is wanted, one answer given per distinct value."""
        return np.array(wanted, dtype=bool)[self.codes]


@dataclass(frozen=True)
class Block:
    """Some rows that are as long as the header, and those that are not: (row, number of values)."""

    rows: Integers
    records: list[list[Value]]
    ragged: list[tuple[int, int]]

    def column(self, place: int) -> Column:
        values = np.empty(len(self.records), dtype=object)
        values[:] = [record[place] for record in self.records]
        codes, distinct = pd.factorize(values)
        return Column(place, codes.astype(np.int64), [trimmed(value) for value in distinct])


def blocks(source: Source) -> Iterator[Block]:
    """All rows but the empty ones, in their order."""
    width = len(source.header)
    size = max(CELLS // max(width, 1), FEWEST_ROWS)
    rows: list[int] = []
    records: list[list[Value]] = []
    ragged: list[tuple[int, int]] = []
    for row, record in source.records:
        if len(record) == width:
            rows.append(row)
            records.append(record)
        elif _holds_something(record):
            ragged.append((row, len(record)))
        if len(records) + len(ragged) >= size:
            yield _block(rows, records, ragged)
            rows, records, ragged = [], [], []
    yield _block(rows, records, ragged)


def _block(rows: list[int], records: list[list[Value]], ragged: list[tuple[int, int]]) -> Block:
    block = Block(np.array(rows, dtype=np.int64), records, ragged)
    if not records:
        return block
    first = block.column(0)
    perhaps_empty = first.where([value == "" for value in first.distinct])
    empty = [at for at in np.flatnonzero(perhaps_empty) if not _holds_something(records[at])]
    if not empty:
        return block
    filled = np.delete(np.arange(len(records)), empty)
    return Block(block.rows[filled], [records[at] for at in filled], ragged)


def _holds_something(record: list[Value]) -> bool:
    return any(trimmed(value) != "" for value in record)
