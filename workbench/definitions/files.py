"""A registry's definitions as a file, and a file as rows to import: the columns of `import_indicators`."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from indicators.dated import DatedTarget, in_order
from indicators.definitions import in_own_order
from indicators.forms import DEFINITION_COLUMNS, OPTIONAL_COLUMNS, REQUIRED_COLUMNS, TARGET_COLUMNS
from indicators.models import Indicator
from registries.models import Registry
from registries.names import name_of
from results.imports.faults import UnreadableFileError
from results.imports.packages import is_spreadsheet
from results.imports.source import MEGABYTE, Limits, check_size
from results.imports.spreadsheets import open_spreadsheet
from results.imports.values import Value
from results.table_files import BOM
from tabular.faults import Fault, Faulty
from tabular.formulas import marked
from tabular.reading import Row, read_rows, rows_of
from wording.language import DEFAULT
from wording.texts import Text

TITLES = ["title", "title_en"]
# The targets beside what identifies the indicator, and the long texts last.
COLUMNS = ["key", "registry", *TITLES, "type", *TARGET_COLUMNS, *DEFINITION_COLUMNS[len(TITLES) :]]
WIDTHS = dict.fromkeys((*TITLES, "short_description", "short_description_en"), 44)
WIDTHS |= dict.fromkeys(("long_description", "long_description_en"), 60) | {
    "key": 28,
    "note": 30,
    "note_en": 30,
}
WIDTH = 14
# Of a file of definitions: some thousand indicators with long descriptions.
LARGEST = 2_000_000
LIMITS = Limits(file_bytes=LARGEST, unpacked_bytes=100 * MEGABYTE, rows=50_000)
NO_TARGET = DatedTarget()

Cell = str | int | Decimal | None


def definition_rows(registry: Registry) -> Iterator[list[Cell]]:
    """One row per target, one for an indicator without; in the registry's own order. Two queries."""
    found = Indicator.objects.filter(registry=registry).select_related("coverage_indicator")
    for indicator in in_own_order(found.prefetch_related("targets")):
        targets = in_order([target.dated for target in indicator.targets.all()])
        for target in targets or [NO_TARGET]:
            cells = _definition(registry, indicator) | _target(target)
            yield [cells[name] for name in COLUMNS]


def _definition(registry: Registry, indicator: Indicator) -> dict[str, Cell]:
    coverage = indicator.coverage_indicator
    return {
        "key": indicator.key,
        "registry": registry.key,
        "title": indicator.title,
        "title_en": indicator.title_en,
        "type": indicator.type,
        "min_denominator": indicator.min_denominator,
        "coverage_indicator": coverage.key if coverage else "",
        "number_format": indicator.number_format,
        "decimals": indicator.decimals,
        "unit_word": indicator.unit_word,
        "unit_word_en": indicator.unit_word_en,
        "shown": int(indicator.shown),
        "retired": int(indicator.retired),
        "sorting": indicator.sorting,
        "short_description": indicator.short_description,
        "short_description_en": indicator.short_description_en,
        "long_description": indicator.long_description,
        "long_description_en": indicator.long_description_en,
    }


def _target(target: DatedTarget) -> dict[str, Cell]:
    return {
        "direction": target.direction,
        "target_high": target.high,
        "target_moderate": target.moderate,
        "valid_from": target.valid_from,
        "note": target.note_nb,
        "note_en": target.note_en,
        "break": None if target.is_break is None else int(target.is_break),
    }


def to_csv(registry: Registry) -> bytes:
    """As Norwegian Excel opens it by a double click."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_in_csv(cell) for cell in row] for row in definition_rows(registry))
    return (BOM + file.getvalue()).encode()


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    return marked(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def to_xlsx(registry: Registry) -> bytes:
    """One sheet: a workbook with several is refused when it is read."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": _("Indikatorer: {registry}").format(registry=name_of(registry))})
        sheet = workbook.add_worksheet(_("Indikatorer"))
        bold, top = (workbook.add_format(one) for one in ({"bold": True, "bottom": 1}, {"valign": "top"}))
        for at, name in enumerate(COLUMNS):
            sheet.set_column(at, at, WIDTHS.get(name, WIDTH))
            sheet.write_string(0, at, name, bold)
        for line, row in enumerate(definition_rows(registry), start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    sheet.write_string(line, at, marked(cell), top)
                elif isinstance(cell, int | Decimal):
                    sheet.write_number(line, at, float(cell), top)
        sheet.freeze_panes(1, 1)
    return file.getvalue()


WRITERS = {"csv": to_csv, "xlsx": to_xlsx}


def rows_in(file: UploadedFile) -> list[Row]:
    """The rows of an uploaded CSV or XLSX. Faulty when it cannot be read safely."""
    if (file.size or 0) > LARGEST:
        raise Faulty([Fault(None, None, _("Filen er for stor. En fil med definisjoner er høyst 2 MB."))])
    with NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            return _rows(Path(copy.name))
        except UnreadableFileError as error:
            raise Faulty([Fault(None, None, Text(error.fault.message, DEFAULT))]) from error


def _rows(path: Path) -> list[Row]:
    check_size(path, LIMITS)
    if is_spreadsheet(path):
        return rows_of(_records(path), required=REQUIRED_COLUMNS, optional=OPTIONAL_COLUMNS)
    return read_rows(path, required=REQUIRED_COLUMNS, optional=OPTIONAL_COLUMNS)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    source = open_spreadsheet(path, LIMITS)
    yield source.header_row, [_text(value) for value in source.header]
    for number, values in source.records:
        cells = [_text(value) for value in values]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value
