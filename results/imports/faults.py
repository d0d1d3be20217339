"""What can be wrong with a file, and the ledger that counts it all and keeps the first of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, auto

import numpy as np
import numpy.typing as npt

from results.imports.values import Value

KEPT = 1000  # faults shown; nobody reads further, and a sentence for each of two million costs minutes
WHOLE_ROW = -1  # the place of a fault that is no single column's

Integers = npt.NDArray[np.int64]
# Gives a file's rows from its beginning, each with its number.
Rows = Callable[[], Iterator[tuple[int, list[Value]]]]


class Code(IntEnum):
    """The kinds of fault. A cell has one at most: the first that applies, in this order."""

    NONE = 0
    UNREADABLE_FILE = auto()
    TOO_LARGE = auto()
    NO_DATA_ROWS = auto()
    MISSING_COLUMN = auto()
    UNKNOWN_COLUMN = auto()
    REPEATED_COLUMN = auto()
    RAGGED_ROW = auto()
    EMPTY_VALUE = auto()
    NOT_A_NUMBER = auto()
    NOT_WHOLE = auto()
    NEGATIVE = auto()
    NUMBER_TOO_LARGE = auto()
    ZERO_DENOMINATOR = auto()
    NUMERATOR_ABOVE_DENOMINATOR = auto()
    SHARE_OUTSIDE_RANGE = auto()
    UNKNOWN_UNIT = auto()
    UNKNOWN_INDICATOR = auto()
    OTHER_REGISTRY = auto()
    RETIRED_INDICATOR = auto()
    UNKNOWN_CONTEXT = auto()
    YEAR_OUT_OF_RANGE = auto()
    REPEATED_CELL = auto()

    @property
    def text(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Fault:
    code: str
    row: int | None
    column: str | None
    value: str | None
    message: str


class UnreadableFileError(Exception):
    """Raised where reading cannot go on; carries the fault to show, and a way to the file's rows as far as
    there is one."""

    def __init__(
        self,
        sentence: str,
        *,
        row: int | None = None,
        column: str | None = None,
        code: Code | None = None,
        again: Rows | None = None,
    ) -> None:
        super().__init__(sentence)
        self.again = again
        code = code or Code.UNREADABLE_FILE
        self.fault = Fault(code.text, row, column, None, placed(sentence, row, column))


def placed(sentence: str, row: int | None, column: str | None) -> str:
    """The sentence behind the place it speaks of: "Rad 214, kolonne orgnr: …"."""
    if row is None:
        return sentence[:1].upper() + sentence[1:]
    return f"Rad {row}, kolonne {column}: {sentence}" if column else f"Rad {row}: {sentence}"


@dataclass
class Ledger:
    """Counts every fault, keeps the first by row and then by column."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[int, int, Fault]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def first(self) -> list[Fault]:
        return [fault for _, _, fault in sorted(self.kept, key=lambda entry: entry[:2])[:KEPT]]

    def add(self, fault: Fault, place: int = WHOLE_ROW) -> None:
        """One fault; `place` is its column's, counted from 0."""
        self.counts[fault.code] += 1
        self.kept.append((fault.row or 0, place, fault))

    def count(self, code: Code, times: int) -> None:
        """Faults that come too late to be kept."""
        if times > 0:
            self.counts[code.text] += times

    def add_many(self, found: Integers, explain: Callable[[Code, int, int], Fault]) -> None:
        """Faults of rows later than those added so before, one line each: row, column's place, code, and
        where `explain` finds it. Only the faults kept are explained.
        """
        for code, times in zip(*np.unique(found[:, 2], return_counts=True), strict=True):
            self.count(Code(code), int(times))
        room = KEPT - len(self.kept)
        if room > 0:
            first = np.lexsort((found[:, 1], found[:, 0]))[:room]
            for row, place, code, at in found[first].tolist():
                self.kept.append((row, place, explain(Code(code), place, at)))
