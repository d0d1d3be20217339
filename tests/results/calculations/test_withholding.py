from dataclasses import replace
from decimal import Decimal

import pytest

from results.calculations.limits import Limits
from results.calculations.results import compute_results
from tests.results.calculations.country import (
    COUNT,
    COVERAGE,
    DEFINITIONS,
    MEAN,
    SHARE,
    by_cell,
    rows,
    share,
    world_of,
)
from tests.worlds import Observation


def reason(observation, minimum=5):
    definitions = tuple(replace(definition, min_denominator=minimum) for definition in DEFINITIONS)
    found = rows(observation, definitions=definitions)
    return found[observation.indicator, observation.unit, "caregiver", 2024]["withheld"]


def mean(denominator):
    return Observation(MEAN, 4, "caregiver", 2024, None, denominator, Decimal(2))


def count(number):
    return Observation(COUNT, 4, "caregiver", 2024, None, None, Decimal(number))


@pytest.mark.parametrize(("denominator", "expected"), [(4, "too_few"), (5, ""), (1, "too_few")])
def test_withheld_when_denominator_is_below_minimum(denominator, expected):
    assert reason(share(4, 1, denominator)) == expected
    assert reason(mean(denominator)) == expected


@pytest.mark.parametrize(("denominator", "expected"), [(1, "privacy"), (2, "privacy"), (3, "")])
def test_the_privacy_floor_holds_whatever_the_minimum(denominator, expected):
    assert reason(share(4, 1, denominator), minimum=0) == expected
    assert reason(mean(denominator), minimum=0) == expected


@pytest.mark.parametrize(("denominator", "expected"), [(2, "privacy"), (3, ""), (4, "")])
def test_coverage_has_no_minimum_but_the_privacy_floor(denominator, expected):
    assert reason(share(4, 1, denominator, indicator=COVERAGE), minimum=10) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(0, ""), (1, "privacy"), (4, "privacy"), (5, ""), (100, "")]
)
def test_counts_from_one_to_four_are_withheld_and_zero_is_not(number, expected):
    assert reason(count(number), minimum=1000) == expected


def test_the_first_reason_that_applies_is_given():
    assert reason(share(4, 1, 2), minimum=5) == "too_few"
    assert reason(share(4, 1, 2), minimum=2) == "privacy"


def test_the_privacy_floor_is_a_setting():
    frames = world_of(share(4, 1, 9)).frames() | {"limits": Limits(privacy_floor=10)}
    assert by_cell(compute_results(**frames))[SHARE, 4, "caregiver", 2024]["withheld"] == "privacy"
