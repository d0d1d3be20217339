from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.calculations.limits import Limits
from results.calculations.results import compute_results, last_complete_year
from results.calculations.shapes import CONTEXTS, RESULTS
from tests.results.calculations.country import (
    COUNT,
    DEFINITIONS,
    KEY,
    MEAN,
    NATION,
    SHARE,
    UNITS,
    by_cell,
    rows,
    share,
    world_of,
)
from tests.twins.results import results as twin
from tests.worlds import Observation, Target, World, worlds

INTERVAL = ("ci_low", "ci_high")


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_results_are_those_of_the_slow_twin(world):
    found, expected = by_cell(compute_results(**world.frames())), twin(world)
    assert found.keys() == expected.keys()
    for key, row in found.items():
        numbers = {name: value for name, value in row.items() if name not in KEY}
        for end in INTERVAL:
            assert numbers.pop(end) == pytest.approx(_float(expected[key].pop(end)), abs=1e-13)
        assert numbers == expected[key]


def _float(number):
    return None if number is None else float(number)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(world, order):
    shuffled = {
        name: frame.sample(frac=1, random_state=order.randrange(2**32))
        if isinstance(frame, pd.DataFrame)
        else frame
        for name, frame in world.frames().items()
    }
    pd.testing.assert_frame_equal(compute_results(**shuffled), compute_results(**world.frames()))


@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_a_row_may_be_delivered_in_parts(world, chance):
    parts = tuple(part for row in world.observations for part in _parts(row, chance))
    pd.testing.assert_frame_equal(
        compute_results(**replace(world, observations=parts).frames()), compute_results(**world.frames())
    )


def _parts(row, chance):
    if row.numerator is None:
        return [row]
    first = chance.randint(0, row.numerator)
    others = chance.randint(0, row.denominator - row.numerator)
    rest = row.numerator - first
    return [
        replace(row, numerator=first, denominator=first + others),
        replace(row, numerator=rest, denominator=row.denominator - first - others),
    ]


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_arguments_are_left_as_they_were(world):
    frames = world.frames()
    compute_results(**frames)
    for name, frame in world.frames().items():
        if isinstance(frame, pd.DataFrame):
            pd.testing.assert_frame_equal(frames[name], frame)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_frame_has_its_columns_types_and_order(world):
    results = compute_results(**world.frames())
    assert {name: str(kind) for name, kind in results.dtypes.items()} == RESULTS
    keys = [(row.indicator, CONTEXTS.index(row.context), row.year, row.unit) for row in results.itertuples()]
    assert keys == sorted(keys)


def test_rows_at_a_trust_count_there_and_above_and_are_not_spread_downwards():
    found = rows(share(3, 5, 10), share(4, 8, 10))
    counts = {unit: (row["numerator"], row["denominator"]) for (_, unit, _, _), row in found.items()}
    assert counts == {1: (13, 20), 2: (13, 20), 3: (13, 20), 4: (8, 10)}


def test_undefined_units_count_above_and_are_not_shown():
    found = rows(share(4, 8, 10), share(6, 1, 10))
    assert found[SHARE, 3, "caregiver", 2024]["numerator"] == 9
    assert found[SHARE, 6, "caregiver", 2024]["shown"] is False
    assert found[SHARE, 4, "caregiver", 2024]["shown"] is True


def test_nothing_is_shown_of_an_indicator_that_is_not_shown():
    hidden = tuple(replace(definition, shown=False) for definition in DEFINITIONS)
    assert not any(row["shown"] for row in rows(share(4, 8, 10), definitions=hidden).values())


def test_the_two_contexts_never_mix():
    found = rows(share(3, 5, 10), share(3, 1, 10, context="resident"))
    assert found[SHARE, 1, "caregiver", 2024]["numerator"] == 5
    assert found[SHARE, 1, "resident", 2024]["numerator"] == 1


def test_a_mean_stands_as_given_for_the_unit_it_was_given_for():
    found = rows(Observation(MEAN, 4, "caregiver", 2024, None, 30, Decimal("-2.5")))
    assert list(found) == [(MEAN, 4, "caregiver", 2024)]
    row = found[MEAN, 4, "caregiver", 2024]
    assert (row["value"], row["numerator"], row["denominator"]) == (Decimal("-2.5"), None, 30)
    assert (row["ci_low"], row["certain"], row["distance"]) == (None, None, None)


def test_a_count_has_no_denominator():
    row = rows(Observation(COUNT, 4, "caregiver", 2024, None, 7, Decimal(12)))[COUNT, 4, "caregiver", 2024]
    assert (row["value"], row["denominator"], row["withheld"]) == (Decimal(12), None, "")


def test_withheld_rows_keep_their_numbers_for_the_sums_around_them():
    row = rows(share(4, 1, 2))[SHARE, 4, "caregiver", 2024]
    assert (row["withheld"], row["numerator"], row["denominator"]) == ("too_few", 1, 2)


def test_years_after_the_last_complete_one_are_provisional():
    found = rows(share(4, 8, 10, 2023), share(4, 8, 10, 2024), last_complete=2023)
    assert {key[3]: row["provisional"] for key, row in found.items()} == {2023: False, 2024: True}


@pytest.mark.parametrize(
    ("complete_to", "year"),
    [
        (date(2024, 12, 31), 2024),
        (date(2024, 12, 30), 2024),
        (date(2024, 12, 29), 2023),
        (date(2025, 1, 1), 2024),
        (date(2024, 6, 30), 2023),
    ],
)
def test_a_year_is_complete_when_at_most_its_last_day_is_lacking(complete_to, year):
    assert last_complete_year(complete_to) == year


def test_products_beyond_64_bits_are_compared_exactly():
    many = 3 * 2**60
    below, above = Decimal("0." + "3" * 40), Decimal("0." + "3" * 39 + "4")
    row = rows(share(1, 2**60, many), targets=[Target(SHARE, None, "higher", below, None)])[NATION]
    assert (row["attainment"], row["distance"]) == ("high", 0)
    row = rows(share(1, 2**60, many), targets=[Target(SHARE, None, "higher", above, None)])[NATION]
    assert (row["attainment"], row["distance"]) == ("low", 1)


def test_sums_above_what_binary_floats_hold_exactly_are_exact():
    found = rows(share(4, 1, 2**53), share(5, 2, 2**53 + 1))
    assert found[SHARE, 1, "caregiver", 2024]["denominator"] == 2**54 + 1


def test_sums_beyond_64_bits_are_refused():
    with pytest.raises(OverflowError, match="denominators add up"):
        rows(share(4, 1, 2**62), share(5, 2, 2**62))


@pytest.mark.parametrize(
    ("observation", "message"),
    [
        (share(99, 1, 10), "Unknown unit: 99"),
        (share(4, 1, 10, indicator=98), "Unknown indicator: 98"),
        (share(4, 1, 10, context="elsewhere"), "Unknown context: elsewhere"),
        (share(4, None, 10), "No numerator for indicator 10, unit 4, 2024"),
        (share(4, 1, None), "No denominator for indicator 10, unit 4, 2024"),
        (share(4, None, 10, indicator=MEAN), "No value for indicator 12, unit 4, 2024"),
    ],
)
def test_what_the_other_frames_do_not_know_is_named(observation, message):
    with pytest.raises(ValueError, match=message):
        rows(observation)


def test_a_second_row_for_a_cell_that_is_not_rolled_up_is_refused():
    mean = Observation(MEAN, 4, "caregiver", 2024, None, 30, Decimal(2))
    with pytest.raises(ValueError, match="Two observations for the same cell"):
        rows(mean, mean)


def test_a_slice_without_a_delivery_is_named():
    world = replace(world_of(share(4, 1, 10)), slices=())
    with pytest.raises(ValueError, match="No delivery owns indicator 10, caregiver, 2024"):
        compute_results(**world.frames())


def test_a_lacking_column_is_named():
    frames = world_of(share(4, 1, 10)).frames()
    frames["observations"] = frames["observations"].drop(columns="context")
    with pytest.raises(ValueError, match="observations lacks the columns context"):
        compute_results(**frames)


def test_a_circle_in_the_tree_is_refused():
    circle = (replace(UNITS[0], parent=3), *UNITS[1:])
    with pytest.raises(ValueError, match="is above itself"):
        compute_results(**replace(world_of(share(4, 1, 10)), units=circle).frames())


def test_nothing_gives_nothing():
    empty = World((), (), (), (), (), Limits())
    results = compute_results(**empty.frames())
    assert (len(results), list(results.columns)) == (0, list(RESULTS))
