"""What the search finds by what someone typed."""

from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wording.finding import findable
from wording.searching import (
    BEGINNING,
    EXACT,
    INSIDE,
    MISSPELLED,
    MOST_WORDS,
    SHORTEST_ANYWHERE,
    Entry,
    Index,
    cost,
    words,
)

PLACES = (
    "Levanger",
    "Namsos",
    "St. Olavs",
    "Universitetssykehuset Nord-Norge",
    "Bærum",
    "Førde",
    "Ås",
    "Molde",
)
INDEX = Index(Entry(place, place) for place in PLACES)
# No two vowels stand together: "ae" would be æ.
syllables = st.tuples(st.sampled_from("bdfghlmnrstv"), st.sampled_from("aeiouyæøå")).map("".join)
a_word = st.lists(syllables, min_size=1, max_size=6).map("".join)
names = st.lists(a_word, min_size=1, max_size=4).map(" ".join)
# Few letters, so that words are like each other.
alike = st.text("abc", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("levanger", "Levanger"),
        ("LEVANG", "Levanger"),
        ("levangr", "Levanger"),  # a letter missing
        ("levannger", "Levanger"),  # one too many
        ("lavanger", "Levanger"),  # a wrong one
        ("elvanger", "Levanger"),  # two in the wrong order
        ("levang3r", "Levanger"),
        ("baerum", "Bærum"),
        ("barum", "Bærum"),
        ("forde", "Førde"),
        ("foerde", "Førde"),
        ("aas", "Ås"),
        ("mode", "Molde"),
        ("olavs st", "St. Olavs"),
        ("norge sykehuset", "Universitetssykehuset Nord-Norge"),
        ("univeristetsykehuset", "Universitetssykehuset Nord-Norge"),  # two slips in a long word
    ],
)
def test_a_place_is_found_however_it_is_typed(typed, place):
    assert INDEX.find(typed)[0] == place


@pytest.mark.parametrize("typed", ["", "  ", "–", "levanger namsos", "xyz", "le vx", "kristiansand"])
def test_nothing_is_found_by_nothing_and_by_what_is_not_there(typed):
    assert INDEX.find(typed) == []


def test_the_better_it_fits_the_earlier_it_is_given():
    given = ("Levangervn", "Molde", "Sør-Levanger", "Levanger", "Levangar", "Nylevanger", "Levanger sykehus")
    index = Index([*(Entry(name, name) for name in given), Entry("beside", "Innherred", "Levanger")])
    assert index.find("levanger") == [
        "Levanger", "Levangervn", "Sør-Levanger", "Levanger sykehus", "Nylevanger", "Levangar", "beside",
    ]  # fmt: skip


def test_of_equals_the_one_given_first_comes_first():
    index = Index(Entry(at, "Storby") for at in range(5))
    assert index.find("storby") == [0, 1, 2, 3, 4]


def test_what_is_beside_the_name_tells_namesakes_apart():
    index = Index([Entry("south", "Fjord HF", "Sør"), Entry("north", "Fjord HF", "Nord")])
    assert index.find("fjord nord") == ["north"]
    assert index.find("fjord") == ["south", "north"]


def test_a_slip_in_a_short_word_is_forgiven_in_names_only():
    index = Index([Entry("name", "Narvik"), Entry("beside", "Tromsø", "Narvik")])
    assert index.find("narv") == ["name", "beside"]
    assert index.find("nsrv") == ["name"]
    assert index.find("nsrvik") == ["name", "beside"]


def test_of_very_many_words_the_first_count():
    index = Index([Entry("it", " ".join("abcdefgh"))])
    assert index.find(" ".join("abcdefgh")[: MOST_WORDS * 2] + " x y z") == ["it"]
    assert index.find("x " + " ".join("abcdefgh")) == []


@given(names)
def test_a_name_is_found_by_itself_and_without_its_letters(name):
    index = Index([Entry("it", name)])
    assert index.find(name) == ["it"]
    assert index.find(name.upper()) == ["it"]
    for plain in ({"æ": "ae", "ø": "oe", "å": "aa"}, {"ø": "o", "å": "a"}):
        assert index.find(name.translate(str.maketrans(plain))) == ["it"]


@given(names, st.randoms())
def test_a_name_is_found_by_its_words_in_another_order(name, chance):
    shuffled = name.split()
    chance.shuffle(shuffled)
    assert Index([Entry("it", name)]).find(" ".join(shuffled)) == ["it"]


@given(names, st.data())
def test_a_name_is_found_with_a_letter_left_out_of_a_word_of_four_or_more(name, data):
    own = list(words(name))
    long = [at for at, word in enumerate(own) if len(word) >= 4]
    assume(long)
    at = data.draw(st.sampled_from(long))
    out = data.draw(st.integers(0, len(own[at]) - 1))
    own[at] = own[at][:out] + own[at][out + 1 :]
    # "aue" without its u is read as æ, which is a second slip.
    assume(findable(own[at]) == own[at])
    assert Index([Entry("it", name)]).find(" ".join(own)) == ["it"]


@given(alike, alike)
def test_the_cost_of_a_match_is_what_is_counted_slowly(typed, word):
    assert cost(typed, word) == slowly(typed, word)


def slowly(typed, word):
    if word == typed:
        return EXACT
    if word[: len(typed)] == typed:
        return BEGINNING
    if len(typed) >= 3 and any(word[at:].startswith(typed) for at in range(len(word))):
        return INSIDE
    forgiven = 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2
    meant = [word[:end] for end in range(1, len(word) + 1)]
    if len(typed) >= SHORTEST_ANYWHERE:
        meant += [word[start:] for start in range(len(word))]
    meant = [part for part in meant if abs(len(part) - len(typed)) <= 1]
    if len(typed) == 3 and len(word) == 4:
        forgiven, meant = 1, [word]
    slips = min((slips_between(typed, part) for part in meant), default=99)
    return MISSPELLED + slips if slips <= forgiven else None


@cache
def slips_between(one, other):
    """The fewest letters to put in, take out, change or swap with the next one, each letter touched once."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        slips_between(one[1:], other) + 1,
        slips_between(one, other[1:]) + 1,
        slips_between(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1:
        ways.append(slips_between(one[2:], other[2:]) + 1)
    return min(ways)
