"""XLSX is XML in a zip: what is looked through before a spreadsheet reader may unpack it.

The reader holds a sheet as one full rectangle and believes what the file says of itself. So the size is
counted here by unpacking, and a value far outside any delivery, which would make the rectangle huge, is
found before.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from results.imports.faults import Code, UnreadableFileError
from results.imports.source import MEGABYTE, Limits
from wording.numbers import count

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"  # the container of old Excel files, and of protected new ones
PROTECTED = "EncryptedPackage".encode("utf-16-le")

LAST_ROW = 1_048_576  # Excel's
LAST_COLUMN = 26  # Z. A full sheet this wide takes just under 1 GB in the reader

SHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
REFERENCE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)")
# A cell that holds something (it is not closed at once) beyond column Z or row 999,999: as spreadsheet
# programs write it, and as it may be written.
USUAL_FAR = re.compile(rb"<c r=\"(?:([A-Za-z]{2,})(\d+)|([A-Za-z])(\d{7,}))\"[^>]*(?<!/)>")
ANY_FAR = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"'](?:([A-Za-z]{2,})(\d+)|([A-Za-z])(\d{7,}))[\"'][^>]*(?<!/)>"
)
# Rows, with their number where they give it, and cells that do not say where they are and so stand in line.
ROW_OR_LOOSE_CELL = re.compile(
    rb"<(?:\w+:)?(?:(row)\b(?:[^>]*?\br\s*=\s*[\"'](\d+))?|c(?=[\s>])(?![^>]*\br\s*=))"
)

SAVE_ANEW = "Åpne den i regnearkprogrammet og lagre den på nytt som XLSX."


@dataclass(frozen=True)
class Place:
    row: int
    column: int  # A is 1


def is_spreadsheet(path: Path) -> bool:
    """Whether the file is one by its content; raises for the kinds that are, but cannot be read."""
    with path.open("rb") as file:
        begins = file.read(4)
    if begins == OLE:
        raise UnreadableFileError(_why_not_ole(path))
    return begins.startswith(ZIP)


def first_formula(path: Path, limits: Limits) -> Place | None:
    """Unpacks all of the file once: where the first formula stands. Raises where it is not safe to read."""
    try:
        with zipfile.ZipFile(path) as package:
            return _look_through(package, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError(f"regnearket er skadet eller ufullstendig. {SAVE_ANEW}") from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile's words for "encrypted" and "packed oddly"
        raise UnreadableFileError(
            f"regnearket er kryptert eller pakket på en ukjent måte. {SAVE_ANEW}"
        ) from error


def _why_not_ole(path: Path) -> str:
    if PROTECTED in path.read_bytes():
        return "regnearket er beskyttet med passord. Fjern passordet og lagre på nytt som XLSX."
    return "filen er i et gammelt format (XLS eller lignende). Lagre den på nytt som XLSX."


def _look_through(package: zipfile.ZipFile, limits: Limits) -> Place | None:
    if "xl/workbook.xml" not in package.namelist():
        raise UnreadableFileError(
            "filen er et zip-arkiv, ikke et regneark. Lever CSV-filen eller XLSX-filen selv."
        )
    room = limits.unpacked_bytes
    formula: Place | None = None
    for part in package.infolist():
        sheet: _SheetExtent | None = None
        for block in _blocks(package, part):
            room -= len(block)
            if room < 0:
                raise UnreadableFileError(_too_large(limits), code=Code.TOO_LARGE)
            if sheet is None and SHEET.search(block):
                sheet = _SheetExtent()
            if sheet:
                sheet.check(block)
                formula = formula or _formula(block)
    return formula


def _blocks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part unpacked, a megabyte or so at a time, cut where a cell or at least a tag begins."""
    # zipfile stops at the size the archive claims, which is what a zip bomb lies about.
    part.file_size = 2**62
    rest = b""
    with package.open(part) as file:
        while block := file.read(MEGABYTE):
            block = rest + block
            cut = block.rfind(b"<c ")
            cut = max(cut if cut >= 0 else block.rfind(b"<"), len(block) - MEGABYTE, 0)
            rest = block[cut:]
            yield block[:cut]
    yield rest


def _too_large(limits: Limits) -> str:
    largest = count(limits.unpacked_bytes // MEGABYTE)
    return f"regnearket er større enn {largest} MB når det er pakket ut. Del det i flere, eller lever CSV."


def _formula(block: bytes) -> Place | None:
    match = FORMULA.search(block)
    if match is None:
        return None
    # The tag of the cell stands just before its formula; a cell's tag is never longer than this.
    places = REFERENCE.findall(block, max(0, match.start() - 1000), match.start())
    return Place(int(places[-1][1]), _column_number(places[-1][0])) if places else Place(1, 1)


class _SheetExtent:
    """Follows how far a sheet reaches, block by block, and refuses one that no delivery fills."""

    def __init__(self) -> None:
        self._rows = 0
        self._side_by_side = 0

    def check(self, block: bytes) -> None:
        is_usual = _is_usual(block)
        for match in (USUAL_FAR if is_usual else ANY_FAR).finditer(block):
            letters, row = (match[1], match[2]) if match[1] else (match[3], match[4])
            if _column_number(letters) > LAST_COLUMN or int(row) > LAST_ROW:
                self._refuse(f"celle {letters.decode().upper()}{int(row)}")
        if is_usual:
            self._rows += block.count(b"<row")
            return
        for match in ROW_OR_LOOSE_CELL.finditer(block):
            self._step(match)

    def _step(self, match: re.Match[bytes]) -> None:
        if match[1]:
            self._rows += 1
            self._side_by_side = 0
            if self._rows > LAST_ROW or int(match[2] or 0) > LAST_ROW:
                self._refuse(f"rad {int(match[2] or self._rows)}")
        else:
            self._side_by_side += 1
            if self._side_by_side > LAST_COLUMN:
                self._refuse(f"kolonne {LAST_COLUMN + 1} i rad {self._rows}")

    def _refuse(self, where: str) -> NoReturn:
        raise UnreadableFileError(f"regnearket har innhold langt utenfor tabellen, i {where}. Slett det.")


def _is_usual(block: bytes) -> bool:
    """Whether every cell begins with its reference, as nearly all programs write it: searched much faster."""
    cells = block.count(b"<c") - block.count(b"<col")
    return block.count(b'<c r="') == cells and b":c" not in block


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - ord("A") + 1
    return number
