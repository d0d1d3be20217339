"""What a clever reader can work out from everything that is public of a slice.

The attacker knows the tree, every shown number, the reason for each withheld one, all thresholds, and even
which units report patients of their own and which undefined units there are. For each withheld denominator
every whole number is tried. A set of numbers is written as the bits of an int: bit k says that k is possible.
"""

from dataclasses import dataclass, field
from fractions import Fraction

MOST = 600
# A count above 0 and below this is never shown.
FEWEST_COUNTED = 5
ANY = (1 << (MOST + 1)) - 1


@dataclass
class Public:
    """A slice as the public sees it. `parent` and `unlisted` name every term there is."""

    parent: dict  # unit: parent or None, of all units with a term in the slice
    shown: dict  # unit: (numerator, denominator)
    reason: dict  # unit: reason
    unlisted: set = field(default_factory=set)
    own: set = field(default_factory=set)  # units that have children and also report themselves
    kind: str = "share"
    min_denominator: int = 5
    floor: int = 3

    def children(self, unit):
        return [child for child, parent in self.parent.items() if parent == unit]


def possible_denominators(public):
    """{unit: set of whole numbers} for every unit with a reason; exact for numbers up to MOST."""
    below, final = {}, {}
    for unit in reversed(downwards(public)):
        below[unit] = said_of(public, unit)
        if public.children(unit):
            below[unit] &= sums([below[child] for child in public.children(unit)], unit in public.own)
    for unit in downwards(public):
        parent = public.parent[unit]
        final[unit] = below[unit] if parent is None else below[unit] & beside(public, unit, below, final)
    return {unit: set(numbers_in(final[unit])) for unit in public.reason}


def downwards(public):
    order = [unit for unit, parent in public.parent.items() if parent is None]
    for unit in order:
        order.extend(public.children(unit))
    return order


def beside(public, unit, below, final):
    """What the parent's possible numbers leave when the siblings have had theirs."""
    parent = public.parent[unit]
    siblings = [below[child] for child in public.children(parent) if child != unit]
    rest = sums(siblings, parent in public.own)
    found = 0
    for number in numbers_in(below[unit]):
        if rest << number & final[parent]:
            found |= 1 << number
    return found


def sums(sets, open_ended):
    total = 1
    for numbers in sets:
        total = sum_set(total, numbers)
    return sum_set(total, ANY) if open_ended else total


def sum_set(one, other):
    fewer, more = sorted((one, other), key=int.bit_count)
    found = 0
    for number in numbers_in(fewer):
        found |= more << number
    return found & ANY


def numbers_in(numbers):
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest


def said_of(public, unit):
    """What the page itself says of a unit's denominator."""
    if unit in public.unlisted:
        return ANY
    if unit in public.shown:
        return 1 << public.shown[unit][1]
    if public.kind == "count" and public.reason[unit] == "low_coverage":
        return 1 | ANY - sum(1 << number for number in range(FEWEST_COUNTED))
    low, high = band(public, unit)
    return sum(1 << number for number in range(low, high + 1))


def band(public, unit):
    least = {"coverage": public.floor, "count": FEWEST_COUNTED}.get(
        public.kind, max(public.min_denominator, public.floor)
    )
    match public.reason[unit]:
        case "too_few":
            return 1, public.min_denominator - 1
        case "privacy":
            return lowest_of_privacy(public), least - 1
        case "low_coverage":
            return least, MOST
    # A unit may be hidden for its size under another name, when everything below it is hidden for that.
    below = listed_below(public, unit)
    by_size = [public.reason.get(each) in ("too_few", "privacy", "complementary") for each in below]
    return (1 if below and all(by_size) else least), MOST


def listed_below(public, unit):
    found = []
    for child in public.children(unit):
        found += listed_below(public, child) if child in public.unlisted else [child]
    return found


def lowest_of_privacy(public):
    """With a minimum of 2, or one just below the floor, `privacy` is said of everything below the floor."""
    minimum, floor = public.min_denominator, public.floor
    one_reason = minimum == 2 or floor - minimum == 1 or public.kind in ("coverage", "count")
    return 1 if one_reason else max(minimum, 1)


def numerators_that_add_up(public):
    """The units whose withheld numerator some sum or difference of public numerators equals. Low coverage is
    no secret: it may come out that way."""
    units = list(public.parent)
    unknown = [unit for unit in units if unit not in public.shown]
    names = [*unknown, *(("own", unit) for unit in sorted(public.own))]
    rows = []
    for parent in units:
        children = public.children(parent)
        if children:
            row = dict.fromkeys(names, Fraction(0))
            for unit, sign in [(parent, -1), *((child, 1) for child in children)]:
                if unit in row:
                    row[unit] += sign
            if parent in public.own:
                row["own", parent] += 1
            rows.append([row[name] for name in names])
    secret = {unit for unit, reason in public.reason.items() if reason != "low_coverage"}
    return {names[pivot] for pivot in single_pivots(rows)} & secret


def single_pivots(rows):
    """The unknowns that the equations determine, by elimination."""
    done = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [reduced(row, pivot, column) for row in rows if row is not pivot]
        pivot = [value / pivot[column] for value in pivot]
        done = [(at, reduced(row, pivot, column)) for at, row in done] + [(column, pivot)]
    return [at for at, row in done if sum(value != 0 for value in row) == 1]


def reduced(row, pivot, column):
    factor = row[column] / pivot[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)]
