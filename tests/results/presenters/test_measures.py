from decimal import Decimal

import pytest

from indicators.models import Indicator
from results.models import ReleasedIndicator, ReleasedTarget
from results.points import Goal, target_in_force
from results.presenters.measures import goal, target_periods, title
from tests.results.presenters.seen import B, N


def defined(**fields):
    return ReleasedIndicator(indicator=Indicator(key="the_key"), **{"type": "share"} | fields)


def target(valid_from=None, **fields):
    return ReleasedTarget(valid_from=valid_from, **{"is_break": False} | fields)


def test_title_falls_back_to_the_key():
    assert title(defined()) == "the_key"


@pytest.mark.parametrize(("direction", "high", "moderate"), [("higher", "0.95", "0"), ("lower", "0.04", "1")])
def test_a_limit_that_all_reach_is_not_printed_as_one(direction, high, moderate):
    aim = target(direction=direction, high=Decimal(high), moderate=Decimal(moderate))
    assert goal(defined(), aim).moderate == "ellers"


def test_each_target_holds_until_the_year_before_the_next():
    third, first, second = target(2020), target(), target(2018, is_break=True)
    periods = target_periods(defined(), [third, first, second])
    years = [(period.first, period.last) for period in periods]
    assert years == [(None, 2017), (2018, 2019), (2020, None)]
    for year, expected in ((2017, 0), (2018, 1), (2019, 1), (2021, 2)):
        assert target_in_force(periods, year) is periods[expected]
    assert [period.is_break for period in periods] == [False, True, False]


def test_before_the_first_target_there_is_none():
    assert target_in_force(target_periods(defined(), [target(2018)]), 2017) is None
    assert target_periods(defined(), []) == ()


def test_a_missing_moderate_limit_is_the_high_one():
    (period,) = target_periods(defined(), [target(direction="higher", high=Decimal("0.9"))])
    assert (period.high, period.moderate) == (Decimal("0.9"), Decimal("0.9"))
    assert period.goal == Goal(f"≥{B}90{N}%")


def test_the_first_target_of_all_breaks_nothing():
    (period,) = target_periods(defined(), [target(is_break=True)])
    assert not period.is_break


def test_goal_keeps_every_decimal_of_the_limit():
    found = goal(defined(), target(direction="lower", high=Decimal("0.075000000")))
    assert found == Goal(f"≤{B}7,5{N}%")
    found = goal(defined(), target(direction="higher", high=Decimal("0.9"), moderate=Decimal("0.8")))
    assert found == Goal(f"≥{B}90{N}%", f"≥{B}80{N}%")


def test_goal_of_a_number_has_its_unit_word():
    definition = defined(type="median", number_format="number", unit_word="dager")
    assert goal(definition, target(direction="lower", high=Decimal("20"))).high == f"≤{B}20{B}dager"


@pytest.mark.parametrize("fields", [{"direction": "", "high": Decimal("0.9")}, {"direction": "higher"}])
def test_goal_is_not_set_where_the_target_gives_no_level(fields):
    assert goal(defined(), target(**fields)) is None
