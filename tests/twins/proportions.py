"""Tests of two shares in exact fractions."""

import math
from fractions import Fraction


def proportion_test(x1, n1, x2, n2):
    total = n1 + n2
    expected = [
        Fraction(group * outcome, total) for group in (n1, n2) for outcome in (x1 + x2, total - x1 - x2)
    ]
    return fisher(x1, n1, x2, n2) if min(expected) < 5 else pooled(x1, n1, x2, n2)


def pooled(x1, n1, x2, n2):
    share = Fraction(x1 + x2, n1 + n2)
    variance = share * (1 - share) * (Fraction(1, n1) + Fraction(1, n2))
    z_squared = (Fraction(x1, n1) - Fraction(x2, n2)) ** 2 / variance
    return math.erfc(math.sqrt(z_squared / 2))


def fisher(x1, n1, x2, n2):
    """The share of all ways to deal out the successes that are no more probable than the one observed."""
    successes = x1 + x2
    ways = {
        k: math.comb(n1, k) * math.comb(n2, successes - k)
        for k in range(max(0, successes - n2), min(n1, successes) + 1)
    }
    no_more_probable = [way for way in ways.values() if way <= ways[x1] * (1 + Fraction(1, 10**7))]
    return float(Fraction(sum(no_more_probable), sum(ways.values())))
