"""CSV: what the bytes are written in, what separates the columns, and the records one by one."""

import codecs
import csv
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from results.imports.faults import UnreadableFileError
from results.imports.header import understand
from results.imports.source import MEGABYTE, Source
from results.imports.values import BLANKS, Value

SEPARATORS = (";", ",", "\t")
# Bytes that no text holds; with them it is a picture, a program, a database.
BINARY = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1a"))
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"  # in Windows-1252
ALL_BYTES = bytes(range(256))
# Stands behind the last line. A quotation mark left open swallows it; NUL is in no file that comes so far.
END = "\x00"

SAVE_AS_UTF8 = "Lagre filen på nytt som CSV med tegnsettet UTF-8."
KINDS = {
    b"%PDF": "filen er en PDF",
    b"\xff\xfe": "filen er lagret som UTF-16",
    b"\xfe\xff": "filen er lagret som UTF-16",
    b"<": "filen er en nettside eller XML",
}


def open_text(path: Path) -> Source:
    encoding = _encoding(path)
    separator, row, header = _header(path, encoding)
    place = _Place(path.stat().st_size)
    records = ((at, record) for at, record in _records(path, encoding, separator, place) if at > row)
    again = partial(_records, path, encoding, separator)
    return Source(encoding, separator, row, header, records, place.part, again)


class _Place:
    """How far a file of so many bytes has been read."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.file: BinaryIO | None = None

    def part(self) -> float:
        if self.file is None:
            return 0.0
        # What was closed has been read to its end.
        return 1.0 if self.file.closed else self.file.tell() / self._size


def _encoding(path: Path) -> str:
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    undefined: int | None = None
    lines = 1
    with path.open("rb") as file:
        begins = file.read(4)
        file.seek(0)
        _refuse_other_kinds(begins)
        while block := file.read(MEGABYTE):
            if block.translate(ALL_BYTES, BINARY) != block:
                raise UnreadableFileError(f"filen er ikke en tekstfil. {SAVE_AS_UTF8}")
            utf8 = _decoded(utf8, block)
            if undefined is None and block.translate(ALL_BYTES, UNDEFINED) != block:
                undefined = lines + _line_of_undefined(block)
            lines += block.count(b"\n")
    if _decoded(utf8, b"", final=True):
        return "utf-8"
    if undefined or begins.startswith(codecs.BOM_UTF8):
        sentence = f"filen inneholder tegn som verken er UTF-8 eller Windows-1252. {SAVE_AS_UTF8}"
        raise UnreadableFileError(sentence, row=undefined, again=partial(_lines, path, "windows-1252"))
    return "windows-1252"


def _refuse_other_kinds(begins: bytes) -> None:
    for magic, what in KINDS.items():
        if begins.startswith(magic):
            raise UnreadableFileError(f"{what}. Lever en CSV-fil (UTF-8) eller et regneark (XLSX).")


def _decoded(
    utf8: codecs.IncrementalDecoder | None, block: bytes, *, final: bool = False
) -> codecs.IncrementalDecoder | None:
    """The decoder while all so far is UTF-8, else None."""
    if utf8 is None:
        return None
    try:
        utf8.decode(block, final)
    except UnicodeDecodeError:
        return None
    return utf8


def _line_of_undefined(block: bytes) -> int:
    """How many lines of the block end before the first byte that Windows-1252 does not know."""
    at = min(place for place in map(block.find, (bytes([byte]) for byte in UNDEFINED)) if place >= 0)
    return block.count(b"\n", 0, at)


def _header(path: Path, encoding: str) -> tuple[str, int, list[Value]]:
    """Separator, row and values of the first line that holds anything; the separator under which most of
    them are columns we know.
    """
    best: tuple[int, str, int, list[Value]] | None = None
    for separator in SEPARATORS:
        for row, record in _records(path, encoding, separator):
            if any(str(value).strip(BLANKS + "".join(SEPARATORS)) for value in record):
                known = len(understand(row, record).places)
                if best is None or known > best[0]:
                    best = known, separator, row, record
                break
    if best is None:
        raise UnreadableFileError("filen er tom. Lever en fil med overskrift og minst én datarad.")
    return best[1:]


def _records(
    path: Path, encoding: str, separator: str, place: _Place | None = None
) -> Iterator[tuple[int, list[Value]]]:
    """Each record with the line it starts on. Raises where a quotation mark is never closed."""
    start = 1
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open("rb") as binary, TextIOWrapper(binary, encoding, newline="") as file:
        if place is not None:
            place.file = binary
        reader = csv.reader(chain(file, [END]), delimiter=separator, skipinitialspace=True)
        try:
            for record in reader:
                if record and END in record[-1]:
                    if record == [END]:
                        return
                    break
                yield start, record  # type: ignore[misc]  # a list of str is read, never written to
                start = reader.line_num + 1
        except csv.Error:
            pass  # the field is longer than any value: a quotation mark opens and the rest is swallowed
    sentence = "et anførselstegn åpner en verdi som aldri lukkes. Slett det, eller lukk verdien med et til."
    raise UnreadableFileError(sentence, row=start, again=partial(_lines, path, encoding))


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, list[Value]]]:
    """Each line whole, where it is not known which values it has."""
    with path.open(encoding=encoding, errors="replace") as file:
        for number, line in enumerate(file, start=1):
            yield number, [line.rstrip("\n")]
