"""Two shares compared, one pair at a time."""

from fractions import Fraction

from tests.twins.intervals import newcombe
from tests.twins.proportions import proportion_test


def difference(one, other):
    """(one's share minus the other's, the ends of its interval, p, whether it is certain)."""
    low, high = newcombe(*one, *other)
    p = proportion_test(*one, *other)
    certain = p < 0.05 and not low <= 0 <= high
    return Fraction(*one) - Fraction(*other), float(low), float(high), p, certain
