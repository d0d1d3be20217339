"""Nothing that is public of a slice tells what it withholds: attacked over thousands of trees."""

import pytest

from results.calculations.results import compute_results
from tests.attack import Public, numerators_that_add_up, possible_denominators
from tests.crowded import crowded_world
from tests.results.calculations.country import by_cell
from tests.twins.results import results as twin

BY_SIZE = ("too_few", "privacy")


TREES = 2_000
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, TREES, AT_ONCE))
def test_two_numbers_are_possible_and_no_numerator_adds_up(first):
    attacked = 0
    for seed in range(first, first + AT_ONCE):
        world = crowded_world(seed, years=[2024])
        results = by_cell(compute_results(**world.frames()))
        for slice_ in world.slices:
            public, rows = public_view(world, results, slice_)
            if public.kind in ("share", "coverage"):
                attacked += any(row["withheld"] for row in rows.values())
                check(public, rows)
    assert attacked > AT_ONCE


def check(public, rows):
    for unit, numbers in possible_denominators(public).items():
        if public.reason[unit] in BY_SIZE:
            assert rows[unit]["denominator"] in numbers, "the attack itself is wrong"
            assert len(numbers) >= 2, (unit, numbers, public)
    assert numerators_that_add_up(public) == set(), public


def public_view(world, results, slice_):
    """The slice as the public sees it, and all its rows."""
    key = slice_.indicator, slice_.context, slice_.year
    rows = {unit: row for (i, unit, c, y), row in results.items() if (i, c, y) == key}
    definition = {each.indicator: each for each in world.definitions}[slice_.indicator]
    tree = {unit.unit: unit for unit in world.units}
    listed = {unit: row for unit, row in rows.items() if row["shown"]}
    public = Public(
        parent={unit: tree[unit].parent for unit in rows},
        shown={u: (row["numerator"], row["denominator"]) for u, row in listed.items() if not row["withheld"]},
        reason={u: row["withheld"] for u, row in listed.items() if row["withheld"]},
        unlisted=set(rows) - set(listed),
        own={row.unit for row in world.observations if (row.indicator, row.context, row.year) == key},
        kind=definition.type,
        min_denominator=definition.min_denominator,
        floor=world.limits.privacy_floor,
    )
    public.own = {unit for unit in public.own if public.children(unit)}
    return public, rows


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_crowded_slices_are_withheld_as_by_the_slow_twin(seed):
    world = crowded_world(seed)
    found, expected = by_cell(compute_results(**world.frames())), twin(world)
    assert {key: row["withheld"] for key, row in found.items()} == {
        key: row["withheld"] for key, row in expected.items()
    }
