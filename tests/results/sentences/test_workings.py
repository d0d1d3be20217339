"""Every line of arithmetic is done again by what stands in it."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from results.calculations.attainment import Numbers, judge_by
from results.calculations.funnel import funnel_of
from results.calculations.shapes import TARGETS, frame_of
from results.calculations.targets import targets_of
from results.points import Cell, Change, Measure, Point, TargetPeriod
from results.sentences import workings
from tests.twins import attainment, change, funnel, intervals

SIGNS = re.compile(r" ([<>=≈]) ")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
MOST = 100_000
SOME = settings(max_examples=60, deadline=None)
counts = st.integers(1, MOST).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
limits = st.decimals("0.01", "0.99", places=3)


def worth(text):
    """What the expression comes to, in whole numbers and fractions as far as it can."""
    python = text.replace("\u202f", "").replace(",", ".").replace("×", "*").replace("−", "-")
    python = python.replace("√", "root").replace("²", "**2")
    return eval(NUMBER.sub(lambda one: f"F('{one[0]}')", python), {"F": Fraction, "root": math.sqrt})


def holds(line):
    """Whether each part of the line is to the next as the sign between them says."""
    first, *rest = SIGNS.split(line)
    for sign, second in zip(rest[::2], rest[1::2], strict=True):
        before, after = worth(first), worth(second)
        if sign == "≈":
            last = 10 ** -len(second.partition(",")[2])
            assert abs(before - after) <= last, line
        else:
            assert {"<": before < after, ">": before > after, "=": before == after}[sign], line
        first = second
    return True


def a_point(x, n, **fields):
    low, high = map(float, intervals.wilson(x, n))
    value = Fraction(x, n)
    return Point("a", "A", "hospital", 2024, Cell("A"), value, 0, x, n, low, high, **fields)


def last_number(line):
    return SIGNS.split(line)[-1]


@SOME
@given(counts)
def test_share(both):
    line = workings.share(a_point(*both))
    assert holds(line)
    assert abs(worth(last_number(line)) - Fraction(*both)) <= Fraction(1, 20_000)


@SOME
@given(counts)
def test_interval_ends_where_wilson_says(both):
    *lines, low, high = workings.interval(a_point(*both))
    assert all(map(holds, [*lines, low, high]))
    for line, end in zip((low, high), intervals.wilson(*both), strict=True):
        assert abs(worth(last_number(line)) - Fraction(end)) <= Fraction(1, 20_000) + Fraction(1, 10**9)


@SOME
@given(counts, limits, limits, st.sampled_from(["higher", "lower"]))
def test_limits_and_distance(both, one, other, direction):
    moderate, high = sorted((one, other), reverse=direction == "lower")
    target = TargetPeriod(None, None, direction, high, moderate, None)
    twin = Twin(high, moderate, direction)
    distance = attainment.distance(*both, twin)
    point = a_point(*both, direction=direction, distance=distance)
    for line, limit in zip(
        workings.against_limits(point, target), dict.fromkeys((high, moderate)), strict=True
    ):
        assert holds(line)
        above = SIGNS.split(line)[1] in ("=", ">")
        assert above == (Fraction(*both) >= Fraction(limit))
    *_, last = workings.lacking(point, target)
    assert all(map(holds, workings.lacking(point, target)))
    assert worth(last_number(last)) == distance


class Twin:
    def __init__(self, high, moderate, direction):
        self.high, self.moderate, self.direction = high, moderate, direction


@SOME
@given(counts, limits, limits)
def test_a_level_is_certain_when_no_limit_lies_inside_the_interval(both, one, other):
    moderate, high = sorted((one, other))
    point = a_point(*both)
    assume(not {Fraction(point.low), Fraction(point.high)} & {Fraction(high), Fraction(moderate)})
    lines = workings.interval_against_limits(point, TargetPeriod(None, None, "higher", high, moderate, None))
    assert all(map(holds, lines))
    inside = any(len(SIGNS.split(line)) == 5 for line in lines)
    row = {"indicator": 1, "valid_from": None, "direction": "higher", "high": high, "moderate": moderate}
    verdict = judge_by(numbers(point), targets_of(frame_of(TARGETS, [row])), np.array([0]))
    assert bool(verdict.certain[0]) is not inside


def numbers(point):
    whole = [np.array([each]) for each in (point.numerator, point.denominator)]
    ends = [np.array([each]) for each in (point.low, point.high)]
    return Numbers(np.array([True]), *whole, np.array([None], dtype=object), *ends)


@SOME
@given(counts, counts)
def test_change(before, now):
    difference, low, high, p, certain = change.change(*map(row, (now, before)))
    told = Change(difference, float(low), float(high), p, certain)
    lines = workings.change(a_point(*before), a_point(*now, change=told))
    assert all(map(holds, lines))
    for line, end in zip(lines, (difference, low, high), strict=True):
        assert abs(worth(last_number(line)) - Fraction(end)) <= Fraction(1, 20_000) + Fraction(1, 10**9)
    if certain and not workings.is_exact_test(a_point(*before), a_point(*now)):
        assert holds(workings.pooled_test(a_point(*before), a_point(*now)))


def row(both):
    return {"numerator": both[0], "denominator": both[1]}


@SOME
@given(counts, counts)
def test_funnel(nation, both):
    centre = Fraction(*nation)
    found = funnel_of(
        measure=A_SHARE,
        year=2024,
        level_name="sykehus",
        points=[a_point(*both)],
        centre=centre,
        centre_name="hele landet",
    )
    assume(found.points[0].outside)
    share, *crossed = workings.funnel_lines(found, found.points[0])
    outside = funnel.outside(*both, centre)
    assert len(crossed) == abs(outside)
    assert holds(share)
    for line, confidence in zip(crossed, (0.95, 0.998), strict=False):
        assert holds(line)
        limit = intervals.funnel_limits(centre, both[1], confidence)[outside > 0]
        assert abs(worth(last_number(line)) - Fraction(limit)) <= Fraction(1, 20_000) + Fraction(1, 10**9)


A_SHARE = Measure("hjerte", "Hjerte", "i_tide", "I tide", "share", True, 0, "", 5, "caregiver")


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.03124, "p ≈ 0,0312"), (0.5, "p ≈ 0,5000"), (0.00004, "p < 0,0001"), (0.0, "p < 0,0001")],
)
def test_p(p, text):
    assert workings.p_value(p) == text


def test_in_the_language_of_the_page():
    assert workings.share(a_point(8477, 9022)) == "8\u202f477 / 9\u202f022 ≈ 0,9396"
    with translation.override("en"):
        assert workings.share(a_point(8477, 9022)) == "8,477 / 9,022 ≈ 0.9396"


def test_an_end_is_written_so_that_it_is_on_its_side_of_the_limit():
    point = Point("a", "A", "hospital", 2024, Cell("A"), low=0.699996, high=0.75)
    target = TargetPeriod(None, None, "higher", Decimal("0.7"), Decimal("0.7"), None)
    assert workings.interval_against_limits(point, target) == ("0,699996 < 0,7 < 0,7500",)


@pytest.mark.parametrize("line", [workings.share, workings.interval])
def test_what_is_not_shown_has_no_lines(line):
    with pytest.raises(ValueError, match="has no counts to show"):
        line(Point("a", "A", "hospital", 2024, Cell("A")))
