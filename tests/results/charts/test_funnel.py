from results.charts import funnel_figure
from tests.results.charts.samples import N, funnel, named, point

UNITS = (
    (point("Bodø", numerator=150, denominator=180, level="moderate"), 0),
    (point("Volda", numerator=30, denominator=60, level="low"), -2),
    (point("Molde", numerator=38, denominator=40, level="high"), 1),
)


def trace_of(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def test_units_stand_at_their_patients_and_shares():
    (units,) = trace_of(funnel_figure(funnel(*UNITS)), "Steder")
    assert (units.x, units.y[1]) == ((180, 60, 40), 0.5)
    assert units.text[1] == f"Volda, 2024: Lav 50{N}% · 30 av 60 · 95{N}% KI 72–87{N}%"


def test_limit_lines_are_those_given_and_differ_by_dash():
    figure = funnel_figure(funnel(*UNITS))
    (low, high), (lower, higher) = trace_of(figure, f"95{N}%"), trace_of(figure, f"99,8{N}%")
    assert (low.x, low.y, high.y) == ((20, 100, 200), (0.6, 0.72, 0.745), (1.0, 0.88, 0.855))
    assert (lower.y, higher.y) == ((0.52, 0.68, 0.715), (1.0, 0.92, 0.885))
    assert (low.line.dash, lower.line.dash) == ("dash", "solid")


def test_lines_are_named_at_their_ends():
    texts = [text.text for text in named(funnel_figure(funnel(*UNITS)).layout.annotations, "line")]
    assert texts == [f"99,8{N}%", f"95{N}%", f"hele landet 80{N}%", f"95{N}%", f"99,8{N}%"]


def test_chosen_units_and_those_far_outside_are_named():
    figure = funnel_figure(funnel(*UNITS, highlighted=["bodø"]))
    assert [text.text for text in named(figure.layout.annotations, "unit")] == ["<b>Bodø</b>", "Volda"]
    assert trace_of(figure, "Valgte")[0].x == (180,)


def test_many_far_outside_are_not_named():
    many = [(point(f"Sted {n}", numerator=n, denominator=60), -2) for n in range(6)]
    assert named(funnel_figure(funnel(*many)).layout.annotations, "unit") == []


def test_moderate_units_have_half_circles():
    (half,) = named(funnel_figure(funnel(*UNITS)).layout.shapes, "half")
    assert (half.xanchor, half.yanchor) == (180, 150 / 180)


def test_axes_are_patients_and_shares():
    layout = funnel_figure(funnel(*UNITS)).layout
    assert layout.xaxis.title.text == "Antall pasienter"
    assert tuple(layout.yaxis.range) == (0, 1)
    low, high = funnel_figure(funnel(*UNITS, whole_axis=False)).layout.yaxis.range
    assert 0 < low <= 0.5
    assert 0.95 <= high <= 1


def test_names_are_shown_as_they_are_written():
    figure = funnel_figure(funnel((point("<a href='//x'>Bodø</a>", denominator=90), 2)))
    assert named(figure.layout.annotations, "unit")[0].text == "&lt;a href='//x'&gt;Bodø&lt;/a&gt;"


def test_on_a_narrow_page_the_lines_names_stand_beside_the_plot_and_only_chosen_units_are_named():
    figure = funnel_figure(funnel(*UNITS, highlighted=["bodø"]))
    narrow = figure.layout.meta["narrow"]
    assert [text["text"] for text in narrow["annotations"] if text["name"] == "unit"] == ["<b>Bodø</b>"]
    lines = [text for text in narrow["annotations"] if text["name"] == "line"]
    assert lines[2]["text"] == f"hele landet<br>80{N}%"
    assert {line["xanchor"] for line in lines} == {"left"}
    assert narrow["margin"]["r"] > 60


def test_a_name_that_was_moved_has_a_line_to_its_unit():
    near = [(point(f"Sted {n}", numerator=30, denominator=60), -2) for n in range(3)]
    right, left, moved = named(funnel_figure(funnel(*near)).layout.annotations, "unit")
    assert (right.showarrow, left.showarrow, moved.showarrow) == (False, False, True)
    assert (right.xanchor, left.xanchor) == ("left", "right")
    assert abs(moved.ay) >= 16
