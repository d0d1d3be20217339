"""How an indicator spreads among hospitals: from the lowest to the highest that is shown, and how many are at
each level."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from organisations.models import Level
from results.choices.figures import LEVEL_NAME
from results.points import Measure, Point
from results.presenters.levels import Levels, levels_of
from results.sentences.nouns import Noun, noun
from wording.language import current
from wording.numbers import TRUE_MINUS, count

# The lowest level of units that has results is the one that spreads.
FROM_BELOW = (Level.HOSPITAL, Level.HF, Level.RHF)


@dataclass(frozen=True)
class Spread:
    """None of the numbers is of a withheld result: those are only counted."""

    level: Level | None  # None: no unit has results
    noun: Noun | None  # what units of the level are called
    lowest: Point | None
    highest: Point | None
    levels: Levels
    unit: str = ""  # that both end in: "%", "dager"

    @property
    def range(self) -> str:
        """ "54–98 %", "8–921 operasjoner"; of one, its value; "" where none is shown."""
        if self.lowest is None or self.highest is None:
            return ""
        low, high = self.lowest.cell.value, self.highest.cell.value
        if low == high:
            return low
        # After a minus a dash would be read as another.
        between = _("{low} til {high}") if TRUE_MINUS in low else "{low}–{high}"
        return between.format(low=low.removesuffix(self.unit).rstrip(), high=high)

    @property
    def words(self) -> str:
        """ "41 sykehus, 5 skjult"."""
        if self.noun is None:
            return ""
        shown = self.levels.shown
        told = f"{count(shown)} {self.noun.one if shown == 1 else self.noun.many}"
        if not self.levels.withheld:
            return told
        return _("{units}, {size} skjult").format(units=told, size=count(self.levels.withheld))

    @property
    def level_name(self) -> str:
        """ "sykehus", "helseforetak", "opptaksområder"; "" where no unit has results."""
        return self.noun.many if self.noun else ""


def spread(measure: Measure, points: Sequence[Point]) -> Spread:
    """Of one indicator's points of one year, units of all levels below the nation among them."""
    level = next((one for one in FROM_BELOW if any(point.unit_level == one for point in points)), None)
    ours = [point for point in points if point.unit_level == level]
    shown = [point for point in ours if point.shown]
    return Spread(
        level=level,
        noun=noun(LEVEL_NAME[level], measure, current()) if level else None,
        lowest=min(shown, key=_value, default=None),
        highest=max(shown, key=_value, default=None),
        levels=levels_of(ours),
        unit="%" if measure.in_percent else measure.unit_word,
    )


def _value(point: Point) -> Fraction:
    return Fraction(point.value or 0)
