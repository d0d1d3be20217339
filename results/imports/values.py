"""One value of a file: its text, its number. Strict: a number is sign, digits, at most one decimal mark."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# A number cell of a spreadsheet is exact and has no decimal mark: it stays a Decimal. All else is text.
Value = str | Decimal
Cell = str | int | float | bool | date | datetime | time | timedelta

# What str.strip() takes away, and the byte order mark that some programs leave inside a file.
BLANKS = "".join(
    character for character in map(chr, range(0x3001)) if character.isspace() or character == "\u200b"
)
BLANKS += "\ufeff"
LONGEST_NUMBER = 40  # characters; beyond that it is a slip, not a measurement
LARGEST_COUNT = 10**12  # two million rows of it still add up in 64 bits
EXACT_FLOAT = 10**15  # above this a spreadsheet's own number has lost its last digits
SHOWN = 80  # characters of a value that a fault repeats

NUMBER = re.compile(r"[+\-−]?[0-9]+(?:([.,])[0-9]+)?")
WHOLE_YEAR = re.compile(r"([+\-−]?[0-9]+)(?:[.,]0+)?")


def trimmed(value: Value) -> Value:
    return value.strip(BLANKS) if isinstance(value, str) else value


def shown(value: Value) -> str:
    """The value as the sender sees it, on one line and not endless."""
    if isinstance(value, Decimal):
        return shown(format(value, "f").replace(".", ","))
    line = " ".join(value.splitlines())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def cell_value(cell: Cell) -> Value:
    """A spreadsheet's cell: whole numbers as digits, so that an organisation number stays one."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        is_whole = float(cell).is_integer() and abs(cell) < EXACT_FLOAT
        return str(int(cell)) if is_whole else Decimal(repr(cell))
    return str(cell)


def decimal_mark(value: Value) -> str | None:
    """The mark in a number's text; None where there is none, or no number."""
    if not isinstance(value, str) or value.isdigit() or len(value) > LONGEST_NUMBER:
        return None
    match = NUMBER.fullmatch(value)
    return match[1] if match else None


def exact_number(value: Value, mark: str | None) -> Decimal | None:
    """The number a value stands for in a file whose decimal mark is `mark`; None where it is none."""
    if isinstance(value, Decimal):
        return value if len(format(value, "f")) <= LONGEST_NUMBER else None
    match = NUMBER.fullmatch(value) if len(value) <= LONGEST_NUMBER else None
    if match is None or (match[1] and match[1] != mark):
        return None
    number = Decimal(value.replace("−", "-").replace(",", "."))
    return number or Decimal(0)  # there is no minus zero patients


def whole_year(value: Value) -> int | None:
    """The year; "2018.0", as statistics programs write it, too."""
    match = WHOLE_YEAR.fullmatch(str(value)) if len(str(value)) <= LONGEST_NUMBER else None
    return int(match[1].replace("−", "-")) if match else None
