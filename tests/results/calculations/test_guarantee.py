"""Nothing that is public of a slice tells what it withholds: attacked over thousands of trees."""

from dataclasses import replace

import pytest

from results.calculations.results import compute_results
from tests.attack import Public, numerators_that_add_up, possible_denominators
from tests.crowded import crowded_world, nearest_above
from tests.results.calculations.country import by_cell
from tests.twins.results import results as twin

BY_SIZE = ("too_few", "privacy")
ROLLED_UP = ("share", "coverage")


TREES = 2_000
AT_ONCE = 100
# More than the units, and than the indicators, of a tree.
APART = 1_000


@pytest.mark.parametrize("first", range(0, TREES, AT_ONCE))
def test_two_numbers_are_possible_and_no_numerator_adds_up(first):
    worlds = [crowded_world(seed, years=[2024]) for seed in range(first, first + AT_ONCE)]
    computed = side_by_side(worlds)
    assert computed[0] == by_cell(compute_results(**worlds[0].frames()))
    attacked = 0
    for world, results in zip(worlds, computed, strict=True):
        for slice_ in world.slices:
            public, rows = public_view(world, results, slice_)
            if public.kind in ROLLED_UP:
                assert numerators_that_add_up(public) == set(), public
            if public.kind in ROLLED_UP or adds_up(public, rows):
                attacked += check(public, rows)
    assert attacked > AT_ONCE


def side_by_side(worlds):
    """The results of each, as if it was alone; computed at once for all that have the same limits, which
    takes a tenth of the time."""
    found = [{} for _ in worlds]
    for limits in {world.limits for world in worlds}:
        alike = [moved(world, n) for n, world in enumerate(worlds) if world.limits == limits]
        for (indicator, unit, *rest), row in by_cell(compute_results(**all_of(alike).frames())).items():
            at, indicator = divmod(indicator, APART)
            key = indicator, unit - at * APART, *rest
            coverage = row["coverage_indicator"] and row["coverage_indicator"] % APART
            found[at][key] = row | {"indicator": indicator, "unit": key[1], "coverage_indicator": coverage}
    return found


def moved(world, n):
    """The world with numbers for its units and indicators that no other one has."""
    away = n * APART
    return replace(
        world,
        units=[replace(u, unit=u.unit + away, parent=u.parent and u.parent + away) for u in world.units],
        definitions=[
            replace(
                d,
                indicator=d.indicator + away,
                coverage_indicator=d.coverage_indicator and d.coverage_indicator + away,
            )
            for d in world.definitions
        ],
        slices=[replace(s, indicator=s.indicator + away) for s in world.slices],
        observations=[
            replace(o, indicator=o.indicator + away, unit=o.unit + away) for o in world.observations
        ],
    )


def all_of(worlds):
    """One world of many, which have the same limits and no targets."""
    parts = ("units", "definitions", "slices", "observations")
    return replace(worlds[0], **{part: [row for w in worlds for row in getattr(w, part)] for part in parts})


def check(public, rows):
    """How many were attacked, of those hidden for their size."""
    by_size = [unit for unit, reason in public.reason.items() if reason in BY_SIZE]
    possible = possible_denominators(public)
    for unit in by_size:
        assert number_of(rows[unit]) in possible[unit], "the attack itself is wrong"
        assert len(possible[unit]) >= 2, (unit, possible[unit], public)
    return len(by_size)


def adds_up(public, rows):
    """Of ready values: each parent's number is the sum of its parts, as a reader may assume."""
    return all(
        number_of(rows[parent]) == sum(number_of(rows[child]) for child in public.children(parent))
        for parent in rows
        if public.children(parent)
    )


def number_of(row):
    return int(row["value"]) if row["denominator"] is None else row["denominator"]


def public_view(world, results, slice_):
    """The slice as the public sees it, and all its rows."""
    key = slice_.indicator, slice_.context, slice_.year
    rows = {unit: row for (i, unit, c, y), row in results.items() if (i, c, y) == key}
    definition = {each.indicator: each for each in world.definitions}[slice_.indicator]
    listed = {unit: row for unit, row in rows.items() if row["shown"]}
    public = Public(
        parent=nearest_above(rows, world.units),
        shown={u: (row["numerator"], number_of(row)) for u, row in listed.items() if not row["withheld"]},
        reason={u: row["withheld"] for u, row in listed.items() if row["withheld"]},
        unlisted=set(rows) - set(listed),
        own={row.unit for row in world.observations if (row.indicator, row.context, row.year) == key},
        kind=definition.type,
        min_denominator=definition.min_denominator,
        floor=world.limits.privacy_floor,
    )
    public.own = {unit for unit in public.own if public.kind in ROLLED_UP and public.children(unit)}
    return public, rows


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_crowded_slices_are_withheld_as_by_the_slow_twin(seed):
    world = crowded_world(seed)
    found, expected = by_cell(compute_results(**world.frames())), twin(world)
    assert {key: row["withheld"] for key, row in found.items()} == {
        key: row["withheld"] for key, row in expected.items()
    }
