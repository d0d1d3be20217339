"""What goes to the browser: a figure, how else it is laid out, and what its downloaded picture says below."""

import re
from math import ceil
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from results.charts.layout import LEGEND_KEY, LEGEND_LINE, LINE, note, width_of
from results.charts.marks import plain
from results.points import Origin
from wording.language import Language, current
from wording.slugs import slug

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "staticPlot": False,
    "responsive": False,  # chart.js draws again when the width changes, and then perhaps the narrow layout
}
SOURCE: dict[Language, str] = {"nb": "Kilde", "en": "Source"}
PICTURE_WIDTH = 1000
EDGE = 24
TITLE = {"size": 19, "letters": 76, "line": 25}
FOOT_LETTERS = 140
LONGEST_FILENAME = 80


def payload(figure: go.Figure, *, title: str, unit: str, origin: Origin) -> dict[str, Any]:
    """Plain lists, words and numbers only: `data`, `layout`, `narrow`, `config`, `picture`, `filename`.

    `narrow` always says its height, for the room that the page keeps.
    """
    plain_figure = figure.to_plotly_json()
    layout = plain_figure["layout"]
    layout.pop("template", None)
    meta = layout.pop("meta", {})
    return {
        "data": plain_figure["data"],
        "layout": layout,
        "narrow": {"height": layout["height"]} | meta.get("narrow", {}),
        "config": {"locale": current()} | CONFIG,
        "picture": picture(
            layout, title=title, unit=unit, origin=origin, legend=_legend(plain_figure["data"], layout)
        ),
        "filename": slug(f"{title} {unit}")[:LONGEST_FILENAME].strip("-"),
    }


def picture(
    layout: dict[str, Any], *, title: str, unit: str, origin: Origin, legend: float = 0
) -> dict[str, Any]:
    """What a picture that stands alone is laid out with besides; its annotations are added to the chart's."""
    heading = wrap(title, TITLE["letters"])
    foot = _foot(origin)
    head_height = EDGE + TITLE["line"] * len(heading) + (LINE + 8 if unit else 0) + legend
    margin = layout["margin"]
    bottom = margin["b"] + LINE * len(foot) + EDGE
    return {
        "width": PICTURE_WIDTH,
        "height": layout["height"] + head_height + LINE * len(foot) + EDGE,
        "margin": margin | {"t": margin["t"] + head_height, "b": bottom},
        "paper_bgcolor": "var(--paper)",
        "annotations": [
            *_heading(heading, unit, margin["l"], margin["t"] + head_height),
            _below(foot, margin["l"], margin["b"]),
        ],
    }


def _legend(data: list[dict[str, Any]], layout: dict[str, Any]) -> float:
    """The height of a legend as wide as the picture."""
    if not layout["showlegend"]:
        return 0
    widest = LEGEND_KEY + width_of(trace["name"] for trace in data)
    a_line = max(1, int((PICTURE_WIDTH - 2 * EDGE) / widest))
    return LEGEND_LINE * ceil(len(data) / a_line)


def _heading(lines: list[str], unit: str, left: float, above: float) -> list[dict[str, Any]]:
    """The title, and the unit below it, from the picture's upper left corner."""
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "top"}
    corner |= {"xshift": EDGE - left}
    text = "<br>".join(f"<b>{plain(line)}</b>" for line in lines)
    large = {"size": TITLE["size"], "color": "var(--ink)"}
    found = [note(text, **corner, yshift=above - EDGE + 6, font=large, name="title")]
    if unit:
        down = above - EDGE - TITLE["line"] * len(lines)
        found.append(
            note(plain(unit), **corner, yshift=down, font={"size": 14, "color": "var(--ink)"}, name="unit")
        )
    return found


def _foot(origin: Origin) -> list[str]:
    said = [f"{SOURCE[current()]}: {origin.source}. {origin.release}", *origin.caveats]
    words = [line for text in said for line in wrap(text, FOOT_LETTERS, break_on_hyphens=False)]
    return [*words, *_address_lines(origin.address)]


def _address_lines(address: str) -> list[str]:
    """The address, broken after / and & alone: put together again it still leads there."""
    lines = [""]
    for part in re.findall(r"[^/&]*[/&]+|[^/&]+", address):
        if lines[-1] and len(lines[-1] + part) > FOOT_LETTERS:
            lines.append("")
        lines[-1] += part
    return lines


def _below(lines: list[str], left: float, bottom: float) -> dict[str, Any]:
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "y": 0, "yref": "paper", "yanchor": "top"}
    text = "<br>".join(map(plain, lines))
    return note(text, **corner, xshift=EDGE - left, yshift=-bottom - 4, name="origin")
