import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabular.formulas import marked, neutral, restored

FORMULAS = ["=1+1", "+47", "-sum(a)", "@cmd", " =1", "\t=1", "＝1", "\u200b=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_text(text):
    assert neutral(text) == marked(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Andel", "5-års overlevelse", "'sitat'", "", "'"])
def test_other_text_is_left_alone(text):
    assert neutral(text) == marked(text) == restored(text) == text


@given(st.text(alphabet="'=+-@ ab\t") | st.text())
def test_what_is_marked_is_read_back_as_it_was(text):
    assert restored(marked(text)) == text
