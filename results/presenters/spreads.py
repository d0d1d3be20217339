"""How an indicator spreads among hospitals: from the lowest to the highest that is shown, and how many are at
each level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from organisations.models import Level
from results.choices.figures import LEVEL_NAME
from results.points import Measure, Point
from results.presenters.levels import Levels, levels_of
from wording.numbers import count

# The lowest level of units that has results is the one that spreads.
FROM_BELOW = (Level.HOSPITAL, Level.HF, Level.RHF)
ONE = {Level.HOSPITAL: "sykehus", Level.HF: "helseforetak", Level.RHF: "helseregion"}


@dataclass(frozen=True)
class Spread:
    """None of the numbers is of a withheld result: those are only counted."""

    level: Level | None  # None: no unit has results
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
        return low if low == high else f"{low.removesuffix(self.unit).rstrip()}–{high}"

    @property
    def level_name(self) -> str:
        """ "sykehus", "helseforetak", "helseregioner"."""
        return LEVEL_NAME[self.level] if self.level else ""

    @property
    def words(self) -> str:
        """ "41 sykehus, 5 skjult"."""
        if self.level is None:
            return ""
        shown = self.levels.shown
        named = ONE[self.level] if shown == 1 else self.level_name
        hidden = f", {count(self.levels.withheld)} skjult" if self.levels.withheld else ""
        return f"{count(shown)} {named}{hidden}"


def spread(measure: Measure, points: Sequence[Point]) -> Spread:
    """Of one indicator's points of one year, units of all levels below the nation among them."""
    level = next((one for one in FROM_BELOW if any(point.unit_level == one for point in points)), None)
    ours = [point for point in points if point.unit_level == level]
    shown = [point for point in ours if point.shown]
    return Spread(
        level=level,
        lowest=min(shown, key=_value, default=None),
        highest=max(shown, key=_value, default=None),
        levels=levels_of(ours),
        unit="%" if measure.in_percent else measure.unit_word,
    )


def _value(point: Point) -> Fraction:
    return Fraction(point.value or 0)


def common_level(spreads: Iterable[Spread]) -> Level | None:
    """The lowest level that any of them is of."""
    found = {one.level for one in spreads}
    return next((level for level in FROM_BELOW if level in found), None)
