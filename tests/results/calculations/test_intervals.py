from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits, newcombe, wilson
from tests.twins import intervals as twin

sizes = st.one_of(st.integers(1, 60), st.integers(61, 10**4), st.integers(2**31, 2**45))
confidences = st.sampled_from(FUNNEL_CONFIDENCES)


@st.composite
def shares(draw):
    n = draw(sizes)
    return draw(st.one_of(st.sampled_from([0, n]), st.integers(0, n))), n


def floats(ends):
    return tuple(float(end) for end in ends)


@settings(max_examples=300, deadline=None)
@given(shares(), confidences)
def test_wilson_is_the_slow_twins(share, confidence):
    expected = floats(twin.wilson(*share, confidence))
    assert floats(wilson(*share, confidence)) == pytest.approx(expected, abs=1e-13)


@settings(max_examples=300, deadline=None)
@given(shares(), shares(), confidences)
def test_newcombe_is_the_slow_twins(first, second, confidence):
    expected = floats(twin.newcombe(*first, *second, confidence))
    assert floats(newcombe(*first, *second, confidence)) == pytest.approx(expected, abs=1e-13)


@settings(max_examples=300, deadline=None)
@given(shares(), sizes, confidences)
@example((10_231_841_279_870, 10_231_841_444_510), 1, 0.95)
def test_funnel_limits_are_the_slow_twins(share, n, confidence):
    theta = share[0] / share[1]  # as the function gets it: near 1, the share's own rounding is not its fault
    expected = floats(twin.funnel_limits(Fraction(theta), n, confidence))
    assert floats(funnel_limits(theta, n, confidence)) == pytest.approx(expected, abs=1e-13)


@settings(max_examples=500, deadline=None)
@given(shares(), shares(), confidences)
@example((0, 10), (0, 10), 0.95)
@example((10, 10), (10, 10), 0.998)
def test_a_unit_lies_outside_the_funnel_exactly_when_the_share_lies_outside_its_interval(
    unit, nation, confidence
):
    (x, n), theta = unit, nation[0] / nation[1]
    # Binary floats cannot tell a share so close to another from the other.
    assume(Fraction(*unit) == Fraction(*nation) or abs(x / n - theta) > 1e-12)
    low, high = wilson(x, n, confidence)
    lowest, highest = funnel_limits(theta, n, confidence)
    assert (x / n < lowest or x / n > highest) == (theta < low or theta > high)


@pytest.mark.parametrize("n", [1, 7, 30, 9022, 2**45])
def test_none_starts_at_exactly_zero_and_all_ends_at_exactly_one(n):
    low, high = wilson([0, n], [n, n])
    assert low[0] == 0.0
    assert high[1] == 1.0
    assert high[0] > 0
    assert low[1] < 1


@settings(max_examples=100, deadline=None)
@given(shares(), confidences)
def test_the_mirrored_share_has_the_mirrored_interval(share, confidence):
    x, n = share
    low, high = floats(wilson(x, n, confidence))
    mirrored = floats(wilson(n - x, n, confidence))
    assert (1 - high, 1 - low) == pytest.approx(mirrored, abs=1e-13)


def test_many_at_once_are_each_as_alone():
    x, n = np.array([0, 3, 65, 100]), np.array([5, 7, 100, 100])
    together = np.stack(wilson(x, n), axis=1)
    assert [tuple(ends) for ends in together] == [floats(wilson(*share)) for share in zip(x, n, strict=True)]
