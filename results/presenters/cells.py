"""One unit's answer to one indicator in one year: its numbers and words, or why there is none. A withheld
number stops here."""

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Direction
from organisations.models import Unit
from results.calculations.shapes import COUNT
from results.models import Attainment, ResultRow, Withheld
from results.points import Cell, Change, Measure, Point, TargetPeriod
from results.values import (
    MORE_DECIMALS,
    decimals_of_change,
    decimals_of_interval,
    decimals_that_agree,
    is_better,
    written,
)
from wording.language import Language, current
from wording.numbers import count, decimal, of, percent, points, rounded

NINETY_FIVE = Fraction(95, 100)
SIDES = {True: "better", False: "worse", None: ""}


class Words(NamedTuple):
    """What is said of thousands of results."""

    no_numbers: str
    levels: dict[str, str]  # what has none has no word
    coverage: str
    uncertain: str
    provisional: str
    unjudged: str
    up: str
    down: str
    more: str
    fewer: str
    patient: str
    patients: str


@cache
def words(language: Language) -> Words:
    """In the language, which is the page's: looked up once, and not for each result."""
    return Words(
        no_numbers=_("Ingen tall"),
        levels={"": ""} | {level.value: str(level.label).capitalize() for level in Attainment},
        coverage=_("Dekningsgrad {share}"),
        uncertain=_("usikkert nivå"),
        provisional=_("foreløpig"),
        unjudged=_("uten målnivå"),
        up=_("opp {size}"),
        down=_("ned {size}"),
        more=_("{number} flere av {patients}"),
        fewer=_("{number} færre av {patients}"),
        patient=ngettext("{number} pasient", "{number} pasienter", 1),
        patients=ngettext("{number} pasient", "{number} pasienter", 2),
    )


def level_word(level: str) -> str:
    """ "Høy"; "" for what has no level."""
    return words(current()).levels[level]


def point(
    measure: Measure,
    unit: Unit,
    label: str,
    year: int,
    row: ResultRow | None,
    change: Change | None = None,
    *,
    interval: bool = True,
) -> Point:
    """What the public may know of the row; of none, that there are no numbers.

    `interval`: with the words for it, which a page that shows a thousand points without them leaves out.
    """
    value = None if row is None or row.withheld else row.share if measure.has_intervals else row.value
    if row is None or value is None:
        return Point(unit.slug, label, unit.level, year, _no_number(measure, label, row))
    said = words(current())
    target = measure.target(year)
    decimals = decimals_that_agree(measure, target, value)
    coverage = row.coverage
    certain_change = change if change and change.certain else None
    cell = Cell(
        label,
        value=written(measure, value, decimals),
        level=row.attainment,
        word=said.levels[row.attainment],
        details=_details(measure, row, said),
        coverage="" if coverage is None else said.coverage.format(share=percent(coverage)),
        interval=_interval(measure, target, row, decimals) if interval else "",
        distance=distance_words(row, target),
        change=change_words(measure, certain_change) if certain_change else "",
        change_is=SIDES[is_better(certain_change.difference > 0, target)] if certain_change else "",
    )
    return Point(
        unit.slug,
        label,
        unit.level,
        year,
        cell,
        value=value,
        decimals=decimals,
        numerator=row.numerator,
        denominator=row.denominator,
        low=row.ci_low,
        high=row.ci_high,
        certain=row.certain,
        direction=target.direction if target else "",
        distance=row.distance,
        coverage=coverage,
        provisional=row.provisional,
        change=change,
    )


def _no_number(measure: Measure, label: str, row: ResultRow | None) -> Cell:
    if row is None or not row.withheld:
        return Cell(label, reason=words(current()).no_numbers)
    reason, explanation = withheld_words(measure, row)
    return Cell(label, reason=reason, explanation=explanation, withheld=row.withheld)


def withheld_words(measure: Measure, row: ResultRow) -> tuple[str, str]:
    """Why a number is not shown, and its explanation. Of numbers it may name the coverage only."""
    match row.withheld:
        case Withheld.TOO_FEW:
            fewer = _("Færre enn {least} pasienter.").format(least=count(measure.min_denominator))
            return fewer, _("Vises ikke.")
        case Withheld.PRIVACY:
            return _("Svært få pasienter."), _("Vises ikke av hensyn til personvernet.")
        case Withheld.LOW_COVERAGE:
            return _low_coverage(row), _("Vises ikke fordi for få pasienter er registrert.")
        case Withheld.COMPLEMENTARY:
            return (
                _("Skjult av hensyn til personvernet."),
                _("Tallet kunne røpet enkeltpersoner ved et annet sykehus."),
            )
    raise ValueError(f"“{row.withheld}” is not a reason for withholding: add its words here.")


def _low_coverage(row: ResultRow) -> str:
    if row.coverage is None:
        return _("Lav dekningsgrad.")
    shown = _below(row.coverage, Fraction(row.release__low_coverage))
    return _("Lav dekningsgrad ({share}).").format(share=shown)


def _below(coverage: Fraction, limit: Fraction) -> str:
    """In whole per cent, or with the decimals it takes to read as less than the limit it is below."""
    shown = (d for d in range(MORE_DECIMALS) if rounded(coverage, d + 2) < limit)
    return percent(coverage, next(shown, MORE_DECIMALS))


def _details(measure: Measure, row: ResultRow, said: Words) -> tuple[str, ...]:
    counted = measure.type == COUNT
    details = [
        "" if counted else _patients(row),
        said.uncertain if row.attainment and row.certain is False else "",
        said.provisional if row.provisional else "",
        said.unjudged if not row.attainment and not counted else "",
    ]
    return tuple(detail for detail in details if detail)


def _patients(row: ResultRow) -> str:
    if row.denominator is None:
        return ""
    if row.numerator is not None:
        return of(row.numerator, row.denominator)
    return patients(row.denominator)


def patients(size: int) -> str:
    """ "1 pasient", "68 pasienter"."""
    said = words(current())
    return (said.patient if size == 1 else said.patients).format(number=count(size))


def _interval(measure: Measure, target: TargetPeriod | None, row: ResultRow, own: int) -> str:
    """ "95 % KI 52–61 %". The ends are measured, not counted: their nearest decimals are theirs."""
    if row.ci_low is None or row.ci_high is None:
        return ""
    low, high = Fraction(row.ci_low), Fraction(row.ci_high)
    decimals = decimals_of_interval(measure, target, (low, high), own)
    if not measure.in_percent:
        ends = f"{decimal(low, decimals)}–{decimal(high, decimals)}"
    else:
        ends = f"{decimal(low * 100, decimals)}–{percent(high, decimals)}"
    return _("{share} KI {ends}").format(share=percent(NINETY_FIVE), ends=ends)


def distance_words(row: ResultRow, target: TargetPeriod | None) -> str:
    """ "25 flere av 68 pasienter": what it takes to reach high; "" where it is reached or not known."""
    if not row.distance or row.denominator is None or target is None:
        return ""
    said = words(current())
    more = said.more if target.direction == Direction.HIGHER else said.fewer
    return more.format(number=count(row.distance), patients=patients(row.denominator))


def change_words(measure: Measure, change: Change) -> str:
    """ "opp 9 prosentpoeng": the size without its sign."""
    said = words(current())
    size = points(abs(change.difference), decimals_of_change(measure, change))
    return (said.up if change.difference > 0 else said.down).format(size=size)
