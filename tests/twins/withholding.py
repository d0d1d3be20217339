"""Why each cell is withheld, one slice and one equation at a time."""

from dataclasses import dataclass, field
from fractions import Fraction

from tests.twins.coverage import coverage

OWN_SIZE = ("too_few", "privacy", "pinned")
PROTECTING = (*OWN_SIZE, "complementary")
UNLIMITED = 10**30


def withheld(world, cells):
    """{(indicator, unit, context, year): reason or ""}"""
    found = {}
    for indicator, context, year in {(i, c, y) for i, _, c, y in cells}:
        definition = {each.indicator: each for each in world.definitions}[indicator]
        own = {
            key[1]: own_reason(key, cell, cells, definition, world)
            for key, cell in cells.items()
            if (key[0], *key[2:]) == (indicator, context, year)
        }
        numbers = {unit: number_of(cells[indicator, unit, context, year], definition) for unit in own}
        reasons = Slice(world, definition, numbers, own).protect()
        for unit in own:
            reason = reasons[unit]
            found[indicator, unit, context, year] = "complementary" if reason == "pinned" else reason
    return found


def number_of(cell, definition):
    return int(cell.value) if definition.type == "count" else cell.denominator


def bands(definition, limits):
    """The least and greatest number that `too_few` and `privacy` each stand for."""
    if definition.type == "count":
        return {"too_few": None, "privacy": (1, 4)}
    if definition.type == "coverage":
        return {"too_few": None, "privacy": (1, limits.privacy_floor - 1)}
    minimum, floor = definition.min_denominator, limits.privacy_floor
    too_few, privacy = list(range(1, minimum)), list(range(max(minimum, 1), floor))
    if len(too_few) == 1 or len(privacy) == 1:  # the reason would tell the number
        too_few, privacy = [], list(range(1, max(minimum, floor)))
    return {
        name: (numbers[0], numbers[-1]) if numbers else None
        for name, numbers in (("too_few", too_few), ("privacy", privacy))
    }


def own_reason(key, cell, cells, definition, world):
    number = number_of(cell, definition)
    for reason, band in bands(definition, world.limits).items():
        if band and band[0] <= number <= band[1]:
            return reason
    x, n, _, _ = coverage(key, cells, world.definitions)
    low = n is not None and Fraction(x, n) < Fraction(world.limits.low_coverage)
    return "low_coverage" if low and definition.type != "coverage" else ""


@dataclass
class Equation:
    parent: int
    children: list
    own: int = 0  # what the parent itself reports, where it is a sum


@dataclass
class Slice:
    world: object
    definition: object
    numbers: dict
    reasons: dict
    equations: list = field(default_factory=list)
    known: set = field(default_factory=set)

    def __post_init__(self):
        self.units = {unit.unit: unit for unit in self.world.units}
        self.rolled_up = self.definition.type in ("share", "coverage")
        self.reasons, self.numbers = dict(self.reasons), dict(self.numbers)
        self.delivered = set(self.numbers)
        ends = [band[1] for band in bands(self.definition, self.world.limits).values() if band]
        self.least = max(ends, default=0) + 1
        self.enough = 5 if self.definition.type == "count" else self.definition.min_denominator
        self.write_equations()

    def write_equations(self):
        """From the top down; a parent that no one delivered is put in as the sum of what is below it."""
        for parent in sorted(self.units, key=self.place, reverse=True):
            below = sorted(self.children(parent), key=self.place)
            if not below:
                continue
            together = sum(self.numbers[unit] for unit in below)
            if parent not in self.numbers:
                self.numbers[parent], self.reasons[parent] = together, ""
            own = self.numbers[parent] - together if self.rolled_up else 0
            self.equations.insert(0, Equation(parent, below, own))

    def children(self, unit):
        return [each for each in self.units if self.units[each].parent == unit and each in self.numbers]

    def place(self, unit):
        """Where a unit stands: by depth, then as its parent stands, then by sorting."""
        path = []
        while unit is not None:
            path.insert(0, (self.units[unit].sorting, unit))
            unit = self.units[unit].parent
        return len(path), path

    def depth(self, unit):
        return self.place(unit)[0]

    def listed(self, unit):
        return self.units[unit].shown and unit in self.delivered

    def visible(self, unit):
        return self.listed(unit) and self.reasons[unit] == ""

    def secret(self, unit):
        return self.reasons[unit] in PROTECTING

    def unknown(self, unit):
        return not self.visible(unit) and unit not in self.known

    def covered(self, unit):
        """Low coverage is no secret, and does not cover for others."""
        return self.unknown(unit) and (self.reasons[unit] != "low_coverage" or not self.listed(unit))

    def protect(self):
        while self.settle() or self.relieve_one():
            pass
        return self.reasons

    def settle(self):
        """Whether anything changed: each depth in turn, until nothing changes at it."""
        changed = False
        for depth in range(1, 5):
            equations = [each for each in self.equations if self.depth(each.parent) == depth]
            while [each for each in equations if self.repair(each)]:
                changed = True
        return changed

    def repair(self, equation):
        if self.is_alone(equation, self.unknown) and not self.holds_secret(equation) and not equation.own:
            self.known.update(unit for unit in terms(equation) if self.unknown(unit))
            return True
        sizes = [self.numbers[unit] for unit in terms(equation) if self.covered(unit)] + [equation.own]
        too_small = self.visible(equation.parent) and max(sizes) < self.enough
        at_fault = too_small or self.is_alone(equation, self.covered)
        return self.holds_secret(equation) and at_fault and self.hide_one(equation)

    def is_alone(self, equation, hidden):
        return sum(hidden(unit) for unit in terms(equation)) + (equation.own > 0) == 1

    def holds_secret(self, equation):
        return 0 < equation.own < self.least or any(self.secret(unit) for unit in terms(equation))

    def exposes(self, equation):
        return self.holds_secret(equation) and self.is_alone(equation, self.unknown)

    def hide_one(self, equation):
        choice = [unit for unit in equation.children if self.covers(unit)]
        if choice:
            self.reasons[min(choice, key=self.numbers.get)] = "complementary"
        elif self.covers(equation.parent):
            self.reasons[equation.parent] = "complementary"
        else:
            return False
        return True

    def covers(self, unit):
        return self.visible(unit) and self.numbers[unit] >= self.least

    def relieve_one(self):
        stuck = [each for each in self.equations if self.exposes(each)] if self.known else []
        if any(self.relieve(each, self.known.__contains__, pin=False) for each in stuck):
            return True
        above = [self.equation_of(self.units[unit].parent) for unit in self.determined()]
        return any(self.relieve(each, self.is_hidden, pin=True) for each in above if each)

    def relieve(self, equation, passable, *, pin):
        """From the equation outwards through the terms that are passable, up before down."""
        waiting = [equation]
        for equation in waiting:
            if self.hide_one(equation):
                self.known.clear()
                return True
            if pin and self.reasons[equation.parent] in ("too_few", "privacy"):
                self.reasons[equation.parent] = "pinned"
                return True
            above = [self.units[equation.parent].parent] if passable(equation.parent) else []
            around = [self.equation_of(unit) for unit in [*above, *filter(passable, equation.children)]]
            waiting.extend(each for each in around if each and each not in waiting)
        return False

    def is_hidden(self, unit):
        return not self.visible(unit)

    def equation_of(self, parent):
        return next((each for each in self.equations if each.parent == parent), None)

    def determined(self):
        """The units hidden for their size of which one number is possible, from the top down."""
        possible = self.possible()
        by_size = [unit for unit in sorted(self.numbers, key=self.place) if self.reasons[unit] in OWN_SIZE]
        return [unit for unit in by_size if self.listed(unit) and possible[unit][0] == possible[unit][1]]

    def possible(self):
        """The least and greatest number of each term: every equation tightens its terms until none can."""
        bounds = {unit: self.alone(unit) for unit in self.numbers}
        # A delivered parent need not be the sum of its children, and then tells nothing of them.
        sums = [e for e in self.equations if self.numbers[e.parent] == e.own + self.total(e)]
        while [equation for equation in sums if tighten(bounds, equation)]:
            pass
        return bounds

    def total(self, equation):
        return sum(self.numbers[unit] for unit in equation.children)

    def alone(self, unit):
        reason = self.reasons[unit]
        if not self.listed(unit):
            return 0, UNLIMITED
        if reason in ("too_few", "privacy"):
            return bands(self.definition, self.world.limits)[reason]
        if reason == "pinned":
            return 1, UNLIMITED
        if reason == "complementary":
            return self.least, self.smallest_shown_beside(unit)
        # A count of low coverage is 0 or large: taken for known.
        if reason == "low_coverage" and self.definition.type != "count":
            return self.least, UNLIMITED
        return self.numbers[unit], self.numbers[unit]

    def smallest_shown_beside(self, unit):
        """The smallest shown child is what is hidden, unless it is so as the parent of its own children."""
        parent = self.units[unit].parent
        beside = (
            [self.numbers[each] for each in self.children(parent) if self.visible(each)] if parent else []
        )
        return min(beside) if beside and self.numbers[unit] <= min(beside) else UNLIMITED


def terms(equation):
    return [equation.parent, *equation.children]


def tighten(bounds, equation):
    """Whether the equation says more of any of its terms than was known."""
    before = dict(bounds)
    own = UNLIMITED if equation.own else 0
    low = sum(bounds[unit][0] for unit in equation.children)
    high = min(sum(bounds[unit][1] for unit in equation.children) + own, UNLIMITED)
    narrow(bounds, equation.parent, low, high)
    for unit in equation.children:
        others = [bounds[other] for other in equation.children if other != unit]
        least, most = bounds[equation.parent]
        low = least - sum(high for _, high in others) - own
        high = most - sum(low for low, _ in others) if most < UNLIMITED else UNLIMITED
        narrow(bounds, unit, low, high)
    return bounds != before


def narrow(bounds, unit, low, high):
    bounds[unit] = max(bounds[unit][0], low), min(bounds[unit][1], high)
