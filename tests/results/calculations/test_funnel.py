from fractions import Fraction

import pytest
from hypothesis import example, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from results.calculations.funnel import MOST_SIZES, funnel_of, outside, sizes_between
from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits
from tests.results.shown import SHARE, given, hospital, missing, share, withheld
from tests.twins import funnel as twin
from tests.twins import intervals

sizes = st.one_of(st.integers(1, 60), st.integers(61, 10**4), st.integers(2**31, 2**45))
counts = sizes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
centres = st.one_of(st.sampled_from([Fraction(0), Fraction(1)]), counts.map(lambda pair: Fraction(*pair)))


def a_funnel(points, centre=Fraction(7, 10), **fields):
    return funnel_of(
        measure=SHARE, year=2024, level_name="sykehus", points=points, centre=centre,
        centre_name="hele landet", **fields,
    )  # fmt: skip


@settings(max_examples=500, deadline=None)
@generated(counts, centres)
@example((0, 10), Fraction(0))
@example((10, 10), Fraction(1))
@example((1, 10), Fraction(0))
@example((9, 10), Fraction(1))
def test_a_unit_lies_outside_exactly_when_its_own_interval_leaves_the_centre_out(pair, centre):
    assert outside(*pair, centre) == twin.outside(*pair, centre)


@settings(max_examples=300, deadline=None)
@generated(sizes, st.sampled_from(FUNNEL_CONFIDENCES), st.fractions(0, 1, max_denominator=10**6))
def test_both_sides_of_a_line_are_told_apart_to_the_last_patient(n, confidence, centre):
    low, high = (float(limit) for limit in intervals.funnel_limits(centre, n, confidence))
    wanted = FUNNEL_CONFIDENCES.index(confidence) + 1
    for x in {min(int(limit * n) + step, n) for limit in (low, high) for step in (0, 1)}:
        assert (abs(outside(x, n, centre)) >= wanted) == (abs(twin.outside(x, n, centre)) >= wanted)


@pytest.mark.parametrize(("numerator", "expected"), [(700, 0), (670, -1), (730, 1), (640, -2), (760, 2)])
def test_the_side_and_the_line_are_told(numerator, expected):
    assert outside(numerator, 1000, Fraction(7, 10)) == expected


def test_only_points_with_counts_to_show_have_a_place():
    points = [
        share(7, 10, unit=hospital(1)),
        withheld(),
        missing(),
        given("7"),
        share(70, 90, unit=hospital(2)),
    ]
    funnel = a_funnel(points, highlighted=frozenset({"sykehus-1"}), whole_axis=False)
    assert [one.point.slug for one in funnel.points] == ["sykehus-1", "sykehus-2"]
    assert (funnel.sizes[0], funnel.sizes[-1]) == (10, 90)
    assert (funnel.highlighted, funnel.whole_axis) == (frozenset({"sykehus-1"}), False)
    assert (funnel.centre, funnel.centre_name, funnel.year) == (Fraction(7, 10), "hele landet", 2024)


def test_a_funnel_without_points_has_no_lines():
    funnel = a_funnel([withheld(), missing()])
    assert (funnel.points, funnel.sizes, funnel.inner, funnel.outer) == ((), (), (), ())


def test_the_lines_are_the_limits_of_their_sizes():
    funnel = a_funnel([share(7, 10), share(70, 100)])
    for line, confidence in ((funnel.inner, 0.95), (funnel.outer, 0.998)):
        assert len(line) == len(funnel.sizes)
        for n, limits in zip(funnel.sizes, line, strict=True):
            assert limits == tuple(float(limit) for limit in funnel_limits(0.7, n, confidence))
            assert limits == pytest.approx(
                [float(limit) for limit in intervals.funnel_limits(Fraction(7, 10), n, confidence)]
            )


@settings(max_examples=300, deadline=None)
@generated(st.lists(sizes, min_size=1, max_size=30))
def test_sizes_run_from_the_smallest_to_the_largest_without_repeats(denominators):
    found = sizes_between(denominators)
    assert found[0] == min(denominators)
    assert found[-1] == max(denominators)
    assert list(found) == sorted(set(found))
    assert len(found) <= MOST_SIZES
    assert all(isinstance(size, int) for size in found)
    if max(denominators) - min(denominators) < 5:
        assert len(found) == max(denominators) - min(denominators) + 1
