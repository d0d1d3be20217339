from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from results.charts import distribution_figure, payload
from results.points import Distribution, JudgedTwice
from tests.results.charts.samples import ORIGIN, B, N, hidden, measure, named, period, point

NOW = period(high="0.7", moderate="0.5")
STRICTER = period(high="0.75", moderate="0.5")


def twice(place, numerator, before, after, **fields):
    return JudgedTwice(
        point(place, numerator=numerator, level=before, **fields),
        point(place, numerator=numerator, level=after, **fields),
    )


UNITS = (
    twice("Bodø", 91, "high", "high"),
    twice("Volda", 72, "high", "moderate"),
    twice("Molde", 40, "low", "low"),
)
NATION = twice("Hele landet", 68, "moderate", "moderate", unit_level="nation")


def distribution(*units, present=NOW, proposed=STRICTER, nation=NATION, **fields):
    known = measure(*filter(None, [proposed]))
    made = Distribution(known, 2024, "sykehus", units, (), nation, present, proposed)
    return replace(made, **fields)


def figure(*units, **fields):
    return distribution_figure(distribution(*(units or UNITS), **fields))


def values(shapes):
    return [shape.y0 for shape in shapes]


def test_units_stand_in_their_order_from_the_left():
    stay, change = figure().data
    assert (stay.x, stay.y) == ((0, 2), (0.91, 0.4))
    assert (change.x, change.y) == ((1,), (0.72,))
    assert (stay.name, change.name) == ("Samme nivå", "Bytter nivå")


def test_markers_are_the_levels_that_the_proposal_gives():
    made = figure()
    stay, change = made.data
    assert stay.marker.color == ("var(--level-high)", "var(--paper)")
    assert stay.marker.line.color == ("var(--level-high)", "var(--level-low)")
    assert change.marker.line.color == ("var(--level-moderate)",)
    (half,) = named(made.layout.shapes, "half")
    assert (half.xanchor, half.yanchor) == (1, 0.72)


def test_who_changes_level_is_told_by_more_than_colour():
    stay, change = figure().data
    assert change.error_y.color == "var(--accent)"
    assert change.error_y.thickness > 2 * stay.error_y.thickness
    assert named(figure().layout.annotations, "order")[0].text.endswith("<br>Tykk strek: bytter nivå")
    assert "Tykk" not in named(figure(UNITS[0]).layout.annotations, "order")[0].text


def test_intervals_are_whiskers():
    bars = figure(twice("Bodø", 81, "high", "high")).data[0].error_y
    assert (bars.array[0], bars.arrayminus[0]) == (pytest.approx(0.065), pytest.approx(0.09))


def test_hover_is_the_words_of_the_table_and_the_level_now_where_it_is_another():
    stay, change = figure().data
    assert stay.text[0] == f"Bodø, 2024: Høy 91{N}% · 91 av 100 · 95{N}% KI 72–87{N}%"
    assert change.text[0] == f"Volda, 2024: Moderat 72{N}% · 72 av 100 · 95{N}% KI 72–87{N}% · nå: høy"
    (new,) = figure(twice("Volda", 72, "", "high")).data
    assert new.text[0].endswith(" · nå: uten målnivå")


def test_bands_are_the_proposals_and_present_limits_that_go_are_dashed():
    shapes = figure().layout.shapes
    assert [(band.y0, band.y1) for band in named(shapes, "band")] == [(0.75, 1), (0.5, 0.75)]
    assert values(named(shapes, "proposed")) == [0.75, 0.5]
    (gone,) = named(shapes, "present")
    assert (gone.y0, gone.line.dash) == (0.7, "6px,4px")


def test_each_line_has_its_words():
    told = {one.name: one.text for one in figure().layout.annotations}
    assert told == {
        "proposed high": f"Forslag: høy ≥{B}75{N}%",
        "proposed moderate": f"Moderat ≥{B}50{N}%",
        "present high": f"Nå: høy ≥{B}70{N}%",
        "nation": f"Hele landet 68{N}%",
        "order": "Hvert punkt er ett av stedene, best til venstre<br>Tykk strek: bytter nivå",
    }


def test_words_stand_apart_in_the_order_of_their_lines():
    close = figure(proposed=period(high="0.71", moderate="0.69")).layout
    places = sorted(
        (one.ay if one.showarrow else one.y, one.name) for one in close.annotations if one.name != "order"
    )
    assert [name for _, name in places] == [
        "present moderate", "nation", "proposed moderate", "present high", "proposed high",
    ]  # fmt: skip
    gaps = [after - before for (before, _), (after, _) in pairwise(places)]
    assert min(gaps) * 320 >= 17 - 1e-6


def test_without_a_proposed_target_only_the_present_limits_are_drawn():
    shapes = figure(proposed=None).layout.shapes
    assert named(shapes, "band") == []
    assert values(named(shapes, "present")) == [0.7, 0.5]
    assert named(figure(proposed=None).layout.annotations, "order")[0].text.startswith(
        "Hvert punkt er ett av stedene, høyest til venstre"
    )


def test_where_lower_is_better_the_band_lies_below_its_limit():
    lower = period(high="0.2", moderate="0.4", direction="lower")
    shapes = figure(proposed=lower, present=lower).layout.shapes
    assert [(band.y0, band.y1) for band in named(shapes, "band")] == [(0, 0.2), (0.2, 0.4)]


def test_the_nation_is_a_line():
    (line,) = named(figure().layout.shapes, "nation")
    assert (line.y0, line.y1, line.line.color) == (0.68, 0.68, "var(--chart-nation)")
    assert named(figure(nation=None).layout.shapes, "nation") == []


def test_a_withheld_nation_and_withheld_units_are_absent():
    nobody = JudgedTwice(hidden("Hele landet"), hidden("Hele landet"))
    made = figure(nation=nobody, hidden=(hidden("Kirkenes"),))
    assert named(made.layout.shapes, "nation") == []
    assert "Kirkenes" not in str(made.to_plotly_json())
    assert sum(len(trace.x) for trace in made.data) == len(UNITS)


def test_a_fitted_axis_holds_every_interval_and_both_limits():
    low, high = figure(UNITS[0], whole_axis=False, nation=None).layout.yaxis.range
    assert low <= 0.5
    assert high >= 0.91
    assert (low, high) != (0, 1)


def test_a_mean_has_its_own_scale_and_no_word_of_intervals():
    days = measure(type="mean", in_percent=False, unit_word="timer")
    both = [point("Bodø", value=Decimal(16), level=level, low=None, high=None) for level in ("high", "low")]
    target = replace(NOW, direction="lower", high=Decimal(20), moderate=Decimal(30))
    made = figure(JudgedTwice(*both), present=target, proposed=target, nation=None, measure=days)
    assert made.layout.yaxis.range[1] >= 30
    assert (
        named(made.layout.annotations, "order")[0].text == "Hvert punkt er ett av stedene, best til venstre"
    )


def test_a_count_is_not_measured_against_the_sum_of_all():
    made = figure(measure=measure(type="count", in_percent=False))
    assert named(made.layout.shapes, "nation") == []


@pytest.mark.parametrize(("units", "size"), [(10, 10), (60, 8), (180, 6)])
def test_many_units_have_small_markers(units, size):
    many = [twice(f"Sykehus {at}", 80, "high", "high") for at in range(units)]
    assert set(figure(*many).data[0].marker.size) == {size}


def test_no_units_is_an_empty_chart():
    assert distribution_figure(distribution()).data == ()


def test_on_a_narrow_page_words_are_broken_and_the_margin_is_less():
    layout = figure().layout
    narrow = layout.meta["narrow"]
    assert narrow["margin"]["r"] < layout.margin.r
    assert [one["text"] for one in narrow["annotations"]][:2] == [
        f"Forslag:<br>høy ≥{B}75{N}%",
        f"Moderat ≥{B}50{N}%",
    ]


def test_names_are_read_as_text():
    made = figure(twice("<b>Bodø", 91, "high", "high"), nation=twice("<i>Landet", 68, "low", "low"))
    assert made.data[0].text[0].startswith("&lt;b&gt;Bodø")
    assert named(made.layout.annotations, "nation")[0].text.startswith("&lt;i&gt;Landet")


def test_what_is_sent_is_plain_and_has_the_picture_that_stands_alone():
    sent = payload(figure(), title="Behandlet i tide, sykehus i 2024", unit="", origin=ORIGIN)
    assert sent["narrow"]["height"] == sent["layout"]["height"]
    assert sent["picture"]["height"] > sent["layout"]["height"]
    assert "template" not in sent["layout"]
    assert sent["filename"] == "behandlet-i-tide-sykehus-i-2024"
