import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.calculations.difference import Difference, differences
from results.comparisons import above
from results.points import Point
from results.presenters.comparison import (
    VERDICT,
    Answer,
    ComparedRow,
    difference_words,
    in_a_sentence,
    interval_words,
)
from results.presenters.comparison_summary import chance_words, common_words, heading, words_of_tests
from results.presenters.sections import Row
from results.values import is_better
from tests.results.presenters.seen import N, a_measure, a_target

shares = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def a_difference(size, low, high, certain=True):
    return Difference(Fraction(size), low, high, 0.01 if certain else 0.5, certain)


def test_the_words_tell_the_size_and_the_side():
    higher, lower = a_difference("0.14", 0.07, 0.21), a_difference("-0.14", -0.21, -0.07)
    assert difference_words(a_measure(), higher, "Levanger") == "14 prosentpoeng høyere enn Levanger"
    assert difference_words(a_measure(), lower, "Levanger") == "14 prosentpoeng lavere enn Levanger"
    assert interval_words(a_measure(), higher) == f"95{N}% KI 7 til 21"
    assert interval_words(a_measure(), lower) == f"95{N}% KI 7 til 21"


def test_no_certain_difference_is_written_as_none():
    small = a_difference("0.0041", 0.0006, 0.0076)
    assert difference_words(a_measure(), small, "Levanger") == "0,4 prosentpoeng høyere enn Levanger"
    assert interval_words(a_measure(), small) == f"95{N}% KI 0,1 til 0,8"


@given(shares, shares)
def test_a_certain_interval_never_reaches_none_in_its_words(one, other):
    [found] = differences([(one, other)])
    if found.certain:
        numbers = re.findall(r"[0-9,]+", interval_words(a_measure(), found).partition("KI")[2])
        assert len(numbers) == 2
        assert all(set(number) - set("0,") for number in numbers)


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        (a_target("higher", high="0.8"), "better", "worse"),
        (a_target("lower", high="0.1"), "worse", "better"),
        (a_target("", high="0.1"), "differs", "differs"),
        (a_target("higher"), "differs", "differs"),
        (None, "differs", "differs"),
    ],
)
def test_only_the_targets_direction_makes_a_difference_better_or_worse(target, higher, lower):
    assert VERDICT[is_better(True, target)] == higher
    assert VERDICT[is_better(False, target)] == lower


def rows(tests, certain):
    """So many rows with a tested difference, so many of them certain."""
    point = Point("b", "B", "hospital", 2024, None)
    row = Row(indicator=1, measure=a_measure(), note="", description="", target=None, points=(point, point))
    return [
        ComparedRow(row, (Answer(point), Answer(point, a_difference("0.1", 0.05, 0.15, number < certain))))
        for number in range(tests)
    ]


@pytest.mark.parametrize(
    ("tests", "certain", "begins", "expected"),
    [
        (1, 0, "1 forskjell fra A er testet, og ingen er sikre.", "0,05 av 1"),
        (8, 1, "8 forskjeller fra A er testet, og 1 er sikker.", "0,4 av 8"),
        (84, 9, "84 forskjeller fra A er testet, og 9 er sikre.", "4 av 84"),
    ],
)
def test_it_is_told_what_chance_alone_would_bring(tests, certain, begins, expected):
    assert words_of_tests(rows(tests, certain), "A") == begins
    assert f"ville rundt {expected} sett" in chance_words(rows(tests, certain))


def test_one_indicator_in_common_is_told_as_one():
    assert common_words(1).startswith("Måloppnåelse på den ene indikatoren for behandling der")
    assert common_words(0) == "Ingen indikatorer for behandling har både mål og tall for alle stedene."


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Bodø", "Tromsø"], "Bodø og Tromsø"),
        (["Bodø", "Tromsø", "Narvik"], "Bodø, Tromsø og Narvik"),
        (["Bodø", "Tromsø", "Narvik", "Harstad"], "Bodø, Tromsø og 2 andre"),
    ],
)
def test_the_heading_names_the_places(names, told):
    assert heading(names, ["hospital"] * len(names)) == told


def test_in_a_heading_the_nation_is_written_small_unless_it_is_first():
    assert heading(["Bodø", "Hele landet"], ["hospital", "nation"]) == "Bodø og hele landet"
    assert heading(["Hele landet", "Bodø"], ["nation", "hospital"]) == "Hele landet og Bodø"


def test_only_the_nation_is_written_small_in_a_sentence():
    assert in_a_sentence("Hele landet", "nation") == "hele landet"
    assert in_a_sentence("Hele Hospitalet", "hospital") == "Hele Hospitalet"


def test_ancestors_are_found_and_a_ring_ends():
    assert above(3, {3: 2, 2: 1, 1: None}) == {2, 1}
    assert above(1, {1: 2, 2: 1}) == {1, 2}
