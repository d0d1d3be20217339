from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.dated import DatedTarget
from results.calculations.results import compute_results
from results.calculations.what_if import Judgement, Shift, Tally, what_if
from tests.results.calculations.country import MEAN, by_cell, share, world_of
from tests.twins import what_if as twin
from tests.worlds import Observation, target_lists, worlds


def dated(targets, indicator):
    return [
        DatedTarget(target.valid_from, target.direction, target.high, target.moderate)
        for target in targets
        if target.indicator == indicator
    ]


@st.composite
def proposals(draw):
    """A world, one of its indicators, and other random dated targets of it."""
    world = draw(worlds())
    with_results = {row.indicator for row in world.observations}
    definition = draw(
        st.sampled_from([one for one in world.definitions if one.indicator in with_results])
        if with_results
        else st.sampled_from(world.definitions)
    )
    return world, definition.indicator, draw(target_lists([definition]))


def asked(world, indicator, proposed):
    results = compute_results(**world.frames())
    own = results[results["indicator"] == indicator]
    return what_if(own, dated(world.targets, indicator), dated(proposed, indicator))


@settings(max_examples=100, deadline=None)
@given(proposals())
def test_who_changes_level_is_what_the_slow_twin_says(proposal):
    world, indicator, proposed = proposal
    found, expected = asked(*proposal), twin.what_if(world, indicator, proposed)
    assert {(one.context, one.year, one.unit_level): plain(one) for one in found.groups} == expected
    assert {
        (one.context, one.year): (parts(one.before), parts(one.after)) for one in found.nations
    } == twin.nations(world, indicator, proposed)


def plain(group):
    return {
        "before": tallies(group.before),
        "after": tallies(group.after),
        "shifts": {one.unit: (parts(one.before), parts(one.after)) for one in group.shifts},
        "seen": group.seen,
        "withheld": group.withheld,
    }


def tallies(found):
    return {level: [one.units, one.certain or 0] for level, one in found.items() if one.units}


def parts(judgement):
    return judgement.level, judgement.certain, judgement.distance


@settings(max_examples=100, deadline=None)
@given(proposals())
def test_the_levels_foretold_are_those_that_the_targets_give_when_in_force(proposal):
    """Every level, certainty and distance, once the proposed targets have computed the results."""
    world, indicator, proposed = proposal
    found = asked(*proposal)
    in_force = by_cell(compute_results(**twin.with_targets(world, indicator, proposed).frames()))
    for group in found.groups:
        of_group = [
            row
            for (number, _, context, year), row in in_force.items()
            if (number, context, year) == (indicator, group.context, group.year)
            and row["level"] == group.unit_level
            and row["shown"]
            and not row["withheld"]
        ]
        levels = [row["attainment"] for row in of_group]
        assert {level: one.units for level, one in group.after.items()} == {
            level: levels.count(level) for level in ("high", "moderate", "low", "")
        }
        for shift in group.shifts:
            row = in_force[indicator, shift.unit, group.context, group.year]
            assert parts(shift.after) == twin.judgement(row)


HIGHER = DatedTarget(None, "higher", Decimal("0.6"), Decimal("0.4"))
STRICTER = DatedTarget(2024, "higher", Decimal("0.65"), Decimal("0.4"))


def found(*observations, present=(HIGHER,), proposed=(HIGHER, STRICTER), **others):
    results = compute_results(**world_of(*observations, **others).frames())
    return what_if(results[results["indicator"] == observations[0].indicator], present, proposed)


def test_a_stricter_limit_from_a_year_moves_those_between_the_limits_from_that_year_on():
    units = [share(4, 62, 100, year) for year in (2023, 2024)] + [share(5, 80, 100, 2024)]
    answer = found(*units)
    (shift,) = answer.group("caregiver", 2024, "hospital").shifts
    assert (shift.unit, shift.way) == (4, "down")
    assert shift.before == Judgement("high", False, 0)
    assert shift.after == Judgement("moderate", False, 3)
    assert answer.group("caregiver", 2023, "hospital").shifts == ()


def test_levels_are_counted_before_and_after_with_those_that_are_certain():
    group = found(share(4, 62, 100), share(5, 95, 100)).group("caregiver", 2024, "hospital")
    assert group.before == {"high": Tally(2, 1), "moderate": Tally(0, 0), "low": Tally(0, 0), "": Tally(0, 0)}
    assert group.after["high"] == Tally(1, 1)
    assert group.after["moderate"] == Tally(1, 0)
    assert (group.seen, group.withheld, group.moved("down"), group.moved("up")) == (2, 0, 1, 0)


def test_every_level_of_units_has_its_group():
    answer = found(share(4, 62, 100), share(3, 5, 10, context="resident"))
    places = [(one.context, one.unit_level) for one in answer.groups]
    assert places == [
        ("caregiver", "nation"), ("caregiver", "rhf"), ("caregiver", "hf"), ("caregiver", "hospital"),
        ("resident", "nation"), ("resident", "rhf"), ("resident", "hf"),
    ]  # fmt: skip


def test_the_nations_distance_is_told_by_both_targets():
    nation = found(share(4, 62, 100), share(5, 70, 110)).nation("caregiver", 2024)
    assert (nation.before, nation.after) == (Judgement("high", False, 0), Judgement("moderate", False, 5))
    assert nation.denominator == 210


def test_withheld_units_are_counted_and_take_no_part():
    group = found(share(4, 1, 2), share(5, 62, 100), share(3, 30, 40)).group("caregiver", 2024, "hospital")
    assert (group.withheld, group.seen) == (1, 1)
    assert [shift.unit for shift in group.shifts] == [5]


def test_a_nation_that_is_withheld_has_no_distance():
    answer = found(share(1, 1, 2))
    assert answer.nations == ()
    assert answer.group("caregiver", 2024, "nation").withheld == 1


def test_undefined_units_are_absent():
    answer = found(share(6, 62, 100), share(4, 80, 100))
    group = answer.group("caregiver", 2024, "hospital")
    assert (group.seen, group.withheld, group.shifts) == (1, 0, ())


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("high", "low", "down"),
        ("low", "moderate", "up"),
        ("", "low", "gained"),
        ("high", "", "lost"),
        ("low", "low", ""),
    ],
)
def test_the_way_of_a_shift(before, after, way):
    assert Shift(1, Judgement(before, None, None), Judgement(after, None, None)).way == way


def test_without_a_target_levels_are_gained_and_lost():
    seen = found(share(4, 62, 100), present=()).group("caregiver", 2024, "hospital")
    assert (seen.before[""], seen.moved("gained")) == (Tally(1, None), 1)
    lost = found(share(4, 62, 100), proposed=()).group("caregiver", 2024, "hospital")
    assert (lost.after[""].units, lost.moved("lost")) == (1, 1)


def test_of_a_type_without_intervals_nothing_is_certain():
    mean = [
        Observation(MEAN, unit, "caregiver", 2024, None, 30, Decimal(value))
        for unit, value in ((4, "2.5"), (5, "9"))
    ]
    limits = DatedTarget(None, "lower", Decimal(3), Decimal(5)), DatedTarget(None, "lower", Decimal(2))
    group = found(*mean, present=limits[:1], proposed=limits[1:]).group("caregiver", 2024, "hospital")
    assert [(one.unit, one.before, one.after) for one in group.shifts] == [
        (4, Judgement("high", None, None), Judgement("low", None, None))
    ]
    assert group.after["low"] == Tally(2, None)


def test_a_limit_is_compared_exactly():
    at_limit = DatedTarget(None, "higher", Decimal("0.07"))
    group = found(share(4, 7, 100), present=(HIGHER,), proposed=(at_limit,))
    assert group.group("caregiver", 2024, "hospital").after["high"].units == 1


def test_two_proposed_targets_of_one_year_are_refused():
    with pytest.raises(ValueError, match="More than one target"):
        found(share(4, 7, 100), proposed=(STRICTER, STRICTER))


def test_results_of_two_indicators_are_refused():
    results = compute_results(**world_of(share(4, 7, 100), share(4, 7, 100, indicator=11)).frames())
    with pytest.raises(ValueError, match="more than one indicator"):
        what_if(results, (), ())


def test_nothing_gives_nothing():
    results = compute_results(**world_of().frames())
    answer = what_if(results, (HIGHER,), (STRICTER,))
    assert (answer.groups, answer.nations) == ((), ())


def test_the_arguments_are_left_as_they_were():
    results = compute_results(**world_of(share(4, 62, 100)).frames())
    before = results.copy(deep=True)
    what_if(results, (HIGHER,), (STRICTER,))
    assert results.equals(before)
