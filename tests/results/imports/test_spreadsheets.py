from datetime import date
from decimal import Decimal

import openpyxl

from results.imports import Reading, read_delivery
from tests.results.imports.world import (
    BODO,
    CATALOGUE,
    COLUMNS,
    COUNT,
    LETTER,
    MEAN,
    SHARE,
    cell_dict,
    only_fault,
    places,
    row,
    write_sheet,
)


def read_sheet(tmp_path, *rows) -> Reading:
    return read_delivery(write_sheet(tmp_path / "delivery.xlsx", rows), CATALOGUE)


def saved(tmp_path, book: openpyxl.Workbook) -> Reading:
    path = tmp_path / "delivery.xlsx"
    book.save(path)
    return read_delivery(path, CATALOGUE)


def book_of(*rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for values in rows:
        book.active.append(values)
    return book


def test_a_spreadsheet_is_known_by_its_content_and_not_by_its_name(tmp_path):
    path = write_sheet(tmp_path / "delivery.xlsx", [COLUMNS, row()]).rename(tmp_path / "delivery.csv")

    reading = read_delivery(path, CATALOGUE)

    assert (reading.encoding, reading.separator, reading.decimal) == (None, None, None)
    assert cell_dict(reading) == {(SHARE.id, BODO.id, "caregiver", 2024): (3, 10, None)}


def test_numbers_in_cells_are_read_exactly(tmp_path):
    reading = read_sheet(
        tmp_path,
        COLUMNS,
        ["caregiver", 2024, 974049767, "T", 3, 10.0],
        ["caregiver", 2024.0, 974049767.0, "hjerte_snitt", 0.1, 10],
        ["caregiver", 2023, "974049767", "hjerte_snitt", 1e-7, "10"],
        ["caregiver", 2022, 974049767, "hjerte_snitt", -2.5, 10],
        ["caregiver", 2024, 974049767, "hjerte_antall", 4, None],
    )

    assert cell_dict(reading) == {
        (MEAN.id, BODO.id, "caregiver", 2022): (None, 10, Decimal("-2.5")),
        (MEAN.id, BODO.id, "caregiver", 2023): (None, 10, Decimal("0.0000001")),
        (MEAN.id, BODO.id, "caregiver", 2024): (None, 10, Decimal("0.1")),
        (COUNT.id, BODO.id, "caregiver", 2024): (None, None, Decimal(4)),
        (LETTER.id, BODO.id, "caregiver", 2024): (3, 10, None),
    }


def test_a_number_typed_as_text_keeps_its_own_decimal_mark(tmp_path):
    reading = read_sheet(
        tmp_path,
        COLUMNS,
        ["caregiver", 2024, 974049767, "hjerte_snitt", 0.5, 10],
        ["caregiver", 2023, 974049767, "hjerte_snitt", "0,5", 10],
        ["caregiver", 2022, 974049767, "hjerte_snitt", "0.5", 10],
    )

    assert places(reading) == [("not_a_number", 4, "var")]


def test_cells_of_other_kinds_are_text_and_never_guessed(tmp_path):
    reading = read_sheet(
        tmp_path,
        COLUMNS,
        [True, date(2024, 1, 1), 974049767.5, False, date(2024, 1, 1), 10],
    )

    assert [(fault.code, fault.column, fault.value) for fault in reading.faults] == [
        ("unknown_context", "context", "TRUE"),
        ("not_a_number", "year", "2024-01-01"),
        ("unknown_unit", "orgnr", "974049767,5"),
        ("unknown_indicator", "ind_id", "FALSE"),
        ("not_a_number", "var", "2024-01-01"),
    ]


def test_faults_name_the_sheets_row(tmp_path):
    reading = read_sheet(tmp_path, [], COLUMNS, row(), [], row(var="2.5"), [*row(), "", "x"], row()[:5])

    assert places(reading) == [
        ("not_whole", 5, "var"),
        ("ragged_row", 6, None),
        ("empty_value", 7, "denominator"),
    ]


def test_a_table_may_start_in_another_column(tmp_path):
    reading = read_sheet(tmp_path, [None, *COLUMNS], [None, *row(var="x")])

    assert places(reading) == [("not_a_number", 2, "var")]


def test_an_empty_spreadsheet_is_unreadable(tmp_path):
    fault = only_fault(read_sheet(tmp_path))

    assert (fault.code, fault.row) == ("unreadable_file", None)
    assert "tomt" in fault.message


def test_a_header_alone_is_a_file_without_data_rows(tmp_path):
    fault = only_fault(read_sheet(tmp_path, COLUMNS))

    assert (fault.code, fault.row, fault.column) == ("no_data_rows", None, None)


def test_header_faults_are_the_same_as_in_a_text_file(tmp_path):
    reading = read_sheet(tmp_path, ["context", "year", "ind_id", "Var", "var", "x"], row())

    assert places(reading) == [
        ("repeated_column", 1, "var"),
        ("unknown_column", 1, "x"),
        ("missing_column", 1, "orgnr"),
        ("unknown_indicator", 2, "ind_id"),  # the organisation number stands under it
    ]


def test_several_sheets_with_content_are_named(tmp_path):
    book = book_of(COLUMNS, row())
    book.create_sheet("Tomt")
    book.create_sheet("Notater")["B7"] = "husk"

    fault = only_fault(saved(tmp_path, book))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", None, None)
    assert "«Sheet», «Notater»" in fault.message


def test_empty_sheets_beside_the_filled_one_do_no_harm(tmp_path):
    book = book_of()
    book.create_sheet("Levering").append(COLUMNS)
    book["Levering"].append(row())

    assert saved(tmp_path, book).faults == []


def test_a_hidden_sheet_with_content_counts(tmp_path):
    book = book_of(COLUMNS, row())
    book.create_sheet("Skjult")["A1"] = 1
    book["Skjult"].sheet_state = "hidden"

    assert "«Skjult»" in only_fault(saved(tmp_path, book)).message


def test_the_first_formula_is_named_by_row_and_column(tmp_path):
    book = book_of(COLUMNS, row(), row())
    book.active["E3"] = "=1+1"
    book.active["F3"] = "=2+2"

    fault = only_fault(saved(tmp_path, book))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", 3, "var")
    assert fault.message.startswith("Rad 3, kolonne var: cellen inneholder en formel.")


def test_a_formula_outside_the_named_columns_is_named_by_letter(tmp_path):
    book = book_of(COLUMNS, row())
    book.active["H2"] = "=1+1"

    fault = only_fault(saved(tmp_path, book))

    assert (fault.row, fault.column) == (2, "H")


def test_a_formula_far_down_a_large_sheet_is_found(tmp_path):
    book = book_of(COLUMNS, *[row()] * 9000)
    book.active["F9001"] = "=5*2"

    fault = only_fault(saved(tmp_path, book))

    assert (fault.row, fault.column) == (9001, "denominator")


def test_merged_cells_are_named_by_the_first(tmp_path):
    book = book_of(COLUMNS, row(), row())
    book.active.merge_cells("C2:C3")

    fault = only_fault(saved(tmp_path, book))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", 2, "orgnr")
    assert "slått sammen" in fault.message
