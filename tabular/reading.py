"""Reads small CSV tables of definitions: UTF-8 or Windows-1252; separated by comma, semicolon or tab."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tabular.faults import Fault, Faulty
from tabular.formulas import restored
from wording.language import Worded

SEPARATORS = ",;\t"
SENTENCES = Worded(
    {
        "empty": {"nb": "Filen er tom.", "en": "The file is empty."},
        "ragged": {
            "nb": "Raden har {cells} felter, men overskriften har {names}.",
            "en": "The row has {cells} fields, but the header has {names}.",
        },
        "no rows": {
            "nb": "Filen har ingen rader under overskriften.",
            "en": "The file has no rows below the header.",
        },
        "no text": {
            "nb": "Filen er ikke en tekstfil. Lagre den som CSV.",
            "en": "The file is not a text file. Save it as CSV.",
        },
        "missing": {
            "nb": "Kolonnen mangler. Legg den til i overskriften.",
            "en": "The column is missing. Add it to the header.",
        },
        "repeated": {
            "nb": "Kolonnen står flere ganger. Behold én av dem.",
            "en": "The column stands several times. Keep one of them.",
        },
    }
)


@dataclass(frozen=True)
class Row:
    """A row's trimmed values by column name; without those of columns that the file lacks."""

    number: int
    values: dict[str, str]


def read_rows(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The non-empty rows of the file. Other columns are ignored. Faulty when it cannot be read safely."""
    return rows_of(_records(_text(path), [*required, *optional]), required=required, optional=optional)


def rows_of(
    records: Iterable[tuple[int, list[str]]], *, required: Sequence[str], optional: Sequence[str] = ()
) -> list[Row]:
    """The same of records that were read otherwise, each with the line it starts on, the header first."""
    lines = list(records)
    if not lines:
        raise Faulty([Fault(None, None, SENTENCES["empty"])])
    (header_number, header), *body = lines
    names = [name.strip().lower() for name in header]
    faults = list(_header_faults(names, required, optional, header_number))
    faults += [
        Fault(number, None, SENTENCES["ragged"].format(cells=len(cells), names=len(names)))
        for number, cells in body
        if len(cells) != len(names)
    ]
    if not faults and not body:
        faults = [Fault(None, None, SENTENCES["no rows"])]
    if faults:
        raise Faulty(faults)
    return [Row(n, dict(zip(names, (restored(c.strip()) for c in cells), strict=True))) for n, cells in body]


def _text(path: Path) -> str:
    content = path.read_bytes()
    if b"\0" in content:
        raise Faulty([Fault(None, None, SENTENCES["no text"])])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _records(text: str, known: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not empty, with the line it starts on."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=lambda mark: _known_names(first, mark, known))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start, cells
        start = reader.line_num + 1


def _known_names(line: str, separator: str, known: Sequence[str]) -> int:
    cells = next(csv.reader([line], delimiter=separator), [])
    return sum(cell.strip().lower() in known for cell in cells)


def _header_faults(
    names: Sequence[str], required: Iterable[str], optional: Iterable[str], row: int
) -> Iterator[Fault]:
    for name in required:
        if name not in names:
            yield Fault(row, name, SENTENCES["missing"])
    for name in [*required, *optional]:
        if names.count(name) > 1:
            yield Fault(row, name, SENTENCES["repeated"])
