"""How a number comes about, as lines of arithmetic that a reader can do again. Knows no Django.

Every number in them is the very one that the calculations give, or put in. "=" is said of what is exact, "≈"
of what is rounded.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits, z_value
from results.calculations.proportions import pooled_z, takes_fisher
from results.points import Funnel, FunnelPoint, Point, TargetPeriod
from wording.language import Language
from wording.numbers import Exact, count, decimal, rounded

Lines = tuple[str, ...]

# So many that whoever puts in the numbers as they stand gets the same last decimal, in all but rare cases.
Z_DECIMALS, PUT_IN, SHARE_DECIMALS = 6, 5, 4
# More than these no limit or end of an interval needs to be seen on its own side of the other.
MOST_DECIMALS = 12
# Of less than this p is only said to be less.
SMALLEST_P = Decimal("0.0001")
MINUS = "\u2212"


def equals(value: Exact | float, decimals: int, language: Language = "nb") -> str:
    """ "= 0,85", "≈ 0,9396"."""
    exact = Fraction(value)
    whole = next((few for few in range(decimals + 1) if rounded(exact, few) == exact), None)
    if whole is not None:
        return f"= {decimal(exact, whole, language)}"
    return f"≈ {decimal(exact, decimals, language)}"


def share(point: Point, language: Language = "nb") -> str:
    """ "8 477 / 9 022 ≈ 0,9396"."""
    x, n = counts_of(point)
    return f"{_division(x, n, language)} {equals(Fraction(x, n), SHARE_DECIMALS, language)}"


def interval(point: Point, language: Language = "nb") -> Lines:
    """Wilson's interval: its middle and its half width before the division, then both ends."""
    x, n = counts_of(point)
    z, square = (_number(each, Z_DECIMALS, language) for each in (z_value(0.95), z_value(0.95) ** 2))
    before, patients = count(x, language), count(n, language)
    middle = Fraction(x) + Fraction(z_value(0.95)) ** 2 / 2
    low, high = ends_of(point)
    half = (Fraction(high) - Fraction(low)) / 2 * (n + Fraction(z_value(0.95)) ** 2)
    middle_text, half_text = (_number(each, PUT_IN, language) for each in (middle, half))
    root = f"√({before} × {count(n - x, language)} / {patients} + {square} / 4)"
    below = f"({patients} + {square})"
    return (
        f"{before} + {square} / 2 ≈ {middle_text}",
        f"{z} × {root} ≈ {half_text}",
        f"({middle_text} {MINUS} {half_text}) / {below} {equals(low, SHARE_DECIMALS, language)}",
        f"({middle_text} + {half_text}) / {below} {equals(high, SHARE_DECIMALS, language)}",
    )


def against_limits(point: Point, target: TargetPeriod, language: Language = "nb") -> Lines:
    """The count beside what each limit asks of so many patients, exactly:
    "8 477 > 0,85 × 9 022 = 7 668,7"."""
    x, n = counts_of(point)
    return tuple(
        f"{count(x, language)} {_sign(x, limit * n)} {_limit(limit, language)} × {count(n, language)} "
        f"{equals(Fraction(limit) * n, MOST_DECIMALS, language)}"
        for limit in limits_of(target)
    )


def interval_against_limits(point: Point, target: TargetPeriod, language: Language = "nb") -> Lines:
    """Each limit beside the interval: "0,9345 > 0,85" where it is all on one side, else
    "0,8213 < 0,85 < 0,9120"."""
    ends = [Fraction(end) for end in ends_of(point)]
    return tuple(
        _beside(Fraction(limit), ends, _limit(limit, language), language) for limit in limits_of(target)
    )


def _beside(limit: Fraction, ends: list[Fraction], written: str, language: Language) -> str:
    low, high = ends
    if low < limit < high:
        return f"{_seen(low, limit, language)} < {written} < {_seen(high, limit, language)}"
    nearest = low if low >= limit else high
    return f"{_seen(nearest, limit, language)} {_sign(nearest, limit)} {written}"


def _seen(end: Fraction, limit: Fraction, language: Language) -> str:
    """With the decimals it takes to be read on the right side of the limit."""
    enough = range(SHARE_DECIMALS, MOST_DECIMALS)
    side = _sign(end, limit)
    decimals = next((few for few in enough if _sign(rounded(end, few), limit) == side), MOST_DECIMALS)
    return decimal(end, decimals, language)


def lacking(point: Point, target: TargetPeriod, language: Language = "nb") -> Lines:
    """What the high limit asks of so many patients, and how many that is from the count."""
    x, n = counts_of(point)
    if target.high is None or point.distance is None:
        raise ValueError(f"{point.place} {point.year} has no distance to a limit.")
    asked = f"{_limit(target.high, language)} × {count(n, language)}"
    distance = count(point.distance, language)
    if point.direction == "lower":
        last = f"{count(x, language)} {MINUS} {count(x - point.distance, language)} = {distance}"
    else:
        last = f"{count(x + point.distance, language)} {MINUS} {count(x, language)} = {distance}"
    return f"{asked} {equals(Fraction(target.high) * n, MOST_DECIMALS, language)}", last


def change(before: Point, now: Point, language: Language = "nb") -> Lines:
    """The difference, and the two ends of Newcombe's interval from those of both years' own."""
    if now.change is None:
        raise ValueError(f"{now.place} {now.year} is not compared with the year before.")
    (x1, n1), (x2, n2) = counts_of(now), counts_of(before)
    put_in = _put_in(language)
    p1, p2 = put_in(Fraction(x1, n1)), put_in(Fraction(x2, n2))
    (low1, high1), (low2, high2) = (tuple(map(put_in, ends_of(one))) for one in (now, before))
    difference = now.change.difference
    size = put_in(difference)
    downwards = f"√(({p1} {MINUS} {low1})² + ({high2} {MINUS} {p2})²)"
    upwards = f"√(({high1} {MINUS} {p1})² + ({p2} {MINUS} {low2})²)"
    return (
        f"{_division(x1, n1, language)} {MINUS} {_division(x2, n2, language)} "
        f"{equals(difference, PUT_IN, language)}",
        f"{size} {MINUS} {downwards} {equals(now.change.low, SHARE_DECIMALS, language)}",
        f"{size} + {upwards} {equals(now.change.high, SHARE_DECIMALS, language)}",
    )


def is_exact_test(before: Point, now: Point) -> bool:
    """Whether so few are expected somewhere that Fisher's test is used."""
    return bool(takes_fisher(*counts_of(now), *counts_of(before)))


def pooled_test(before: Point, now: Point, language: Language = "nb") -> Lines:
    """The pooled share, and the difference in standard errors."""
    (x1, n1), (x2, n2) = counts_of(now), counts_of(before)
    put_in = _put_in(language)
    pooled = put_in(Fraction(x1 + x2, n1 + n2))
    difference = put_in(Fraction(x1, n1) - Fraction(x2, n2))
    first, second = count(n1, language), count(n2, language)
    error = f"√({pooled} × (1 {MINUS} {pooled}) × (1 / {first} + 1 / {second}))"
    return (
        f"({count(x1, language)} + {count(x2, language)}) / ({first} + {second}) "
        f"{equals(Fraction(x1 + x2, n1 + n2), PUT_IN, language)}",
        f"{difference} / {error} {equals(float(pooled_z(x1, n1, x2, n2)), 2, language)}",
    )


def p_value(p: float, language: Language = "nb") -> str:
    """ "p ≈ 0,0312", "p < 0,0001"."""
    if Fraction(p) < Fraction(SMALLEST_P):
        return f"p < {_limit(SMALLEST_P, language)}"
    return f"p {equals(p, SHARE_DECIMALS, language)}"


def funnel_lines(funnel: Funnel, one: FunnelPoint, language: Language = "nb") -> Lines:
    """The limits that the unit lies outside of, at its number of patients: at 95 %, then at 99.8 %."""
    _, n = counts_of(one.point)
    centre = _number(funnel.centre, PUT_IN + 1, language)
    side, sign = (0, MINUS) if one.outside < 0 else (1, "+")
    crossed = FUNNEL_CONFIDENCES[: abs(one.outside)]
    return tuple(
        f"{centre} {sign} {_number(z_value(confidence), Z_DECIMALS, language)} × "
        f"√({centre} × (1 {MINUS} {centre}) / {count(n, language)}) "
        f"{equals(float(funnel_limits(float(funnel.centre), n, confidence)[side]), SHARE_DECIMALS, language)}"
        for confidence in crossed
    )


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


def _limit(limit: Decimal, language: Language) -> str:
    return equals(limit, MOST_DECIMALS, language).split(" ", 1)[1]


def _division(x: int, n: int, language: Language) -> str:
    return f"{count(x, language)} / {count(n, language)}"


def _number(value: Exact | float, decimals: int, language: Language) -> str:
    return equals(value, decimals, language).split(" ", 1)[1]


def _put_in(language: Language) -> Callable[[Exact | float], str]:
    return lambda value: _number(value, PUT_IN, language)
