"""From release to release: an unchanged slice keeps what it hides, and two releases side by side tell no more
than each alone."""

from dataclasses import replace

import pytest

from results.calculations.memory import Published
from results.calculations.results import compute_results
from tests.attack import numerators_that_add_up
from tests.crowded import crowded_world
from tests.results.calculations.country import SHARE, by_cell, share, world_of
from tests.results.calculations.test_guarantee import public_view
from tests.worlds import Unit


def computed(world, before=None):
    """The results of a world that is published after another world with these results."""
    published = before and Published(
        results=before[1].sample(frac=1, random_state=1),  # no table keeps rows in order
        **{name: before[0].frames()[name] for name in PUBLISHED_WITH},
    )
    return world, compute_results(**world.frames(), published=published)


PUBLISHED_WITH = ("tree", "definitions", "slices", "limits")


def reasons(computed):
    return {key: row["withheld"] for key, row in by_cell(computed[1]).items()}


@pytest.mark.parametrize("seed", range(12))
def test_an_unchanged_slice_keeps_its_choice(seed):
    world = crowded_world(seed)
    changed_year = 2024
    fewer = tuple(row for n, row in enumerate(world.observations) if row.year != changed_year or n % 3)
    first = computed(world)
    second = computed(replace(world, observations=fewer), first)
    third = computed(world, second)
    for later in (second, third):
        kept = {key: reason for key, reason in reasons(later).items() if key[3] != changed_year}
        assert kept == {key: reason for key, reason in reasons(first).items() if key[3] != changed_year}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("change", ["minimum", "floor", "sorting"])
def test_two_releases_side_by_side_give_no_numerator_away(seed, change):
    world = crowded_world(seed, minima=(1, 3, 5, 10))
    first = computed(world)
    second = computed(changed(world, change), first)
    assert reasons(computed(changed(world, change), second)) == reasons(second)
    one, other = ((each[0], by_cell(each[1])) for each in (first, second))
    for slice_ in world.slices:
        together, secret = side_by_side(public_view(*one, slice_)[0], public_view(*other, slice_)[0])
        assert not numerators_that_add_up(together) & secret, (slice_, together)


def changed(world, change):
    if change == "minimum":
        new = {1: 5, 3: 5, 5: 3, 10: 5}
        definitions = tuple(replace(d, min_denominator=new[d.min_denominator]) for d in world.definitions)
        return replace(world, definitions=definitions)
    if change == "floor":
        return replace(world, limits=replace(world.limits, privacy_floor=9 - world.limits.privacy_floor))
    return replace(world, units=tuple(replace(unit, sorting=-unit.sorting) for unit in world.units))


def side_by_side(one, other):
    """What both together show of a slice, and the units that both hide for what they are or protect."""
    hidden = [{unit for unit, why in each.reason.items() if why != "low_coverage"} for each in (one, other)]
    reason = {unit: why for unit, why in other.reason.items() if unit not in one.shown}
    together = replace(other, shown=other.shown | one.shown, reason=reason)
    return together, hidden[0] & hidden[1] if other.kind in ("share", "coverage") else set()


# A trust with a small hospital and three larger ones; another trust beside it.
NATION = (
    Unit(1, None, "nation", True, 0, "Nasjonalt"),
    Unit(2, 1, "rhf", True, 1, "Helse Nord RHF"),
    Unit(3, 2, "hf", True, 2, "Nordlandssykehuset HF"),
    Unit(4, 3, "hospital", True, 3, "Bodø"),
    Unit(5, 3, "hospital", True, 4, "Lofoten"),
    Unit(6, 3, "hospital", True, 5, "Vesterålen"),
    Unit(7, 2, "hf", True, 6, "Helgeland HF"),
    Unit(8, 7, "hospital", True, 7, "Rana"),
    Unit(9, 7, "hospital", True, 8, "Mosjøen"),
)


def a_world(numbers, minimum=5, units=NATION):
    world = world_of(*(share(unit, 0, number) for unit, number in numbers.items()))
    definitions = tuple(replace(each, min_denominator=minimum) for each in world.definitions)
    return replace(world, units=units, definitions=definitions)


def hidden(computed):
    return {key[1] for key, reason in reasons(computed).items() if reason and key[0] == SHARE}


def test_what_was_hidden_stays_hidden_where_showing_it_would_uncover_another():
    numbers = {4: 2, 5: 20, 6: 40, 8: 50, 9: 60}
    first = computed(a_world(numbers))
    assert hidden(first) == {4, 5}
    # Listed the other way round, and Lofoten as many as Vesterålen: now that would be the one to hide.
    turned = tuple(replace(unit, sorting=-unit.sorting) for unit in NATION)
    assert hidden(computed(a_world(numbers | {6: 20}, units=turned))) == {4, 6}
    second = computed(a_world(numbers | {6: 20}, units=turned), first)
    assert hidden(second) >= {4, 5}


def test_what_was_hidden_is_shown_where_the_rest_still_covers():
    numbers = {4: 2, 5: 7, 6: 40, 8: 50, 9: 60}
    first = computed(a_world(numbers, minimum=10))
    assert hidden(first) == {4, 5, 6}
    assert hidden(computed(a_world(numbers, minimum=5), first)) == {4, 5}


def test_what_was_hidden_is_shown_where_that_uncovers_nothing():
    numbers = {4: 7, 5: 20, 6: 40, 8: 50, 9: 60}
    first = computed(a_world(numbers, minimum=10))
    assert hidden(first) == {4, 5}
    assert hidden(computed(a_world(numbers, minimum=5), first)) == set()


def test_a_unit_that_is_moved_does_not_uncover_its_old_neighbours():
    numbers = {4: 2, 5: 20, 6: 40, 8: 10, 9: 60}
    first = computed(a_world(numbers))
    assert hidden(first) == {4, 5}
    moved = tuple(replace(unit, parent=3) if unit.unit == 8 else unit for unit in NATION)
    # Rana, which all have seen, is now the smallest beside Bodø: to hide it in place of Lofoten tells Bodø.
    assert hidden(computed(a_world(numbers, units=moved))) == {4, 8}
    second = computed(a_world(numbers, units=moved), first)
    assert hidden(second) >= {4, 5}
    assert hidden(computed(a_world(numbers, units=moved), second)) == hidden(second)


def test_what_has_been_shown_covers_for_no_one():
    """Bodø's 2 would be the rest of 62 − 20 − 40 to those who have seen each of the others once."""
    first = computed(a_world({4: 2, 5: 20, 6: 40, 8: 50, 9: 60}))
    assert hidden(first) == {4, 5}
    corrected = {4: 2, 5: 45, 6: 40, 8: 50, 9: 60}
    assert hidden(computed(a_world(corrected))) == {4, 6}
    second = computed(a_world(corrected), first)
    assert hidden(second) == {4, 5}
    assert hidden(computed(a_world({4: 2, 5: 20, 6: 40, 8: 50, 9: 60}), second)) == {4, 5}
