"""The targets as tinted areas, each in the years that it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from results.charts.scale import Scale
from results.points import Measure, TargetPeriod
from results.values import OTHERWISE
from wording.language import Worded

TINT = {"high": "var(--band-high)", "moderate": "var(--band-moderate)"}
WORD = Worded({"high": {"nb": "Høy", "en": "High"}, "moderate": {"nb": "Moderat", "en": "Moderate"}})


@dataclass(frozen=True)
class Band:
    """The part of the scale that a level has, and the limit's edge with its words."""

    level: str
    text: str  # "Høy ≥ 85 %"
    bottom: float
    top: float
    limit: float | None  # None: the level of all the rest
    from_below: bool  # the limit is the lower edge

    @property
    def edge(self) -> float:
        return self.bottom if self.from_below else self.top

    @property
    def edge_is_limit(self) -> bool:
        """Not so where the scale ends before the limit."""
        return self.edge == self.limit

    @property
    def named_at(self) -> float:
        """Where its words stand: at the limit, or in the middle where the scale has none."""
        return self.edge if self.edge_is_limit else (self.bottom + self.top) / 2


def periods(measure: Measure, first: int, last: int) -> list[tuple[TargetPeriod, int, int]]:
    """The targets that give levels in these years, with the first and last of them; equal limits as one."""
    cut = [
        (target, max(target.first or first, first), min(target.last or last, last))
        for target in measure.targets
        if target.goal is not None
    ]
    inside = [one for one in cut if one[1] <= one[2]]
    alike = groupby(inside, key=lambda one: (one[0].direction, one[0].high, one[0].moderate))
    together = ([*same] for _, same in alike)
    return [(same[0][0], same[0][1], same[-1][2]) for same in together]


def bands(target: TargetPeriod | None, scale: Scale) -> Iterator[Band]:
    """High, then moderate, as far as the scale shows them."""
    if target is None or target.goal is None or target.high is None or target.moderate is None:
        return
    higher = target.direction == "higher"
    high, moderate = float(target.high), float(target.moderate)
    best = scale.high if higher else scale.low
    yield from _band("high", target.goal.high, high, float(best), scale, from_below=higher)
    end = None if target.goal.moderate in OTHERWISE.values() else moderate
    if target.goal.moderate:
        yield from _band("moderate", target.goal.moderate, end, high, scale, from_below=higher)


def _band(
    level: str, words: str, limit: float | None, other: float, scale: Scale, *, from_below: bool
) -> Iterator[Band]:
    end = float(scale.low if from_below else scale.high) if limit is None else limit
    bottom, top = sorted((scale.within(end), scale.within(other)))
    if bottom < top:
        yield Band(level, f"{WORD[level]} {words}", bottom, top, limit, from_below)
