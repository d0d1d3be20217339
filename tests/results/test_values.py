from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.points import Change
from results.values import decimals_of_change, shown_number, shown_percent, written, written_limit
from tests.results.presenters.seen import B, N, a_measure
from tests.results.shown import MEAN, SHARE
from wording.numbers import decimal, rounded

exact = st.fractions(-(10**6), 10**6, max_denominator=10**6) | st.integers(-(2**70), 2**70)


@settings(max_examples=300, deadline=None)
@given(exact, st.integers(0, 4))
def test_a_shown_number_is_the_rounded_one_with_its_decimals(value, decimals):
    number = shown_number(MEAN, value, decimals)
    assert Fraction(number) == rounded(value, decimals)
    assert -number.as_tuple().exponent == decimals
    assert f"{decimal(Fraction(number), decimals)}{B}dager" == written(MEAN, value, decimals)


@settings(max_examples=300, deadline=None)
@given(st.fractions(-1, 1, max_denominator=10**9), st.integers(0, 4))
def test_a_shown_share_is_a_number_of_per_cent(share, decimals):
    number = shown_number(SHARE, share, decimals)
    assert Fraction(number) == rounded(share * 100, decimals)
    assert number == shown_percent(share, decimals)
    assert f"{decimal(Fraction(number), decimals)}{N}%" == written(SHARE, share, decimals)


def test_what_rounds_to_zero_has_no_sign():
    assert str(shown_number(MEAN, Decimal("-0.04"), 1)) == "0.0"


@pytest.mark.parametrize(
    ("difference", "own", "decimals"),
    [("0.18", 0, 0), ("-0.004", 0, 1), ("0.0004", 0, 2), ("0.0004", 1, 2), ("0.000004", 0, 3)],
)
def test_a_change_has_the_decimals_it_takes_not_to_read_as_none(difference, own, decimals):
    change = Change(Fraction(difference), 0.1, 0.2, 0.01, True)
    assert decimals_of_change(a_measure(decimals=own), change) == decimals


def test_each_language_writes_numbers_its_own_way():
    assert written(MEAN, Fraction(12345, 10), 1, "en") == f"1,234.5{B}dager"
    assert written(SHARE, Fraction(1, 8), 1, "en") == "12.5%"
    assert written_limit(Decimal("0.0750"), True, "", "en") == "7.5%"
    assert written_limit(Decimal("0.0750"), True, "") == f"7,5{N}%"
