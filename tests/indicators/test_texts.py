import pytest

from indicators.models import Indicator
from indicators.texts import (
    description_of,
    long_description_of,
    short_description_of,
    title_of,
    unit_word_of,
)


def test_every_text_has_an_english_one_and_falls_back_by_itself():
    one = Indicator(title="Andel", title_en="Share", short_description="Kort", long_description="Lang")
    one.long_description_en = "Long"
    assert unit_word_of(Indicator(unit_word="dager", unit_word_en="days"), "en") == "days"
    told = [title_of(one, "a", "en"), short_description_of(one, "en"), long_description_of(one, "en")]
    assert [(text, text.lang) for text in told] == [("Share", "en"), ("Kort", "nb"), ("Long", "en")]


def test_without_any_title_the_key_is_one():
    assert title_of(Indicator(), "h_x", "en") == "h_x"
    assert title_of(Indicator(title_en="Share"), "h_x", "nb") == "h_x"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"long_description": "Lang", "short_description_en": "Short"}, ("Short", "en")),
        ({"long_description": "Lang", "short_description": "Kort"}, ("Lang", "nb")),
        ({"short_description": "Kort"}, ("Kort", "nb")),
    ],
)
def test_a_short_english_description_goes_before_a_long_norwegian_one(texts, found):
    text = description_of(Indicator(**texts), "en")
    assert (text, text.lang) == found
