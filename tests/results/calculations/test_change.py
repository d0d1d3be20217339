import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from results.calculations.change import changes
from results.calculations.proportions import pooled_z, proportion_test, two_sided
from results.calculations.shapes import BREAKS, CHANGES, RESULTS, frame_of
from tests.results.calculations.country import result
from tests.twins import proportions as twin
from tests.twins.change import changes as slow_changes
from tests.worlds import histories

few = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
# Rare events among many: where the exact test is needed however many patients there are.
rare = st.integers(10**3, 10**5).flatmap(lambda n: st.tuples(st.integers(0, 12), st.just(n)))
many = st.integers(10**3, 10**9).flatmap(lambda n: st.tuples(st.integers(n // 3, n // 2), st.just(n)))
pairs = st.one_of(st.tuples(few, few), st.tuples(rare, rare), st.tuples(few, rare), st.tuples(many, many))


@settings(max_examples=500, deadline=None)
@given(pairs)
@example(((0, 5), (0, 9)))
@example(((5, 5), (9, 9)))
@example(((3, 3), (0, 10**5)))
@example(((1, 30), (29, 30)))
def test_p_is_the_slow_twins(pair):
    expected = twin.proportion_test(*pair[0], *pair[1])
    assert proportion_test(*pair[0], *pair[1]) == pytest.approx(expected, rel=1e-9, abs=1e-80)


@settings(max_examples=100, deadline=None)
@given(pairs)
def test_p_is_the_same_whichever_share_comes_first_and_whichever_outcome_is_counted(pair):
    (x1, n1), (x2, n2) = pair
    p = pytest.approx(float(proportion_test(x1, n1, x2, n2)), rel=1e-9, abs=1e-80)
    assert proportion_test(x2, n2, x1, n1) == p
    assert proportion_test(n1 - x1, n1, n2 - x2, n2) == p


def test_fisher_needs_no_small_numbers():
    # As many patients as one likes: 0 against 5 of equally many is as likely as 5 coins falling alike.
    n = 2**50
    assert proportion_test(0, n, 5, n) == pytest.approx(2 / 2**5, rel=1e-9)


def test_what_is_beyond_all_doubt_has_a_p_of_next_to_nothing():
    assert proportion_test(1000, 1000, 0, 10**9) < 1e-80


def test_the_exact_test_is_used_when_fewer_than_five_are_expected():
    exactly_five = (2, 10, 8, 10)
    assert proportion_test(*exactly_five) == pytest.approx(twin.pooled(*exactly_five))
    below_five = (2, 9, 8, 10)
    assert proportion_test(*below_five) == pytest.approx(twin.fisher(*below_five))


def test_many_tests_at_once_are_each_as_alone():
    x1, x2 = np.arange(1, 20_001) % 40, np.arange(20_000) % 37
    together = proportion_test(x1, 40, x2, 41)
    assert together[[0, 777, 19_999]].tolist() == [
        float(proportion_test(x1[row], 40, x2[row], 41)) for row in (0, 777, 19_999)
    ]


def test_the_pooled_tests_p_is_that_of_its_statistic():
    assert two_sided(pooled_z([150], [200], [180], [210])) == pytest.approx(twin.pooled(150, 200, 180, 210))


@settings(max_examples=80, deadline=None)
@given(histories())
def test_changes_are_those_of_the_slow_twin(history):
    rows, breaks = history
    found = {(row.indicator, row.unit, row.year): row for row in measured(rows, breaks).itertuples()}
    expected = slow_changes(rows, breaks)
    assert found.keys() == expected.keys()
    for key, row in found.items():
        *numbers, certain = expected[key]
        assert [row.difference, row.low, row.high, row.p] == pytest.approx(
            [float(number) for number in numbers], rel=1e-9, abs=1e-12
        )
        assert row.certain == certain


def measured(rows, breaks=()):
    breaks = [{"indicator": indicator, "year": year} for indicator, year in breaks]
    return changes(frame_of(RESULTS, rows), frame_of(BREAKS, breaks))


def test_a_change_beyond_chance_is_certain():
    [row] = measured([result(2023, 45, 100), result(2024, 63, 100)]).itertuples()
    assert row.difference == pytest.approx(0.18)
    assert row.certain
    assert row.low > 0


def test_a_change_within_chance_is_not_certain():
    [row] = measured([result(2023, 67, 100), result(2024, 71, 100)]).itertuples()
    assert not row.certain
    assert row.low < 0 < row.high


def test_a_change_is_certain_only_where_test_and_interval_agree():
    [row] = measured([result(2023, 5, 100), result(2024, 13, 100)]).itertuples()
    assert row.p < 0.05
    assert row.low < 0 < row.high
    assert not row.certain


@pytest.mark.parametrize(
    "before",
    [
        result(2022, 45, 100),
        result(2023, 45, 100, withheld="too_few"),
        result(2023, 45, 100, unit=5),
        result(2023, 45, 100, indicator=2),
        result(2023, 45, 100, context="resident"),
        result(2023, None, 100),
    ],
)
def test_nothing_is_said_without_the_year_before(before):
    assert measured([before, result(2024, 63, 100)]).empty


def test_nothing_is_said_across_a_break():
    years = [result(year, 45, 100) for year in (2021, 2022, 2023, 2024)]
    assert measured(years, [(1, 2023)])["year"].tolist() == [2022, 2024]
    assert measured(years, [(2, 2023)])["year"].tolist() == [2022, 2023, 2024]


def test_the_frame_of_changes_has_its_columns_types_and_order():
    years = [result(year, 45, 100, unit=unit) for year in (2024, 2023, 2022) for unit in (5, 4)]
    found = measured(years)
    assert {name: str(kind) for name, kind in found.dtypes.items()} == CHANGES
    assert list(zip(found["year"], found["unit"], strict=True)) == [
        (2023, 4),
        (2023, 5),
        (2024, 4),
        (2024, 5),
    ]
    assert {name: str(kind) for name, kind in measured([]).dtypes.items()} == CHANGES
