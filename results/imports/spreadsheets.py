"""XLSX: the one sheet that holds something, as records."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from results.imports.faults import UnreadableFileError
from results.imports.packages import SAVE_ANEW, Place, first_formula
from results.imports.source import Limits, Source
from results.imports.values import Value, cell_value, shown, trimmed

Record = tuple[int, list[Value]]


def open_spreadsheet(path: Path, limits: Limits) -> Source:
    formula = first_formula(path, limits)
    sheet = _sheet(path)
    records = _records(sheet)
    row, header = next((record for record in records if _holds_something(record[1])), (1, []))
    while header and trimmed(header[-1]) == "":
        header.pop()
    _refuse(
        formula, "cellen inneholder en formel. Lim inn verdiene i stedet, og lever på nytt.", header, sheet
    )
    merged = min(sheet.merged_cell_ranges or [], default=None)
    first_merged = Place(merged[0][0] + 1, merged[0][1] + 1) if merged else None
    _refuse(first_merged, "cellen er slått sammen med andre. Del den opp, og lever på nytt.", header, sheet)
    if not header:
        raise UnreadableFileError("regnearket er tomt. Lever en fil med overskrift og minst én datarad.")
    place = _Place(sheet.end[0] + 1 if sheet.end else 1)
    cut = (_cut(record, len(header)) for record in place.passing(records))
    return Source(None, None, row, header, cut, place.part, partial(_records, sheet))


class _Place:
    """Which of so many rows was given last."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._row = 0

    def passing(self, records: Iterator[Record]) -> Iterator[Record]:
        for row, values in records:
            self._row = row
            yield row, values

    def part(self) -> float:
        return self._row / self._rows


def _sheet(path: Path) -> CalamineSheet:
    """The only sheet that is not empty, or the first where all are."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return _only_one(workbook)
    except CalamineError as error:
        raise UnreadableFileError(f"regnearket er skadet eller ufullstendig. {SAVE_ANEW}") from error
    except BaseException as error:
        # A panic in the reader's Rust is no Exception, and must not take the server's worker with it.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFileError(f"regnearket lar seg ikke lese. {SAVE_ANEW}") from error


def _only_one(workbook: CalamineWorkbook) -> CalamineSheet:
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    chosen: CalamineSheet | None = None
    filled: list[str] = []
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if any(_holds_something(record) for _, record in _records(sheet)):
            filled.append(name)
            chosen = chosen or sheet
    if len(filled) > 1:
        listed = ", ".join(f"«{shown(name)}»" for name in filled)
        raise UnreadableFileError(
            f"regnearket har flere ark med innhold: {listed}. Behold bare det som skal leveres."
        )
    if not names:
        raise UnreadableFileError(
            "regnearket har ingen ark. Lever en fil med overskrift og minst én datarad."
        )
    return chosen or workbook.get_sheet_by_name(names[0])


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [cell if type(cell) is str else cell_value(cell) for cell in cells]


def _cut(record: Record, width: int) -> Record:
    """Without the empty cells behind the header's last; what holds something there makes the row ragged."""
    row, values = record
    while len(values) > width and trimmed(values[-1]) == "":
        values.pop()
    return row, values


def _holds_something(values: list[Value]) -> bool:
    return any(trimmed(value) != "" for value in values)


def _refuse(place: Place | None, sentence: str, header: list[Value], sheet: CalamineSheet) -> None:
    if place is None:
        return
    # The records start at the first column in use.
    at = place.column - 1 - (sheet.start[1] if sheet.start else 0)
    name = shown(trimmed(header[at])) if 0 <= at < len(header) else ""
    raise UnreadableFileError(
        sentence, row=place.row, column=name or _letters(place.column), again=partial(_records, sheet)
    )


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
