"""How many of a place's indicators are at each level: as counts, as shares and as a bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from results.models import Attainment
from results.points import Point
from results.presenters.sections import Tally
from wording.numbers import count, of, percent, rounded

LEVELS = (Attainment.HIGH, Attainment.MODERATE, Attainment.LOW)
# The bar is as wide as its viewBox; a thousandth of it is less than a pixel.
WHOLE, DECIMALS = 100, 3


@dataclass(frozen=True)
class Part:
    """A part of a bar; where it begins and how wide it is, as an SVG's attributes say it."""

    level: str
    x: str
    width: str


@dataclass(frozen=True)
class Stack:
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Levels:
    """Indicators of treatment, those without a result left out. Coverage is counted apart."""

    high: int = 0
    moderate: int = 0
    low: int = 0
    unjudged: int = 0  # with a number and no level
    withheld: int = 0
    coverage: int = 0  # indicators that tell how complete the data are; not among the others

    @property
    def judged(self) -> int:
        return self.high + self.moderate + self.low

    @property
    def shown(self) -> int:
        return self.judged + self.unjudged

    @property
    def has_results(self) -> bool:
        """Withheld ones and coverage too."""
        return self != Levels()

    @property
    def share_high(self) -> Fraction | None:
        return Fraction(self.high, self.judged) if self.judged else None

    @property
    def high_words(self) -> str:
        """ "41 av 86 (48 %)"; "" where nothing is judged."""
        share = self.share_high
        return "" if share is None else f"{of(self.high, self.judged)} ({percent(share)})"

    @property
    def percent_high(self) -> str:
        share = self.share_high
        return "" if share is None else percent(share)

    @property
    def judged_number(self) -> str:
        return count(self.judged)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tuple(Tally(level.value, str(level.label), self.at(level)) for level in LEVELS)

    @property
    def words(self) -> str:
        """ "41 høy, 26 moderat, 19 lav"."""
        return ", ".join(f"{tally.number} {tally.word}" for tally in self.tallies)

    @property
    def stack(self) -> Stack | None:
        return Stack(self.words, tuple(self._parts())) if self.judged else None

    def at(self, level: str) -> int:
        return {Attainment.HIGH: self.high, Attainment.MODERATE: self.moderate, Attainment.LOW: self.low}[
            Attainment(level)
        ]

    def _parts(self) -> Iterable[Part]:
        before = 0
        for level in LEVELS:
            if size := self.at(level):
                yield Part(level.value, _place(before, self.judged), _place(size, self.judged))
            before += size


def _place(size: int, whole: int) -> str:
    steps = rounded(Fraction(size * WHOLE, whole), DECIMALS)
    return str(Decimal(steps.numerator) / Decimal(steps.denominator))


def levels_of(points: Iterable[Point]) -> Levels:
    """Of points of treatment that have a number or are withheld."""
    known = list(points)
    levels = [point.level for point in known]
    return Levels(
        high=levels.count(Attainment.HIGH),
        moderate=levels.count(Attainment.MODERATE),
        low=levels.count(Attainment.LOW),
        unjudged=sum(1 for point in known if point.shown and not point.level),
        withheld=sum(1 for point in known if point.cell.withheld),
    )
