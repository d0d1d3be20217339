from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from results.presenters.levels import Levels, levels_of
from tests.results.presenters.seen import a_measure, a_target, seen

SHARE = a_measure(a_target(high="0.8", moderate="0.6"))
N = "\u202f"


def test_shares_are_of_the_indicators_that_have_a_level():
    levels = Levels(high=41, moderate=26, low=19, unjudged=12, withheld=5, coverage=8)
    assert (levels.judged, levels.shown) == (86, 98)
    assert levels.high_words == f"41 av 86 (48{N}%)"
    assert levels.words == "41 høy, 26 moderat, 19 lav"
    assert [(tally.level, tally.number) for tally in levels.tallies] == [
        ("high", "41"), ("moderate", "26"), ("low", "19"),
    ]  # fmt: skip


def test_without_a_level_there_is_neither_share_nor_bar():
    levels = Levels(unjudged=3, withheld=1)
    assert (levels.share_high, levels.stack, levels.high_words, levels.percent_high) == (None, None, "", "")
    assert levels.has_results
    assert not Levels().has_results
    assert Levels(coverage=1).has_results


def test_no_part_is_drawn_for_a_level_that_none_has():
    assert [(part.level, part.x, part.width) for part in Levels(high=1, low=3).stack.parts] == [
        ("high", "0", "25"), ("low", "25", "75"),
    ]  # fmt: skip


@given(st.tuples(*[st.integers(0, 400)] * 3).filter(any))
def test_the_parts_of_a_bar_are_as_wide_as_their_shares_and_fill_it(sizes):
    parts = Levels(*sizes).stack.parts
    widths = [Fraction(size * 100, sum(sizes)) for size in sizes if size]
    assert all(
        abs(Fraction(part.width) - width) <= Fraction(1, 2000)
        for part, width in zip(parts, widths, strict=True)
    )
    last = parts[-1]
    assert abs(Fraction(last.x) + Fraction(last.width) - 100) <= Fraction(1, 1000)
    assert sum(size > 0 for size in sizes) == len(parts)


def test_points_are_counted_by_level_unjudged_and_withheld():
    points = [
        seen(SHARE, numerator=9, denominator=10, attainment="high"),
        seen(SHARE, numerator=1, denominator=10, attainment="low"),
        seen(a_measure(), numerator=1, denominator=10),
        seen(SHARE, numerator=1, denominator=2, withheld="privacy", attainment="low"),
    ]
    assert levels_of(points) == Levels(high=1, low=1, unjudged=1, withheld=1)
