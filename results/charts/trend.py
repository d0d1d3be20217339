"""One indicator over the years: a line per chosen unit, each year's own target behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count, pairwise
from math import ceil
from typing import Any

import plotly.graph_objects as go

from results.charts.bands import TINT, Band, bands, periods
from results.charts.layout import LEGEND_KEY, LEGEND_LINE, LINE, axis, layout, legend_above, width_of
from results.charts.marks import HOVER, hover, plain, value_of, whiskers
from results.charts.scale import Scale, value_scale
from results.charts.trend_labels import (
    REASON_LINE,
    Label,
    Period,
    Plot,
    column,
    earlier_edges,
    edge_labels,
    end_label,
    reasons,
    unit_above,
)
from results.points import Measure, Point, Series, TargetPeriod, Trend
from wording.language import Language, current

PLOT = 300
BELOW = 44
NARROW_PAGE = 320
# More lines than this are told apart by a legend.
LABELLED = 4
YEARS_ON_AXIS = 12
YEARS_ON_NARROW_AXIS = 5
# The part of a year that the axis has before its first and after its last.
ROOM = 0.35
# Years between two units' markers, so that their whiskers stand side by side; and between the outermost.
ASIDE = 0.07
MOST_ASIDE = 0.4
# No circles: those are levels. Seven symbols with six dashes and colours make no pair alike.
SYMBOLS = ("square", "diamond", "triangle-up", "triangle-down", "pentagon", "star", "hexagon")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PROVISIONAL: dict[Language, str] = {"nb": "foreløpig", "en": "provisional"}
COLOURS = tuple(f"--series-{number}" for number in range(1, 7))


@dataclass(frozen=True)
class Style:
    """How a unit is drawn."""

    colour: str
    whisker: str
    dash: str
    symbol: str
    aside: float  # years to the right of each year
    is_nation: bool = False


def trend_figure(trend: Trend) -> go.Figure:
    """One trace per series with a number; `layout.meta` holds how a narrow page is laid out."""
    years = _years(trend)
    trend = replace(trend, series=tuple(one for one in trend.series if any(p.shown for p in one.points)))
    points = [point for series in trend.series for point in series.points]
    scale = value_scale(trend.measure, points, whole=trend.whole_axis)
    breaks = [target for target in trend.measure.targets if _breaks_within(target, years)]
    styles = _styles(trend.series)
    lines = [_line(one, styles[one.slug], breaks) for one in trend.series]
    return go.Figure(data=lines, layout=_layout(trend, scale, years, breaks, styles))


def _breaks_within(target: TargetPeriod, years: list[int]) -> bool:
    return (
        target.is_break and target.first is not None and bool(years) and years[0] < target.first <= years[-1]
    )


def _styles(series: tuple[Series, ...]) -> dict[str, Style]:
    """By slug: the nation in grey, the others by their order."""
    step = min(ASIDE, MOST_ASIDE / max(1, len(series) - 1))
    asides = [round(step * (place - (len(series) - 1) / 2), 3) for place in range(len(series))]
    numbers = count()
    return {
        one.slug: Style("var(--chart-nation)", "var(--whisker)", "solid", "square", aside, is_nation=True)
        if one.unit_level == "nation"
        else _style(next(numbers), aside)
        for one, aside in zip(series, asides, strict=True)
    }


def _style(number: int, aside: float) -> Style:
    colour = COLOURS[number % len(COLOURS)]
    dash, symbol = DASHES[number % len(DASHES)], SYMBOLS[number % len(SYMBOLS)]
    return Style(f"var({colour})", f"var({colour}-whisker)", dash, symbol, aside)


def _line(series: Series, style: Style, breaks: Iterable[TargetPeriod]) -> dict[str, Any]:
    spots = list(_with_gaps(series.points, {target.first for target in breaks}))
    points = [point if point and point.shown else None for _, point in spots]
    colour, nation = style.colour, style.is_nation
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": plain(series.place),
        "x": [year + style.aside for year, _ in spots],
        "y": [value_of(point) for point in points],
        "text": [hover(point) if point else "" for point in points],
        "hovertemplate": HOVER,
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "dash": style.dash, "width": 2 if nation else 2.5},
        "marker": {
            "symbol": style.symbol,
            "size": 6 if nation else 9,
            "color": ["var(--paper)" if point and point.provisional else colour for point in points],
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        "error_y": whiskers(points, style.whisker),
    }


def _with_gaps(points: tuple[Point, ...], breaks: set[int | None]) -> Iterable[tuple[float, Point | None]]:
    """Each point by its year; between, nothing where a year is not there or what follows is another thing."""
    yield from ((point.year, point) for point in points[:1])
    for before, point in pairwise(points):
        if point.year in breaks or point.year > before.year + 1:
            yield point.year - 0.5, None
        yield point.year, point


def _layout(
    trend: Trend,
    scale: Scale,
    years: list[int],
    breaks: list[TargetPeriod],
    styles: dict[str, Style],
) -> dict[str, Any]:
    labelled = len(trend.series) <= LABELLED
    targets = _periods(trend.measure, years, scale)
    ends = list(_ends(trend.series, styles)) if labelled else []
    wide = _words(trend, scale, years, targets, breaks, ends, height=None)
    # A narrow page's legend has its room within the same height; a wide one's plot is the taller for it.
    height = PLOT + wide["margin"]["t"] + BELOW + (0 if labelled else _legend_height(trend))
    ticks = [float(tick) for tick in scale.ticks]
    return layout(
        height=height,
        xaxis=_year_axis(trend, years, YEARS_ON_AXIS),
        yaxis=axis(float(scale.low), float(scale.high), ticks, scale.texts, grid=True),
        shapes=[*_band_shapes(targets), *map(_break_line, breaks)],
        showlegend=not labelled,
        **wide,
        meta={
            "narrow": {
                "xaxis": _year_axis(trend, years, YEARS_ON_NARROW_AXIS),
                "showlegend": len(trend.series) > 1,
                **_words(trend, scale, years, targets, breaks, [], height=height),
            }
        },
    )


def _words(
    trend: Trend,
    scale: Scale,
    years: list[int],
    targets: list[Period],
    breaks: list[TargetPeriod],
    ends: list[Label],
    *,
    height: float | None,
) -> dict[str, Any]:
    """The words in and around the plot, and the room that they take; a legend stands above them.

    With a height they are those of a narrow page, and the legend is within it.
    """
    narrow = height is not None
    left = max(46 if narrow else 54, 14 + width_of(scale.texts, 12))
    unit = unit_above(trend.measure, left)
    why = list(
        reasons(
            breaks,
            years,
            above=(10 if narrow else 4) + LINE * len(unit),
            narrow_left=left if narrow else None,
        )
    )
    reason_lines = sum(text["text"].count("<br>") + 1 for text in why)
    words = 14 + REASON_LINE * reason_lines + LINE * len(unit)
    edge = _ends_of_axis(years)[1]
    last = [period for period in targets if period.x1 == edge]
    names = [label for period in last for label in edge_labels(period, narrow=narrow)] + ends
    right = _right(names)
    top = words + (_legend_height(trend, NARROW_PAGE - left - right) if narrow else 0)
    plot = Plot(scale, PLOT if height is None else height - top - BELOW, edge)
    points = [point for series in trend.series for point in series.points]
    inside = earlier_edges(targets, points, plot, narrow=narrow)
    return {
        "margin": {"l": round(left), "r": right, "t": top, "b": BELOW},
        "legend": legend_above() | {"y": 1 + (words - 8) / plot.height},
        "annotations": [*inside, *column(names, plot), *why, *unit],
    }


def _legend_height(trend: Trend, room: float = NARROW_PAGE) -> float:
    """Of two names a line where a narrow plot has room for them."""
    if len(trend.series) < 2:
        return 0
    widest = LEGEND_KEY + width_of(series.place for series in trend.series)
    return LEGEND_LINE * ceil(len(trend.series) / (1 if 2 * widest > room else 2))


def _years(trend: Trend) -> list[int]:
    return sorted({point.year for series in trend.series for point in series.points})


def _right(names: list[Label]) -> int:
    """Room for the labels, and for the last year's half that stands outside the axis."""
    widths = [width_of(label.text.split("<br>"), label.size) for label in names]
    return round(max(24, 14 + max(widths, default=0)))


def _ends(series: Iterable[Series], styles: dict[str, Style]) -> Iterable[Label]:
    lines = list(series)
    last = max((point.year for one in lines for point in one.points), default=0)
    for one in lines:
        label = end_label(one, styles[one.slug].colour, styles[one.slug].aside, last)
        if label:
            yield label


def _year_axis(trend: Trend, years: list[int], most: int) -> dict[str, Any]:
    """The last year always named; of many years every second, third …"""
    provisional = {point.year for one in trend.series for point in one.points if point.provisional}
    step = -(-len(years) // most) or 1
    named = years[::-1][::step][::-1]
    texts = [f"{year}<br>{PROVISIONAL[current()]}" if year in provisional else str(year) for year in named]
    low, high = _ends_of_axis(years)
    return axis(low, high, [float(year) for year in named], texts, grid=False) | {
        "showline": True,
        "linecolor": "var(--line-strong)",
    }


def _ends_of_axis(years: list[int]) -> tuple[float, float]:
    return (years[0] - ROOM, years[-1] + ROOM) if years else (0, 1)


def _periods(measure: Measure, years: list[int], scale: Scale) -> list[Period]:
    """The targets that give levels, and the parts of the axis that are theirs."""
    if not years:
        return []
    low, high = _ends_of_axis(years)
    return [
        Period(list(bands(target, scale)), max(low, begins - 0.5), min(high, ends + 0.5))
        for target, begins, ends in periods(measure, years[0], years[-1])
    ]


def _band_shapes(targets: Iterable[Period]) -> Iterable[dict[str, Any]]:
    for inside, x0, x1 in targets:
        for band in inside:
            area = {"type": "rect", "x0": x0, "x1": x1, "y0": band.bottom, "y1": band.top}
            look = {"fillcolor": TINT[band.level], "line": {"width": 0}, "layer": "below"}
            yield area | look | {"name": "band"}
            if band.edge_is_limit:
                yield _edge(band, x0, x1)


def _edge(band: Band, x0: float, x1: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": band.edge,
        "y1": band.edge,
        "line": {"color": f"var(--edge-{band.level})", "width": 1},
        "layer": "below",
        "name": "edge",
    }


def _break_line(target: TargetPeriod) -> dict[str, Any]:
    at = (target.first or 0) - 0.5
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": "var(--ink-quiet)", "width": 1.5, "dash": "dot"},
        "name": "break",
    }
