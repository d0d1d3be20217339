"""How values are rounded and written: the same in tables, sentences and files. Knows no Django."""

from decimal import Decimal
from fractions import Fraction

from results.points import Change, Measure, TargetPeriod
from wording.language import Language
from wording.numbers import Exact, decimal, percent, ratio, rounded

NO_BREAK_SPACE = "\u00a0"
# Decimals a value may be shown with beyond its indicator's own, so as not to contradict its level.
MORE_DECIMALS = 3
# The moderate limit that everything reaches.
OTHERWISE: dict[Language, str] = {"nb": "ellers", "en": "otherwise"}
SIGN = {"higher": "≥", "lower": "≤"}
# A number of per cent is a hundred times its share: two decimals are before the mark.
PERCENT_SHIFT = 2


def written(measure: Measure, value: Exact, decimals: int, language: Language | None = None) -> str:
    if measure.in_percent:
        return percent(value, decimals, language)
    return with_unit_word(decimal(value, decimals, language), measure.unit_word)


def with_unit_word(number: str, unit_word: str) -> str:
    return f"{number}{NO_BREAK_SPACE}{unit_word}" if unit_word else number


def written_limit(limit: Decimal, in_percent: bool, unit_word: str, language: Language | None = None) -> str:
    """A limit with every decimal it has: rounded, it would not be the one that results are judged by."""
    shown = limit * 100 if in_percent else limit
    exponent = shown.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if in_percent:
        return percent(Fraction(limit), decimals, language)
    return with_unit_word(decimal(Fraction(limit), decimals, language), unit_word)


def decimals_that_agree(measure: Measure, target: TargetPeriod | None, value: Exact) -> int:
    """The indicator's own decimals, or the few more it takes to be on the right side of the limits.

    3.1 % is moderate where 3 % is high: shown as "3 %", number and level would contradict each other.
    """
    own = measure.decimals
    if target is None or target.high is None or target.moderate is None:
        return own
    scale = shift_of(measure)
    sides = _sides(target, value)
    for decimals in range(own, own + MORE_DECIMALS):
        if _sides(target, rounded(value, decimals + scale)) == sides:
            return decimals
    return own + MORE_DECIMALS


def is_better(rises: bool, target: TargetPeriod | None) -> bool | None:
    """Whether a rise, or a fall, is to the better; None without a target that says which way that is."""
    if target is None or not target.direction or target.high is None:
        return None
    return rises == (target.direction == "higher")


def decimals_of_interval(
    measure: Measure, target: TargetPeriod | None, ends: tuple[Fraction, Fraction], own: int
) -> int:
    """The value's own decimals, or the few more it takes for both ends to be on the right side of the limits.

    An interval of 95.4–96.4 % reaches above a limit of 96 %, which is why the level is uncertain: "95–96 %"
    would not say so.
    """
    return max(own, *(decimals_that_agree(measure, target, end) for end in ends))


def _sides(target: TargetPeriod, value: Exact) -> list[bool]:
    """Which of the two limits the value reaches. In whole numbers: a page asks thousands of times."""
    over, under = ratio(value)
    sign = -1 if target.direction == "lower" else 1
    reached = []
    for limit in (target.high, target.moderate):
        limit_over, limit_under = ratio(limit or 0)
        reached.append(sign * (over * limit_under - limit_over * under) >= 0)
    return reached


def decimals_of_size(size: Exact, own: int, shift: int) -> int:
    """Of a difference: its own decimals, or the few more it takes not to be written as none."""
    enough = range(own, own + MORE_DECIMALS)
    return next((decimals for decimals in enough if rounded(size, decimals + shift)), own + MORE_DECIMALS)


def decimals_of_change(measure: Measure, change: Change) -> int:
    """Of its percentage points: a change that chance can't explain is never written as none."""
    return decimals_of_size(change.difference, measure.decimals, PERCENT_SHIFT)


def shown_number(measure: Measure, value: Exact, decimals: int) -> Decimal:
    """The very number that is shown with so many decimals, which it keeps: 60.0 for 60.0 %."""
    return _with_decimals(value, decimals, shift_of(measure))


def shown_percent(share: Exact, decimals: int = 0) -> Decimal:
    return _with_decimals(share, decimals, PERCENT_SHIFT)


def _with_decimals(value: Exact, decimals: int, shift: int) -> Decimal:
    steps = rounded(value, decimals + shift) * 10 ** (decimals + shift)
    digits = tuple(int(digit) for digit in str(abs(steps.numerator)))
    # Built of its digits: arithmetic would round those beyond the context's precision.
    return Decimal((1 if steps < 0 else 0, digits, -decimals))


def shift_of(measure: Measure) -> int:
    return PERCENT_SHIFT if measure.in_percent else 0
