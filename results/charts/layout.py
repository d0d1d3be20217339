"""What all charts have in common. Colours are the page's tokens, which the browser resolves as it draws."""

from collections.abc import Iterable
from typing import Any

import plotly.io

from wording.language import current
from wording.numbers import DECIMAL_MARK, THOUSANDS

# Without this every figure is given Plotly's own look, which is larger than the chart itself.
plotly.io.templates.default = None

NARROW_SPACE = "\u202f"
FONT = {"family": 'system-ui, "Segoe UI", sans-serif', "size": 13, "color": "var(--ink)"}
QUIET = {"size": 12, "color": "var(--ink-quiet)"}
# Parts of the font's size that letters take where it is widest, for margins that hold their labels.
WIDTHS = {0.36: "fijlrt.,:;|!'()[]- /" + NARROW_SPACE, 0.75: "ABCDEFGHKNOPQRTUVXYZÅØ", 1.0: "mwMWæÆ%≥≤…"}
LETTER = 0.64
BOLD = 1.13
# A line of quiet text.
LINE = 16
LEGEND_LINE = 20
# What stands before a name in a legend.
LEGEND_KEY = 48
CLEAR = "rgba(0,0,0,0)"


def layout(*, height: float, margin: dict[str, float], **more: Any) -> dict[str, Any]:
    """A layout without a grid, legend, zoom or dragging, that stands on whatever is below it."""
    return {
        "autosize": True,
        "height": round(height),
        "margin": {side: round(pixels) for side, pixels in margin.items()} | {"pad": 0},
        "font": FONT,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "separators": DECIMAL_MARK[current()] + THOUSANDS[current()],
        "showlegend": False,
        "hovermode": "closest",
        # Dragging would zoom, and on a phone catch the finger that scrolls the page.
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": "var(--paper)",
            "bordercolor": "var(--line-strong)",
            "font": FONT,
            "align": "left",
        },
    } | more


def axis(low: float, high: float, ticks: list[float], texts: list[str], *, grid: bool) -> dict[str, Any]:
    """An axis that stays as it is, with ready labels: plotly.js writes no number of its own."""
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": texts,
        "fixedrange": True,
        "automargin": False,
        "showgrid": grid,
        "gridcolor": "var(--line)",
        "gridwidth": 1,
        "zeroline": False,
        "ticks": "",
        # Else the outermost label is left out where a letter of it would not fit.
        "ticklabeloverflow": "allow",
        "tickangle": 0,
        "tickfont": QUIET,
    }


def note(text: str, **more: Any) -> dict[str, Any]:
    """Quiet text in the chart, without an arrow; `text` is Plotly's HTML."""
    return {"text": text, "showarrow": False, "font": QUIET, "align": "left", "borderpad": 0} | more


def width_of(texts: Iterable[str], size: float = 13, *, bold: bool = False) -> float:
    """The pixels that the longest of the texts needs at most."""
    longest = max((sum(map(_part_of_size, text)) for text in texts), default=0)
    return longest * size * (BOLD if bold else 1)


def _part_of_size(letter: str) -> float:
    return next((width for width, letters in WIDTHS.items() if letter in letters), LETTER)


def legend_above() -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "bottom",
        "font": {"size": 13},
        "bgcolor": CLEAR,
        "itemclick": False,
        "itemdoubleclick": False,
    }
