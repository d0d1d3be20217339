import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from results.table_files import to_csv, to_xlsx
from results.tables import Column, Table, result_columns, result_rows
from tests.results import shown
from tests.results.shown import SHARE, hospital, missing, share, withheld

DAY = date(2026, 5, 15)
COLUMNS = (
    Column("place", "Sted"),
    Column("year", "År", "year"),
    Column("patients", "Pasienter", "whole"),
    Column("value", "Verdi", "number"),
)
ROWS = (("Bodø", 2024, 8477, Decimal("-58.30")), ("Ål; «sør»", 2023, None, Decimal("60")))
ATTACKS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u202f@SUM(A1)",
    "\ufeff=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\u3000＝1",
    "﹦1",
]


def a_table(rows=ROWS, columns=COLUMNS, about=(), title="Resultater"):
    return Table("resultater", title, columns, tuple(rows), DAY, tuple(about))


def of_texts(*texts):
    return a_table([(text,) for text in texts], COLUMNS[:1])


def csv_rows(table):
    return list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))


def workbook(table):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))


def test_csv_is_as_norwegian_excel_wants_it():
    assert (
        to_csv(a_table(about=[("Kilde", "Hjerte")]))
        == (
            "\ufeffSted;År;Pasienter;Verdi\r\n"
            "Bodø;2024;8477;-58,30\r\n"
            '"Ål; «sør»";2023;;60\r\n'
            "\r\n"
            "Tabell;Resultater\r\n"
            "Kilde;Hjerte\r\n"
            "Lastet ned;15. mai 2026\r\n"
        ).encode()
    )


@pytest.mark.parametrize("number", [Decimal("1E+20"), Decimal("1E-7"), 2**63, Decimal("-0.0000001")])
def test_csv_never_writes_numbers_with_an_exponent_or_apart(number):
    cell = csv_rows(a_table([("a", 1, 1, number)]))[1][3]
    assert "E" not in cell.upper()
    assert Decimal(cell.replace(",", ".")) == number


@pytest.mark.parametrize("text", ATTACKS)
def test_csv_neutralises_what_would_be_a_formula_wherever_it_stands(text):
    table = a_table([(text, 1, 1, 1)], (Column("a", text), *COLUMNS[1:]), [(text, text)], title=text)
    header, row, _, title, chosen, _ = csv_rows(table)
    assert [header[0], row[0], title[1], *chosen] == [f"'{text}"] * 5


@pytest.mark.parametrize("text", ["Bodø", "≥ 85 %", "1-2", "a=b", "", " ", "'=1", "(−5)"])
def test_csv_leaves_other_texts_as_they_are(text):
    assert csv_rows(of_texts(text))[1] == [text]


def test_csv_leaves_numbers_below_zero_as_they_are():
    assert csv_rows(a_table([("a", 1, -5, Decimal("-5.3"))]))[1] == ["a", "1", "-5", "-5,3"]


texts = st.text(max_size=12) | st.tuples(st.sampled_from(ATTACKS), st.text(max_size=5)).map("".join)
numbers = st.none() | st.decimals(-(10**9), 10**9, places=2) | st.integers(-(2**63), 2**63)
rows = st.lists(
    st.tuples(texts, st.integers(1990, 2030), st.none() | st.integers(0, 2**63), numbers), max_size=9
)


@settings(max_examples=300, deadline=None)
@given(rows)
@example([('a\r\nb;"c"', 2024, 1, None)])
def test_csv_reads_back_as_it_was_written(rows):
    found = csv_rows(a_table(rows))
    assert found[0] == [column.header for column in COLUMNS]
    for cells, row in zip(found[1 : len(rows) + 1], rows, strict=True):
        assert cells[0].removeprefix("'") == row[0].removeprefix("'")
        assert [number_in(cell) for cell in cells[1:]] == list(row[1:])
    assert found[len(rows) + 1] == []


def number_in(cell):
    return Decimal(cell.replace(",", ".")) if cell else None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12, alphabet="=+-@＝＠﹢ \t\r\n\u200b\u00a0ab1"), max_size=20))
def test_no_csv_cell_starts_a_formula_after_what_is_not_seen(texts):
    for (cell,) in csv_rows(of_texts(*texts))[1 : len(texts) + 1]:
        assert cell.strip(" \t\r\n\u200b\u00a0")[:1] not in tuple("=+-@＝＠﹢")


def test_xlsx_has_numbers_as_numbers_and_texts_as_texts():
    sheet = workbook(a_table())["Tall"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells == [
        ["Sted", "År", "Pasienter", "Verdi"],
        ["Bodø", 2024, 8477, -58.3],
        ["Ål; «sør»", 2023, None, 60],
    ]
    assert [cell.number_format for cell in sheet[2]] == ["General", "0", "#,##0", "#,##0.00"]
    assert sheet["D3"].number_format == "#,##0"


def test_xlsx_is_ready_to_be_sorted_and_read():
    sheet = workbook(a_table())["Tall"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width


def test_xlsx_tells_what_is_to_be_known_on_a_sheet_of_its_own():
    sheet = workbook(a_table(about=[("Kilde", "Hjerte"), ("Fast adresse", "https://example.no/a")]))[
        "Om tallene"
    ]
    assert list(sheet.values) == [
        ("Tabell", "Resultater"),
        ("Kilde", "Hjerte"),
        ("Fast adresse", "https://example.no/a"),
        ("Lastet ned", "15. mai 2026"),
    ]
    assert sheet["B3"].hyperlink is None


@pytest.mark.parametrize("text", [*ATTACKS, "{=1}", "https://example.no", "internal:Tall!A1", "2024", "01"])
def test_xlsx_holds_no_formula_no_link_and_no_guess(text):
    table = a_table([(text, 1, 1, 1)], (Column("a", text), *COLUMNS[1:]), [(text, text)], title=text)
    book = workbook(table)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    held = [cell for cell in cells if cell.value is not None and cell.data_type != "n"]
    assert {cell.data_type for cell in held} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert b"<f>" not in b"".join(parts(to_xlsx(table)).values())


def test_xlsx_keeps_every_digit_of_a_number_too_long_for_a_spreadsheet():
    cells = [cell.value for cell in workbook(a_table([("a", 1, 2**63, Decimal("0.12"))]))["Tall"][2]]
    assert cells == ["a", 1, "9223372036854775808", 0.12]


def test_xlsx_cuts_texts_that_no_cell_can_hold():
    assert len(workbook(of_texts("å" * 40_000))["Tall"]["A2"].value) == 32_767


def test_xlsx_is_the_same_file_each_time():
    first, second = to_xlsx(a_table()), to_xlsx(a_table())
    assert first == second
    assert b"2026-05-15T00:00:00Z" in parts(first)["docProps/core.xml"]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("table", [a_table([]), a_table([], ())])
def test_a_table_without_rows_is_still_a_file(table):
    assert csv_rows(table)[-1] == ["Lastet ned", "15. mai 2026"]
    assert next(iter(workbook(table)["Om tallene"].values)) == ("Tabell", "Resultater")


@st.composite
def tables(draw):
    """Rows of results as they are shown, and the points they came from."""
    measure = draw(shown.share_measures())
    points = [draw(shown.points_of(measure, unit=hospital(at))) for at in range(draw(st.integers(0, 5)))]
    return a_table(result_rows(measure, points, source="Kilde", release="Utgivelse 1"), result_columns())


@settings(max_examples=60, deadline=None)
@given(tables())
def test_both_files_say_the_very_same(table):
    sheet = list(workbook(table)["Tall"].values)
    for of_csv, of_xlsx, row in zip(
        csv_rows(table)[1 : len(table.rows) + 1], sheet[1:], table.rows, strict=True
    ):
        for column, text, cell, value in zip(table.columns, of_csv, of_xlsx, row, strict=True):
            if column.kind == "text":
                assert text == (cell or "") == (value or "")
            elif value is None:
                assert (text, cell) == ("", None)
            else:
                assert Decimal(text.replace(",", ".")) == value
                assert round(Decimal(cell), 6) == value


def test_no_withheld_number_is_in_a_file():
    points = [withheld(reason) for reason in shown.WITHHELD] + [missing(), share(1, 2)]
    table = a_table(result_rows(SHARE, points, source="Kilde", release="Utgivelse 1"), result_columns())
    inside = to_csv(table) + b"".join(parts(to_xlsx(table)).values())
    for hidden in (b"77777", b"79139", b"54321", b"31313", b"54,3", b"123457", b"987653"):
        assert hidden not in inside


def test_three_thousand_rows_are_no_trouble():
    rows = result_rows(SHARE, [share(7, 10)] * 3000, source="Kilde", release="Utgivelse 1")
    table = a_table(rows, result_columns())
    assert len(csv_rows(table)) == 1 + 3000 + 1 + 2
    assert workbook(table)["Tall"].max_row == 3001
