"""A ranking on a narrow page: each name above its own line, so that the plot has the whole width."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from results.charts.bands import bands
from results.charts.layout import LINE, axis, note, width_of
from results.charts.marks import plain, value_of
from results.charts.ranking_marks import band_shapes, limits, nation_label, nation_line, nation_of, unit_below
from results.charts.scale import Scale
from results.points import Point, Ranking

# Pixels from unit to unit, from a marker up to the middle of its name, and what a marker has to each side.
ROW = 34
NAME_UP = 14
MARKER = 8
NAME_SIZE = 12
# A name that needs more than the narrowest chart of a phone is smaller.
SMALL_NAME, NAME_ROOM = 11, 270
MARGIN = {"t": 4, "b": 34}
# The narrowest plot that the numbers of the axis are to stand side by side in.
AXIS_ROOM = 230
NUMBER_GAP = 6

Shapes = Iterable[dict[str, Any]]


def narrow_layout(ranking: Ranking, scale: Scale, halves: list[dict[str, Any]]) -> dict[str, Any]:
    """What is laid out otherwise than on a wide page; rows are numbered as there."""
    target, nation = ranking.measure.target(ranking.year), nation_of(ranking)
    words = len(list(bands(target, scale))) + (value_of(nation) is not None)
    first = -(NAME_UP + LINE / 2 + 2) / ROW  # the top of the first name's line
    lines = [first - (line + 0.5) * LINE / ROW for line in reversed(range(words))]
    top, bottom = first - words * LINE / ROW, len(ranking.shown) - 1 + MARKER / ROW
    left = max(12, 4 + width_of(scale.texts[:1], 12) / 2)
    margin = MARGIN | {"l": round(left), "r": round(max(18, 4 + width_of(scale.texts[-1:], 12) / 2))}
    limit_lines = _lines(band_shapes(target, scale), top, first, bottom)
    nation_lines = [_gapped(line, bottom) for line in nation_line(nation, bottom)]
    return {
        "height": round(ROW * (bottom - top)) + MARGIN["t"] + MARGIN["b"],
        "margin": margin | {"pad": 0},
        "xaxis": _value_axis(scale),
        "yaxis": {"range": [bottom, top], "showticklabels": False},
        "shapes": [*limit_lines, *nation_lines, *halves],
        "annotations": [
            *limits(target, scale, lines),
            *nation_label(nation, scale, lines[-1] if lines else 0),
            *_names(ranking, left),
            *unit_below(ranking),
        ],
    }


def _value_axis(scale: Scale) -> dict[str, Any]:
    """Every second number where all would touch."""
    all_of_them = sum(width_of([text], 12) + NUMBER_GAP for text in scale.texts)
    step = 1 if all_of_them <= AXIS_ROOM else 2
    ticks = [float(tick) for tick in islice(scale.ticks, 0, None, step)]
    return axis(float(scale.low), float(scale.high), ticks, scale.texts[::step], grid=True)


def _lines(shapes: Shapes, top: float, first: float, bottom: float) -> Shapes:
    """The bands, and each limit's edge whole beside its words and below them with gaps."""
    for shape in shapes:
        if shape["name"] == "edge":
            yield shape | {"yref": "y", "y0": top, "y1": first}
            yield _gapped(shape | {"yref": "y"}, bottom)
        else:
            yield shape


def _gapped(shape: dict[str, Any], bottom: float) -> dict[str, Any]:
    """The line beside the markers alone, so that it crosses out no name."""
    dashes = {"dash": f"{2 * MARKER}px,{ROW - 2 * MARKER}px"}
    return shape | {"y0": -MARKER / ROW, "y1": bottom, "line": shape["line"] | dashes}


def _names(ranking: Ranking, left: float) -> Shapes:
    """Each unit's whole name and number, from the chart's left edge; the chosen ones bold."""
    for row, point in enumerate(ranking.shown):
        chosen = point.slug in ranking.highlighted
        read = f"{point.place}  {_value(point, ranking)}"
        small = width_of([read], NAME_SIZE, bold=chosen) > NAME_ROOM
        yield note(
            f"<b>{plain(read)}</b>" if chosen else plain(read),
            x=0,
            xref="paper",
            xanchor="left",
            xshift=-round(left),
            y=row,
            yanchor="middle",
            yshift=NAME_UP,
            font={"size": SMALL_NAME if small else NAME_SIZE, "color": "var(--ink)"},
            name="name",
        )


def _value(point: Point, ranking: Ranking) -> str:
    """Without its unit, which stands at the axis."""
    end = "" if ranking.measure.in_percent else ranking.measure.unit_word
    return point.cell.value.removesuffix(end).rstrip()
