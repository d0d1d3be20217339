"""Reads a delivered file: the cells it gives, or every fault that keeps it from being used."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from results.imports.blocks import Block, blocks
from results.imports.catalogue import Catalogue
from results.imports.checks import Checker
from results.imports.excerpt import excerpt
from results.imports.extent import Extent
from results.imports.faults import (
    KEPT,
    WHOLE_ROW,
    Code,
    Fault,
    Integers,
    Ledger,
    Rows,
    UnreadableFileError,
    placed,
)
from results.imports.gathering import Gathering
from results.imports.header import Header, header_faults, understand, unnamed_fault
from results.imports.numbering import Numbering
from results.imports.packages import is_spreadsheet
from results.imports.rules import Kind
from results.imports.sentences import Sentences
from results.imports.source import Limits, Source, check_size
from results.imports.spreadsheets import open_spreadsheet
from results.imports.texts import open_text
from results.imports.values import shown, trimmed
from wording.numbers import count


@dataclass(frozen=True)
class Reading:
    """What a file holds and how it was understood.

    `columns` are the header's names as written; `years` and `indicators` (ids) those its rows name.
    `faults` are the first by row and then by column; `fault_count` counts all. `cells` has one row per
    delivered cell: indicator, unit (int64 ids), context (category), year (int64), numerator, denominator
    (Int64), value (Decimal or None). With any fault there are no cells. `copies` has the cells to which
    exact copies of another row contribute, and how many `times`. `excerpt` has the rows around the faults.
    """

    encoding: str | None
    separator: str | None
    decimal: str | None
    rows: int
    columns: list[str]
    years: list[int]
    indicators: list[int]
    faults: list[Fault]
    fault_counts: dict[str, int]
    cells: pd.DataFrame = field(repr=False)
    copies: pd.DataFrame = field(repr=False)
    excerpt: dict[int, list[str]] = field(default_factory=dict, repr=False)

    @property
    def fault_count(self) -> int:
        return sum(self.fault_counts.values())


# Told after each block how much of the file (0–1) is read.
Progress = Callable[[float], None]


def silent(part: float) -> None:
    """For those who do not wait for an answer."""


def read_delivery(
    path: Path, catalogue: Catalogue, limits: Limits | None = None, progress: Progress = silent
) -> Reading:
    """Never raises for what is in the file: that is a fault of the reading."""
    return _Reader(Path(path), catalogue, limits or Limits(), progress).read()


class _Reader:
    def __init__(self, path: Path, catalogue: Catalogue, limits: Limits, progress: Progress) -> None:
        self._path = path
        self._catalogue = catalogue
        self._limits = limits
        self._progress = progress
        self._ledger = Ledger()
        self._numbering = Numbering(catalogue)
        self._gathering = Gathering(self._numbering)
        self._extent = Extent(self._numbering)
        self._again: Rows | None = None
        self._source: Source | None = None
        self._mark: str | None = None
        self._rows = 0

    def read(self) -> Reading:
        try:
            check_size(self._path, self._limits)
            self._source = self._open()
            self._again = self._source.again
            self._read_rows(self._source)
        except UnreadableFileError as error:
            self._again = error.again or self._again
            self._ledger.add(error.fault)
        return self._reading()

    def _open(self) -> Source:
        return (
            open_spreadsheet(self._path, self._limits)
            if is_spreadsheet(self._path)
            else open_text(self._path)
        )

    def _read_rows(self, source: Source) -> None:
        header = understand(source.header_row, source.header)
        faults = header_faults(header)
        sentences = Sentences(self._catalogue, header)
        checker = Checker(self._catalogue, self._numbering, header)
        try:
            if header.places:
                self._check_blocks(source, checker, sentences)
        finally:
            for place, fault in faults:
                self._ledger.add(fault, place)
            for place, row in checker.strays.items():
                self._ledger.add(unnamed_fault(header, place, row), place)
            self._add_repeated(sentences)
            self._mark = checker.mark
        if header.places and not self._rows:
            self._ledger.add(_no_data_rows(header))

    def _check_blocks(self, source: Source, checker: Checker, sentences: Sentences) -> None:
        with closing(source.records):  # type: ignore[type-var]  # a generator, which closes its file
            for block in blocks(source):
                self._rows += len(block.rows) + len(block.ragged)
                if self._rows > self._limits.rows:
                    most = count(self._limits.rows)
                    raise UnreadableFileError(
                        f"filen har flere enn {most} datarader. Del den i flere.", code=Code.TOO_LARGE
                    )
                self._check(block, checker, sentences)
                self._progress(source.part())

    def _check(self, block: Block, checker: Checker, sentences: Sentences) -> None:
        checked = checker.check(block)
        sentences.mark = checker.mark
        found = np.concatenate([checked.found(), _ragged(block)])
        self._ledger.add_many(found, partial(sentences.of_row, block, checked))
        self._gathering.add(checked, only_rows=self._ledger.total > 0)
        self._extent.add(checked)

    def _add_repeated(self, sentences: Sentences) -> None:
        repeated = self._gathering.repeated()
        for row, first, kind in zip(
            *(column[:KEPT].tolist() for column in (repeated.rows, repeated.first_rows, repeated.kinds)),
            strict=True,
        ):
            self._ledger.add(sentences.of_repeated_cell(row, first, Kind(kind)))
        self._ledger.count(Code.REPEATED_CELL, len(repeated.rows) - KEPT)

    def _reading(self) -> Reading:
        source = self._source
        separator = source.separator if source else None
        usual = "," if separator == ";" else "."
        sound = self._gathering if not self._ledger.total else Gathering(self._numbering)
        faults = self._ledger.first
        return Reading(
            encoding=source.encoding if source else None,
            separator=separator,
            decimal=(self._mark or usual) if separator else None,
            rows=self._rows,
            columns=[shown(trimmed(value)) for value in source.header] if source else [],
            years=self._extent.years(),
            indicators=self._extent.indicators(),
            faults=faults,
            fault_counts=dict(self._ledger.counts),
            cells=sound.cells(),
            copies=sound.copies(),
            excerpt=excerpt(self._again, faults) if self._again and faults else {},
        )


def _ragged(block: Block) -> Integers:
    table = [(row, WHOLE_ROW, Code.RAGGED_ROW, at) for at, (row, _) in enumerate(block.ragged)]
    return np.array(table, dtype=np.int64).reshape(-1, 4)


def _no_data_rows(header: Header) -> Fault:
    sentence = f"filen har overskrift i rad {header.row}, men ingen datarader. Lever minst én."
    return Fault(Code.NO_DATA_ROWS.text, None, None, None, placed(sentence, None, None))
