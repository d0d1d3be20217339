from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.dated import DatedTarget, breaks, changed_periods, in_force, with_breaks

YEARS = range(2018, 2026)


def target(valid_from=None, high="0.6", moderate=None, direction="higher", **fields):
    limits = (None if limit is None else Decimal(limit) for limit in (high, moderate))
    return DatedTarget(valid_from, direction, *limits, **fields)


targets = st.lists(
    st.builds(
        target,
        st.sampled_from([None, *YEARS]),
        st.sampled_from(["0.6", "0.7", None]),
        st.sampled_from([None, "0.5", "0.6"]),
        st.sampled_from(["higher", "lower", ""]),
    ),
    max_size=4,
    unique_by=lambda one: one.valid_from,
)


def held(found, year):
    """The slow way: year for year from the beginning."""
    now = next((one for one in found if one.valid_from is None), None)
    for each in range(YEARS[0], year + 1):
        now = next((one for one in found if one.valid_from == each), now)
    return now


def rule(one):
    if one is None or one.high is None or not one.direction:
        return None
    return one.direction, one.high, one.high if one.moderate is None else one.moderate


@given(targets, targets)
def test_changed_periods_hold_just_the_years_that_are_judged_otherwise(before, after):
    periods = changed_periods(before, after)
    for year in YEARS:
        assert in_force(before, year) == held(before, year)
        holding = [period for period in periods if period.holds(year)]
        if rule(held(before, year)) == rule(held(after, year)):
            assert holding == []
        else:
            (period,) = holding
            assert rule(period.before) == rule(held(before, year))
            assert rule(period.after) == rule(held(after, year))


@pytest.mark.parametrize(
    ("before", "after", "years"),
    [
        ([target()], [target(), target(2026, "0.65")], [(2026, None)]),
        ([target()], [target(high="0.65")], [(None, None)]),
        ([target(), target(2024, "0.7")], [target(), target(2023, "0.7")], [(2023, 2023)]),
        ([target(), target(2024, "0.7")], [target()], [(2024, None)]),
        ([], [target(2020)], [(2020, None)]),
        ([target(moderate="0.6")], [target()], []),
        ([target()], [target(note_nb="Nytt"), target(2024, is_break=True)], []),
        ([target(direction="")], [], []),
        # Dates that change nothing do not cut a period in two.
        ([target(), target(2022)], [target(high="0.7"), target(2020, "0.7")], [(None, None)]),
    ],
)
def test_changed_periods(before, after, years):
    assert [(one.first, one.last) for one in changed_periods(before, after)] == years


@pytest.mark.parametrize(
    ("before", "after", "is_break"),
    [
        (None, target(2020, note_nb="Nytt"), False),
        (target(), target(2020, "0.7"), False),
        (target(), target(2020, direction="lower"), True),
        (target(), target(2020, note_nb="Nytt"), True),
        (target(), target(2020, note_en="New"), True),
        (target(), target(2020, "0.7", is_break=True), True),
        (target(), target(2020, direction="lower", is_break=False), False),
    ],
)
def test_a_break_is_as_set_else_where_direction_or_note_differs(before, after, is_break):
    assert breaks(before, after) is is_break


def test_breaks_follow_from_the_order_of_the_years():
    found = with_breaks([target(2022, note_nb="Nytt"), target(2020, note_nb="Nytt"), target()])
    assert [(one.valid_from, one.is_break) for one in found] == [(None, False), (2020, True), (2022, False)]
