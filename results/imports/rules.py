"""What each type of indicator asks of `var` and of `denominator`, one value at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, auto

import numpy as np
import numpy.typing as npt

from results.calculations.shapes import ROLLED_UP
from results.imports.blocks import Column
from results.imports.faults import Code, Integers
from results.imports.values import LARGEST_COUNT, Value, exact_number

FEW_DIGITS = len(str(LARGEST_COUNT)) - 1  # so few are never above it


class Kind(IntEnum):
    """The types of indicator, as numbers that a column of them can hold; UNKNOWN for an unknown key."""

    SHARE = 0
    COVERAGE = auto()
    COMPUTED_SHARE = auto()
    MEAN = auto()
    MEDIAN = auto()
    COUNT = auto()
    UNKNOWN = auto()


class Rule(IntEnum):
    NOT_LOOKED_AT = 0
    NUMBER = auto()
    PROPORTION = auto()
    WHOLE = auto()
    ABOVE_ZERO = auto()


WHOLE_RULES = (Rule.WHOLE, Rule.ABOVE_ZERO)
NOT_PLAIN = -1

# Of an unknown indicator only what all types share is certain: that `var` is a number.
VAR_RULES = {
    Kind.SHARE: Rule.WHOLE,
    Kind.COVERAGE: Rule.WHOLE,
    Kind.COMPUTED_SHARE: Rule.PROPORTION,
    Kind.MEAN: Rule.NUMBER,
    Kind.MEDIAN: Rule.NUMBER,
    Kind.COUNT: Rule.WHOLE,
    Kind.UNKNOWN: Rule.NUMBER,
}
VAR_RULE = np.array([VAR_RULES[kind] for kind in Kind], dtype=np.int64)
HAS_DENOMINATOR = np.array([kind not in (Kind.COUNT, Kind.UNKNOWN) for kind in Kind])
DENOMINATOR_RULE = np.where(HAS_DENOMINATOR, Rule.ABOVE_ZERO, Rule.NOT_LOOKED_AT).astype(np.int64)
IS_ROLLED_UP = np.array([kind.name.lower() in ROLLED_UP for kind in Kind])
NOT_ROLLED_UP = np.array([kind.name.lower() not in ROLLED_UP and kind != Kind.UNKNOWN for kind in Kind])


@dataclass(frozen=True)
class Judged:
    """A column by row: its fault (0 for none), its whole number (0 where none is asked for), its exact
    number (None where a whole one is asked for, and where there is none).
    """

    codes: Integers
    wholes: Integers
    numbers: npt.NDArray[np.object_]


def judge_column(column: Column, rules: Integers, mark: str | None) -> Judged:
    """Judges each distinct value once under each rule that its rows have."""
    judged = Judged(np.zeros_like(rules), np.zeros_like(rules), np.full(len(rules), None, dtype=object))
    for rule in (Rule.NUMBER, Rule.PROPORTION, Rule.WHOLE, Rule.ABOVE_ZERO):
        rows = np.flatnonzero(rules == rule)
        used, which = np.unique(column.codes[rows], return_inverse=True)
        values = [column.distinct[at] for at in used.tolist()]
        if rule in WHOLE_RULES:
            codes, wholes = _judge_wholes(rule, values, mark)
            judged.wholes[rows] = wholes[which]
        else:
            codes, numbers = _judge_numbers(rule, values, mark)
            judged.numbers[rows] = numbers[which]
        judged.codes[rows] = codes[which]
    return judged


def _judge_wholes(rule: Rule, values: list[Value], mark: str | None) -> tuple[Integers, Integers]:
    wholes = np.array([_plain_count(value) for value in values], dtype=np.int64)
    codes = np.where((wholes == 0) & (rule == Rule.ABOVE_ZERO), Code.ZERO_DENOMINATOR, Code.NONE)
    for at in np.flatnonzero(wholes == NOT_PLAIN).tolist():
        code, number = judge(rule, values[at], mark)
        codes[at], wholes[at] = code, int(number or 0)
    return codes, wholes


def _judge_numbers(
    rule: Rule, values: list[Value], mark: str | None
) -> tuple[Integers, npt.NDArray[np.object_]]:
    judged = [judge(rule, value, mark) for value in values]
    codes = np.array([code for code, _ in judged], dtype=np.int64)
    return codes, objects([number for _, number in judged])


def _plain_count(value: Value) -> int:
    """The short way for nearly all values: a few digits. The rest is judged in full."""
    if type(value) is str and len(value) <= FEW_DIGITS and value.isascii() and value.isdigit():
        return int(value)
    return NOT_PLAIN


def judge(rule: Rule, value: Value, mark: str | None) -> tuple[Code, Decimal | None]:
    """The first fault of a value under a rule, or none and the number."""
    if value == "":
        return Code.EMPTY_VALUE, None
    number = exact_number(value, mark)
    if number is None:
        return Code.NOT_A_NUMBER, None
    code = _limit(rule, number)
    return (code, None) if code else (code, number)


def _limit(rule: Rule, number: Decimal) -> Code:
    if rule == Rule.NUMBER:
        return Code.NONE
    if rule == Rule.PROPORTION:
        return Code.NONE if 0 <= number <= 1 else Code.SHARE_OUTSIDE_RANGE
    # Comparing is exact; arithmetic on a Decimal would round it to 28 digits first.
    if number != number.to_integral_value():
        return Code.NOT_WHOLE
    if number < 0:
        return Code.NEGATIVE
    if number > LARGEST_COUNT:
        return Code.NUMBER_TOO_LARGE
    return Code.ZERO_DENOMINATOR if rule == Rule.ABOVE_ZERO and number == 0 else Code.NONE


def objects(values: Sequence[object]) -> npt.NDArray[np.object_]:
    """An array that holds the values as they are, which numpy would else make numbers of."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
