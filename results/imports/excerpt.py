"""A file's rows around its faults, as they stand there."""

from collections.abc import Iterable
from contextlib import closing

from results.imports.faults import Fault, Rows, UnreadableFileError
from results.imports.values import shown

AROUND = 2  # rows before and behind
MOST_CELLS = 26  # of a row; a spreadsheet that is read has no more
LONGEST_CELL = 40  # characters
# Of an excerpt as a whole, which is kept with its job: some thousand ordinary rows.
MOST_CHARACTERS = 500_000


def excerpt(again: Rows, faults: Iterable[Fault]) -> dict[int, list[str]]:
    """The rows by their number, their values clipped; as many as there is room for, the first first."""
    wanted = {
        fault.row + step for fault in faults if fault.row for step in range(-AROUND, AROUND + 1)
    }  # fmt: skip
    found: dict[int, list[str]] = {}
    room, last = MOST_CHARACTERS, max(wanted, default=0)
    try:
        with closing(again()) as rows:  # type: ignore[type-var]  # a generator, which closes its file
            for number, values in rows:
                if number > last or room < 0:
                    break
                if number in wanted:
                    found[number] = [_clipped(shown(value)) for value in values[:MOST_CELLS]]
                    room -= sum(map(len, found[number]))
    except UnreadableFileError:
        pass  # what comes behind is what could not be read
    return found


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
