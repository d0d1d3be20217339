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
    """What is said of thousands of results, in one language."""

    language: Language
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
    interval: str
    withheld: dict[str, tuple[str, str]]  # why there is no number, and its explanation
    low_coverage: str  # where the coverage is not known


@cache
def words(language: Language) -> Words:
    """In the language, which is the page's: looked up once, and not for each result."""
    return Words(
        language=language,
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
        interval=_("{share} KI {ends}"),
        withheld={
            Withheld.TOO_FEW: (_("Færre enn {least} pasienter."), _("Vises ikke.")),
            Withheld.PRIVACY: (_("Svært få pasienter."), _("Vises ikke av hensyn til personvernet.")),
            Withheld.LOW_COVERAGE: (
                _("Lav dekningsgrad ({share})."),
                _("Vises ikke fordi for få pasienter er registrert."),
            ),
            Withheld.COMPLEMENTARY: (
                _("Skjult av hensyn til personvernet."),
                _("Tallet kunne røpet enkeltpersoner ved et annet sykehus."),
            ),
        },
        low_coverage=_("Lav dekningsgrad."),
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
    said = words(current())
    value = None if row is None or row.withheld else row.share if measure.has_intervals else row.value
    if row is None or value is None:
        return Point(unit.slug, label, unit.level, year, _no_number(measure, label, row, said))
    target = measure.target(year)
    decimals = decimals_that_agree(measure, target, value)
    coverage = row.coverage
    certain_change = change if change and change.certain else None
    cell = Cell(
        label,
        value=written(measure, value, decimals, said.language),
        level=row.attainment,
        word=said.levels[row.attainment],
        details=_details(measure, row, said),
        coverage="" if coverage is None else said.coverage.format(share=percent(coverage, 0, said.language)),
        interval=_interval(measure, target, row, decimals, said) if interval else "",
        distance=_distance(row, target, said),
        change=_change(measure, certain_change, said) if certain_change else "",
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


def _no_number(measure: Measure, label: str, row: ResultRow | None, said: Words) -> Cell:
    if row is None or not row.withheld:
        return Cell(label, reason=said.no_numbers)
    reason, explanation = _withheld(measure, row, said)
    return Cell(label, reason=reason, explanation=explanation, withheld=row.withheld)


def _withheld(measure: Measure, row: ResultRow, said: Words) -> tuple[str, str]:
    """Why a number is not shown, and its explanation. Of numbers it may name the coverage only."""
    if row.withheld not in said.withheld:
        raise ValueError(f"“{row.withheld}” is not a reason for withholding: add its words here.")
    reason, explanation = said.withheld[row.withheld]
    if row.withheld == Withheld.TOO_FEW:
        reason = reason.format(least=count(measure.min_denominator, said.language))
    elif row.withheld == Withheld.LOW_COVERAGE:
        reason = (
            said.low_coverage
            if row.coverage is None
            else reason.format(share=_below(row.coverage, row, said))
        )
    return reason, explanation


def _below(coverage: Fraction, row: ResultRow, said: Words) -> str:
    """In whole per cent, or with the decimals it takes to read as less than the limit it is below."""
    limit = Fraction(row.release__low_coverage)
    shown = (d for d in range(MORE_DECIMALS) if rounded(coverage, d + 2) < limit)
    return percent(coverage, next(shown, MORE_DECIMALS), said.language)


def _details(measure: Measure, row: ResultRow, said: Words) -> tuple[str, ...]:
    counted = measure.type == COUNT
    details = [
        "" if counted else _patients(row, said),
        said.uncertain if row.attainment and row.certain is False else "",
        said.provisional if row.provisional else "",
        said.unjudged if not row.attainment and not counted else "",
    ]
    return tuple(detail for detail in details if detail)


def _patients(row: ResultRow, said: Words) -> str:
    if row.denominator is None:
        return ""
    if row.numerator is not None:
        return of(row.numerator, row.denominator, said.language)
    return _counted(row.denominator, said)


def _counted(patients: int, said: Words) -> str:
    """ "1 pasient", "68 pasienter"."""
    text = said.patient if patients == 1 else said.patients
    return text.format(number=count(patients, said.language))


def _interval(measure: Measure, target: TargetPeriod | None, row: ResultRow, own: int, said: Words) -> str:
    """ "95 % KI 52–61 %". The ends are measured, not counted: their nearest decimals are theirs."""
    if row.ci_low is None or row.ci_high is None:
        return ""
    low, high = Fraction(row.ci_low), Fraction(row.ci_high)
    decimals = decimals_of_interval(measure, target, (low, high), own)
    if measure.in_percent:
        ends = decimal(low * 100, decimals, said.language), percent(high, decimals, said.language)
    else:
        ends = decimal(low, decimals, said.language), decimal(high, decimals, said.language)
    return said.interval.format(share=percent(NINETY_FIVE, 0, said.language), ends="–".join(ends))


def _distance(row: ResultRow, target: TargetPeriod | None, said: Words) -> str:
    """ "25 flere av 68 pasienter": what it takes to reach high; "" where it is reached or not known."""
    if not row.distance or row.denominator is None or target is None:
        return ""
    text = said.more if target.direction == Direction.HIGHER else said.fewer
    return text.format(number=count(row.distance, said.language), patients=_counted(row.denominator, said))


def _change(measure: Measure, change: Change, said: Words) -> str:
    """ "opp 9 prosentpoeng": the size without its sign."""
    size = points(abs(change.difference), decimals_of_change(measure, change), said.language)
    return (said.up if change.difference > 0 else said.down).format(size=size)
