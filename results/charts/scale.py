"""The axis that values are read on: from where to where, and the numbers beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from results.points import Measure, Point
from wording.numbers import decimal, percent

# About so many steps from end to end.
STEPS = 5
# Numbers nearer each other than this are drawn as one.
LEAST_SPAN = 1e-4
TWENTY_PERCENT = Fraction(1, 5)


@dataclass(frozen=True)
class Scale:
    low: Fraction
    high: Fraction
    step: Fraction
    in_percent: bool

    @property
    def ticks(self) -> list[Fraction]:
        count = (self.high - self.low) / self.step
        return [self.low + step * self.step for step in range(floor(count) + 1)]

    @property
    def texts(self) -> list[str]:
        """The ticks as they are written, with as many decimals as the step has."""
        shown = self.step * 100 if self.in_percent else self.step
        decimals = next(d for d in range(20) if (shown * 10**d).denominator == 1)
        write = percent if self.in_percent else decimal
        return [write(tick, decimals) for tick in self.ticks]

    def within(self, number: float) -> float:
        """The number, or the end of the scale that it lies beyond."""
        return min(max(number, float(self.low)), float(self.high))


def value_scale(measure: Measure, points: Iterable[Point], *, whole: bool) -> Scale:
    """Whole: 0–100 % for shares, from 0 to a round number for others. Else as the numbers need."""
    return scale_of(measure, numbers_of(points), whole=whole)


def scale_of(measure: Measure, numbers: list[float], *, whole: bool) -> Scale:
    ends = numbers or [0, 1]
    if whole and measure.in_percent and min(ends) >= 0 and max(ends) <= 1:
        return Scale(Fraction(0), Fraction(1), TWENTY_PERCENT, True)
    if whole:
        ends = [0, *ends]
    return rounded_scale(min(ends), max(ends), in_percent=measure.in_percent, whole_steps=_counts(measure))


def rounded_scale(low: float, high: float, *, in_percent: bool = False, whole_steps: bool = False) -> Scale:
    """A scale that holds both ends, and begins and ends at a round number."""
    span = high - low
    if span < LEAST_SPAN:
        span = 0.1 if in_percent else 1
    step = _round_step(span / STEPS)
    if whole_steps:
        step = max(step, Fraction(1))
    first = floor(_near(low) / step) * step
    last = max(ceil(_near(high) / step) * step, first + step)
    return Scale(first, last, step, in_percent)


def numbers_of(points: Iterable[Point]) -> list[float]:
    """Every number that the points put on the paper."""
    found = [number for point in points for number in (point.value, point.low, point.high)]
    return [float(number) for number in found if number is not None]


def _near(number: float) -> Fraction:
    """The number without what binary fractions add: 0.62 is to begin an axis at 62 %, not at 60."""
    return Fraction(number).limit_denominator(10**6)


def _round_step(least: float) -> Fraction:
    """1, 2 or 5 of some power of ten: the smallest that is at least so much."""
    power = Fraction(10) ** floor(log10(least))
    # What binary fractions add to a round number is not more.
    return next((m * power for m in (1, 2, 5) if float(m * power) >= least * (1 - 1e-9)), 10 * power)


def _counts(measure: Measure) -> bool:
    return measure.type == "count"
