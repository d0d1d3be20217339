"""The template: what it holds, and that it is delivered as it is when its numbers are filled in."""

import csv
import io

import openpyxl
import pytest

from indicators.models import Indicator
from organisations.models import Unit
from results.actions import DataDates
from results.models import Observation
from tests.nation import command, deliver, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]
THIS_YEAR = DataDates.by_default().updated_to.year
COLUMNS = ["context", "year", "orgnr", "ind_id", "var", "denominator"]
# What a row of each indicator may hold.
NUMBERS = {
    "h_andel": ("3", "10"),
    "h_dg": ("9", "10"),
    "h_tid": ("4,5", "10"),
    "h_beregnet": ("0,25", "10"),
    "h_antall": ("7", ""),
}


@pytest.fixture
def lines(visit):
    """The rows of the template in a format, the header first."""

    def lines(format="csv", key="hjerte"):
        answer = visit("administrator").get(f"/levering/{key}/mal.{format}")
        assert answer.status_code == 200
        if format == "csv":
            assert answer.content.startswith(b"\xef\xbb\xbf")
            return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert len(book.sheetnames) == 1
        rows = book.active.iter_rows(values_only=True)
        return [["" if value is None else str(value) for value in row] for row in rows]

    return lines


def test_a_new_registrys_template_has_every_shown_indicator_and_hospital(lines):
    header, *rows = lines()
    assert header == COLUMNS
    hospitals = ["111", "113", "211"]  # an undefined one is not asked to report
    expected = [["caregiver", str(THIS_YEAR - 1), unit, key, "", ""] for key in NUMBERS for unit in hospitals]
    assert rows == expected


def test_the_units_are_those_that_delivered_before_in_the_context_they_did(tmp_path, lines):
    rows = [
        "caregiver;2022;113;h_andel;8;10",
        "caregiver;2022;911;h_dg;8;10",
        "resident;2022;11;h_andel;8;10",
    ]
    deliver(tmp_path, rows)
    found = {(row[3], row[0], row[2]) for row in lines()[1:]}
    assert {one for one in found if one[0] == "h_andel"} == {
        ("h_andel", "caregiver", "113"),
        ("h_andel", "caregiver", "911"),
        ("h_andel", "resident", "11"),
    }
    assert {one[1:] for one in found if one[0] == "h_tid"} == {("caregiver", "113"), ("caregiver", "911")}


def test_a_unit_that_is_closed_is_left_out(lines):
    Unit.objects.filter(numbers__number="113").update(last_year=THIS_YEAR - 2)
    assert {row[2] for row in lines()[1:]} == {"111", "211"}


def test_both_formats_hold_the_same(tmp_path, lines):
    assert lines("xlsx") == lines("csv")
    deliver(tmp_path, ["resident;2022;11;h_andel;8;10"])
    assert lines("xlsx") == lines("csv")


def test_the_template_filled_in_is_delivered_as_it_is(tmp_path, lines):
    header, *rows = lines()
    filled = [[*row[:4], *NUMBERS[row[3]]] for row in rows]
    content = "\r\n".join(";".join(row) for row in [header, *filled]) + "\r\n"
    report, code = deliver(tmp_path, f"\ufeff{content}".encode(), "--publish")
    assert (code, report["faults"], report["warnings"]) == (0, [], [])
    assert Observation.objects.count() == len(rows) == 15


def test_so_is_the_spreadsheet(tmp_path, visit):
    answer = visit().get("/levering/hjerte/mal.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    for row in book.active.iter_rows(min_row=2):
        for cell, text in zip(row[4:], NUMBERS[row[3].value], strict=True):
            cell.value = float(text.replace(",", ".")) if text else None
    book.save(tmp_path / "utfylt.xlsx")
    _, err, code = command("deliver", str(tmp_path / "utfylt.xlsx"), "--registry", "hjerte")
    assert (code, err, Observation.objects.count()) == (0, "", 15)


def test_a_row_left_empty_is_a_fault_that_says_what_to_do(tmp_path, lines):
    content = "\n".join(";".join(row) for row in lines()[:2]) + "\n"
    report, code = deliver(tmp_path, content.encode())
    assert code == 1
    assert "Fyll den inn, eller slett raden." in report["faults"][0]["message"]


def test_a_key_that_a_spreadsheet_takes_for_a_formula_is_neutral_and_read_back(tmp_path, lines):
    Indicator.objects.filter(key="h_andel").update(key="-h_andel")
    row = lines()[1]
    assert row[3] == "'-h_andel"
    assert lines("xlsx")[1][3] == "-h_andel"
    path = write(tmp_path, "fil.csv", ";".join(COLUMNS) + "\n" + ";".join([*row[:4], "3", "10"]) + "\n")
    assert command("deliver", path, "--registry", "hjerte")[1:] == ("", 0)


def test_a_template_for_a_registry_without_indicators_has_the_header_alone(lines):
    Indicator.objects.filter(registry__key="lunge").delete()
    assert lines("csv", "lunge") == lines("xlsx", "lunge") == [COLUMNS]


def test_what_the_templates_words_mean_is_a_file_beside_it(visit):
    answer = visit().get("/levering/hjerte/mal-forklaring.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    told = {(row[0], row[1]): row[2:] for row in rows}
    assert told["ind_id", "h_dg"][:3] == (
        "Dekningsgrad",
        "dekningsgrad",
        "Registrerte (helt tall, 0 eller større)",
    )
    assert told["orgnr", "111"][:2] == ("Storby sykehus", "sykehus")
    assert ("ind_id", "h_skjult") not in told


def test_the_template_asks_no_more_of_the_database_for_many_rows(tmp_path, visit, django_assert_num_queries):
    client = visit()
    deliver(tmp_path, [f"caregiver;{year};111;h_andel;8;10" for year in range(2010, 2020)])
    with django_assert_num_queries(8):
        client.get("/levering/hjerte/mal.csv")
