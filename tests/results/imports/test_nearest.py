import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.imports.nearest import Nearest

NUMBERS = ["974778700", "974049767", "1", "999"]
KEYS = ["norgast_saarruptur", "norgast_lekkasje_tykktarm", "norgast_lekkasje_endetarm", "T"]


@pytest.mark.parametrize(
    "text",
    [
        "97477870",
        "9747787000",
        "974778701",
        "974787700",
        "974 778 700",
        "974778700.0",
        "974778700,0",
        "NO974778700"[2:],
    ],
)
def test_a_number_one_slip_away_is_found(text):
    assert Nearest(NUMBERS).find(text) == "974778700"


@pytest.mark.parametrize("text", ["2", "99", "123456789", "", "…", "9" * 10_000])
def test_what_is_like_nothing_known_gets_no_suggestion(text):
    assert Nearest(NUMBERS).find(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("norgast-saarruptur", "norgast_saarruptur"),
        ("norgast_sårruptur", "norgast_saarruptur"),
        ("NORGAST_SAARUPTUR", "norgast_saarruptur"),
        ("norgast_lekkasje_endetram", "norgast_lekkasje_endetarm"),
        ("t", "T"),
    ],
)
def test_a_key_spelt_another_way_is_found(text, key):
    assert Nearest(KEYS).find(text) == key


def test_a_key_that_is_merely_alike_is_found_when_asked_for():
    assert Nearest(KEYS).find("norgast_lekkasje_etter_tykktarm") is None
    assert Nearest(KEYS, loosely=True).find("norgast_lekkasje_etter_tykktarm") == "norgast_lekkasje_tykktarm"


def test_of_several_near_ones_the_most_alike_is_chosen():
    assert Nearest(["974778700", "974778711"]).find("974778710") in ("974778700", "974778711")
    assert Nearest(["hjerte_a1", "hjerte_b1"]).find("hjerte_b") == "hjerte_b1"


@given(at=st.integers(0, 8), digit=st.sampled_from("0123456789"))
def test_any_one_digit_lost_or_changed_is_found(at, digit):
    nearest = Nearest(["974778700"])

    assert nearest.find("974778700"[:at] + "974778700"[at + 1 :]) == "974778700"
    assert nearest.find("974778700"[:at] + digit + "974778700"[at + 1 :]) == "974778700"
