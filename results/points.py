"""What the public may know of results: their numbers beside the words for them. Knows no Django.

One `Point` is what a page's table, its charts, its sentences and its files all read, so none of them can say
anything else than the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from wording.numbers import Exact


@dataclass(frozen=True)
class Goal:
    """The limits in words: "≥ 85 %"."""

    high: str
    moderate: str = ""


@dataclass(frozen=True)
class TargetPeriod:
    """A target, and the years that results are judged by it."""

    first: int | None  # None: from the beginning
    last: int | None  # None: until another is set
    direction: str  # "higher", "lower", or "" where neither is better
    high: Decimal | None
    moderate: Decimal | None  # the high limit where no other is set
    goal: Goal | None  # None where the target gives no level
    note: str = ""
    is_break: bool = False  # from `first` on nothing is compared with the years before
    note_en: str = ""

    def holds(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def target_in_force(targets: Iterable[TargetPeriod], year: int) -> TargetPeriod | None:
    return next((target for target in targets if target.holds(year)), None)


@dataclass(frozen=True)
class Measure:
    """An indicator as its charts, sentences and files name it, and as its numbers are written."""

    registry: str  # the key
    registry_name: str  # the short name
    key: str
    title: str  # a Text, which knows its language
    type: str  # share, coverage, computed_share, mean, median, count
    in_percent: bool
    decimals: int
    unit_word: str
    min_denominator: int  # with fewer patients a result is not shown
    context: str  # caregiver, resident
    targets: tuple[TargetPeriod, ...] = ()  # by their first years

    @property
    def has_intervals(self) -> bool:
        """Has numerators, intervals, certainty and tests of change."""
        return self.type in ("share", "coverage")

    def target(self, year: int) -> TargetPeriod | None:
        return target_in_force(self.targets, year)


@dataclass(frozen=True)
class Cell:
    """One unit's answer in words: a value (with a level where there is a target), or what stands for it."""

    place: str
    value: str = ""
    level: str = ""  # high, moderate, low
    word: str = ""  # the level's word
    details: tuple[str, ...] = ()
    coverage: str = ""
    interval: str = ""  # "95 % KI 52–61 %"
    distance: str = ""  # "25 flere av 68 pasienter"
    # Why there is no number: the short answer, and what explains it.
    reason: str = ""
    explanation: str = ""
    withheld: str = ""
    # The number of the section's source that prints it; 0 for none.
    source: int = 0
    # "opp 9 prosentpoeng", only when chance can't explain it; and whether that is "better" or "worse".
    change: str = ""
    change_is: str = ""

    @property
    def answer(self) -> str:
        """ "Høy 58 %", or the reason."""
        return " ".join(part for part in (self.word, self.value) if part) or self.reason

    @property
    def text(self) -> str:
        """All that the table's cell says, on one line: "Høy 58 % · 812 av 1 396 · usikkert nivå"."""
        if self.reason:
            return f"{self.reason} {self.explanation}".strip()
        return " · ".join(part for part in (self.answer, *self.details, self.change, self.coverage) if part)


@dataclass(frozen=True)
class Change:
    """A share minus the same place's share of the year before: both shown, and no break between them."""

    difference: Fraction
    low: float  # the ends of Newcombe's 95 % interval for the difference
    high: float
    p: float
    certain: bool  # more than chance can explain


@dataclass(frozen=True)
class FiveYears:
    """A share's linear trend over the last five calendar years, of which at least four are shown."""

    first_year: int
    last_year: int
    slope: float  # change in the share per year
    certain: bool


@dataclass(frozen=True)
class Point:
    """One unit's result in one year. Where there is no number to show, only the words have a content."""

    slug: str
    place: str
    unit_level: str  # nation, rhf, hf, hospital
    year: int
    cell: Cell
    value: Exact | None = None
    decimals: int = 0  # that the value and its interval are shown with
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None  # the ends of Wilson's 95 % interval
    high: float | None = None
    certain: bool | None = None
    direction: str = ""  # of the target in force: "higher", "lower"
    distance: int | None = None  # patients more (fewer, where lower is better) to reach high; 0 when reached
    coverage: Fraction | None = None
    provisional: bool = False
    change: Change | None = None

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def level(self) -> str:
        return self.cell.level


@dataclass(frozen=True)
class Series:
    """One unit's results, the earliest first: a point for every year, also where there is no number."""

    slug: str
    place: str
    unit_level: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Trend:
    measure: Measure
    series: tuple[Series, ...]  # the chosen units
    whole_axis: bool = True  # 0–100 % for shares; else as high as the numbers need
    by_last_target: bool = False  # every year's level is the one that the last target gives


@dataclass(frozen=True)
class Ranking:
    """The units of one level in one year."""

    measure: Measure
    year: int
    level_name: str  # "sykehus", "helseforetak", "helseregioner", in the plural
    shown: tuple[Point, ...]  # the best first; where neither direction is better, the highest
    hidden: tuple[Point, ...]  # without a number, by name
    nation: Point | None
    highlighted: frozenset[str]  # the chosen units' slugs
    whole_axis: bool = True


@dataclass(frozen=True)
class FunnelPoint:
    point: Point
    # 0 within the limits at 95 %; 1 outside them; 2 outside those at 99.8 %. Above or below, by sign.
    outside: int


@dataclass(frozen=True)
class Funnel:
    """The units of one level around one share: the nation's, or the high limit."""

    measure: Measure
    year: int
    level_name: str
    centre: Fraction
    centre_name: str  # "hele landet", "målet for høy"
    points: tuple[FunnelPoint, ...]
    # For the lines: denominators, and for each the low and high limit at 95 % and at 99.8 %.
    sizes: tuple[int, ...]
    inner: tuple[tuple[float, float], ...]
    outer: tuple[tuple[float, float], ...]
    highlighted: frozenset[str]
    whole_axis: bool = True


@dataclass(frozen=True)
class JudgedTwice:
    """One unit's result by the present target and by the one proposed: only the level and what follows from
    it may differ."""

    before: Point
    after: Point

    @property
    def changes_level(self) -> bool:
        return self.before.level != self.after.level


@dataclass(frozen=True)
class Distribution:
    """The units of one level in one year, by the present target and by the one proposed."""

    measure: Measure  # with the targets proposed
    year: int
    level_name: str
    shown: tuple[JudgedTwice, ...]  # the best first, by the target proposed
    hidden: tuple[Point, ...]  # without a number, by name
    nation: JudgedTwice | None
    present: TargetPeriod | None  # what the year is judged by
    proposed: TargetPeriod | None
    ahead: bool = False  # the target proposed is of later years, and seen as though it held already
    whole_axis: bool = True


@dataclass(frozen=True)
class Origin:
    """What stands below a picture or a file: where the numbers come from."""

    source: str  # "Norsk hjerteinfarktregister"
    release: str  # "Utgivelse 12, publisert 15. mai 2026"
    address: str  # the permanent address, whole, with the host
    caveats: tuple[str, ...] = ()  # provisional, generated, withheld …
