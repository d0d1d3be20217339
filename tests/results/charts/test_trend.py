from decimal import Decimal
from itertools import pairwise

import pytest

from results.charts import trend_figure
from results.points import Goal, TargetPeriod, Trend
from tests.results.charts.samples import B, N, hidden, measure, named, period, point, series, trend, years


def test_one_trace_per_unit_at_each_year_and_value():
    figure = trend_figure(trend(years("Bodø", [45, 63]), years("Volda", [70, 71])))
    assert [trace.name for trace in figure.data] == ["Bodø", "Volda"]
    assert [round(x) for x in figure.data[0].x] == [2020, 2021]
    assert list(figure.data[0].y) == [0.45, 0.63]


def test_a_unit_alone_stands_right_at_its_years_and_several_side_by_side():
    assert list(trend_figure(trend(years("Bodø", [45, 63]))).data[0].x) == [2020, 2021]
    lines = trend_figure(trend(*(years(place, [45, 63]) for place in "abcdefghij"))).data
    places = [trace.x[0] for trace in lines]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == pytest.approx((2019.8, 2020.2))


def test_hover_is_the_words_of_the_table_and_the_interval():
    one = point("Bodø", 2024, 58, level="moderate")
    trace = trend_figure(trend(series(one))).data[0]
    assert trace.text[0] == f"Bodø, 2024: {one.cell.text} · {one.cell.interval}"
    assert trace.hovertemplate == "%{text}<extra></extra>"


def test_whiskers_reach_from_the_value_to_the_ends_of_the_interval():
    bars = trend_figure(trend(series(point(numerator=80)))).data[0].error_y
    assert (bars.array[0], bars.arrayminus[0]) == (pytest.approx(0.075), pytest.approx(0.08))
    none = trend_figure(trend(series(point(low=None, high=None)))).data[0].error_y
    assert none.visible is False


def test_a_year_without_a_number_is_a_gap_that_says_nothing():
    trace = trend_figure(trend(years("Bodø", [45, None, 63]))).data[0]
    assert list(trace.y) == [0.45, None, 0.63]
    assert trace.text[1] == ""
    assert trace.error_y.array[1] is None
    assert trace.connectgaps is False


def test_a_year_that_is_not_there_is_a_gap():
    trace = trend_figure(trend(series(point(year=2020), point(year=2022)))).data[0]
    assert list(zip(trace.x, trace.y, strict=True)) == [(2020, 0.81), (2021.5, None), (2022, 0.81)]


def test_the_line_is_not_drawn_across_a_break_which_is_marked_with_its_reason():
    targets = (
        period(last=2021),
        period(2022, note="Nytt mål fra 2022: innen 21 dager (før: 30).", is_break=True),
    )
    figure = trend_figure(trend(years("Bodø", [45, 50, 60, 61]), targets=targets))
    spots = list(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert spots[1:4] == [(2021, 0.5), (2021.5, None), (2022, 0.6)]
    (line,) = named(figure.layout.shapes, "break")
    assert (line.x0, line.x1, line.line.dash) == (2021.5, 2021.5, "dot")
    (reason,) = named(figure.layout.annotations, "reason")
    assert reason.text.replace("<br>", " ") == "Nytt mål fra 2022: innen 21 dager (før: 30)."


def test_a_break_without_a_note_says_that_the_target_is_new():
    targets = period(last=2021), period(2022, is_break=True)
    figure = trend_figure(trend(years("Bodø", [45, 50, 60]), targets=targets))
    assert named(figure.layout.annotations, "reason")[0].text == "Nytt mål fra 2022."


@pytest.mark.parametrize("first", [2020, 2023])
def test_a_break_before_or_after_what_is_drawn_is_not_marked(first):
    figure = trend_figure(trend(years("Bodø", [45, 50]), targets=[period(first, is_break=True)]))
    assert named(figure.layout.shapes, "break") == []


def test_each_year_has_its_own_targets_bands():
    targets = period(last=2021), period(2022, high="0.9", moderate="0.8")
    figure = trend_figure(trend(years("Bodø", [45, 50, 60, 61]), targets=targets))
    areas = [(area.x0, area.x1, area.y0, area.y1) for area in named(figure.layout.shapes, "band")]
    assert areas == [
        (2019.65, 2021.5, 0.85, 1.0),
        (2019.65, 2021.5, 0.7, 0.85),
        (2021.5, 2023.35, 0.9, 1.0),
        (2021.5, 2023.35, 0.8, 0.9),
    ]
    words = [text.text for text in figure.layout.annotations if text.name and text.name.endswith("edge")]
    assert words == [f"Høy ≥{B}85{N}%", f"Moderat ≥{B}70{N}%", f"Høy ≥{B}90{N}%", f"Moderat ≥{B}80{N}%"]


def test_bands_lie_below_the_limits_where_lower_is_better():
    target = period(direction="lower", high="0.04", moderate="0.1")
    figure = trend_figure(trend(years("Bodø", [3, 5]), targets=[target]))
    assert [(area.y0, area.y1) for area in named(figure.layout.shapes, "band")] == [(0, 0.04), (0.04, 0.1)]


def test_there_is_no_band_before_the_first_target_nor_where_it_gives_no_level():
    without = TargetPeriod(2021, 2021, "", None, None, None)
    figure = trend_figure(trend(years("Bodø", [3, 5, 6]), targets=[without, period(2022)]))
    assert {area.x0 for area in named(figure.layout.shapes, "band")} == {2021.5}


def test_a_note_alone_does_not_cut_a_band_in_two():
    targets = period(last=2020), period(2021, note="Ny kode i registeret.")
    figure = trend_figure(trend(years("Bodø", [45, 50, 60]), targets=targets))
    assert len(named(figure.layout.shapes, "band")) == 2


def test_bands_beyond_a_fitted_axis_are_cut_and_their_limits_not_drawn():
    figure = trend_figure(trend(series(point(numerator=80)), targets=[period()], whole_axis=False))
    low, high = figure.layout.yaxis.range
    assert 0.6 < low <= 0.72
    assert 0.875 <= high < 1
    for area in named(figure.layout.shapes, "band"):
        assert low <= area.y0 < area.y1 <= high


def test_provisional_years_are_hollow_and_named_so():
    figure = trend_figure(trend(series(point(year=2023), point(year=2024, provisional=True))))
    trace = figure.data[0]
    assert list(trace.marker.color) == ["var(--series-1)", "var(--paper)"]
    assert list(figure.layout.xaxis.ticktext) == ["2023", "2024<br>foreløpig"]


def test_no_marker_of_a_trend_is_a_levels():
    figure = trend_figure(trend(*(years(place, [45, 63]) for place in "abcdefghij")))
    assert not [trace for trace in figure.data if "circle" in trace.marker.symbol]


def test_units_differ_by_more_than_colour():
    figure = trend_figure(trend(*(years(place, [45, 63]) for place in "abcdefghij")))
    drawn = [(trace.line.dash, trace.marker.symbol) for trace in figure.data]
    assert len(set(drawn)) == 10


def test_the_nation_is_grey_and_takes_no_other_units_colour():
    lines = years("Hele landet", [70, 71], unit_level="nation"), years("Bodø", [45, 63])
    nation, bodo = trend_figure(trend(*lines)).data
    assert (nation.line.color, bodo.line.color) == ("var(--chart-nation)", "var(--series-1)")


def test_up_to_four_lines_are_named_at_their_ends_without_touching():
    figure = trend_figure(
        trend(*(years(place, [45, value]) for place, value in {"a": 63, "b": 63, "c": 64, "d": 65}.items()))
    )
    ends = named(figure.layout.annotations, "end")
    assert [end.text for end in ends] == [f"a 63{N}%", f"b 63{N}%", f"c 64{N}%", f"d 65{N}%"]
    assert figure.layout.showlegend is False
    assert least_gap(figure, "end") >= 16.9


def least_gap(figure, *names):
    """Pixels between the middles of the nearest two labels of those names."""
    labels = [text for name in names for text in named(figure.layout.annotations, name)]
    span = figure.layout.yaxis.range[1] - figure.layout.yaxis.range[0]
    heights = sorted((text.ay if text.showarrow else text.y) * 300 / span for text in labels)
    return min(after - before for before, after in pairwise(heights))


def test_limits_of_thin_bands_are_named_beside_the_plot_clear_of_the_lines_names():
    lines = (years(place, [5, value]) for place, value in {"a": 6, "b": 3, "c": 2, "d": 2}.items())
    target = period(direction="lower", high="0.04", moderate="0.1")
    figure = trend_figure(trend(*lines, targets=[target]))
    assert least_gap(figure, "end", "high edge", "moderate edge") >= 16.9
    for label in figure.layout.annotations:
        assert label.ax == 2021.35 if label.showarrow else (label.x, label.xref) == (1, "paper")


def test_a_label_that_was_moved_has_a_line_to_what_it_names():
    figure = trend_figure(trend(years("a", [5, 50]), years("b", [5, 50])))
    for end, line in zip(named(figure.layout.annotations, "end"), figure.data, strict=True):
        assert (end.showarrow, end.x, end.y) == (True, line.x[-1], 0.5)


def test_a_line_that_ends_before_the_others_says_its_year():
    figure = trend_figure(trend(years("a", [5, 50]), years("b", [5, 90, 91])))
    assert [end.text for end in named(figure.layout.annotations, "end")] == [f"a 50{N}% (2021)", f"b 91{N}%"]


def test_limits_of_an_earlier_target_stand_where_fewer_results_are():
    targets = period(last=2022), period(2023, high="0.9", moderate="0.8")
    figure = trend_figure(trend(years("a", [86, 86, 50, 60, 61]), targets=targets))
    earlier, later = named(figure.layout.annotations, "high edge")
    assert (earlier.x, earlier.xanchor) == (2022.5, "right")
    assert (later.xref, later.text) == ("paper", f"Høy ≥{B}90{N}%")


def test_the_level_of_all_the_rest_is_named_in_the_middle_and_has_no_edge():
    target = period(direction="lower", high="0.02", goal=Goal(f"≤{B}2{N}%", "ellers"))
    figure = trend_figure(trend(years("a", [2, 3]), targets=[target]))
    (label,) = named(figure.layout.annotations, "moderate edge")
    assert (label.text, label.y) == ("Moderat ellers", pytest.approx(0.51))
    assert len(named(figure.layout.shapes, "edge")) == 1


def test_years_begin_near_the_axis_and_the_words_have_their_own_margin():
    layout = trend_figure(trend(years("a", [2, 3]), targets=[period()])).layout
    assert tuple(layout.xaxis.range) == (2019.65, 2021.35)
    assert layout.margin.r > 80


def test_whiskers_are_quieter_than_their_line():
    bars = trend_figure(trend(years("Bodø", [45, 63]))).data[0].error_y
    assert (bars.color, bars.thickness) == ("var(--series-1-whisker)", 1)


def test_the_unit_above_the_axis_begins_at_the_charts_edge_below_the_reasons():
    stays = measure(period(2021, is_break=True), type="mean", in_percent=False, unit_word="opphold")
    layout = trend_figure(Trend(stays, (years("Bodø", [45, 63]),))).layout
    (unit,), (reason,) = named(layout.annotations, "unit"), named(layout.annotations, "reason")
    assert (unit.xanchor, unit.xshift) == ("left", -layout.margin.l)
    assert reason.yshift > unit.yshift + 10


def test_more_lines_have_a_legend():
    figure = trend_figure(trend(*(years(place, [45, 63]) for place in "abcde")))
    assert figure.layout.showlegend is True
    assert named(figure.layout.annotations, "end") == []


def test_a_narrow_page_has_a_legend_and_no_names_at_the_ends():
    figure = trend_figure(trend(years("Bodø", [45, 63]), years("Volda", [45, 63])))
    narrow = figure.layout.meta["narrow"]
    assert narrow["showlegend"] is True
    assert [text for text in narrow["annotations"] if text["name"] == "end"] == []


def test_names_are_shown_as_they_are_written():
    trace, *_ = trend_figure(trend(years("<b>Bodø</b> & co", [45]))).data
    assert trace.name == "&lt;b&gt;Bodø&lt;/b&gt; &amp; co"
    assert trace.text[0].startswith("&lt;b&gt;Bodø&lt;/b&gt; &amp; co, 2020: ")


def test_whole_axis_of_shares_is_0_to_100_per_cent_in_norwegian():
    axis = trend_figure(trend(years("Bodø", [45, 63]))).layout.yaxis
    assert (tuple(axis.range), axis.ticktext[0], axis.ticktext[-1]) == ((0, 1), f"0{N}%", f"100{N}%")


def test_whole_axis_of_other_numbers_begins_at_0_and_has_the_unit_word():
    days = measure(type="mean", in_percent=False, unit_word="dager")
    one = point(value=Decimal("12.5"), low=None, high=None)
    figure = trend_figure(Trend(days, (series(one),)))
    assert tuple(figure.layout.yaxis.range) == (0, 15)
    assert named(figure.layout.annotations, "unit")[0].text == "dager"


def test_nothing_to_show_is_an_empty_chart():
    assert trend_figure(trend(series(hidden()))).data == ()
    assert trend_figure(trend()).data == ()


def test_a_place_without_any_number_is_neither_drawn_nor_named_but_its_years_are_on_the_axis():
    figure = trend_figure(trend(years("Bodø", [45, 63]), years("Volda", [None] * 3)))
    assert [trace.name for trace in figure.data] == ["Bodø"]
    assert figure.layout.xaxis.ticktext == ("2020", "2021", "2022")
    assert figure.layout.meta["narrow"]["showlegend"] is False
    five = [*(years(place, [45, 63]) for place in "abcd"), years("e", [None, None])]
    assert trend_figure(trend(*five)).layout.showlegend is False


def test_the_reason_of_a_break_is_as_large_as_the_names():
    figure = trend_figure(trend(years("Bodø", [45, 50]), targets=[period(2021, is_break=True)]))
    assert named(figure.layout.annotations, "reason")[0].font.size == 13
    (narrow,) = [one for one in figure.layout.meta["narrow"]["annotations"] if one["name"] == "reason"]
    assert narrow["font"] == {"size": 13, "color": "var(--ink)"}
