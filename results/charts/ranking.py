"""The units of one level in one year, the best at the top, with their intervals."""

from typing import Any

import plotly.graph_objects as go

from results.charts.bands import bands
from results.charts.layout import axis, layout, width_of
from results.charts.marks import (
    HOVER,
    half_circles,
    hover,
    level_markers,
    plain,
    shortened,
    value_of,
    whiskers,
)
from results.charts.ranking_marks import (
    band_shapes,
    limits,
    nation_label,
    nation_line,
    nation_of,
    unit_below,
)
from results.charts.ranking_narrow import narrow_layout
from results.charts.scale import Scale, value_scale
from results.points import Point, Ranking
from wording.language import Worded

ROW = 22
# Rows above the first unit's for the words of the nation's line and of the two limits, one below the other.
HEAD = 3
LONGEST_NAME = 42
SAID = Worded({"others": {"nb": "Andre", "en": "Others"}, "chosen": {"nb": "Valgte", "en": "Chosen"}})


def ranking_figure(ranking: Ranking) -> go.Figure:
    """Two traces: the chosen units and the others. Rows from 0 at the top; the axis names them."""
    drawn = [*ranking.shown, *filter(None, [nation_of(ranking)])]
    scale = value_scale(ranking.measure, drawn, whole=ranking.whole_axis)
    rows = list(enumerate(ranking.shown))
    chosen = [(row, point) for row, point in rows if point.slug in ranking.highlighted]
    others = [(row, point) for row, point in rows if point.slug not in ranking.highlighted]
    traces = [
        _trace(SAID["others"], others, "var(--whisker)"),
        _trace(SAID["chosen"], chosen, "var(--accent)"),
    ]
    return go.Figure(data=[one for one in traces if one["x"]], layout=_layout(ranking, scale))


def _trace(name: str, rows: list[tuple[int, Point]], whisker: str) -> dict[str, Any]:
    points = [point for _, point in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [value_of(point) for point in points],
        "y": [row for row, _ in rows],
        "text": [hover(point) for point in points],
        "hovertemplate": HOVER,
        "cliponaxis": False,
        "marker": level_markers(points),
        "error_x": whiskers(points, whisker),
    }


def _layout(ranking: Ranking, scale: Scale) -> dict[str, Any]:
    target, nation = ranking.measure.target(ranking.year), nation_of(ranking)
    head = HEAD if any(bands(target, scale)) else 1
    bottom, top = len(ranking.shown) - 0.5, -0.5 - head
    # The last number of the axis stands half outside it.
    margin = {"l": 0, "r": max(18, 4 + width_of(scale.texts[-1:], 12) / 2), "t": 8, "b": 34}
    names = _names(ranking)
    places = [float(row) for row in range(len(names))]
    rows = axis(bottom, top, places, [text for _, text in names], grid=False)
    spots = [(point, value_of(point) or 0.0, row) for row, point in enumerate(ranking.shown)]
    halves = half_circles(spots)
    words = [*limits(target, scale, (-head, 1 - head)), *nation_label(nation, scale, -1)]
    return layout(
        height=ROW * (bottom - top) + margin["t"] + margin["b"],
        margin=margin | {"l": _width(names, 13)},
        xaxis=axis(
            float(scale.low), float(scale.high), [float(tick) for tick in scale.ticks], scale.texts, grid=True
        ),
        yaxis=rows | {"tickfont": {"size": 13, "color": "var(--ink)"}, "ticklabelstandoff": 8},
        shapes=[*band_shapes(target, scale), *nation_line(nation, bottom), *halves],
        annotations=[*words, *unit_below(ranking)],
        meta={"narrow": narrow_layout(ranking, scale, halves)},
    )


def _names(ranking: Ranking) -> list[tuple[str, str]]:
    """For each row what is read, and that in Plotly's HTML: the chosen ones bold."""
    read = [f"{shortened(point.place, LONGEST_NAME)}  {point.cell.value}" for point in ranking.shown]
    return [
        (text, f"<b>{plain(text)}</b>" if point.slug in ranking.highlighted else plain(text))
        for text, point in zip(read, ranking.shown, strict=True)
    ]


def _width(names: list[tuple[str, str]], size: float) -> float:
    """What the names take, and the room between them and the axis."""
    return 14 + max((width_of([read], size, bold=text.startswith("<b>")) for read, text in names), default=0)
