from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.charts.labels import spread, spread_lines
from results.charts.scale import rounded_scale, scale_of
from tests.results.charts.samples import N, measure

SHARE = measure()
DAYS = measure(type="mean", in_percent=False)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_scale_holds_both_ends_in_few_round_steps(low, span):
    scale = rounded_scale(low, low + span)
    assert scale.low <= low + 1e-6
    assert scale.high >= low + span - 1e-6
    assert 2 <= len(scale.ticks) <= 8
    assert len(set(scale.texts)) == len(scale.ticks)


@pytest.mark.parametrize(
    ("numbers", "whole", "texts"),
    [
        ([0.62, 0.7], True, [f"{n}{N}%" for n in (0, 20, 40, 60, 80, 100)]),
        ([0.62, 0.7], False, [f"{n}{N}%" for n in (62, 64, 66, 68, 70)]),
        ([0.012, 0.015], False, [f"{n}{N}%" for n in ("1,2", "1,3", "1,4", "1,5")]),
        ([], True, [f"{n}{N}%" for n in (0, 20, 40, 60, 80, 100)]),
    ],
)
def test_scale_of_shares(numbers, whole, texts):
    assert scale_of(SHARE, numbers, whole=whole).texts == texts


@pytest.mark.parametrize(
    ("numbers", "whole", "ends"),
    [([12.5], True, (0, 15)), ([-3, 4], True, (-4, 4)), ([1204, 1310], False, (1200, 1350))],
)
def test_scale_of_other_numbers(numbers, whole, ends):
    scale = scale_of(DAYS, numbers, whole=whole)
    assert (scale.low, scale.high) == ends


def test_counts_have_whole_steps():
    assert scale_of(measure(type="count", in_percent=False), [2], whole=True).texts == ["0", "1", "2"]


@given(st.lists(st.floats(0, 300), max_size=8))
def test_spread_labels_keep_apart_inside_and_in_their_order(wanted):
    places = spread(wanted, 18, 0, 300)
    stacked = sorted(places)
    assert all(after - before >= 18 - 1e-6 for before, after in pairwise(stacked))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert [places[index] for index in order] == stacked


def test_labels_with_room_stay_where_they_are():
    assert spread([10, 200, 100], 18, 0, 300) == [10, 200, 100]


def test_a_label_of_two_lines_keeps_others_two_lines_away():
    assert spread_lines([10, 10], ["Høy<br>≥ 90", "Lav"], 16, 300) == pytest.approx([8, 32])
