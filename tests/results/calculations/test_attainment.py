from decimal import Decimal

import pytest

from tests.results.calculations.country import MEAN, SHARE, rows, share
from tests.worlds import Observation, Target


def target(direction, high, moderate=None, valid_from=None, indicator=SHARE):
    limits = (None if limit is None else Decimal(limit) for limit in (high, moderate))
    return Target(indicator, valid_from, direction, *limits)


def judged(numerator, denominator, *targets, year=2024):
    """Attainment, certain and distance of one hospital's share."""
    found = rows(share(4, numerator, denominator, year), targets=targets)[SHARE, 4, "caregiver", year]
    return found["attainment"], found["certain"], found["distance"]


@pytest.mark.parametrize(
    ("numerator", "level"), [(85, "high"), (84, "moderate"), (70, "moderate"), (69, "low"), (0, "low")]
)
def test_higher_is_better_and_limits_are_reached_when_touched(numerator, level):
    assert judged(numerator, 100, target("higher", "0.85", "0.7"))[0] == level


@pytest.mark.parametrize(
    ("numerator", "level"), [(7, "high"), (8, "moderate"), (20, "moderate"), (21, "low"), (100, "low")]
)
def test_lower_is_better_is_mirrored(numerator, level):
    assert judged(numerator, 100, target("lower", "0.07", "0.2"))[0] == level


def test_a_share_just_at_a_limit_that_binary_floats_miss_attains_it():
    assert 0.07 * 100 > 7  # what the comparison must not rest on
    assert judged(7, 100, target("higher", "0.07"))[0] == "high"
    assert judged(7, 100, target("lower", "0.07"))[0] == "high"


def test_without_a_moderate_limit_there_is_no_middle():
    assert judged(84, 100, target("higher", "0.85"))[0] == "low"
    assert judged(85, 100, target("higher", "0.85"))[0] == "high"


@pytest.mark.parametrize("without", [target("", "0.85", "0.7"), target("higher", None, "0.7")])
def test_without_high_limit_or_direction_there_is_no_level(without):
    assert judged(85, 100, without) == ("", None, None)


def test_the_target_in_force_in_the_results_year_judges_it():
    dated = target("higher", "0.9", valid_from=2020), target("higher", "0.5", valid_from=2023)
    levels = {year: judged(60, 100, *dated, year=year)[0] for year in (2019, 2020, 2022, 2023, 2024)}
    assert levels == {2019: "", 2020: "low", 2022: "low", 2023: "high", 2024: "high"}


def test_a_target_without_year_holds_from_the_beginning():
    dated = target("higher", "0.5"), target("higher", "0.9", valid_from=2020)
    assert judged(60, 100, *dated, year=1990)[0] == "high"
    assert judged(60, 100, *dated, year=2020)[0] == "low"


def test_a_target_without_limits_ends_the_one_before():
    dated = target("higher", "0.5"), target("", None, valid_from=2020)
    assert judged(60, 100, *dated, year=2020) == ("", None, None)


def test_another_indicators_target_does_not_judge():
    assert judged(60, 100, target("higher", "0.5", indicator=SHARE - 1))[0] == ""


def test_two_targets_from_the_same_year_are_refused():
    with pytest.raises(ValueError, match="More than one target"):
        judged(60, 100, target("higher", "0.5", valid_from=2020), target("higher", "0.6", valid_from=2020))


@pytest.mark.parametrize(
    ("numerator", "level", "certain"),
    [(95, "high", True), (88, "high", False), (78, "moderate", False), (60, "low", True), (69, "low", False)],
)
def test_a_level_is_certain_when_the_whole_interval_has_it(numerator, level, certain):
    assert judged(numerator, 100, target("higher", "0.85", "0.7"))[:2] == (level, certain)


def test_the_middle_level_is_certain_when_the_interval_lies_between_the_limits():
    assert judged(780, 1000, target("higher", "0.85", "0.7"))[:2] == ("moderate", True)
    assert judged(220, 1000, target("lower", "0.15", "0.3"))[:2] == ("moderate", True)


def test_none_and_all_are_certain_at_the_ends_of_the_scale():
    assert judged(10, 10, target("lower", "1"))[:2] == ("high", True)
    assert judged(0, 10, target("higher", "0"))[:2] == ("high", True)


@pytest.mark.parametrize(
    ("numerator", "denominator", "aim", "distance"),
    [
        (33, 68, target("higher", "0.85"), 25),  # 57.8 of 68, so 58
        (57, 68, target("higher", "0.85"), 1),
        (58, 68, target("higher", "0.85"), 0),
        (10, 68, target("lower", "0.07"), 6),  # 4.76 of 68, so 4
        (7, 100, target("higher", "0.07"), 0),
        (7, 100, target("lower", "0.07"), 0),
        (60, 100, target("higher", "0.5"), 0),
    ],
)
def test_distance_is_the_patients_that_lack_or_are_too_many(numerator, denominator, aim, distance):
    assert judged(numerator, denominator, aim)[2] == distance


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("2.5", "high"),
        ("2.50000000000000000000000000000000000000001", "moderate"),
        ("4", "moderate"),
        ("4.1", "low"),
        ("-1", "high"),
    ],
)
def test_a_mean_has_a_level_but_neither_certainty_nor_distance(value, level):
    mean = Observation(MEAN, 4, "caregiver", 2024, None, 30, Decimal(value))
    row = rows(mean, targets=[target("lower", "2.5", "4", indicator=MEAN)])[MEAN, 4, "caregiver", 2024]
    assert (row["attainment"], row["certain"], row["distance"]) == (level, None, None)
