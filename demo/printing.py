"""Makes the generated counts of a unit's hospitals add up to what a source prints about the unit."""

import numpy as np

from demo.chance import Wholes
from demo.country import Country
from demo.patients import YEARS, Patients
from demo.tables import Printed


def met(
    country: Country, group: Patients, printed: Printed, counted: Wholes, reached: Wholes
) -> tuple[Wholes, Wholes]:
    """The counts anew, pairs × years: in proportion to those given, and with the printed sums."""
    pairs = np.isin(group.hospital, country.under(printed.unit))
    year = YEARS.index(printed.year)
    counted, reached = counted.copy(), reached.copy()
    counted[pairs, year] = dealt(printed.denominator, counted[pairs, year], group.registered[pairs, year])
    reached[pairs, year] = dealt(printed.numerator, reached[pairs, year], counted[pairs, year])
    return counted, reached


def dealt(total: int, weights: Wholes, at_most: Wholes) -> Wholes:
    """Whole numbers that add up to the total, as nearly in proportion to the weights as whole numbers get."""
    if total > at_most.sum():
        raise ValueError(f"{total} is more than the {at_most.sum()} patients there are.")
    found = np.minimum(total * weights // max(weights.sum(), 1), at_most)
    while lacking := total - int(found.sum()):
        # The one furthest behind its part, of those with room; ties go to the first.
        with_room = np.flatnonzero(found < at_most)
        behind = (total * weights - found * weights.sum())[with_room]
        found[with_room[np.argsort(-behind, kind="stable")[:lacking]]] += 1
    return found
