"""The units of one level in one year, the best at the top, with their intervals."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from results.charts.bands import TINT, bands
from results.charts.layout import axis, layout, note, width_of
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
from results.charts.scale import Scale, value_scale
from results.points import Point, Ranking, TargetPeriod

ROW = 22
# Rows above the first unit's for the words of the nation's line and of the two limits, one below the other.
HEAD = 3
LONGEST_NAME = 42
LONGEST_NARROW_NAME = 20


def ranking_figure(ranking: Ranking) -> go.Figure:
    """Two traces: the chosen units and the others. Rows from 0 at the top; the axis names them."""
    drawn = [*ranking.shown, *filter(None, [_nation_of(ranking)])]
    scale = value_scale(ranking.measure, drawn, whole=ranking.whole_axis)
    rows = list(enumerate(ranking.shown))
    chosen = [(row, point) for row, point in rows if point.slug in ranking.highlighted]
    others = [(row, point) for row, point in rows if point.slug not in ranking.highlighted]
    traces = [_trace("Andre", others, "var(--whisker)"), _trace("Valgte", chosen, "var(--accent)")]
    return go.Figure(data=[one for one in traces if one["x"]], layout=_layout(ranking, scale))


def _nation_of(ranking: Ranking) -> Point | None:
    """Not of counts: the sum of all units is nothing to measure one against, and would push them together."""
    return None if ranking.measure.type == "count" else ranking.nation


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
    target = ranking.measure.target(ranking.year)
    head = HEAD if any(bands(target, scale)) else 1
    bottom, top = len(ranking.shown) - 0.5, -0.5 - head
    # The last number of the axis stands half outside it.
    margin = {"l": 0, "r": max(18, 4 + width_of(scale.texts[-1:], 12) / 2), "t": 8, "b": 34}
    nation = _nation_of(ranking)
    names = _names(ranking, LONGEST_NAME)
    short = _names(ranking, LONGEST_NARROW_NAME, unit=False)
    places = [float(row) for row in range(len(names))]
    rows = axis(bottom, top, places, [text for _, text in names], grid=False)
    spots = [(point, value_of(point) or 0.0, row) for row, point in enumerate(ranking.shown)]
    narrow = {
        "margin": margin | {"l": round(_width(short, 12))},
        "yaxis": {"ticktext": [text for _, text in short], "tickfont": {"size": 12}},
        "xaxis": _value_axis(scale, every=2 if ranking.whole_axis else 1),
    }
    return layout(
        height=ROW * (bottom - top) + margin["t"] + margin["b"],
        margin=margin | {"l": _width(names, 13)},
        xaxis=_value_axis(scale),
        yaxis=rows | {"tickfont": {"size": 13, "color": "var(--ink)"}, "ticklabelstandoff": 8},
        shapes=[*_bands(target, scale), *_nation(nation, bottom), *half_circles(spots)],
        annotations=[*_limits(target, scale, head), *_nation_label(nation, scale), *_unit(ranking)],
        meta={"narrow": narrow},
    )


def _value_axis(scale: Scale, every: int = 1) -> dict[str, Any]:
    ticks, texts = [float(tick) for tick in scale.ticks], scale.texts
    if every > 1 and len(ticks) > 4:
        ticks, texts = [ticks[0], ticks[-1]], [texts[0], texts[-1]]
    return axis(float(scale.low), float(scale.high), ticks, texts, grid=True)


def _names(ranking: Ranking, most: int, *, unit: bool = True) -> list[tuple[str, str]]:
    """For each row what is read, and that in Plotly's HTML: the chosen ones bold.

    Without its unit a number has that of the axis.
    """
    end = "" if unit or ranking.measure.in_percent else ranking.measure.unit_word
    values = [point.cell.value.removesuffix(end).rstrip() for point in ranking.shown]
    read = [
        f"{shortened(point.place, most)}  {value}" for point, value in zip(ranking.shown, values, strict=True)
    ]
    return [
        (text, f"<b>{plain(text)}</b>" if point.slug in ranking.highlighted else plain(text))
        for text, point in zip(read, ranking.shown, strict=True)
    ]


def _width(names: list[tuple[str, str]], size: float) -> float:
    """What the names take, and the room between them and the axis."""
    return 14 + max((width_of([read], size, bold=text.startswith("<b>")) for read, text in names), default=0)


def _bands(target: TargetPeriod | None, scale: Scale) -> Iterable[dict[str, Any]]:
    for band in bands(target, scale):
        across = {"type": "rect", "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
        yield across | {
            "x0": band.bottom,
            "x1": band.top,
            "fillcolor": TINT[band.level],
            "line": {"width": 0},
            "name": "band",
        }
        if band.edge_is_limit:
            yield across | {
                "type": "line",
                "x0": band.edge,
                "x1": band.edge,
                "line": {"color": f"var(--edge-{band.level})", "width": 1},
                "name": "edge",
            }


def _limits(target: TargetPeriod | None, scale: Scale, head: int) -> Iterable[dict[str, Any]]:
    """Each limit's words beside its edge, on the side where there is more room."""
    for row, band in enumerate(bands(target, scale)):
        side = _side(band.named_at, scale, middle=not band.edge_is_limit)
        yield note(
            band.text,
            x=band.named_at,
            xanchor=side,
            xshift={"left": 4, "center": 0, "right": -4}[side],
            y=row - head,
            yanchor="middle",
            name=f"{band.level} edge",
        )


def _side(value: float, scale: Scale, *, middle: bool) -> str:
    """The anchor of words at the value that keeps them in the chart; `middle` if they may stand across it."""
    share = (value - float(scale.low)) / float(scale.high - scale.low)
    if middle and 0.3 <= share <= 0.7:
        return "center"
    return "right" if share > 0.5 else "left"


def _nation(nation: Point | None, bottom: float) -> list[dict[str, Any]]:
    value = value_of(nation)
    if value is None:
        return []
    line = {"color": "var(--chart-nation)", "width": 2}
    place = {"x0": value, "x1": value, "y0": -0.5, "y1": bottom, "layer": "below"}
    return [{"type": "line", **place, "line": line, "name": "nation"}]


def _nation_label(nation: Point | None, scale: Scale) -> list[dict[str, Any]]:
    value = value_of(nation)
    if nation is None or value is None:
        return []
    anchor = _side(value, scale, middle=True)
    text = plain(f"{nation.place} {nation.cell.value}")
    return [note(text, x=value, xanchor=anchor, y=-1, yanchor="middle", name="nation")]


def _unit(ranking: Ranking) -> list[dict[str, Any]]:
    measure = ranking.measure
    if measure.in_percent or not measure.unit_word:
        return []
    below = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "paper", "yanchor": "top"}
    return [note(plain(measure.unit_word), **below, yshift=-18)]
