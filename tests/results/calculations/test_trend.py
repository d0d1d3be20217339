import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.calculations.shapes import BREAKS, RESULTS, TRENDS, frame_of
from results.calculations.trend import cochran_armitage, trends
from tests.results.calculations.country import result
from tests.twins.trend import trends as slow_trends
from tests.worlds import YEARS, histories

RISING = {2020: 60, 2021: 66, 2022: 70, 2023: 75, 2024: 83}


@settings(max_examples=150, deadline=None)
@given(histories(), st.sampled_from(YEARS))
def test_trends_are_those_of_the_slow_twin(history, last_year):
    rows, breaks = history
    found = {(row.indicator, row.unit): row for row in trends_of(rows, breaks, last_year).itertuples()}
    expected = slow_trends(rows, breaks, last_year)
    assert found.keys() == expected.keys()
    for key, row in found.items():
        first, last, *numbers = expected[key]
        assert (row.first_year, row.last_year) == (first, last)
        assert [row.slope, row.statistic, row.p] == pytest.approx(
            [float(number) for number in numbers], rel=1e-6, abs=1e-9
        )


def trends_of(rows, breaks=(), last_year=2024):
    breaks = [{"indicator": indicator, "year": year} for indicator, year in breaks]
    return trends(frame_of(RESULTS, rows), frame_of(BREAKS, breaks), last_year)


def series(counts=RISING, **others):
    return [result(year, count, 100, **others) for year, count in counts.items()]


def test_five_rising_years_are_a_certain_trend():
    [row] = trends_of(series()).itertuples()
    assert (row.first_year, row.last_year, row.certain) == (2020, 2024, True)
    assert row.slope == pytest.approx(0.055)


def test_certain_is_what_chance_alone_gives_in_fewer_than_two_of_a_thousand():
    [row] = trends_of(series({2020: 60, 2021: 64, 2022: 66, 2023: 70, 2024: 76})).itertuples()
    assert 0.002 < row.p < 0.05
    assert not row.certain


def test_four_of_the_five_years_are_enough_and_three_are_not():
    four = {year: count for year, count in RISING.items() if year != 2022}
    assert trends_of(series(four))["first_year"].tolist() == [2020]
    assert trends_of(series({2019: 50} | four | {2023: 75}))["first_year"].tolist() == [2020]
    assert trends_of(series({2019: 50, 2020: 60, 2023: 75, 2024: 83})).empty


def test_withheld_years_do_not_count():
    assert trends_of(series()[:3] + [row | {"withheld": "too_few"} for row in series()[3:]]).empty


@pytest.mark.parametrize(("year", "tests"), [(2020, 1), (2021, 0), (2023, 0), (2024, 0), (2025, 1)])
def test_no_trend_is_tested_across_a_break(year, tests):
    assert len(trends_of(series(), [(1, year)])) == tests


def test_anothers_break_does_not_count():
    assert len(trends_of(series(), [(2, 2022)])) == 1


def test_shares_that_are_all_the_same_have_no_trend():
    [row] = trends_of(series(dict.fromkeys(RISING, 100))).itertuples()
    assert (row.slope, row.statistic, row.p) == (0, 0, 1)


def test_a_year_without_patients_says_nothing():
    with_gap = cochran_armitage([60, 0, 70, 75], [100, 0, 100, 100], [0, 1, 2, 3])
    without = cochran_armitage([60, 70, 75], [100, 100, 100], [0, 2, 3])
    assert [float(number) for number in with_gap] == pytest.approx([float(number) for number in without])


def test_the_frame_of_trends_has_its_columns_and_types():
    rows = [*series(unit=5), *series(), *series(indicator=0)]
    found = trends_of(rows)
    assert {name: str(kind) for name, kind in found.dtypes.items()} == TRENDS
    assert list(zip(found["indicator"], found["unit"], strict=True)) == [(0, 4), (1, 4), (1, 5)]
    assert {name: str(kind) for name, kind in trends_of([]).dtypes.items()} == TRENDS
