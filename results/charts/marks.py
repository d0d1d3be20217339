"""What stands for one result: its symbol, its whiskers and its words.

The three symbols of the levels are the same as everywhere: high a filled circle, moderate a half one, low an
open one. A trend's markers are never circles: there a hollow one is a provisional year, not a low level.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from results.points import Point

HOVER = "%{text}<extra></extra>"
LEVEL_COLOUR = {
    "high": "var(--level-high)",
    "moderate": "var(--level-moderate)",
    "low": "var(--level-low)",
    "": "var(--line-strong)",
}
FILLED = {"high", ""}
# Without a level there is nothing to say by a circle.
NO_LEVEL = "square"
RADIUS = 5
# How far along a quarter of a circle the handles of its Bézier curve lie.
HANDLE = 0.5523


def plain(text: str) -> str:
    """The text as Plotly shows it unread: names come from staff, and Plotly takes tags for its own."""
    return escape(text, quote=False)


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def hover(point: Point) -> str:
    """What the table's cell says, and the interval: "Bodø, 2024: Høy 58 % · 81 av 140 · 95 % KI 50–66 %"."""
    said = f"{point.place}, {point.year}: {point.cell.text}"
    return plain(f"{said} · {point.cell.interval}" if point.cell.interval else said)


def value_of(point: Point | None) -> float | None:
    """Where the point stands; None where there is no number to show."""
    return None if point is None or point.value is None else float(point.value)


def whiskers(points: Iterable[Point | None], colour: str) -> dict[str, Any]:
    """Error bars from each value to the ends of its interval."""
    known = [(point, value_of(point)) for point in points]
    up = [_length(point.high if point else None, value) for point, value in known]
    down = [_length(value, point.low if point else None) for point, value in known]
    return {
        "type": "data",
        "symmetric": False,
        "array": up,
        "arrayminus": down,
        "visible": any(length is not None for length in up),
        "color": colour,
        "thickness": 1,
        "width": 0,
    }


def _length(high: float | None, low: float | None) -> float | None:
    # Never below 0: the interval of 0/n begins at the value but for what binary fractions add.
    return None if high is None or low is None else max(0.0, high - low)


def level_markers(points: Iterable[Point], radius: float = RADIUS) -> dict[str, Any]:
    """Filled and open circles; `half_circle` makes the open one of a moderate result half."""
    levels = [point.level for point in points]
    colours = [LEVEL_COLOUR[level] for level in levels]
    return {
        "symbol": ["circle" if level else NO_LEVEL for level in levels],
        "size": [2 * radius if level else 2 * radius - 2 for level in levels],
        "color": [
            colour if level in FILLED else "var(--paper)"
            for level, colour in zip(levels, colours, strict=True)
        ],
        "line": {"color": colours, "width": 1.8},
        "opacity": 1,
    }


def half_circles(
    points: Iterable[tuple[Point, float, float]], radius: float = RADIUS
) -> list[dict[str, Any]]:
    """The filled right halves of the moderate ones, of points and where they stand; in pixels, so round."""
    r, h = radius, round(radius * HANDLE, 2)
    path = f"M0,{-r}C{h},{-r} {r},{-h} {r},0C{r},{h} {h},{r} 0,{r}Z"
    return [
        {
            "type": "path",
            "path": path,
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": x,
            "yanchor": y,
            "fillcolor": LEVEL_COLOUR["moderate"],
            "line": {"width": 0},
            "layer": "above",
            "name": "half",
        }
        for point, x, y in points
        if point.level == "moderate"
    ]
