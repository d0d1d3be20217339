"""Intervals in 50 digits."""

from decimal import Decimal, localcontext
from statistics import NormalDist

DIGITS = 50


def wilson(x, n, confidence=0.95):
    """The shares θ from which x/n lies no further than z standard errors of θ itself: the two roots of
    (x/n - θ)² = z² θ(1 - θ)/n, that is (n + z²) θ² - (2x + z²) θ + x²/n = 0."""
    with localcontext(prec=DIGITS):
        z2 = Decimal(NormalDist().inv_cdf((1 + confidence) / 2)) ** 2
        a, b, c = n + z2, -(2 * x + z2), Decimal(x) * x / n
        root = (b * b - 4 * a * c).sqrt()
        low = Decimal(0) if x == 0 else (-b - root) / (2 * a)
        high = Decimal(1) if x == n else (-b + root) / (2 * a)
        return low, high


def newcombe(x1, n1, x2, n2, confidence=0.95):
    (low1, high1), (low2, high2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    with localcontext(prec=DIGITS):
        p1, p2 = Decimal(x1) / n1, Decimal(x2) / n2
        low = p1 - p2 - ((p1 - low1) ** 2 + (high2 - p2) ** 2).sqrt()
        high = p1 - p2 + ((high1 - p1) ** 2 + (p2 - low2) ** 2).sqrt()
        return low, high


def funnel_limits(theta, n, confidence):
    with localcontext(prec=DIGITS):
        z = Decimal(NormalDist().inv_cdf((1 + confidence) / 2))
        theta = Decimal(theta.numerator) / theta.denominator
        reach = z * (theta * (1 - theta) / n).sqrt()
        return max(theta - reach, Decimal(0)), min(theta + reach, Decimal(1))
