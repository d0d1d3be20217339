from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording.numbers import count, decimal, of, percent, points


def test_thousands_stand_apart_by_a_narrow_no_break_space():
    assert count(8477) == "8\u202f477"
    assert count(1234567) == "1\u202f234\u202f567"
    assert count(999) == "999"


def test_english_thousands_stand_apart_by_a_comma():
    assert count(1234567, "en") == "1,234,567"


def test_a_part_of_a_whole():
    assert of(8477, 9022) == "8\u202f477 av 9\u202f022"
    assert of(8477, 9022, "en") == "8,477 of 9,022"


def test_percent_sign_stands_apart_in_norwegian_only():
    assert percent(Fraction(8477, 9022)) == "94\u202f%"
    assert percent(Fraction(8477, 9022), 1) == "94,0\u202f%"
    assert percent(Fraction(8477, 9022), language="en") == "94%"
    assert percent(1) == "100\u202f%"


def test_half_is_rounded_up_on_the_exact_value():
    assert percent(Fraction(57, 200)) == "29\u202f%"  # 28.5, which a binary float holds as less
    assert percent(Fraction(1, 8), 1) == "12,5\u202f%"
    assert decimal(Decimal("2.675"), 2) == "2,68"
    assert decimal(Decimal("0.5"), 0) == "1"
    assert decimal(Decimal("-2.5"), 0) == "\u22123"


def test_what_lies_just_below_the_half_is_rounded_down():
    assert decimal(Decimal("0.49999999999999999999999999999999999999"), 0) == "0"
    assert percent(Fraction(10**20 * 285 - 1, 10**23)) == "28\u202f%"


def test_the_minus_is_a_true_minus_and_zero_has_none():
    assert decimal(Decimal("-1234.5"), 1) == "\u22121\u202f234,5"
    assert decimal(Decimal("-0.04"), 1) == "0,0"
    assert count(-12) == "\u221212"


def test_decimals_are_kept_also_when_zero():
    assert decimal(Decimal("3"), 2) == "3,00"
    assert decimal(Decimal("3.05"), 2, "en") == "3.05"


def test_percentage_points_say_their_name():
    assert points(Fraction(7, 100)) == "7 prosentpoeng"
    assert points(Fraction(-1, 100)) == "\u22121 prosentpoeng"
    assert points(Fraction(-1, 100), language="en") == "\u22121 percentage point"
    assert points(Fraction(29, 1000), 1, "en") == "2.9 percentage points"


def test_numpy_integers_are_numbers_too():
    assert count(np.int64(2**62)) == count(2**62)


@pytest.mark.parametrize("wording", [percent, points, count])
def test_a_binary_float_is_refused(wording):
    with pytest.raises(TypeError, match=r"0\.285 is not exact"):
        wording(0.285)


@given(st.fractions(), st.integers(0, 6))
def test_the_text_is_never_more_than_half_a_step_from_the_number(number, decimals):
    text = decimal(number, decimals)
    plain = text.replace("\u202f", "").replace(",", ".").replace("\u2212", "-")
    assert abs(Fraction(plain) - number) <= Fraction(1, 2 * 10**decimals)
