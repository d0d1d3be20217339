import pytest

from wording.finding import findable, finds


@pytest.mark.parametrize(
    "typed", ["Ålesund", "aalesund", "ÅLESUND", "alesund", "A\u030alesund", "  ålesund "]
)
def test_a_name_is_found_however_its_letters_are_typed(typed):
    assert findable(typed) == "alesund"
    assert finds(typed, findable("Møre og Romsdal HF Ålesund sjukehus"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tromso", "Tromsø"),
        ("tromsoe", "Tromsø"),
        ("baerum", "Bærum"),
        ("barum", "Bærum"),
        ("st olavs", "St. Olavs"),
    ],
)
def test_letters_that_are_missing_are_spelled_out_or_left_plain(typed, name):
    assert finds(typed, findable(name))


def test_every_word_must_be_found_in_any_order_and_also_inside_others():
    hospital = findable("UNN HF Universitetssykehuset Nord-Norge HF Tromsø")
    assert finds("tromsø unn", hospital)
    assert finds("norge sykehuset", hospital)
    assert not finds("tromsø bodø", hospital)


def test_no_words_find_everything():
    assert finds(" – ", findable("Bodø"))
