"""Tables as CSV and as XLSX. Knows no Django."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from results.tables import Kind, Table, Value
from tabular.formulas import neutral
from wording.language import Language
from wording.numbers import DECIMAL_MARK

# A spreadsheet keeps no more digits of a number than this.
MOST_DIGITS = 15
# A cell of a workbook holds no longer text.
LONGEST_TEXT = 32_767
WIDEST_COLUMN = 400  # pixels
WIDTHS_ABOUT = (26, 100)  # characters
BOM = "\ufeff"
SEPARATOR: dict[Language, str] = {"nb": ";", "en": ","}
# The sheets of a workbook.
NUMBERS: dict[Language, str] = {"nb": "Tall", "en": "Figures"}
ABOUT: dict[Language, str] = {"nb": "Om tallene", "en": "About the figures"}


def to_csv(table: Table) -> bytes:
    """As Excel in the language opens it by a double click: a byte order mark; in Norwegian semicolons and
    decimal commas, in English commas and decimal points."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=SEPARATOR[table.language], lineterminator="\r\n")
    writer.writerow(neutral(column.header) for column in table.columns)
    mark = DECIMAL_MARK[table.language]
    writer.writerows([_in_csv(value, mark) for value in row] for row in table.rows)
    writer.writerow([])
    writer.writerows((neutral(label), neutral(text)) for label, text in table.notes)
    return (BOM + file.getvalue()).encode()


def _in_csv(value: Value, mark: str) -> str:
    if value is None:
        return ""
    return neutral(value) if isinstance(value, str) else plain(value).replace(".", mark)


def plain(number: int | Decimal) -> str:
    """All its digits and decimals, and a hyphen below zero: "-1234.50"."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def to_xlsx(table: Table) -> bytes:
    """A workbook with the rows on one sheet and what is to be known of them on another."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        # Made of the same numbers on the same day, a file is the same.
        made = datetime.combine(table.day, time.min)
        workbook.set_properties({"title": table.title, "created": made})
        _write_numbers(workbook.add_worksheet(NUMBERS[table.language]), table, _Formats(workbook))
        _write_about(workbook.add_worksheet(ABOUT[table.language]), table, _Formats(workbook))
    return file.getvalue()


class _Formats:
    """The workbook's formats, each made when it is first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def __call__(self, **wanted: Any) -> Any:
        key = repr(wanted)
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"valign": "top", **wanted})
        return self._made[key]


def _write_numbers(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    header = formats(bold=True, bottom=1)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.header, header)
    for line, row in enumerate(table.rows, start=1):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, (line, at), column.kind, value, formats, DECIMAL_MARK[table.language])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), max(len(table.columns) - 1, 0))
    sheet.autofit(WIDEST_COLUMN)
    # On paper: as wide as a sheet, with the header on each.
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(
    sheet: Worksheet, at: tuple[int, int], kind: Kind, value: Value, formats: _Formats, mark: str
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(*at, value[:LONGEST_TEXT])
    elif len(Decimal(value).as_tuple().digits) > MOST_DIGITS:
        # As a number it would lose its last digits.
        sheet.write_string(*at, plain(value).replace(".", mark), formats(align="right"))
    else:
        sheet.write_number(*at, float(value), formats(num_format=_number_format(kind, value)))


def _number_format(kind: Kind, value: int | Decimal) -> str:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    whole = "0" if kind == "year" else "#,##0"
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _write_about(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    for at, width in enumerate(WIDTHS_ABOUT):
        sheet.set_column(at, at, width)
    for line, (label, text) in enumerate(table.notes):
        sheet.write_string(line, 0, label, formats(bold=True))
        sheet.write_string(line, 1, text[:LONGEST_TEXT], formats(text_wrap=True))


WRITERS: dict[str, Callable[[Table], bytes]] = {"csv": to_csv, "xlsx": to_xlsx}
