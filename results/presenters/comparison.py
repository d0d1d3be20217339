"""Places side by side: each one's answer to an indicator, and where it certainly differs from the first's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from organisations.models import Level
from results.calculations.difference import Difference
from results.points import Cell, Measure, Point
from results.presenters.counts import indicators
from results.presenters.sections import Row, Section
from results.values import PERCENT_SHIFT, decimals_of_size, is_better
from wording.numbers import count, decimal, percent, points

# An indicator's key within its registry, and the other place's position among the chosen.
Pair = tuple[str, str, int]
# Two places with numbers are what it takes to compare.
FEWEST_SHOWN = 2
# That the intervals hold with.
CONFIDENCE = Fraction(95, 100)
UNTESTED, UNCERTAIN, BETTER, WORSE, DIFFERS = "untested", "uncertain", "better", "worse", "differs"
# Without a target that says which way is better, a difference is only a difference.
VERDICT = {True: BETTER, False: WORSE, None: DIFFERS}
LEADING_WORD = {BETTER: _lazy("Bedre"), WORSE: _lazy("Dårligere"), DIFFERS: ""}


@dataclass(frozen=True)
class Answer:
    """One place's answer, and how it stands to the first place's."""

    point: Point
    difference: Difference | None = None  # None: not tested, or it is the first
    verdict: str = ""  # untested, uncertain, and where it is certain: better, worse, differs
    lead: str = ""  # "Bedre"
    said: str = ""  # "14 prosentpoeng høyere enn Levanger"
    interval: str = ""  # "95 % KI 7 til 21"

    @property
    def is_certain(self) -> bool:
        return self.difference is not None and self.difference.certain

    @property
    def cell(self) -> Cell:
        """The point's words but for its change since last year: here differences are between places."""
        return replace(self.point.cell, change="", change_is="")

    @property
    def arrow(self) -> str:
        """Which way it differs, where that is certain."""
        if self.difference is None or not self.difference.certain:
            return ""
        return "up" if self.difference.size > 0 else "down"


@dataclass(frozen=True)
class ComparedRow:
    row: Row
    answers: tuple[Answer, ...]  # one per place, in their order

    @property
    def measure(self) -> Measure:
        return self.row.measure

    @property
    def has_certain(self) -> bool:
        return any(answer.is_certain for answer in self.answers)

    @property
    def shown(self) -> int:
        return sum(answer.point.shown for answer in self.answers)

    @property
    def is_known(self) -> bool:
        """Some place has a number, or one that is not shown."""
        return any(answer.point.shown or answer.point.cell.withheld for answer in self.answers)


@dataclass(frozen=True)
class ComparedSection:
    section: Section
    rows: tuple[ComparedRow, ...]

    @property
    def size(self) -> str:
        """ "13 indikatorer, 3 sikre forskjeller"."""
        certain = sum(answer.is_certain for row in self.rows for answer in row.answers)
        rows = indicators(len(self.rows))
        if not certain:
            return rows
        told = ngettext("{n} sikker forskjell", "{n} sikre forskjeller", certain)
        return f"{rows}, {told.format(n=count(certain))}"

    @property
    def sources(self) -> tuple[str, ...]:
        """What the cells of these rows refer to by number."""
        used = any(answer.point.cell.source for row in self.rows for answer in row.answers)
        return self.section.sources if used else ()


def pairs(sections: Iterable[Section], apart: Sequence[int]) -> dict[Pair, tuple[Point, Point]]:
    """What can be tested: another place's share and the first place's, both shown.

    `apart`: the positions of the places that share no patients with the first.
    """
    return {
        (row.measure.registry, row.key, at): (row.points[at], row.points[0])
        for section in sections
        for row in section.rows
        if row.measure.has_intervals
        for at in apart
        if row.points[at].shown and row.points[0].shown
    }


def compared(
    sections: Iterable[Section], differences: Mapping[Pair, Difference], apart: Sequence[int]
) -> list[ComparedSection]:
    """The same sections, with what is to be said of each place beside the first."""
    return [
        ComparedSection(section, tuple(_compared_row(row, differences, apart) for row in section.rows))
        for section in sections
    ]


def _compared_row(row: Row, differences: Mapping[Pair, Difference], apart: Sequence[int]) -> ComparedRow:
    first = row.points[0]

    def answer(at: int, point: Point) -> Answer:
        if at not in apart or not (first.shown and point.shown):
            return Answer(point)
        if not row.measure.has_intervals:
            return Answer(point, verdict=UNTESTED)
        return _tested(
            row,
            point,
            in_a_sentence(first.place, first.unit_level),
            differences[row.measure.registry, row.key, at],
        )

    return ComparedRow(row, tuple(answer(at, point) for at, point in enumerate(row.points)))


def _tested(row: Row, point: Point, first: str, difference: Difference) -> Answer:
    if not difference.certain:
        return Answer(point, difference, UNCERTAIN)
    verdict = VERDICT[is_better(difference.size > 0, row.target)]
    return Answer(
        point,
        difference,
        verdict,
        str(LEADING_WORD[verdict]),
        difference_words(row.measure, difference, first),
        interval_words(row.measure, difference),
    )


def in_a_sentence(place: str, level: str) -> str:
    """ "hele landet"; other places' names are as they are."""
    return place.lower() if level == Level.NATION else place


def difference_words(measure: Measure, difference: Difference, first: str) -> str:
    """ "14 prosentpoeng høyere enn Levanger": the size without its sign."""
    size = points(abs(difference.size), decimals_of_difference(measure, difference))
    said = _("{size} høyere enn {first}") if difference.size > 0 else _("{size} lavere enn {first}")
    return said.format(size=size, first=first)


def decimals_of_difference(measure: Measure, difference: Difference) -> int:
    return decimals_of_size(difference.size, measure.decimals, PERCENT_SHIFT)


def decimals_of_ends(measure: Measure, difference: Difference) -> int:
    """Of a certain difference neither end is written as none: it is the interval that leaves 0 out."""
    if not difference.certain:
        return measure.decimals
    nearest = min(abs(Fraction(difference.low)), abs(Fraction(difference.high)))
    return decimals_of_size(nearest, measure.decimals, PERCENT_SHIFT)


def interval_words(measure: Measure, difference: Difference) -> str:
    """ "95 % KI 7 til 21": in percentage points of the size without its sign, as the words beside it."""
    ends = sorted((abs(Fraction(difference.low)), abs(Fraction(difference.high))))
    decimals = decimals_of_ends(measure, difference)
    low, high = (decimal(end * 100, decimals) for end in ends)
    return _("{share} KI {low} til {high}").format(share=percent(CONFIDENCE), low=low, high=high)


def parts(
    sections: Sequence[ComparedSection], *, only_certain: bool
) -> tuple[list[ComparedSection], list[ComparedSection], list[ComparedSection]]:
    """The rows to compare; those where fewer than two places have a number; those where none has any."""
    if only_certain:
        return _with(sections, lambda row: row.has_certain), [], []
    return (
        _with(sections, lambda row: row.shown >= FEWEST_SHOWN),
        _with(sections, lambda row: row.shown < FEWEST_SHOWN and row.is_known),
        _with(sections, lambda row: not row.is_known),
    )


def _with(
    sections: Sequence[ComparedSection], wanted: Callable[[ComparedRow], bool]
) -> list[ComparedSection]:
    kept = (ComparedSection(one.section, tuple(filter(wanted, one.rows))) for one in sections)
    return [one for one in kept if one.rows]
