"""One unit's answer to one indicator, in words: its value and level, or why there is none. A withheld number
stops here."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.models import Direction, NumberFormat, Type
from results.models import Attainment, ReleasedIndicator, ReleasedTarget, Result, Withheld
from wording.numbers import Exact, count, decimal, of, percent, rounded

NO_BREAK_SPACE = "\u00a0"
ROLLED_UP = {Type.SHARE, Type.COVERAGE}
SHARES = {*ROLLED_UP, Type.COMPUTED_SHARE}
# A limit that no share fails to reach: nothing is low.
REACHED_BY_ALL = {Direction.HIGHER: 0, Direction.LOWER: 1}
# Decimals a value may be shown with beyond its indicator's own, so as not to contradict its level.
MORE_DECIMALS = 3
SIGN = {Direction.HIGHER: "≥", Direction.LOWER: "≤"}


@dataclass(frozen=True)
class Cell:
    """One unit's answer: a value (with a level where there is a target), or the words that stand for it."""

    place: str
    value: str = ""
    level: str = ""  # high, moderate, low
    word: str = ""  # the level's word
    details: tuple[str, ...] = ()
    coverage: str = ""
    # Why there is no number: the short answer, and what explains it.
    reason: str = ""
    explanation: str = ""
    withheld: str = ""
    # The number of the section's source that prints it; 0 for none.
    source: int = 0


@dataclass(frozen=True)
class Goal:
    high: str
    moderate: str = ""


def target_in_force(targets: Iterable[ReleasedTarget], year: int) -> ReleasedTarget | None:
    """The target with the latest first year that is not after `year`; a target without one is the first."""
    first_years = {target: _first_year(target) for target in targets}
    in_force = [target for target, first in first_years.items() if first <= year]
    return max(in_force, key=_first_year, default=None)


def _first_year(target: ReleasedTarget) -> float:
    return float("-inf") if target.valid_from is None else target.valid_from


def goal(definition: ReleasedIndicator, target: ReleasedTarget | None) -> Goal | None:
    """The limits as they are judged by; None where the target gives no level."""
    if target is None or target.high is None or not target.direction:
        return None
    sign = SIGN[Direction(target.direction)]
    high = f"{sign}{NO_BREAK_SPACE}{_limit(definition, target.high)}"
    if target.moderate is None or target.moderate == target.high:
        return Goal(high)
    if definition.type in SHARES and target.moderate == REACHED_BY_ALL[Direction(target.direction)]:
        return Goal(high, "ellers")
    return Goal(high, f"{sign}{NO_BREAK_SPACE}{_limit(definition, target.moderate)}")


def _limit(definition: ReleasedIndicator, limit: Decimal) -> str:
    """A limit with every decimal it has: rounded, it would not be the one that results are judged by."""
    shown = limit * 100 if _in_percent(definition) else limit
    exponent = shown.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _number(definition, Fraction(limit), decimals)


def cell(
    definition: ReleasedIndicator, result: Result | None, place: str, target: ReleasedTarget | None = None
) -> Cell:
    if result is None:
        return Cell(place, reason="Ingen tall")
    if result.withheld:
        reason, explanation = withheld_words(definition, result)
        return Cell(place, reason=reason, explanation=explanation, withheld=result.withheld)
    value = result.share if definition.type in ROLLED_UP else result.value
    if value is None:
        return Cell(place, reason="Ingen tall")
    return Cell(
        place,
        value=_number(definition, value, decimals_that_agree(definition, target, value)),
        level=result.attainment,
        word=Attainment(result.attainment).label.capitalize() if result.attainment else "",
        details=_details(definition, result),
        coverage=_coverage(result),
    )


def decimals_that_agree(definition: ReleasedIndicator, target: ReleasedTarget | None, value: Exact) -> int:
    """The indicator's own decimals, or the few more it takes to be on the right side of the limits.

    3.1 % is moderate where 3 % is high: shown as "3 %", number and level would contradict each other.
    """
    own = definition.decimals
    limits = [limit for limit in (target.high, target.moderate) if limit is not None] if target else []
    scale = 2 if _in_percent(definition) else 0
    for decimals in range(own, own + MORE_DECIMALS):
        shown = rounded(value, decimals + scale)
        if all(_reaches(target, shown, limit) == _reaches(target, value, limit) for limit in limits):
            return decimals
    return own + MORE_DECIMALS


def _reaches(target: ReleasedTarget | None, value: Exact, limit: Decimal) -> bool:
    exact, reached = Fraction(value), Fraction(limit)
    return exact <= reached if target and target.direction == Direction.LOWER else exact >= reached


def withheld_words(definition: ReleasedIndicator, result: Result) -> tuple[str, str]:
    """Why a number is not shown, and its explanation. Of numbers it may name the coverage only."""
    match result.withheld:
        case Withheld.TOO_FEW:
            return f"Færre enn {count(definition.min_denominator)} pasienter.", "Vises ikke."
        case Withheld.PRIVACY:
            return "Svært få pasienter.", "Vises ikke av hensyn til personvernet."
        case Withheld.LOW_COVERAGE:
            known = None if result.coverage_withheld else result.coverage
            in_brackets = "" if known is None else f" ({_below(known, result.release.low_coverage)})"
            return f"Lav dekningsgrad{in_brackets}.", "Vises ikke fordi for få pasienter er registrert."
        case Withheld.COMPLEMENTARY:
            return (
                "Skjult av hensyn til personvernet.",
                "Tallet kunne røpet enkeltpersoner ved et annet sykehus.",
            )
    raise ValueError(f"“{result.withheld}” is not a reason for withholding: add its words here.")


def _below(coverage: Fraction, limit: Decimal) -> str:
    """In whole per cent, or with the decimals it takes to read as less than the limit it is below."""
    shown = (d for d in range(MORE_DECIMALS) if Fraction(rounded(coverage, d + 2)) < Fraction(limit))
    return percent(coverage, next(shown, MORE_DECIMALS))


def _details(definition: ReleasedIndicator, result: Result) -> tuple[str, ...]:
    counted = definition.type == Type.COUNT
    details = [
        "" if counted else _patients(result),
        "usikkert nivå" if result.attainment and result.certain is False else "",
        "foreløpig" if result.provisional else "",
        "uten målnivå" if not result.attainment and not counted else "",
    ]
    return tuple(detail for detail in details if detail)


def _coverage(result: Result) -> str:
    if result.coverage is None or result.coverage_withheld:
        return ""
    return f"Dekningsgrad {percent(result.coverage)}"


def _patients(result: Result) -> str:
    if result.denominator is None:
        return ""
    if result.numerator is not None:
        return of(result.numerator, result.denominator)
    return f"{count(result.denominator)} {'pasient' if result.denominator == 1 else 'pasienter'}"


def _in_percent(definition: ReleasedIndicator) -> bool:
    # A count is never a share, whatever format its definition was left with.
    return definition.number_format == NumberFormat.PERCENT and definition.type != Type.COUNT


def _number(definition: ReleasedIndicator, value: Exact, decimals: int) -> str:
    if _in_percent(definition):
        return percent(value, decimals)
    number = decimal(value, decimals)
    return f"{number}{NO_BREAK_SPACE}{definition.unit_word}" if definition.unit_word else number
