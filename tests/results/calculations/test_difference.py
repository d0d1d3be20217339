from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from results.calculations.difference import certain_by_chance, differences
from tests.twins.difference import difference as slow_difference

few = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
# Rare events among many: where the exact test is needed however many patients there are.
rare = st.integers(10**3, 10**5).flatmap(lambda n: st.tuples(st.integers(0, 12), st.just(n)))
many = st.integers(10**3, 10**9).flatmap(lambda n: st.tuples(st.integers(n // 3, n // 2), st.just(n)))
pair = st.one_of(st.tuples(few, few), st.tuples(rare, rare), st.tuples(few, rare), st.tuples(many, many))
pairs = st.lists(pair, min_size=1, max_size=4)


def numbers(found):
    return [found.low, found.high, found.p]


@settings(max_examples=200, deadline=None)
@given(pairs)
@example([((0, 5), (0, 9))])
@example([((5, 5), (0, 9))])
def test_each_difference_is_the_slow_twins(pairs):
    for found, (one, other) in zip(differences(pairs), pairs, strict=True):
        size, *expected, certain = slow_difference(one, other)
        assert found.size == size
        assert numbers(found) == pytest.approx(expected, rel=1e-9, abs=1e-12)
        assert found.certain == certain


@settings(max_examples=100, deadline=None)
@given(few, few)
def test_the_other_way_round_it_is_the_opposite(one, other):
    there, back = differences([(one, other), (other, one)])
    assert there.size == -back.size
    assert [there.low, there.high] == pytest.approx([-back.high, -back.low], abs=1e-12)
    assert there.p == pytest.approx(back.p)
    assert there.certain == back.certain


def test_a_difference_beyond_chance_is_certain():
    [found] = differences([((63, 100), (45, 100))])
    assert found.size == Fraction(18, 100)
    assert found.low > 0
    assert found.certain


def test_a_difference_within_chance_is_not():
    [found] = differences([((71, 100), (67, 100))])
    assert found.low < 0 < found.high
    assert not found.certain


def test_certain_takes_both_the_test_and_the_interval():
    [found] = differences([((5, 100), (13, 100))])
    assert found.p < 0.05
    assert found.low < 0 < found.high
    assert not found.certain


def test_no_pairs_are_no_differences():
    assert differences([]) == []


@pytest.mark.parametrize(("tests", "expected"), [(0, 0), (1, Fraction(1, 20)), (84, Fraction(84, 20))])
def test_one_of_twenty_tests_is_certain_by_chance(tests, expected):
    assert certain_by_chance(tests) == expected
