from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.calculations.rejudging import judged_again, recoloured
from results.calculations.results import compute_results
from results.calculations.shapes import BREAKS, JUDGEMENTS, frame_of
from tests.results.calculations.country import SHARE, share, world_of
from tests.worlds import YEARS, Target, target_lists, worlds

NO_BREAKS = frame_of(BREAKS, [])


@settings(max_examples=100, deadline=None)
@given(worlds(), st.data())
def test_results_judged_again_are_those_that_the_targets_compute(world, data):
    """Of every indicator at once, withheld results too."""
    others = replace(world, targets=data.draw(target_lists(world.definitions)))
    judged = judged_again(compute_results(**world.frames()), others.frames()["targets"])
    assert {name: str(kind) for name, kind in judged.dtypes.items()} == JUDGEMENTS
    assert judged.equals(compute_results(**others.frames())[list(JUDGEMENTS)])


@settings(max_examples=100, deadline=None)
@given(worlds(), st.sampled_from([None, *YEARS]))
def test_recoloured_results_are_those_of_a_world_that_always_had_the_years_targets(world, year):
    always = replace(world, targets=tuple(of_year(world.targets, year)))
    judged = recoloured(compute_results(**world.frames()), world.frames()["targets"], NO_BREAKS, year)
    assert judged[list(JUDGEMENTS)].equals(compute_results(**always.frames())[list(JUDGEMENTS)])


def of_year(targets, year):
    latest = {}
    for target in sorted(targets, key=lambda one: one.valid_from or 0):
        if year is None or target.valid_from is None or target.valid_from <= year:
            latest[target.indicator] = replace(target, valid_from=None)
    return latest.values()


TARGETS = (
    Target(SHARE, None, "higher", Decimal("0.4"), None),
    Target(SHARE, 2023, "higher", Decimal("0.6"), None),
)


def levels(targets=TARGETS, breaks=(), year=None, years=(2022, 2023)):
    world = world_of(*(share(4, 50, 100, one) for one in years), targets=targets)
    results = compute_results(**world.frames())
    hospital = results["level"] == "hospital"
    stated = frame_of(BREAKS, [{"indicator": SHARE, "year": at} for at in breaks])
    return recoloured(results, world.frames()["targets"], stated, year)[hospital]


def test_all_years_are_judged_by_the_last_target():
    assert levels()["attainment"].tolist() == ["low", "low"]
    assert levels()["distance"].tolist() == [10, 10]


def test_or_by_the_one_in_force_in_a_year():
    assert levels(year=2022)["attainment"].tolist() == ["high", "high"]


def test_before_the_first_target_nothing_is_judged():
    assert levels(TARGETS[1:], year=2022)["attainment"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("breaks", "year", "comparable"),
    [
        ((), None, [True, True, True]),
        ((2022,), None, [False, True, True]),
        ((2022, 2023), None, [False, False, True]),
        ((2022, 2023), 2022, [False, True, True]),
    ],
)
def test_years_before_the_last_break_are_told_apart(breaks, year, comparable):
    found = levels(breaks=breaks, year=year, years=(2021, 2022, 2023))
    assert found["comparable"].tolist() == comparable
