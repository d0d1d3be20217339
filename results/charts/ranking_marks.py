"""What a ranking's rows stand on: the targets' bands, the nation's line, and their words."""

from collections.abc import Iterable, Sequence
from typing import Any

from results.charts.bands import TINT, bands
from results.charts.layout import note
from results.charts.marks import plain, value_of
from results.charts.scale import Scale
from results.points import Point, Ranking, TargetPeriod


def band_shapes(target: TargetPeriod | None, scale: Scale) -> Iterable[dict[str, Any]]:
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


def limits(target: TargetPeriod | None, scale: Scale, rows: Sequence[float]) -> Iterable[dict[str, Any]]:
    """Each limit's words in a row of its own beside its edge, on the side where there is more room."""
    for row, band in zip(rows, bands(target, scale), strict=False):
        side = _side(band.named_at, scale, middle=not band.edge_is_limit)
        yield note(
            band.text,
            x=band.named_at,
            xanchor=side,
            xshift={"left": 4, "center": 0, "right": -4}[side],
            y=row,
            yanchor="middle",
            name=f"{band.level} edge",
        )


def _side(value: float, scale: Scale, *, middle: bool) -> str:
    """The anchor of words at the value that keeps them in the chart; `middle` if they may stand across it."""
    share = (value - float(scale.low)) / float(scale.high - scale.low)
    if middle and 0.3 <= share <= 0.7:
        return "center"
    return "right" if share > 0.5 else "left"


def nation_of(ranking: Ranking) -> Point | None:
    """Not of counts: the sum of all units is nothing to measure one against, and would push them together."""
    return None if ranking.measure.type == "count" else ranking.nation


def nation_line(nation: Point | None, bottom: float) -> list[dict[str, Any]]:
    value = value_of(nation)
    if value is None:
        return []
    line = {"color": "var(--chart-nation)", "width": 2}
    place = {"x0": value, "x1": value, "y0": -0.5, "y1": bottom, "layer": "below"}
    return [{"type": "line", **place, "line": line, "name": "nation"}]


def nation_label(nation: Point | None, scale: Scale, row: float) -> list[dict[str, Any]]:
    value = value_of(nation)
    if nation is None or value is None:
        return []
    anchor = _side(value, scale, middle=True)
    text = plain(f"{nation.place} {nation.cell.value}")
    return [note(text, x=value, xanchor=anchor, y=row, yanchor="middle", name="nation")]


def unit_below(ranking: Ranking) -> list[dict[str, Any]]:
    measure = ranking.measure
    if measure.in_percent or not measure.unit_word:
        return []
    below = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "paper", "yanchor": "top"}
    return [note(plain(measure.unit_word), **below, yshift=-18)]
