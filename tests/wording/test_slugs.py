import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording.slugs import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("St. Olavs HF", "st-olavs-hf"),
        ("Helse Sør-Øst RHF", "helse-soer-oest-rhf"),
        ("Ålesund", "aalesund"),
        ("Nærøy", "naeroey"),
        ("Finnmárkku buohcciviessu", "finnmarkku-buohcciviessu"),
        ("Kárášjohka/Đ", "karasjohka-d"),
        (" – 50 % & mer – ", "50-mer"),
        ("A\u030as", "aas"),
        ("…", ""),
    ],
)
def test_slugs_are_spelled_in_lower_case_ascii(text, expected):
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_its_own_slug(text):
    assert slug(slug(text)) == slug(text)
