"""The units of one level side by side, the best at the left, with the present limits and those proposed.

Each unit's marker is the level that the proposal gives it; who changes level has whiskers in the accent.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import plotly.graph_objects as go

from results.charts.bands import TINT, Band, bands
from results.charts.layout import axis, layout, note, width_of
from results.charts.marks import (
    HOVER,
    RADIUS,
    half_circles,
    hover,
    level_markers,
    plain,
    value_of,
    whiskers,
)
from results.charts.scale import Scale, numbers_of, scale_of
from results.charts.trend_labels import Label, Plot, column
from results.points import Distribution, JudgedTwice
from wording.language import Worded

PLOT = 320
MARGIN = {"t": 14, "b": 46}
# From so many units on, markers are so small that neighbours do not cover each other.
SMALLER = ((110, 3), (55, 4))
# Of the whiskers of those that change level: colour alone must not say it.
THICK = 2.5
# The part of the width that the lines to words which stand aside have.
LEADER = 0.015
# Room at both ends, in places of units.
ROOM = 1.0
SAID = Worded(
    {
        "stay": {"nb": "Samme nivå", "en": "Same level"},
        "change": {"nb": "Bytter nivå", "en": "Changes level"},
        "present": {"nb": "Nå", "en": "Now"},
        "proposed": {"nb": "Forslag", "en": "Proposal"},
        "unjudged": {"nb": "uten målnivå", "en": "no level"},
        "best": {
            "nb": "Hvert punkt er ett av stedene, best til venstre",
            "en": "Each dot is one of the places, the best at the left",
        },
        "highest": {
            "nb": "Hvert punkt er ett av stedene, høyest til venstre",
            "en": "Each dot is one of the places, the highest at the left",
        },
        "thick": {"nb": "Tykk strek: bytter nivå", "en": "Thick line: changes level"},
    }
)


def distribution_figure(distribution: Distribution) -> go.Figure:
    """Two traces: who stays at the level, and who changes it. Units from 0 at the left."""
    placed = list(enumerate(distribution.shown))
    radius = _radius(len(placed))
    stay = [(place, one) for place, one in placed if not one.changes_level]
    change = [(place, one) for place, one in placed if one.changes_level]
    traces = [
        _trace(SAID["stay"], stay, "var(--whisker)", 1, radius),
        _trace(SAID["change"], change, "var(--accent)", THICK, radius),
    ]
    return go.Figure(
        data=[one for one in traces if one["x"]], layout=_layout(distribution, _scale(distribution), radius)
    )


def _radius(units: int) -> int:
    return next((radius for least, radius in SMALLER if units >= least), RADIUS)


def _trace(
    name: str, placed: list[tuple[int, JudgedTwice]], whisker: str, thickness: float, radius: int
) -> dict[str, Any]:
    points = [one.after for _, one in placed]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [place for place, _ in placed],
        "y": [value_of(point) for point in points],
        "text": [_words(one) for _, one in placed],
        "hovertemplate": HOVER,
        "cliponaxis": False,
        "marker": level_markers(points, radius),
        "error_y": whiskers(points, whisker) | {"thickness": thickness},
    }


def _words(one: JudgedTwice) -> str:
    """What the table says by the proposal, and the level that the unit has now, where it is another."""
    if not one.changes_level:
        return hover(one.after)
    now = one.before.cell.word.lower() or SAID["unjudged"]
    return f"{hover(one.after)} · {SAID['present'].lower()}: {now}"


def _scale(distribution: Distribution) -> Scale:
    """It holds every unit, the nation and all the limits."""
    points = [one.after for one in (*distribution.shown, *filter(None, [_nation(distribution)]))]
    limits = [
        float(limit)
        for target in (distribution.present, distribution.proposed)
        if target is not None and target.goal is not None
        for limit in (target.high, target.moderate)
        if limit is not None
    ]
    return scale_of(distribution.measure, [*numbers_of(points), *limits], whole=distribution.whole_axis)


def _nation(distribution: Distribution) -> JudgedTwice | None:
    """Not of counts: the sum of all units is nothing to measure one against."""
    return None if distribution.measure.type == "count" else distribution.nation


def _layout(distribution: Distribution, scale: Scale, radius: int) -> dict[str, Any]:
    edge = len(distribution.shown) - 1 + ROOM
    plot = Plot(scale, PLOT, edge)
    spots = [(one.after, float(at), value_of(one.after) or 0.0) for at, one in enumerate(distribution.shown)]
    wide, narrow = (list(_labels(distribution, scale, edge, narrow=narrow)) for narrow in (False, True))
    left = 14 + width_of(scale.texts, 12)
    ticks = [float(tick) for tick in scale.ticks]
    below = list(_below(distribution))
    return layout(
        height=PLOT + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN | {"l": left, "r": _right(wide)},
        xaxis=axis(-ROOM, edge, [], [], grid=False),
        yaxis=axis(float(scale.low), float(scale.high), ticks, scale.texts, grid=True)
        | {"ticklabelstandoff": 6},
        shapes=[*_shapes(distribution, scale), *half_circles(spots, radius)],
        annotations=[*column(wide, plot), *below],
        meta={
            "narrow": {
                "margin": MARGIN | {"l": round(left), "r": round(_right(narrow))},
                "annotations": [*column(narrow, plot), *below],
            }
        },
    )


def _right(labels: list[Label]) -> float:
    """What the labels take, and the room between them and the plot."""
    lines = [line for label in labels for line in label.text.split("<br>")]
    return 16 + width_of(lines, 12)


def _shapes(distribution: Distribution, scale: Scale) -> Iterator[dict[str, Any]]:
    """The bands proposed, their edges, the present limits where they are others, and the nation."""
    for band in bands(distribution.proposed, scale):
        across = {"xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
        yield across | {
            "type": "rect",
            "y0": band.bottom,
            "y1": band.top,
            "fillcolor": TINT[band.level],
            "line": {"width": 0},
            "name": "band",
        }
        if band.edge_is_limit:
            yield _line(band.edge, {"color": f"var(--edge-{band.level})", "width": 2}, "proposed")
    for band in _left_behind(distribution, scale):
        yield _line(band.edge, {"color": "var(--ink-quiet)", "width": 1.5, "dash": "6px,4px"}, "present")
    nation = _nation(distribution)
    value = value_of(nation.after) if nation else None
    if value is not None:
        yield _line(value, {"color": "var(--chart-nation)", "width": 2}, "nation")


def _line(value: float, look: dict[str, Any], name: str) -> dict[str, Any]:
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value}
    return across | {"line": look, "layer": "below", "name": name}


def _left_behind(distribution: Distribution, scale: Scale) -> list[Band]:
    """The present limits that the proposal does not have."""
    kept = {band.text for band in bands(distribution.proposed, scale)}
    return [
        band for band in bands(distribution.present, scale) if band.edge_is_limit and band.text not in kept
    ]


def _labels(distribution: Distribution, scale: Scale, edge: float, *, narrow: bool) -> Iterable[Label]:
    """Each line's words, right of the plot; in two lines on a narrow page."""
    known = {band.text for band in bands(distribution.present, scale)}
    at = edge - LEADER * (edge + ROOM)
    for band in bands(distribution.proposed, scale):
        said = band.text if band.text in known else _told(SAID["proposed"], band.text)
        begin = at if band.edge_is_limit else None
        yield Label(_broken(said, narrow), band.named_at, begin, "var(--ink)", 12, f"proposed {band.level}")
    for band in _left_behind(distribution, scale):
        said = _told(SAID["present"], band.text)
        yield Label(_broken(said, narrow), band.edge, at, "var(--ink-quiet)", 12, f"present {band.level}")
    yield from _nation_label(_nation(distribution), at, narrow=narrow)


def _told(whose: str, text: str) -> str:
    """ "Forslag: høy ≥ 65 %"."""
    return f"{whose}: {text[:1].lower()}{text[1:]}"


def _broken(text: str, narrow: bool) -> str:
    return text.replace(": ", ":<br>", 1) if narrow and ": " in text else text


def _nation_label(nation: JudgedTwice | None, at: float, *, narrow: bool) -> Iterable[Label]:
    value = value_of(nation.after) if nation else None
    if nation is None or value is None:
        return
    between = "<br>" if narrow else " "
    said = f"{plain(nation.after.place)}{between}{plain(nation.after.cell.value)}"
    yield Label(said, value, at, "var(--ink-quiet)", 12, "nation")


def _below(distribution: Distribution) -> Iterable[dict[str, Any]]:
    """How the units stand, in place of their names."""
    ordered = distribution.proposed is not None and bool(distribution.proposed.direction)
    said = SAID["best" if ordered else "highest"]
    if distribution.measure.has_intervals and any(one.changes_level for one in distribution.shown):
        said = f"{said}<br>{SAID['thick']}"
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "y": 0, "yref": "paper", "yanchor": "top"}
    yield note(said, **corner, yshift=-8, name="order")
