from decimal import Decimal
from itertools import pairwise

import pytest

from results.charts import ranking_figure
from results.points import Cell, Ranking
from tests.results.charts.samples import B, N, measure, named, period, point, ranking

UNITS = (
    point("Bodø", numerator=91, level="high"),
    point("Volda", numerator=80, level="moderate"),
    point("Molde", numerator=60, level="low"),
)


def named_of(narrow, name):
    return [one for one in (*narrow["annotations"], *narrow["shapes"]) if one.get("name") == name]


def test_rows_are_in_the_order_given_from_the_top():
    axis = ranking_figure(ranking(*UNITS, targets=[period()])).layout.yaxis
    assert list(axis.ticktext) == [f"Bodø  91{N}%", f"Volda  80{N}%", f"Molde  60{N}%"]
    assert list(axis.tickvals) == [0, 1, 2]
    assert axis.range[0] > axis.range[1]


@pytest.mark.parametrize("order", [UNITS, UNITS[::-1]])
def test_the_best_is_at_the_top_whichever_direction_is_better(order):
    figure = ranking_figure(ranking(*order))
    assert figure.data[0].x[0] == float(order[0].value)
    assert figure.data[0].y[0] == min(figure.data[0].y)


def test_levels_are_the_same_three_symbols_as_everywhere():
    figure = ranking_figure(ranking(*UNITS))
    high, moderate, low = figure.data[0].marker.color
    assert set(figure.data[0].marker.symbol) == {"circle"}
    assert (high, moderate, low) == ("var(--level-high)", "var(--paper)", "var(--paper)")
    (half,) = named(figure.layout.shapes, "half")
    assert (half.xanchor, half.yanchor, half.xsizemode) == (0.8, 1, "pixel")
    assert half.fillcolor == "var(--level-moderate)"
    assert list(figure.data[0].marker.line.color) == [
        f"var(--level-{word})" for word in ("high", "moderate", "low")
    ]


def test_without_a_level_the_marker_is_no_circle():
    assert ranking_figure(ranking(point())).data[0].marker.symbol == ("square",)


def test_chosen_units_are_bold_and_a_trace_of_their_own():
    figure = ranking_figure(ranking(*UNITS, highlighted=["volda"]))
    others, chosen = figure.data
    assert (others.y, chosen.y) == ((0, 2), (1,))
    assert figure.layout.yaxis.ticktext[1] == f"<b>Volda  80{N}%</b>"
    assert chosen.error_x.color == "var(--accent)"


def test_hover_is_the_words_of_the_table():
    trace = ranking_figure(ranking(*UNITS)).data[0]
    assert trace.text[0] == f"Bodø, 2024: Høy 91{N}% · 91 av 100 · 95{N}% KI 72–87{N}%"


def test_intervals_are_drawn():
    bars = ranking_figure(ranking(UNITS[1])).data[0].error_x
    assert (bars.array[0], bars.arrayminus[0]) == (pytest.approx(0.075), pytest.approx(0.08))


def test_the_nation_is_a_line_with_its_name_and_number():
    nation = point("Hele landet", numerator=77, unit_level="nation")
    figure = ranking_figure(ranking(*UNITS, nation=nation))
    (line,) = named(figure.layout.shapes, "nation")
    assert (line.x0, line.x1, line.line.color) == (0.77, 0.77, "var(--chart-nation)")
    assert named(figure.layout.annotations, "nation")[0].text == f"Hele landet 77{N}%"
    assert named(ranking_figure(ranking(*UNITS)).layout.shapes, "nation") == []


def test_bands_are_those_of_the_years_own_target():
    figure = ranking_figure(ranking(*UNITS, targets=[period(last=2023), period(2024, high="0.9")]))
    assert [(area.x0, area.x1) for area in named(figure.layout.shapes, "band")] == [(0.9, 1), (0.7, 0.9)]
    assert [text.text for text in figure.layout.annotations] == [f"Høy ≥{B}90{N}%", f"Moderat ≥{B}70{N}%"]


def test_height_grows_with_the_units():
    few = ranking_figure(ranking(*UNITS)).layout.height
    assert ranking_figure(ranking(*UNITS, *UNITS)).layout.height - few == 3 * 22


def test_long_names_are_cut_beside_the_axis_but_whole_where_one_points():
    long = "Universitetssykehuset i det aller nordligste Norge"
    figure = ranking_figure(ranking(point(f"<i>{long}", numerator=91)))
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;i&gt;Universitetssykehuset")
    assert "…" in figure.layout.yaxis.ticktext[0]
    (name,) = named_of(figure.layout.meta["narrow"], "name")
    assert name["text"] == f"&lt;i&gt;{long}  91{N}%"
    assert f"&lt;i&gt;{long}, 2024" in figure.data[0].text[0]


def test_fitted_axis_holds_every_interval_and_the_nation():
    nation = point("Hele landet", numerator=65, unit_level="nation")
    low, high = ranking_figure(ranking(UNITS[0], nation=nation, whole_axis=False)).layout.xaxis.range
    assert 0.5 < low <= 0.65
    assert high >= 0.91


def test_grid_is_that_of_the_values_alone():
    layout = ranking_figure(ranking(*UNITS)).layout
    assert (layout.xaxis.showgrid, layout.yaxis.showgrid) == (True, False)


def test_no_units_is_an_empty_chart():
    assert ranking_figure(ranking()).data == ()


def test_chosen_names_have_the_room_that_bold_letters_take():
    plain, bold = (
        ranking_figure(ranking(point("Haukeland universitetssykehus"), highlighted=chosen)).layout
        for chosen in ((), ["haukeland universitetssykehus"])
    )
    assert bold.margin.l > plain.margin.l * 1.1


def test_a_count_is_not_measured_against_the_sum_of_all():
    stays = {"type": "count", "in_percent": False, "unit_word": "opphold"}
    shown, nation = point(value=Decimal(80), low=None, high=None), point("Hele landet", value=Decimal(9000))
    figure = ranking_figure(Ranking(measure(**stays), 2024, "sykehus", (shown,), (), nation, frozenset()))
    assert figure.layout.xaxis.range[1] <= 100
    assert named(figure.layout.annotations, "nation") == []


def test_on_a_narrow_page_the_unit_is_said_at_the_axis_alone():
    days = measure(type="mean", in_percent=False, unit_word="timer")
    shown = point(cell=Cell("Bodø", value="16,6 timer"), value=Decimal("16.6"), low=None, high=None)
    layout = ranking_figure(Ranking(days, 2024, "sykehus", (shown,), (), None, frozenset())).layout
    assert layout.yaxis.ticktext == ("Bodø  16,6 timer",)
    assert [name["text"] for name in named_of(layout.meta["narrow"], "name")] == ["Bodø  16,6"]
    assert layout.meta["narrow"]["annotations"][-1]["text"] == "timer"
    assert layout.annotations[-1].text == "timer"


def test_on_a_narrow_page_each_name_stands_above_its_own_line_and_the_plot_has_the_width():
    figure = ranking_figure(ranking(*UNITS, highlighted=["volda"]))
    narrow = figure.layout.meta["narrow"]
    names = named_of(narrow, "name")
    assert [one["text"] for one in names] == [f"Bodø  91{N}%", f"<b>Volda  80{N}%</b>", f"Molde  60{N}%"]
    assert [(one["y"], one["yshift"], one["xanchor"]) for one in names] == [(n, 14, "left") for n in range(3)]
    assert {one["xshift"] for one in names} == {-narrow["margin"]["l"]}
    assert narrow["margin"]["l"] < 20
    assert narrow["yaxis"]["showticklabels"] is False


def test_a_narrow_ranking_is_as_high_as_its_rows_and_the_words_above_them():
    def height(*units, **more):
        return ranking_figure(ranking(*units, **more)).layout.meta["narrow"]["height"]

    assert height(*UNITS, *UNITS) - height(*UNITS) == 3 * 34
    nation = point("Hele landet", unit_level="nation")
    assert height(*UNITS, targets=[period()], nation=nation) - height(*UNITS) == 3 * 16


def test_on_a_narrow_page_the_words_of_limits_and_nation_stand_one_below_the_other_above_the_names():
    nation = point("Hele landet", unit_level="nation")
    narrow = ranking_figure(ranking(*UNITS, targets=[period()], nation=nation)).layout.meta["narrow"]
    rows = [named_of(narrow, name)[0]["y"] * 34 for name in ("high edge", "moderate edge", "nation")]
    assert [after - before for before, after in pairwise(rows)] == [pytest.approx(16), pytest.approx(16)]
    assert rows[-1] + 8 <= -14 - 8
    assert narrow["yaxis"]["range"][1] * 34 <= rows[0] - 8


def test_on_a_narrow_page_lines_have_a_gap_at_each_name():
    nation = point("Hele landet", unit_level="nation")
    narrow = ranking_figure(ranking(*UNITS, targets=[period()], nation=nation)).layout.meta["narrow"]
    below = [one for one in narrow["shapes"] if "dash" in one["line"]]
    assert [one["name"] for one in below] == ["edge", "edge", "nation"]
    assert {one["line"]["dash"] for one in below} == {"16px,18px"}
    assert {one["y0"] * 34 for one in below} == {-8}


def test_a_narrow_axis_has_every_second_number_where_all_would_touch():
    def texts(value):
        stays = measure(type="mean", in_percent=False, unit_word="opphold")
        shown = point(value=Decimal(value), low=None, high=None)
        made = ranking_figure(Ranking(stays, 2024, "sykehus", (shown,), (), None, frozenset())).layout
        return len(made.xaxis.ticktext), len(made.meta["narrow"]["xaxis"]["ticktext"])

    assert texts(25) == (6, 6)
    assert texts(2500000) == (6, 3)
