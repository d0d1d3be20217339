"""Which units differ more from a share than chance explains at their size, and the lines that show it."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits, z_value
from results.points import Funnel, FunnelPoint, Measure, Point

# Enough for lines that bend most where the units are small; a line's points weigh on the page.
MOST_SIZES = 60


def funnel_of(
    *,
    measure: Measure,
    year: int,
    level_name: str,
    points: Iterable[Point],
    centre: Fraction,
    centre_name: str,
    highlighted: frozenset[str] = frozenset(),
    whole_axis: bool = True,
) -> Funnel:
    """The points that have counts to show, in their order, around the centre: a share of 1."""
    placed = tuple(
        FunnelPoint(point, outside(point.numerator, point.denominator, centre))
        for point in points
        if point.numerator is not None and point.denominator
    )
    sizes = sizes_between([one.point.denominator for one in placed if one.point.denominator])
    inner, outer = (_limits(centre, sizes, confidence) for confidence in FUNNEL_CONFIDENCES)
    return Funnel(
        measure=measure,
        year=year,
        level_name=level_name,
        centre=centre,
        centre_name=centre_name,
        points=placed,
        sizes=sizes,
        inner=inner,
        outer=outer,
        highlighted=highlighted,
        whole_axis=whole_axis,
    )


def outside(numerator: int, denominator: int, centre: Fraction) -> int:
    """0 within the limits at 95 %, 1 outside them, 2 outside those at 99.8 %; negative below the centre.

    That is whether the unit's own Wilson interval leaves the centre out, in whole numbers: no rounding puts
    a unit on the wrong side. The interval holds the shares θ for which (x - nθ)² ≤ z²nθ(1 - θ).
    """
    over, under = centre.as_integer_ratio()
    gap = numerator * under - denominator * over
    spread = denominator * over * (under - over)
    crossed = sum(gap**2 > Fraction(z_value(confidence)) ** 2 * spread for confidence in FUNNEL_CONFIDENCES)
    return -crossed if gap < 0 else crossed


def sizes_between(denominators: Iterable[int]) -> tuple[int, ...]:
    """At most 60 from the smallest to the largest, both with, closer where they are small; () for none."""
    found = list(denominators)
    if not found:
        return ()
    smallest, largest = min(found), max(found)
    steps = np.geomspace(smallest, largest, MOST_SIZES).round().tolist()
    return tuple(sorted({smallest, largest, *(int(step) for step in steps[1:-1])}))


def _limits(centre: Fraction, sizes: tuple[int, ...], confidence: float) -> tuple[tuple[float, float], ...]:
    low, high = funnel_limits(float(centre), sizes, confidence)
    return tuple(zip(low.tolist(), high.tolist(), strict=True))
