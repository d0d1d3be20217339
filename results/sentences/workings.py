"""How a number comes about, as lines of arithmetic that a reader can do again, in the language of
the page. Knows no Django.

Every number in them is the very one that the calculations give, or put in. "=" is said of what is exact, "≈"
of what is rounded.
"""

from decimal import Decimal
from fractions import Fraction

from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits, z_value
from results.calculations.proportions import pooled_z, takes_fisher
from results.points import Funnel, FunnelPoint, Point, TargetPeriod
from wording.numbers import Exact, count, decimal, rounded

Lines = tuple[str, ...]

# So many that whoever puts in the numbers as they stand gets the same last decimal, in all but rare cases.
Z_DECIMALS, PUT_IN, SHARE_DECIMALS = 6, 5, 4
# More than these no limit or end of an interval needs to be seen on its own side of the other.
MOST_DECIMALS = 12
# Of less than this p is only said to be less.
SMALLEST_P = Decimal("0.0001")
MINUS = "\u2212"


def equals(value: Exact, decimals: int) -> str:
    """ "= 0,85", "≈ 0,9396"."""
    exact = Fraction(value)
    whole = next((few for few in range(decimals + 1) if rounded(exact, few) == exact), None)
    return nearly(exact, decimals) if whole is None else f"= {decimal(exact, whole)}"


def nearly(value: Exact | float, decimals: int) -> str:
    """ "≈ 1,0000": of what is measured, or reckoned with what was rounded."""
    return f"≈ {decimal(Fraction(value), decimals)}"


def share(point: Point) -> str:
    """ "8 477 / 9 022 ≈ 0,9396"."""
    x, n = counts_of(point)
    return f"{_division(x, n)} {equals(Fraction(x, n), SHARE_DECIMALS)}"


def interval(point: Point) -> Lines:
    """Wilson's interval: its middle and its half width before the division, then both ends."""
    x, n = counts_of(point)
    z, square = (_number(each, Z_DECIMALS) for each in (z_value(0.95), z_value(0.95) ** 2))
    before, patients = count(x), count(n)
    middle = Fraction(x) + Fraction(z_value(0.95)) ** 2 / 2
    low, high = ends_of(point)
    half = (Fraction(high) - Fraction(low)) / 2 * (n + Fraction(z_value(0.95)) ** 2)
    middle_text, half_text = (_number(each, PUT_IN) for each in (middle, half))
    root = f"√({before} × {count(n - x)} / {patients} + {square} / 4)"
    below = f"({patients} + {square})"
    return (
        f"{before} + {square} / 2 ≈ {middle_text}",
        f"{z} × {root} ≈ {half_text}",
        f"({middle_text} {MINUS} {half_text}) / {below} {nearly(low, SHARE_DECIMALS)}",
        f"({middle_text} + {half_text}) / {below} {nearly(high, SHARE_DECIMALS)}",
    )


def against_limits(point: Point, target: TargetPeriod) -> Lines:
    """The count beside what each limit asks of so many patients, exactly:
    "8 477 > 0,85 × 9 022 = 7 668,7"."""
    x, n = counts_of(point)
    return tuple(
        f"{count(x)} {_sign(x, limit * n)} {_limit(limit)} × {count(n)} "
        f"{equals(Fraction(limit) * n, MOST_DECIMALS)}"
        for limit in limits_of(target)
    )


def interval_against_limits(point: Point, target: TargetPeriod) -> Lines:
    """Each limit beside the interval: "0,9345 > 0,85" where it is all on one side, else
    "0,8213 < 0,85 < 0,9120"."""
    ends = [Fraction(end) for end in ends_of(point)]
    return tuple(_beside(Fraction(limit), ends, _limit(limit)) for limit in limits_of(target))


def _beside(limit: Fraction, ends: list[Fraction], written: str) -> str:
    low, high = ends
    if low < limit < high:
        return f"{_seen(low, limit)} < {written} < {_seen(high, limit)}"
    nearest = low if low >= limit else high
    return f"{_seen(nearest, limit)} {_sign(nearest, limit)} {written}"


def _seen(end: Fraction, limit: Fraction) -> str:
    """With the decimals it takes to be read on the right side of the limit."""
    enough = range(SHARE_DECIMALS, MOST_DECIMALS)
    side = _sign(end, limit)
    decimals = next((few for few in enough if _sign(rounded(end, few), limit) == side), MOST_DECIMALS)
    return decimal(end, decimals)


def lacking(point: Point, target: TargetPeriod) -> Lines:
    """What the high limit asks of so many patients, and how many that is from the count."""
    x, n = counts_of(point)
    if target.high is None or point.distance is None:
        raise ValueError(f"{point.place} {point.year} has no distance to a limit.")
    asked = f"{_limit(target.high)} × {count(n)}"
    distance = count(point.distance)
    if point.direction == "lower":
        last = f"{count(x)} {MINUS} {count(x - point.distance)} = {distance}"
    else:
        last = f"{count(x + point.distance)} {MINUS} {count(x)} = {distance}"
    return f"{asked} {equals(Fraction(target.high) * n, MOST_DECIMALS)}", last


def change(before: Point, now: Point) -> Lines:
    """The difference, and the two ends of Newcombe's interval from those of both years' own."""
    if now.change is None:
        raise ValueError(f"{now.place} {now.year} is not compared with the year before.")
    (x1, n1), (x2, n2) = counts_of(now), counts_of(before)
    p1, p2 = _put_in(Fraction(x1, n1)), _put_in(Fraction(x2, n2))
    (low1, high1), (low2, high2) = (tuple(map(_put_in, ends_of(one))) for one in (now, before))
    difference = now.change.difference
    size = _put_in(difference)
    downwards = f"√(({p1} {MINUS} {low1})² + ({high2} {MINUS} {p2})²)"
    upwards = f"√(({high1} {MINUS} {p1})² + ({p2} {MINUS} {low2})²)"
    return (
        f"{_division(x1, n1)} {MINUS} {_division(x2, n2)} {equals(difference, PUT_IN)}",
        f"{size} {MINUS} {downwards} {nearly(now.change.low, SHARE_DECIMALS)}",
        f"{size} + {upwards} {nearly(now.change.high, SHARE_DECIMALS)}",
    )


def is_exact_test(before: Point, now: Point) -> bool:
    """Whether so few are expected somewhere that Fisher's test is used."""
    return bool(takes_fisher(*counts_of(now), *counts_of(before)))


def pooled_test(before: Point, now: Point) -> str:
    """The difference in standard errors, were both years equal to their pooled share."""
    (x1, n1), (x2, n2) = counts_of(now), counts_of(before)
    x, n = x1 + x2, n1 + n2
    pooled = f"{_division(x, n)} × {_division(n - x, n)} × (1 / {count(n1)} + 1 / {count(n2)})"
    difference = f"({_division(x1, n1)} {MINUS} {_division(x2, n2)})"
    return f"{difference} / √({pooled}) {nearly(float(pooled_z(x1, n1, x2, n2)), 2)}"


def p_value(p: float) -> str:
    """ "p ≈ 0,0312", "p < 0,0001"."""
    if Fraction(p) < Fraction(SMALLEST_P):
        return f"p < {_limit(SMALLEST_P)}"
    return f"p {nearly(p, SHARE_DECIMALS)}"


def funnel_lines(funnel: Funnel, one: FunnelPoint) -> Lines:
    """The unit's share, and the limits that it lies outside of: at 95 %, then at 99.8 %."""
    _, n = counts_of(one.point)
    centre = _number(funnel.centre, PUT_IN + 1)
    side, sign = (0, MINUS) if one.outside < 0 else (1, "+")
    crossed = FUNNEL_CONFIDENCES[: abs(one.outside)]
    limits = (
        f"{centre} {sign} {_number(z_value(confidence), Z_DECIMALS)} × "
        f"√({centre} × (1 {MINUS} {centre}) / {count(n)}) "
        f"{nearly(float(funnel_limits(float(funnel.centre), n, confidence)[side]), SHARE_DECIMALS)}"
        for confidence in crossed
    )
    return share(one.point), *limits


def counts_of(point: Point) -> tuple[int, int]:
    """ValueError for what has none to show."""
    if point.numerator is None or not point.denominator:
        raise ValueError(f"{point.place} {point.year} has no counts to show.")
    return point.numerator, point.denominator


def ends_of(point: Point) -> tuple[float, float]:
    """ValueError for what has no interval to show."""
    if point.low is None or point.high is None:
        raise ValueError(f"{point.place} {point.year} has no interval to show.")
    return point.low, point.high


def limits_of(target: TargetPeriod) -> list[Decimal]:
    """High and moderate; only one where they are the same."""
    return list(dict.fromkeys(limit for limit in (target.high, target.moderate) if limit is not None))


def _sign(one: Exact, other: Exact) -> str:
    """As a limit is read: it is itself on the better side, whichever that is."""
    return "=" if one == other else ">" if one > other else "<"


def _limit(limit: Decimal) -> str:
    return equals(limit, MOST_DECIMALS).split(" ", 1)[1]


def _division(x: int, n: int) -> str:
    return f"{count(x)} / {count(n)}"


def _number(value: Exact | float, decimals: int) -> str:
    """As it is put in: with all its decimals where it has so few."""
    measured = isinstance(value, float) and not value.is_integer()
    said = nearly(value, decimals) if measured else equals(Fraction(value), decimals)
    return said.split(" ", 1)[1]


def _put_in(value: Exact | float) -> str:
    return _number(value, PUT_IN)
