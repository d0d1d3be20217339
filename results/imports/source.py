"""A delivered file of either kind, as a header and a stream of rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from results.imports.faults import Code, Rows, UnreadableFileError
from results.imports.values import Value
from wording.numbers import count

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """How much is read at all. An upload is cut at 50 MB before it comes here; a file that a command reads
    may be larger, since two million ordinary rows are about 100 MB.
    """

    file_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 500 * MEGABYTE  # a full sheet of six columns is about 250 MB of XML
    rows: int = 2_000_000


@dataclass(frozen=True)
class Source:
    """`records` gives each record behind the header with the row it starts in; a record whose length is
    not the header's is ragged. Encoding and separator are None for a spreadsheet. `part` tells how much of
    the file (0–1) the records so far are. `again` gives all rows anew, the header and what is above it too.
    """

    encoding: str | None
    separator: str | None
    header_row: int
    header: list[Value]
    records: Iterator[tuple[int, list[Value]]]
    part: Callable[[], float]
    again: Rows


def check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError("filen er tom. Lever en fil med overskrift og minst én datarad.")
    if size > limits.file_bytes:
        largest = count(limits.file_bytes // MEGABYTE)
        raise UnreadableFileError(f"filen er større enn {largest} MB. Del den i flere.", code=Code.TOO_LARGE)
