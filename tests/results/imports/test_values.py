from datetime import date, datetime, time
from decimal import Decimal

import pytest

from results.imports.values import cell_value, decimal_mark, exact_number, shown, trimmed, whole_year


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("T", "T"),
        ("007", "007"),
        (True, "TRUE"),
        (False, "FALSE"),
        (974633574.0, "974633574"),
        (2018, "2018"),
        (-0.0, "0"),
        (0.1, Decimal("0.1")),
        (1e-7, Decimal("0.0000001")),
        (0.1 + 0.2, Decimal("0.30000000000000004")),
        (1e300, Decimal("1e300")),
        (date(2018, 1, 1), "2018-01-01"),
        (datetime(2018, 1, 1, 12, 3), "2018-01-01 12:03:00"),
        (time(3, 4), "03:04:00"),
    ],
)
def test_a_cell_of_a_sheet_becomes_text_or_an_exact_number(cell, value):
    found = cell_value(cell)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("+12", 12), ("-1,50", "-1.5"), ("−1,5", "-1.5"), ("007", 7), ("-0", 0), ("0,0", 0)],
)
def test_a_number_is_sign_digits_and_one_mark(text, number):
    assert exact_number(text, ",") == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["1.5", "1 000", "1\u00a0000", "1.000,5", "1,5,0", ",5", "5,", "1e3", "½", "１", "inf", "–5", "1" * 41],
)
def test_anything_else_is_no_number(text):
    assert exact_number(text, ",") is None


def test_a_number_is_exact_however_many_digits_it_has():
    text = "1234567890123456789012345678901234567,8"

    assert str(exact_number(text, ",")) == text.replace(",", ".")


def test_a_number_cell_too_long_to_write_out_is_no_number():
    assert exact_number(Decimal("1e300"), None) is None
    assert exact_number(Decimal("1e-300"), None) is None


@pytest.mark.parametrize(
    ("text", "mark"), [("1,5", ","), ("1.5", "."), ("15", None), ("1.5.0", None), ("a,b", None)]
)
def test_only_a_number_shows_the_decimal_mark(text, mark):
    assert decimal_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "year"), [("2018", 2018), ("2018.0", 2018), ("2018,00", 2018), ("2018.5", None)]
)
def test_a_year_may_be_written_as_a_statistics_program_does(text, year):
    assert whole_year(text) == year


def test_values_lose_blanks_of_every_kind_around_them():
    assert trimmed("\ufeff \u00a0\u202f\t T \u2003\r\n") == "T"


def test_a_value_is_shown_on_one_line_with_a_decimal_comma():
    assert shown("a\nb") == "a b"
    assert shown(Decimal("1E-7")) == "0,0000001"
    assert len(shown("x" * 500)) == 80
