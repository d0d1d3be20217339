"""The units of one level by their numbers of patients, around one share and what chance may add to it."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from results.charts.clear import BESIDE, LEADER, Place, clear_places
from results.charts.labels import spread_lines
from results.charts.layout import axis, layout, note, width_of
from results.charts.marks import HOVER, RADIUS, half_circles, hover, level_markers, plain, shortened, value_of
from results.charts.scale import Scale, rounded_scale, scale_of
from results.points import Funnel, Point
from results.sentences import centre_name
from wording.language import Worded
from wording.numbers import percent

PLOT = 340
LABEL_GAP = 16
LONGEST_NAME = 28
LONGEST_NARROW_NAME = 18
# Widths of plots that names are to be clear in.
NARROW_WIDTHS, WIDTHS = (200, 290), (640, 900)
# More units than this outside the outer lines are told by their symbols and words alone.
NAMED_OUTSIDE = 5
FAR_OUTSIDE = 2
RING = 18
# The lines, at how many per cent, and how they are drawn.
LINES = (("inner", Fraction(95, 100), "dash"), ("outer", Fraction(998, 1000), "solid"))
SAID = Worded(
    {
        "chosen": {"nb": "Valgte", "en": "Chosen"},
        "places": {"nb": "Steder", "en": "Places"},
        "patients": {"nb": "Antall pasienter", "en": "Number of patients"},
    }
)
MARGIN = {"l": 54, "t": 18, "b": 52}


def funnel_figure(funnel: Funnel) -> go.Figure:
    """Four limit lines, the centre line, rings around the chosen units, then all units in one trace."""
    points = [one.point for one in funnel.points]
    scale = _scale(funnel)
    lines = [trace for limits, at, dash in LINES for trace in _limit_lines(funnel, limits, _at(at), dash)]
    rings = _rings([point for point in points if point.slug in funnel.highlighted])
    return go.Figure(data=[*lines, _centre(funnel), *rings, _units(points)], layout=_layout(funnel, scale))


def _at(share: Fraction) -> str:
    """ "95 %", "99,8 %"."""
    return percent(share, 0 if (share * 100).denominator == 1 else 1)


def _scale(funnel: Funnel) -> Scale:
    """Fitted, it holds every unit and the centre; the lines run out of it where there are few patients."""
    numbers = [value_of(one.point) for one in funnel.points]
    known = [number for number in numbers if number is not None]
    return scale_of(funnel.measure, [*known, float(funnel.centre)], whole=funnel.whole_axis)


def _limit_lines(funnel: Funnel, limits: str, name: str, dash: str) -> Iterable[dict[str, Any]]:
    ends = getattr(funnel, limits)
    for side in (0, 1):
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": list(funnel.sizes),
            "y": [both[side] for both in ends],
            "hoverinfo": "skip",
            "line": {"color": "var(--line-strong)", "width": 1.2, "dash": dash},
        }


def _centre(funnel: Funnel) -> dict[str, Any]:
    centre = float(funnel.centre)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": plain(centre_name(funnel)),
        "x": [0, max(funnel.sizes, default=0)],
        "y": [centre, centre],
        "hoverinfo": "skip",
        "line": {"color": "var(--chart-nation)", "width": 2},
    }


def _rings(chosen: list[Point]) -> Iterable[dict[str, Any]]:
    if chosen:
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": SAID["chosen"],
            "x": [point.denominator for point in chosen],
            "y": [value_of(point) for point in chosen],
            "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {"symbol": "circle-open", "size": RING, "line": {"width": 2}, "color": "var(--accent)"},
        }


def _units(points: list[Point]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": SAID["places"],
        "x": [point.denominator for point in points],
        "y": [value_of(point) for point in points],
        "text": [hover(point) for point in points],
        "hovertemplate": HOVER,
        "cliponaxis": False,
        "marker": level_markers(points),
    }


def _layout(funnel: Funnel, scale: Scale) -> dict[str, Any]:
    patients = rounded_scale(0, max(funnel.sizes, default=1), whole_steps=True)
    ends = list(_end_labels(funnel, scale))
    inside = list(_end_labels(funnel, scale, narrow=True))
    sizes = axis(
        0,
        max(funnel.sizes, default=1),
        [float(tick) for tick in patients.ticks],
        patients.texts,
        grid=False,
    )
    spots = [
        (one.point, float(one.point.denominator or 0), value_of(one.point) or 0.0) for one in funnel.points
    ]
    shown = [float(tick) for tick in scale.ticks]
    left = 14 + width_of(scale.texts, 12)
    narrow = {
        "margin": MARGIN | {"l": round(left), "r": round(_column(inside))},
        "annotations": [*inside, *_names(funnel, scale, narrow=True)],
    }
    return layout(
        height=PLOT + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN | {"l": max(MARGIN["l"], left), "r": _column(ends)},
        xaxis=sizes
        | {
            "showline": True,
            "linecolor": "var(--line-strong)",
            "title": {
                "text": SAID["patients"],
                "font": {"size": 12, "color": "var(--ink-quiet)"},
                "standoff": 8,
            },
        },
        yaxis=axis(float(scale.low), float(scale.high), shown, scale.texts, grid=True),
        shapes=half_circles(spots),
        annotations=[*ends, *_names(funnel, scale)],
        meta={"narrow": narrow},
    )


def _column(labels: list[dict[str, Any]]) -> float:
    """The width of the margin that holds the labels."""
    return 14 + width_of((line for label in labels for line in label["text"].split("<br>")), 12)


def _end_labels(funnel: Funnel, scale: Scale, *, narrow: bool = False) -> Iterable[dict[str, Any]]:
    """The names of the lines at their right ends, none upon another; the centre's in two lines if narrow."""
    if not funnel.sizes:
        return
    centre = percent(Fraction(funnel.centre), funnel.measure.decimals)
    (low, high), (lower, higher) = funnel.inner[-1], funnel.outer[-1]
    between = "<br>" if narrow else " "
    # From below, the order in which lines that meet at the scale's end are to be named.
    inner, outer = (_at(at) for _, at, _ in LINES)
    lines = [
        (lower, outer),
        (low, inner),
        (float(funnel.centre), f"{plain(centre_name(funnel))}{between}{centre}"),
        (high, inner),
        (higher, outer),
    ]
    inside = [(y, text) for y, text in lines if scale.within(y) == y]
    places = spread_lines(
        [_height(y, scale) for y, _ in inside], [text for _, text in inside], LABEL_GAP, PLOT
    )
    for (y, text), place in zip(inside, places, strict=True):
        yield note(
            text,
            x=max(funnel.sizes),
            xanchor="left",
            xshift=8,
            y=y,
            yanchor="middle",
            yshift=round(place - _height(y, scale), 1),
            name="line",
        )


def _height(value: float, scale: Scale) -> float:
    return (value - float(scale.low)) / float(scale.high - scale.low) * PLOT


def _names(funnel: Funnel, scale: Scale, *, narrow: bool = False) -> Iterable[dict[str, Any]]:
    """The chosen units, and on a wide page those far outside where they are few; where they cover least.

    A name that stands above or below has a thin line to its unit.
    """
    outside = [] if narrow else [one for one in funnel.points if abs(one.outside) >= FAR_OUTSIDE]
    far = {one.point.slug for one in outside}
    wanted = funnel.highlighted | (far if len(far) <= NAMED_OUTSIDE else frozenset())
    named = [one.point for one in funnel.points if one.point.slug in wanted]
    most = LONGEST_NARROW_NAME if narrow else LONGEST_NAME
    texts = [shortened(point.place, most) for point in named]
    for point, text, place in zip(named, texts, _places(funnel, scale, named, texts, narrow), strict=True):
        chosen = point.slug in funnel.highlighted
        yield note(
            f"<b>{plain(text)}</b>" if chosen else plain(text),
            x=point.denominator,
            xanchor="right" if place.side < 0 else "left",
            y=value_of(point),
            yanchor="middle",
            font={"size": 12, "color": "var(--accent)" if chosen else "var(--ink)"},
            name="unit",
            **_aside(place, RING / 2 if chosen else RADIUS),
        )


def _places(funnel: Funnel, scale: Scale, named: list[Point], texts: list[str], narrow: bool) -> list[Place]:
    widest = max(funnel.sizes, default=1)

    def spot(patients: int | None, value: float) -> tuple[float, float]:
        return (patients or 0) / widest, _height(value, scale)

    needs = [
        width_of([text], 12, bold=point.slug in funnel.highlighted)
        for point, text in zip(named, texts, strict=True)
    ]
    spots = [spot(point.denominator, value_of(point) or 0.0) for point in named]
    units = [one.point for one in funnel.points]
    markers = [spot(point.denominator, value_of(point) or 0.0) for point in units]
    limits = zip(funnel.sizes, funnel.inner, funnel.outer, strict=True)
    lines = [spot(size, y) for size, *both in limits for ends in both for y in (*ends, float(funnel.centre))]
    widths = NARROW_WIDTHS if narrow else WIDTHS
    return clear_places(list(zip(spots, needs, strict=True)), markers, lines, widths, PLOT)


def _aside(place: Place, away: float) -> dict[str, Any]:
    """To the side; with a line from the marker if also up or down."""
    if not place.up:
        return {"xshift": BESIDE * place.side}
    line = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": "var(--line-strong)", "standoff": away}
    return {"showarrow": True, "ax": LEADER * place.side, "ay": -place.up, "borderpad": 2} | line
