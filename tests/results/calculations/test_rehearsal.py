from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.calculations.rehearsal import REHEARSED, Definitions, rehearse
from results.calculations.results import compute_results
from results.calculations.shapes import BREAKS, LEVELS, frame_of
from results.frames import stored_form
from tests.results.calculations.country import COUNT, MEAN, SHARE, share, world_of
from tests.twins.rehearsal import rehearsal as slow_rehearsal
from tests.worlds import YEARS, Observation, Target, deliveries, target_lists, worlds

KEY = ["indicator", "unit", "context", "year"]
# The twin counts every table with the same margins: of more patients it would never come to an end.
MOST_PATIENTS = 500


@st.composite
def two_sides(draw):
    """A world, and the same one delivered anew: some cells gone, some new, some with other numbers, other
    targets; and the breaks of both."""
    world = draw(worlds())
    types = {definition.indicator: definition.type for definition in world.definitions}
    later = []
    for row in world.observations:
        fate = draw(st.sampled_from(["same", "same", "gone", "other"]))
        if fate == "other":
            row = Observation(
                row.indicator, row.unit, row.context, row.year, *draw(deliveries(types[row.indicator]))
            )
        if fate != "gone":
            later.append(row)
    earlier = [row for row in world.observations if draw(st.sampled_from([True, True, True, False]))]
    targets = world.targets if draw(st.booleans()) else draw(target_lists(world.definitions))
    slices = tuple(replace(one, last_complete_year=draw(st.sampled_from(YEARS))) for one in world.slices)
    before = replace(world, observations=tuple(map(few_patients, earlier)))
    after = replace(world, observations=tuple(map(few_patients, later)), targets=targets, slices=slices)
    breaks = st.lists(
        st.tuples(st.sampled_from(sorted(types)), st.sampled_from(YEARS)), max_size=3, unique=True
    )
    return before, draw(breaks), after, draw(breaks)


def few_patients(row):
    if row.numerator is None:
        return row
    return replace(
        row, numerator=min(row.numerator, MOST_PATIENTS), denominator=min(row.denominator, MOST_PATIENTS)
    )


def computed(world):
    results = stored_form(compute_results(**world.frames()))
    return results.loc[results["shown"], list(REHEARSED)]


def definitions(world, breaks):
    rows = [{"indicator": indicator, "year": year} for indicator, year in breaks]
    return Definitions(world.frames()["targets"], frame_of(BREAKS, rows))


def by_cell(frame):
    plain = frame.astype(object).where(frame.notna(), None)
    return {tuple(row[name] for name in KEY): row for row in plain.to_dict("records")}


@settings(max_examples=60, deadline=None)
@given(two_sides())
def test_a_rehearsal_is_the_slow_twins(sides):
    before, breaks_before, after, breaks_after = sides
    frames = computed(before), computed(after)
    found = rehearse(*frames, definitions(before, breaks_before), definitions(after, breaks_after))
    changed, added, gone = slow_rehearsal(
        *map(by_cell, frames), (before.targets, breaks_before), (after.targets, breaks_after)
    )
    ours = by_cell(found.changed)
    assert ours.keys() == changed.keys()
    for key, expected in changed.items():
        row = {name: ours[key][name] for name in expected}
        numbers = {name: row.pop(name) for name in ("difference", "low", "high", "p")}
        wanted = dict(expected)
        for name, number in numbers.items():
            theirs = wanted.pop(name)
            assert (number is None) == (theirs is None)
            assert number is None or number == pytest.approx(float(theirs), rel=1e-9, abs=1e-9)
        assert row == wanted
    assert {key: row["withheld"] for key, row in by_cell(found.added).items()} == added
    assert {key: row["withheld"] for key, row in by_cell(found.gone).items()} == gone
    check_sums(found, *frames)


def check_sums(found, before, after):
    """The slices' and levels' numbers are those of the cells."""
    effect = found.effect.set_index("level")
    assert list(effect.index) == list(LEVELS)
    assert effect["added"].sum() == len(found.added)
    assert effect["revalued"].sum() == found.changed["revalued"].sum()
    for level in LEVELS:
        at_level = found.changed[found.changed["level"] == level]
        assert effect.loc[level, "hidden"] == (at_level["veil"] == "hidden").sum()
        assert effect.loc[level, "up"] == (at_level["move"] == "up").sum()
    slices = found.slices
    assert slices["added"].sum() == len(found.added)
    assert slices["gone"].sum() == len(found.gone)
    for row in slices.itertuples():
        for frame, units, provisional in (
            (before, row.units_before, row.provisional_before),
            (after, row.units_after, row.provisional_after),
        ):
            place = [row.indicator, row.context, row.year]
            own = frame[(frame[["indicator", "context", "year"]] == place).all(axis=1)]
            assert len(own) == units
            assert (provisional is pd.NA) == own.empty
            assert own.empty or bool(own["provisional"].iloc[0]) == provisional


def rehearsed(before, after, targets=(), breaks=(), last_complete=(2024, 2024), targets_before=None):
    earlier = targets if targets_before is None else targets_before
    worlds = [
        world_of(*rows, targets=judged, last_complete=last)
        for rows, judged, last in ((before, earlier, last_complete[0]), (after, targets, last_complete[1]))
    ]
    return rehearse(
        *(computed(world) for world in worlds), definitions(worlds[0], ()), definitions(worlds[1], breaks)
    )


GOAL = (Target(SHARE, None, "higher", Decimal("0.9"), Decimal("0.7")),)
LOWER = (Target(SHARE, None, "lower", Decimal("0.1"), Decimal("0.3")),)
BODO = (SHARE, 4, "caregiver", 2024)


def test_a_first_release_only_adds():
    found = rehearsed([], [share(4, 9, 10)], GOAL)
    assert found.changed.empty
    assert found.gone.empty
    assert list(found.added["unit"]) == [1, 2, 3, 4]
    assert found.slices[["units_before", "units_after", "added"]].values.tolist() == [[0, 4, 4]]


def test_up_is_to_the_better_level_whichever_way_that_is():
    for goal, worse, better in ((GOAL, 10, 95), (LOWER, 95, 10)):
        up = rehearsed([share(4, worse, 100)], [share(4, better, 100)], goal)
        down = rehearsed([share(4, better, 100)], [share(4, worse, 100)], goal)
        assert set(up.changed["move"]) == {"up"}
        assert set(down.changed["move"]) == {"down"}


def test_a_level_that_changes_with_the_target_alone_says_so():
    found = rehearsed([share(4, 80, 100)], [share(4, 80, 100)], GOAL, targets_before=LOWER)
    row = by_cell(found.changed)[BODO]
    assert (row["move"], row["revalued"], row["retargeted"], row["difference"]) == ("up", False, True, None)
    given = rehearsed([share(4, 80, 100)], [share(4, 80, 100)], GOAL, targets_before=())
    assert set(given.changed["move"]) == {"given"}


def test_what_becomes_withheld_is_no_change_of_value():
    found = rehearsed([share(4, 6, 6), share(5, 50, 60)], [share(4, 4, 4), share(5, 50, 60)], GOAL)
    row = by_cell(found.changed)[BODO]
    assert (row["veil"], row["move"], row["revalued"], row["withheld_after"]) == (
        "hidden", "", False, "too_few",
    )  # fmt: skip
    back = rehearsed([share(4, 4, 4), share(5, 50, 60)], [share(4, 6, 6), share(5, 50, 60)], GOAL)
    assert by_cell(back.changed)[BODO]["veil"] == "uncovered"


def test_what_nobody_sees_may_change_without_a_word():
    found = rehearsed([share(4, 1, 4)], [share(4, 2, 3)], GOAL)
    assert found.changed.empty


def test_nothing_is_compared_across_a_new_break():
    before, after = [share(4, 50, 100)], [share(4, 90, 100)]
    plain = by_cell(rehearsed(before, after, GOAL).changed)[BODO]
    assert (plain["redefined"], plain["unlikely"]) == (False, True)
    assert plain["difference"] == pytest.approx(0.4)
    broken = by_cell(rehearsed(before, after, GOAL, breaks=[(SHARE, 2022)]).changed)[BODO]
    assert (broken["redefined"], broken["unlikely"], broken["difference"]) == (True, None, None)
    later = by_cell(rehearsed(before, after, GOAL, breaks=[(SHARE, 2025)]).changed)[BODO]
    assert later["redefined"] is False


def test_types_without_counts_have_a_difference_and_no_test():
    mean = [Observation(MEAN, 4, "caregiver", 2024, None, 50, Decimal(value)) for value in ("3.5", "4.25")]
    row = by_cell(rehearsed(mean[:1], mean[1:]).changed)[(MEAN, 4, "caregiver", 2024)]
    assert (row["difference"], row["unlikely"]) == (0.75, None)
    number = [Observation(COUNT, 4, "caregiver", 2024, None, None, Decimal(value)) for value in (50, 60)]
    row = by_cell(rehearsed(number[:1], number[1:]).changed)[(COUNT, 4, "caregiver", 2024)]
    assert (row["difference"], row["unlikely"]) == (10.0, None)


def test_a_year_that_becomes_complete_is_told():
    found = rehearsed([share(4, 9, 10)], [share(4, 9, 10)], GOAL, last_complete=(2023, 2024))
    [row] = found.slices.itertuples()
    assert (row.provisional_before, row.provisional_after, row.added) == (True, False, 0)
    assert len(found.changed) == 4
    assert not found.changed["revalued"].any()


def test_the_same_on_both_sides_is_nothing():
    rows = [share(4, 9, 10), share(5, 3, 40)]
    found = rehearsed(rows, rows, GOAL)
    assert found.changed.empty
    assert found.slices.empty
    assert not found.effect.drop(columns="level").to_numpy().any()
