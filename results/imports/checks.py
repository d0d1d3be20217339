"""Checks a block of rows, column by column, each distinct value once."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from results.calculations.shapes import CONTEXTS
from results.imports.blocks import Block, Column, Flags
from results.imports.catalogue import Catalogue
from results.imports.faults import Code, Integers
from results.imports.header import Header
from results.imports.numbering import FIRST_YEAR, UNCERTAIN, Numbering
from results.imports.rules import (
    DENOMINATOR_RULE,
    HAS_DENOMINATOR,
    IS_ROLLED_UP,
    VAR_RULE,
    Kind,
    judge_column,
    objects,
)
from results.imports.values import Value, decimal_mark, whole_year
from wording.keys import folded

Judgement = tuple[Code, int]  # a fault, or none and what the value stands for


@dataclass(frozen=True)
class Finding:
    """Faults of one column: the code for each row of the block, 0 for none."""

    place: int
    codes: Integers


@dataclass(frozen=True)
class Checked:
    """What the rows of a block say, UNCERTAIN where they do not, and what is wrong with them."""

    rows: Integers
    indicator: Integers
    kind: Integers
    number: Integers  # which organisation number
    context: Integers
    year: Integers
    numerator: Integers
    denominator: Integers
    value: npt.NDArray[np.object_]
    findings: list[Finding]

    @property
    def certain(self) -> Flags:
        """The rows of which it is known which cell they belong to."""
        certain: Flags = np.minimum.reduce([self.indicator, self.number, self.context, self.year]) > UNCERTAIN
        return certain

    @property
    def sound(self) -> Flags:
        sound = np.ones(len(self.rows), dtype=bool)
        for finding in self.findings:
            sound &= finding.codes == Code.NONE
        return sound

    def found(self) -> Integers:
        """The faults, one line each, as the ledger takes them."""
        tables = [np.empty((0, 4), dtype=np.int64)]
        for finding in self.findings:
            at = np.flatnonzero(finding.codes)
            place = np.full(len(at), finding.place)
            tables.append(np.column_stack([self.rows[at], place, finding.codes[at], at]))
        return np.concatenate(tables)


class Checker:
    """Checks blocks in the order of the file; remembers the decimal mark once a number has shown it."""

    def __init__(self, catalogue: Catalogue, numbering: Numbering, header: Header) -> None:
        self.mark: str | None = None
        self.strays: dict[int, int] = {}  # unnamed columns that hold something, with the first such row
        self._catalogue = catalogue
        self._numbering = numbering
        self._header = header

    def check(self, block: Block) -> Checked:
        findings: list[Finding] = []
        stray = self._stray(block)
        indicator = self._meaning(block, "ind_id", self._indicator, findings)
        kind = self._numbering.kind_of_indicator[indicator]
        default = np.where(stray | (not self._header.is_left_out("context")), UNCERTAIN, 0)
        context = self._meaning(block, "context", _context, findings, default)
        year = self._meaning(block, "year", self._year, findings)
        number = self._meaning(block, "orgnr", self._number, findings)
        columns = {name: self._column(block, name) for name in ("var", "denominator")}
        self._find_mark(columns, kind)
        numerator, value = self._numerator(columns["var"], kind, findings)
        denominator = self._denominator(columns["denominator"], kind, stray, findings)
        checked = Checked(
            block.rows, indicator, kind, number, context, year, numerator, denominator, value, findings
        )
        self._compare(checked)
        return checked

    def _column(self, block: Block, name: str) -> Column | None:
        place = self._header.places.get(name)
        return None if place is None else block.column(place)

    def _meaning(
        self,
        block: Block,
        name: str,
        judge: Callable[[Value], Judgement],
        findings: list[Finding],
        default: Integers | None = None,
    ) -> Integers:
        """What each row's value in a column stands for."""
        column = self._column(block, name)
        if column is None:
            return np.full(len(block.rows), UNCERTAIN) if default is None else default
        judged = [judge(value) if value != "" else (Code.EMPTY_VALUE, UNCERTAIN) for value in column.distinct]
        codes, meanings = np.array(judged, dtype=np.int64).reshape(-1, 2).T
        findings.append(Finding(column.place, codes[column.codes]))
        return meanings[column.codes]

    def _indicator(self, value: Value) -> Judgement:
        key = folded(str(value))
        if key.startswith("'") and key[1:] in self._numbering.indicator_at:
            key = key[1:]  # our own template's, before a key that a spreadsheet would take for a formula
        if key in self._numbering.indicator_at:
            code = Code.RETIRED_INDICATOR if self._catalogue.indicators[key].retired else Code.NONE
            return code, self._numbering.indicator_at[key]
        is_known = key in self._catalogue.indicators
        return (Code.OTHER_REGISTRY if is_known else Code.UNKNOWN_INDICATOR), UNCERTAIN

    def _number(self, value: Value) -> Judgement:
        at = self._numbering.number_at.get(str(value), UNCERTAIN)
        return (Code.UNKNOWN_UNIT if at == UNCERTAIN else Code.NONE), at

    def _year(self, value: Value) -> Judgement:
        year = whole_year(value)
        if year is None:
            return (Code.NOT_WHOLE if _has_decimals(value) else Code.NOT_A_NUMBER), UNCERTAIN
        if not FIRST_YEAR <= year <= self._catalogue.this_year:
            return Code.YEAR_OUT_OF_RANGE, UNCERTAIN
        return Code.NONE, year

    def _stray(self, block: Block) -> Flags:
        """The rows that hold something in a column without a name: what they lack may stand there."""
        stray = np.zeros(len(block.rows), dtype=bool)
        for place in self._header.unnamed:
            column = block.column(place)
            filled = column.where([value != "" for value in column.distinct])
            if filled.any():
                self.strays.setdefault(place, int(block.rows[filled.argmax()]))
            stray |= filled
        return stray

    def _find_mark(self, columns: dict[str, Column | None], kind: Integers) -> None:
        """The mark of the first number that has one, by row and then by column."""
        if self.mark is not None:
            return
        seen: list[tuple[int, int, str]] = []
        for name, column in columns.items():
            if column is None:
                continue
            marks = [decimal_mark(value) for value in column.distinct]
            marked = column.where([mark is not None for mark in marks])
            if name == "denominator":
                marked &= HAS_DENOMINATOR[kind]
            if marked.any():
                at = int(marked.argmax())
                seen.append((at, column.place, str(marks[column.codes[at]])))
        self.mark = min(seen)[2] if seen else None

    def _numerator(
        self, column: Column | None, kind: Integers, findings: list[Finding]
    ) -> tuple[Integers, npt.NDArray[np.object_]]:
        if column is None:
            return np.full(len(kind), UNCERTAIN), np.full(len(kind), None, dtype=object)
        judged = judge_column(column, VAR_RULE[kind], self.mark)
        findings.append(Finding(column.place, judged.codes))
        counted = np.flatnonzero((kind == Kind.COUNT) & (judged.codes == Code.NONE))
        judged.numbers[counted] = objects([Decimal(whole) for whole in judged.wholes[counted].tolist()])
        return np.where(judged.codes == Code.NONE, judged.wholes, UNCERTAIN), judged.numbers

    def _denominator(
        self, column: Column | None, kind: Integers, stray: Flags, findings: list[Finding]
    ) -> Integers:
        if column is None:
            left_out = ~stray & self._header.is_left_out("denominator") & HAS_DENOMINATOR[kind]
            return np.where(left_out, 1, UNCERTAIN)
        judged = judge_column(column, DENOMINATOR_RULE[kind], self.mark)
        findings.append(Finding(column.place, judged.codes))
        return np.where((judged.codes == Code.NONE) & HAS_DENOMINATOR[kind], judged.wholes, UNCERTAIN)

    def _compare(self, checked: Checked) -> None:
        """A part is no larger than its whole; said of `var`, where both are certain."""
        above = IS_ROLLED_UP[checked.kind] & (checked.denominator > UNCERTAIN)
        above &= checked.numerator > checked.denominator
        if above.any():
            codes = np.where(above, Code.NUMERATOR_ABOVE_DENOMINATOR, Code.NONE)
            checked.findings.append(Finding(self._header.places["var"], codes))


def _context(value: Value) -> Judgement:
    context = str(value).casefold()
    return (Code.NONE, CONTEXTS.index(context)) if context in CONTEXTS else (Code.UNKNOWN_CONTEXT, UNCERTAIN)


def _has_decimals(value: Value) -> bool:
    return not isinstance(value, str) or decimal_mark(value) is not None
