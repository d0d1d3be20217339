"""How far chance alone may have moved a share, and how far from a given share it may move one."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

Interval = tuple[np.ndarray, np.ndarray]

# The two warning lines of a funnel plot: about 2 and about 3 standard errors.
FUNNEL_CONFIDENCES = (0.95, 0.998)


def z_value(confidence: float) -> float:
    """Standard errors on each side that hold this much of a normal distribution: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> Interval:
    """Low and high end of Wilson's score interval for a share; the denominators are above 0.

    E. B. Wilson, J Am Stat Assoc 22 (1927) 209-212.
    """
    x, n = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    z = z_value(confidence)
    centre = x + z**2 / 2
    half_width = z * np.sqrt(x * ((n - x) / n) + z**2 / 4)
    low, high = (centre - half_width) / (n + z**2), (centre + half_width) / (n + z**2)
    # Exactly 0 and 1 by algebra, which the rounding of binary floats would miss.
    return np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high)


def funnel_limits(share: ArrayLike, denominator: ArrayLike, confidence: float) -> Interval:
    """Low and high limit for units of this size around a share, held within 0-1, which no unit leaves.

    A unit lies outside exactly when the share lies outside the unit's own Wilson interval.
    """
    theta, n = np.asarray(share, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    reach = z_value(confidence) * np.sqrt(theta * (1 - theta) / n)
    return np.maximum(theta - reach, 0.0), np.minimum(theta + reach, 1.0)


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Low and high end of the hybrid score interval for the difference x1/n1 - x2/n2.

    R. G. Newcombe, Stat Med 17 (1998) 873-890, method 10.
    """
    p1, p2 = np.divide(x1, n1), np.divide(x2, n2)
    low1, high1 = wilson(x1, n1, confidence)
    low2, high2 = wilson(x2, n2, confidence)
    difference = p1 - p2
    low = difference - np.hypot(p1 - low1, high2 - p2)
    high = difference + np.hypot(high1 - p1, p2 - low2)
    return low, high
