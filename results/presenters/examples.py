"""The examples of the method as a page tells them: the number, how it comes about, and where it stands."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from results import invented
from results.choices.indicator import indicator_address
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.example_settings import Setting
from results.examples import Examples, Told
from results.models.fields import Context
from results.points import Cell, Point, TargetPeriod
from results.presenters.indicator import goal_words
from results.sentences import workings
from results.sentences.places import distance_sentence, uncertain_sentence
from wording.numbers import count, of, percent

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A number with its place, and lines of arithmetic that lead to it."""

    place: str
    year: int
    title: str  # of the indicator
    registry: str
    cell: Cell
    counts: str  # "8 477 av 9 022"
    address: str  # of the page where the number stands; "" where it is invented
    lines: Lines = ()

    @property
    def is_invented(self) -> bool:
        return not self.address


@dataclass(frozen=True)
class LevelExample:
    example: Example
    goal: str
    against_limits: Lines
    interval_against_limits: Lines
    note: str = ""


@dataclass(frozen=True)
class ChangeExample:
    example: Example
    before: Example
    difference: Lines
    test: str  # "" where Fisher's test is used
    p: str


@dataclass(frozen=True)
class WithheldExample:
    """Only the reason and what it says: the number is nowhere in it."""

    place: str
    year: int
    title: str
    cell: Cell
    address: str


@dataclass(frozen=True)
class BehindRow:
    place: str
    counts: str
    cell: Cell


@dataclass(frozen=True)
class Family:
    """An invented trust where one hospital has too few patients, and why one more is hidden."""

    rows: tuple[BehindRow, ...]
    few: str
    also: str
    would_tell: str  # the subtraction that would give the number away
    still_tells: str  # what is left of it: the sum of the two


def words() -> invented.Words:
    """What the invented things are called."""
    return invented.Words(
        hospital=_("Sykehus {}"),
        trust=_("Oppdiktet HF"),
        nation=_("Hele landet"),
        share=_("Behandlet innen fristen"),
        coverage=_("Dekningsgrad"),
        count=_("Alvorlige komplikasjoner"),
        registry=_("Oppdiktet register"),
    )


def setting_of(examples: Examples) -> Example:
    """Of the indicator that most examples are about: the nation's number."""
    nation = examples.setting.ranking.nation
    if nation is None:
        raise ValueError("A setting without a number for the nation is none.")
    return _example(examples.setting, nation)


def share(examples: Examples) -> Example:
    return _told(examples.certain, (workings.share(examples.certain.point),))


def interval(examples: Examples) -> Example:
    return _told(examples.certain, workings.interval(examples.certain.point))


def certain(examples: Examples) -> LevelExample:
    return _level(examples.certain)


def uncertain(examples: Examples) -> LevelExample:
    return _level(examples.uncertain)


def _level(told: Told) -> LevelExample:
    target = _target(told)
    return LevelExample(
        _told(told),
        goal_words(target),
        workings.against_limits(told.point, target),
        workings.interval_against_limits(told.point, target),
        uncertain_sentence(told.point, told.measure),
    )


def lacking(examples: Examples) -> LevelExample:
    told = examples.lacking
    lines = workings.lacking(told.point, _target(told))
    return LevelExample(_told(told, lines), goal_words(_target(told)), (), (), distance_sentence(told.point))


def changed(examples: Examples) -> ChangeExample:
    told = examples.changed
    now, before = told.point, told.before
    exact = workings.is_exact_test(before, now)
    return ChangeExample(
        _told(told),
        _example(told.setting, before),
        workings.change(before, now),
        "" if exact else workings.pooled_test(before, now),
        workings.p_value(now.change.p) if now.change else "",
    )


def outside(examples: Examples) -> Example:
    funnel = examples.outside.setting.funnel
    return _told(examples.outside, workings.funnel_lines(funnel, examples.outside_point))


def withheld(examples: Examples) -> tuple[WithheldExample, ...]:
    return tuple(
        WithheldExample(
            one.point.place,
            one.point.year,
            one.measure.title,
            one.point.cell,
            address(one.setting, one.point),
        )
        for one in examples.withheld
    )


def reasons() -> dict[str, Cell]:
    """What the pages say of each reason, of invented numbers."""
    made_up = words()
    of_share = (one.point.cell for one in invented.family(made_up))
    low = invented.poorly_covered(made_up)[0].point.cell
    cells = (*of_share, low, invented.rare(made_up).point.cell)
    return {cell.withheld: cell for cell in cells if cell.withheld}


def address(setting: Setting, point: Point) -> str:
    """Of the indicator's page, with the place chosen; "" where all is invented."""
    if setting.release is None:
        return ""
    measure = setting.ranking.measure
    query = {"aar": point.year, "kontekst": CONTEXT_IN_ADDRESS[Context(measure.context)]}
    chosen = {} if point.unit_level == "nation" else {"sted": point.slug}
    return f"{indicator_address(measure.registry, measure.key)}?{urlencode(chosen | query)}"


def summed() -> tuple[tuple[Example, ...], str]:
    """Two hospitals and their trust; and what the mean of their percentages would have been."""
    found = invented.summed(words())
    hospitals = found.of("hospital")
    shares = [Fraction(one.value) for one in hospitals if one.value is not None]
    points = (*hospitals, *found.of("hf"))
    rows = tuple(
        Example(one.place, one.year, "", "", one.cell, of(*workings.counts_of(one)), "") for one in points
    )
    return rows, percent(sum(shares, Fraction(0)) / len(shares))


def family() -> Family:
    behind = invented.family(words())
    *hospitals, trust = behind
    few = next(one for one in hospitals if one.point.cell.withheld == "too_few")
    also = next(one for one in hospitals if one.point.cell.withheld == "complementary")
    seen = [one.denominator for one in hospitals if one.point.shown]
    return Family(
        rows=tuple(_behind(one) for one in behind),
        few=few.point.place,
        also=also.point.place,
        would_tell=_subtraction(trust.denominator, [*seen, also.denominator]),
        still_tells=_subtraction(trust.denominator, seen),
    )


def _subtraction(whole: int, parts: list[int]) -> str:
    """ "166 − 96 − 52 = 18"."""
    left = whole - sum(parts)
    return f" {workings.MINUS} ".join(map(count, (whole, *parts))) + f" = {count(left)}"


def poorly_covered() -> tuple[BehindRow, BehindRow]:
    share, coverage = invented.poorly_covered(words())
    return _behind(share), _behind(coverage)


def rare() -> BehindRow:
    return _behind(invented.rare(words()))


def _behind(one: invented.Behind) -> BehindRow:
    counts = count(one.denominator) if one.numerator is None else of(one.numerator, one.denominator)
    return BehindRow(one.point.place, counts, one.point.cell)


def _told(told: Told, lines: Lines = ()) -> Example:
    return _example(told.setting, told.point, lines)


def _example(setting: Setting, point: Point, lines: Lines = ()) -> Example:
    measure = setting.ranking.measure
    return Example(
        place=point.place,
        year=point.year,
        title=measure.title,
        registry=measure.registry_name,
        cell=point.cell,
        counts=of(*workings.counts_of(point)),
        address=address(setting, point),
        lines=lines,
    )


def _target(told: Told) -> TargetPeriod:
    return told.setting.target
