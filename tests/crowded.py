"""Worlds where nearly every slice has something to hide: many small units in trees of many shapes."""

import random
from decimal import Decimal

from results.calculations.limits import Limits
from tests.worlds import Definition, Observation, Slice, Unit, World

YEARS = range(2015, 2025)
LEVELS = ("nation", "rhf", "hf", "hospital")
# Mostly few patients; now and then so many that they alone can cover for others.
SIZES = [1, 1, 2, 2, 3, 4, 5, 5, 6, 7, 9, 11, 12, 30]


def crowded_world(seed, *, years=YEARS, minima=(1, 2, 3, 5, 10), floors=(3, 3, 4, 6)):
    """A tree, indicators of every type, and a result in most units for each year."""
    pick = random.Random(seed)
    units = a_tree(pick)
    definitions = some_definitions(pick, minima)
    rows = [
        row for definition in definitions for year in years for row in a_slice(pick, definition, year, units)
    ]
    slices = {(row.indicator, row.context, row.year) for row in rows}
    owned = tuple(Slice(*key, 2024) for key in sorted(slices))
    return World(units, definitions, (), owned, tuple(rows), Limits(privacy_floor=pick.choice(floors)))


def a_tree(pick):
    units = [Unit(1, None, "nation", True, 0, "Nasjonalt")]
    for depth, level in enumerate(LEVELS[1:], start=1):
        above = [unit for unit in units if LEVELS.index(unit.level) < depth]
        near = [unit for unit in above if LEVELS.index(unit.level) == depth - 1] or above
        for _ in range(pick.randint(1, 2 * depth + 1)):
            parent = pick.choice(near if pick.random() < 0.9 else above)
            shown = pick.random() < 0.9
            units.append(Unit(len(units) + 1, parent.unit, level, shown, pick.randint(0, 9), "Sykehuset"))
    return tuple(units)


def some_definitions(pick, minima):
    kinds = ["coverage", "share", "share", "share", pick.choice(["mean", "computed_share", "count"])]
    return tuple(
        Definition(
            number, kind, pick.choice(minima), 1 if kind != "coverage" and pick.random() < 0.3 else None, True
        )
        for number, kind in enumerate(kinds, start=1)
    )


def a_slice(pick, definition, year, units):
    """Mostly hospitals report; now and then a unit above them does so itself."""
    rolled_up = definition.type in ("share", "coverage")
    often = pick.choice([0.3, 0.8, 1])
    sizes = [0, *SIZES] if definition.type == "count" else SIZES
    numbers = {
        unit.unit: pick.choice(sizes)
        for unit in units
        if pick.random() < (often if unit.level == "hospital" or not rolled_up else 0.07)
    }
    if not rolled_up and pick.random() < 0.7:
        add_up(numbers, units)
    for unit, number in numbers.items():
        place = definition.indicator, unit, "caregiver", year
        if rolled_up:
            yield Observation(*place, pick.randint(0, number), number, None)
        elif definition.type == "count":
            yield Observation(*place, None, None, Decimal(number))
        else:
            yield Observation(*place, None, number, Decimal("0.5"))


def add_up(numbers, units):
    """Makes each delivered unit's number the sum of those of the delivered units nearest below it."""
    above = nearest_above(numbers, units)
    for unit in reversed(list(numbers)):  # a unit stands after the one above it
        parts = [numbers[child] for child, parent in above.items() if parent == unit]
        numbers[unit] = sum(parts) if parts else numbers[unit]


def nearest_above(delivered, units):
    """{unit: the nearest unit above it that is delivered, or None}"""
    parents = {unit.unit: unit.parent for unit in units}
    found = {}
    for unit in delivered:
        above = parents[unit]
        while above is not None and above not in delivered:
            above = parents[above]
        found[unit] = above
    return found
