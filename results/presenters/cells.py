"""One unit's answer to one indicator in one year: its numbers and words, or why there is none. A withheld
number stops here."""

from fractions import Fraction

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
from wording.numbers import count, decimal, of, percent, points, rounded

NARROW_SPACE = "\u202f"
NO_NUMBERS = "Ingen tall"
# Of each level; what has none has no word.
WORDS = {"": ""} | {level.value: str(level.label).capitalize() for level in Attainment}
SIDES = {True: "better", False: "worse", None: ""}
MORE_OR_FEWER = {"higher": "flere", "lower": "færre"}


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
    target = measure.target(year)
    decimals = decimals_that_agree(measure, target, value)
    coverage = row.coverage
    certain_change = change if change and change.certain else None
    cell = Cell(
        label,
        value=written(measure, value, decimals),
        level=row.attainment,
        word=WORDS[row.attainment],
        details=_details(measure, row),
        coverage="" if coverage is None else f"Dekningsgrad {percent(coverage)}",
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
        return Cell(label, reason=NO_NUMBERS)
    reason, explanation = withheld_words(measure, row)
    return Cell(label, reason=reason, explanation=explanation, withheld=row.withheld)


def withheld_words(measure: Measure, row: ResultRow) -> tuple[str, str]:
    """Why a number is not shown, and its explanation. Of numbers it may name the coverage only."""
    match row.withheld:
        case Withheld.TOO_FEW:
            return f"Færre enn {count(measure.min_denominator)} pasienter.", "Vises ikke."
        case Withheld.PRIVACY:
            return "Svært få pasienter.", "Vises ikke av hensyn til personvernet."
        case Withheld.LOW_COVERAGE:
            known = row.coverage
            in_brackets = "" if known is None else f" ({_below(known, Fraction(row.release__low_coverage))})"
            return f"Lav dekningsgrad{in_brackets}.", "Vises ikke fordi for få pasienter er registrert."
        case Withheld.COMPLEMENTARY:
            return (
                "Skjult av hensyn til personvernet.",
                "Tallet kunne røpet enkeltpersoner ved et annet sykehus.",
            )
    raise ValueError(f"“{row.withheld}” is not a reason for withholding: add its words here.")


def _below(coverage: Fraction, limit: Fraction) -> str:
    """In whole per cent, or with the decimals it takes to read as less than the limit it is below."""
    shown = (d for d in range(MORE_DECIMALS) if rounded(coverage, d + 2) < limit)
    return percent(coverage, next(shown, MORE_DECIMALS))


def _details(measure: Measure, row: ResultRow) -> tuple[str, ...]:
    counted = measure.type == COUNT
    details = [
        "" if counted else _patients(row),
        "usikkert nivå" if row.attainment and row.certain is False else "",
        "foreløpig" if row.provisional else "",
        "uten målnivå" if not row.attainment and not counted else "",
    ]
    return tuple(detail for detail in details if detail)


def _patients(row: ResultRow) -> str:
    if row.denominator is None:
        return ""
    if row.numerator is not None:
        return of(row.numerator, row.denominator)
    return f"{count(row.denominator)} {'pasient' if row.denominator == 1 else 'pasienter'}"


def _interval(measure: Measure, target: TargetPeriod | None, row: ResultRow, own: int) -> str:
    """ "95 % KI 52–61 %". The ends are measured, not counted: their nearest decimals are theirs."""
    if row.ci_low is None or row.ci_high is None:
        return ""
    low, high = Fraction(row.ci_low), Fraction(row.ci_high)
    decimals = decimals_of_interval(measure, target, (low, high), own)
    if not measure.in_percent:
        return f"95{NARROW_SPACE}% KI {decimal(low, decimals)}–{decimal(high, decimals)}"
    return f"95{NARROW_SPACE}% KI {decimal(low * 100, decimals)}–{percent(high, decimals)}"


def distance_words(row: ResultRow, target: TargetPeriod | None) -> str:
    """ "25 flere av 68 pasienter": what it takes to reach high; "" where it is reached or not known."""
    if not row.distance or row.denominator is None or target is None:
        return ""
    wanted = MORE_OR_FEWER[target.direction]
    patients = "pasient" if row.denominator == 1 else "pasienter"
    return f"{count(row.distance)} {wanted} av {count(row.denominator)} {patients}"


def change_words(measure: Measure, change: Change) -> str:
    """ "opp 9 prosentpoeng": the size without its sign."""
    size = points(abs(change.difference), decimals_of_change(measure, change))
    return f"{'opp' if change.difference > 0 else 'ned'} {size}"
