"""The words in and around a trend: at the lines' ends, at the targets' edges, above the breaks."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any, NamedTuple

from results.charts.bands import Band
from results.charts.labels import spread, spread_lines
from results.charts.layout import note
from results.charts.marks import plain, shortened, value_of
from results.charts.scale import Scale
from results.points import Measure, Point, Series, TargetPeriod
from results.sentences.breaks import NEW_TARGET
from wording.language import current

# Pixels between the middles of two lines of labels.
LABEL_GAP = 17
# A label that is moved farther than this has a line to what it names.
FAR = 6
LONGEST_LABEL = 30
REASON_WIDTH, REASON_SIZE, REASON_LINE = 46, 13, 18
NARROW_REASON_WIDTH = 32
# Years that the words of a target need inside the plot.
WORDS_WIDE, WORDS_NARROW = 1.2, 4.0
# Pixels that a word takes above its edge.
WORD_HEIGHT = 15


class Label(NamedTuple):
    """Words to stand right of the plot, and what they name."""

    text: str
    value: float
    x: float | None  # where the line to it begins; None: it has none
    colour: str
    size: int
    name: str


class Period(NamedTuple):
    """The part of the axis that a target's bands have."""

    bands: list[Band]
    x0: float
    x1: float


class Plot(NamedTuple):
    """Where words are placed."""

    scale: Scale
    height: float  # in pixels
    edge: float  # the last of the year axis

    def up(self, value: float) -> float:
        return (value - float(self.scale.low)) / float(self.scale.high - self.scale.low) * self.height

    def value(self, up: float) -> float:
        return float(self.scale.low) + up / self.height * float(self.scale.high - self.scale.low)


def column(labels: Sequence[Label], plot: Plot) -> Iterable[dict[str, Any]]:
    """The labels one below the other, as near as may be to what they name."""
    wanted = [plot.up(label.value) for label in labels]
    places = spread_lines(wanted, [label.text for label in labels], LABEL_GAP, plot.height)
    for label, height, place in zip(labels, wanted, places, strict=True):
        y = plot.value(place)
        font = {"size": label.size, "color": label.colour}
        words = {"xanchor": "left", "yanchor": "middle", "font": font, "name": label.name}
        if label.x is None or abs(place - height) <= FAR:
            yield note(label.text, x=1, xref="paper", xshift=8, y=y, **words)
        else:
            yield note(label.text, x=label.x, y=label.value, **words | _line_to(plot.edge, y, label))


def _line_to(x: float, y: float, label: Label) -> dict[str, Any]:
    look = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": label.colour, "borderpad": 7}
    away = {"standoff": 7 if label.name == "end" else 0}
    return {"showarrow": True, "axref": "x", "ax": x, "ayref": "y", "ay": y} | look | away


def end_label(one: Series, colour: str, aside: float, last: int) -> Label | None:
    """The unit's name and last number; with its year if others have later ones."""
    shown = [point for point in one.points if point.shown]
    if not shown:
        return None
    point = shown[-1]
    late = point.year == last
    text = plain(f"{shortened(one.place, LONGEST_LABEL)} {point.cell.value}")
    where = point.year + aside if late else None
    words = text if late else f"{text} ({point.year})"
    return Label(words, float(point.value or 0), where, colour, 13, "end")


def edge_labels(period: Period, *, narrow: bool) -> Iterable[Label]:
    """The limits of the last target; in two lines on a narrow page."""
    for band in period.bands:
        text = band.text.replace(" ", "<br>", 1) if narrow else band.text
        begin = period.x1 - 0.15 if band.edge_is_limit else None
        yield Label(text, band.named_at, begin, "var(--ink-quiet)", 12, f"{band.level} edge")


def earlier_edges(
    periods: list[Period], points: list[Point], plot: Plot, *, narrow: bool
) -> Iterable[dict[str, Any]]:
    """The limits of targets that are no more: in the plot, at the end of their time with fewer results near.

    Not where there is no room, nor those that the next target still has.
    """
    needed = WORDS_NARROW if narrow else WORDS_WIDE
    for period, after in pairwise([*periods, Period([], 0, 0)]):
        if period.x1 == plot.edge:
            continue
        kept = {band.text for band in after.bands}
        words = [band for band in period.bands if band.text not in kept]
        if period.x1 - period.x0 < needed:
            continue
        heights = [plot.up(band.named_at) + WORD_HEIGHT / 2 * _inwards(band) for band in words]
        for band, height in zip(
            words, spread(heights, WORD_HEIGHT, WORD_HEIGHT / 2, plot.height), strict=True
        ):
            yield _inside(band, period, height, points, plot, needed)


def _inwards(band: Band) -> int:
    return 1 if band.from_below else -1


def _inside(
    band: Band, period: Period, height: float, points: list[Point], plot: Plot, needed: float
) -> dict[str, Any]:
    near = [
        point.year
        for point in points
        if point.shown and abs(plot.up(value_of(point) or 0.0) - height) < WORD_HEIGHT
    ]
    at_start = sum(period.x0 <= year <= period.x0 + needed for year in near)
    at_end = sum(period.x1 - needed <= year <= period.x1 for year in near)
    x, side, shift = (period.x1, "right", -5) if at_end < at_start else (period.x0, "left", 5)
    y = plot.value(height)
    return note(band.text, x=x, xanchor=side, xshift=shift, y=y, yanchor="middle", name=f"{band.level} edge")


def unit_above(measure: Measure, left: float) -> list[dict[str, Any]]:
    """The unit word above the axis, from the chart's left edge; per cents say theirs at each number."""
    if measure.in_percent or not measure.unit_word:
        return []
    above = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return [note(plain(measure.unit_word), **above, yshift=8, xshift=-round(left), name="unit")]


def reasons(
    breaks: list[TargetPeriod], years: list[int], *, above: float, narrow_left: float | None
) -> Iterable[dict[str, Any]]:
    """Above each break's line, on the side with more room; of several the later ones higher up."""
    up = above
    for target in breaks:
        words = target.note if current() == "nb" else target.note_en
        words = words or f"{NEW_TARGET[current()].format(target.first)}."
        letters = NARROW_REASON_WIDTH if narrow_left is not None else REASON_WIDTH
        lines = [plain(line) for line in wrap(words, letters, break_on_hyphens=False)]
        at = (target.first or 0) - 0.5
        side = "right" if at > (years[0] + years[-1]) / 2 else "left"
        # A narrow page has room for them from its edge only.
        place: dict[str, Any] = {"x": at, "xanchor": side}
        if narrow_left is not None:
            place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -round(narrow_left)}
        yield note(
            "<br>".join(lines),
            **place | {"align": place["xanchor"], "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": up},
            font={"size": REASON_SIZE, "color": "var(--ink)"},
            name="reason",
        )
        up += REASON_LINE * len(lines)
