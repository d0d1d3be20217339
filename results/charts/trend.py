"""One indicator over the years: a line per chosen unit, each year's own target behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, pairwise
from math import ceil
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from results.charts.bands import TINT, Band, bands, periods
from results.charts.labels import spread
from results.charts.layout import LEGEND_LINE, LINE, axis, layout, legend_above, note, width_of
from results.charts.marks import HOVER, hover, plain, shortened, value_of, whiskers
from results.charts.scale import Scale, value_scale
from results.points import Measure, Point, Series, TargetPeriod, Trend

PLOT = 300
# More lines than this are told apart by a legend.
LABELLED = 4
LABEL_GAP = 18
LONGEST_LABEL = 30
YEARS_ON_AXIS = 12
YEARS_ON_NARROW_AXIS = 5
# The room before the first year for the words of the targets, per year shown; more where the page is narrow.
ROOM = 0.09
NARROW_ROOM = 0.22
# Years between two units' markers, so that their whiskers stand side by side; and between the outermost.
ASIDE = 0.07
MOST_ASIDE = 0.4
# No circles: those are levels. Seven symbols with six dashes and colours make no pair alike.
SYMBOLS = ("square", "diamond", "triangle-up", "triangle-down", "pentagon", "star", "hexagon")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
COLOURS = tuple(f"var(--series-{number})" for number in range(1, 7))
REASON_WIDTH = 46
NARROW_REASON_WIDTH = 38


@dataclass(frozen=True)
class Style:
    """How a unit is drawn."""

    colour: str
    dash: str
    symbol: str
    aside: float  # years to the right of each year
    is_nation: bool = False


def trend_figure(trend: Trend) -> go.Figure:
    """One trace per series; `layout.meta` holds what else is laid out where the page is narrow."""
    points = [point for series in trend.series for point in series.points]
    scale = value_scale(trend.measure, points, whole=trend.whole_axis)
    years = sorted({point.year for point in points})
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
        one.slug: Style("var(--chart-nation)", "solid", "square", aside, is_nation=True)
        if one.unit_level == "nation"
        else _style(next(numbers), aside)
        for one, aside in zip(series, asides, strict=True)
    }


def _style(number: int, aside: float) -> Style:
    return Style(
        COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)], SYMBOLS[number % len(SYMBOLS)], aside
    )


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
        "error_y": whiskers(points, colour),
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
    ends = list(_ends(trend.series, scale, styles)) if labelled else []
    wide = _head(trend.measure, years, breaks, scale, narrow=False)
    right = 16 + width_of([text["text"] for text in ends], LONGEST_LABEL + 6)
    # A narrow page's legend has room for two names a line; a wide one's plot is the taller for it.
    legend = 0 if labelled else LEGEND_LINE * ceil(len(trend.series) / 2)
    return layout(
        height=PLOT + legend + wide["margin"]["t"] + wide["margin"]["b"],
        xaxis=_year_axis(trend, years, YEARS_ON_AXIS, ROOM),
        yaxis=axis(
            float(scale.low), float(scale.high), [float(tick) for tick in scale.ticks], scale.texts, grid=True
        ),
        shapes=[*_band_shapes(trend.measure, years, scale), *map(_break_line, breaks)],
        showlegend=not labelled,
        **wide | {"annotations": wide["annotations"] + ends, "margin": wide["margin"] | {"r": right}},
        meta={
            "narrow": {
                "xaxis": _year_axis(trend, years, YEARS_ON_NARROW_AXIS, NARROW_ROOM),
                "showlegend": len(trend.series) > 1,
                **_head(trend.measure, years, breaks, scale, narrow=True),
            }
        },
    )


def _head(
    measure: Measure, years: list[int], breaks: list[TargetPeriod], scale: Scale, *, narrow: bool
) -> dict[str, Any]:
    """The words in and above the plot, and the room that they take; a legend stands above them."""
    reasons = list(_reasons(breaks, years, narrow=narrow))
    unit = _unit(measure)
    top = 14 + LINE * (sum(text["text"].count("<br>") + 1 for text in reasons) + len(unit))
    room = NARROW_ROOM if narrow else ROOM
    return {
        "margin": {"l": 46 if narrow else 54, "r": 10, "t": top, "b": 44},
        "legend": legend_above() | {"y": 1 + (top - 10) / PLOT},
        "annotations": [*_band_labels(measure, years, scale, room), *reasons, *unit],
    }


def _year_axis(trend: Trend, years: list[int], most: int, room: float) -> dict[str, Any]:
    """The last year always named; of many years every second, third …"""
    provisional = {point.year for one in trend.series for point in one.points if point.provisional}
    step = -(-len(years) // most) or 1
    named = years[::-1][::step][::-1]
    texts = [f"{year}<br>foreløpig" if year in provisional else str(year) for year in named]
    low, high = _ends_of_axis(years, room)
    return axis(low, high, [float(year) for year in named], texts, grid=False) | {
        "showline": True,
        "linecolor": "var(--line-strong)",
    }


def _ends_of_axis(years: list[int], room: float) -> tuple[float, float]:
    return (years[0] - 0.5 - room * len(years), years[-1] + 0.5) if years else (0, 1)


def _unit(measure: Measure) -> list[dict[str, Any]]:
    """The unit word above the axis; per cents say theirs at each number."""
    if measure.in_percent or not measure.unit_word:
        return []
    above = {"x": 0, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return [note(plain(measure.unit_word), **above, yshift=6, xshift=-8, name="unit")]


def _band_shapes(measure: Measure, years: list[int], scale: Scale) -> list[dict[str, Any]]:
    shapes = []
    for target, x0, x1 in _spans(measure, years):
        for band in bands(target, scale):
            area = {"type": "rect", "x0": x0, "x1": x1, "y0": band.bottom, "y1": band.top}
            shapes.append(
                area | {"fillcolor": TINT[band.level], "line": {"width": 0}, "layer": "below", "name": "band"}
            )
            if band.edge_is_limit:
                shapes.append(_edge(band, x0, x1))
    return shapes


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


def _spans(measure: Measure, years: list[int]) -> list[tuple[TargetPeriod, float, float]]:
    """The targets that give levels, and the parts of the axis that are theirs; the first has the room too."""
    if not years:
        return []
    first, last = years[0], years[-1]
    start = _ends_of_axis(years, NARROW_ROOM)[0]
    return [
        (target, start if begins == first else begins - 0.5, ends + 0.5)
        for target, begins, ends in periods(measure, first, last)
    ]


def _band_labels(measure: Measure, years: list[int], scale: Scale, room: float) -> Iterable[dict[str, Any]]:
    """At the limit's edge, where its period begins; one year alone has room for none but the last.

    A limit that stays when the other is changed is not named again.
    """
    said: set[str] = set()
    for target, x0, x1 in _spans(measure, years):
        alone = x1 - x0 < 2
        if alone and x1 < years[-1]:
            continue
        begin = max(x0, _ends_of_axis(years, room)[0])
        x, anchor, aside = (x1, "right", -4) if alone else (begin, "left", 4)
        here = list(bands(target, scale))
        for band in (band for band in here if band.text not in said):
            inside = "bottom" if band.from_below else "top"
            place = {"x": x, "xanchor": anchor, "xshift": aside, "y": band.edge, "yanchor": inside}
            yield note(band.text, **place, name=f"{band.level} edge")
        said = {band.text for band in here}


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


def _reasons(breaks: list[TargetPeriod], years: list[int], *, narrow: bool) -> Iterable[dict[str, Any]]:
    """Above each break's line, on the side with more room; of several the later ones higher up."""
    up = 4
    for target in breaks:
        words = target.note or f"Nytt mål fra {target.first}."
        letters = NARROW_REASON_WIDTH if narrow else REASON_WIDTH
        lines = [plain(line) for line in wrap(words, letters, break_on_hyphens=False)]
        at = (target.first or 0) - 0.5
        side = "right" if at > (years[0] + years[-1]) / 2 else "left"
        # A narrow page has room for them from its edge only.
        place = {"x": 0, "xref": "paper", "xanchor": "left"} if narrow else {"x": at, "xanchor": side}
        yield note(
            "<br>".join(lines),
            **place | {"align": place["xanchor"], "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": up},
            name="reason",
        )
        up += LINE * len(lines)


def _ends(series: Iterable[Series], scale: Scale, styles: dict[str, Style]) -> Iterable[dict[str, Any]]:
    """Each unit's name and last number at the end of its line, none upon another."""
    shown = ((one, [point for point in one.points if point.shown]) for one in series)
    ends = [(one, points[-1]) for one, points in shown if points]
    span = float(scale.high - scale.low)
    heights = [(float(point.value or 0) - float(scale.low)) / span * PLOT for _, point in ends]
    places = spread(heights, LABEL_GAP, 0, PLOT)
    for (one, point), height, place in zip(ends, heights, places, strict=True):
        yield note(
            plain(f"{shortened(one.place, LONGEST_LABEL)} {point.cell.value}"),
            x=point.year + styles[one.slug].aside,
            xanchor="left",
            xshift=10,
            y=float(point.value or 0),
            yanchor="middle",
            yshift=round(place - height, 1),
            font={"size": 13, "color": styles[one.slug].colour},
            name="end",
        )
