"""Numbers as a reader sees them. Rounding is half up on the exact value: a share comes in as a Fraction."""

from decimal import Decimal
from fractions import Fraction
from numbers import Integral

from wording.language import Language, current

NARROW_SPACE = "\u202f"  # no-break: a number is never torn apart at the end of a line
TRUE_MINUS = "\u2212"  # as wide as the digits beside it, which a hyphen is not

Exact = int | Fraction | Decimal

DECIMAL_MARK: dict[Language, str] = {"nb": ",", "en": "."}
THOUSANDS: dict[Language, str] = {"nb": NARROW_SPACE, "en": ","}
PERCENT: dict[Language, str] = {"nb": f"{NARROW_SPACE}%", "en": "%"}
OF: dict[Language, str] = {"nb": "av", "en": "of"}
POINT: dict[Language, tuple[str, str]] = {
    "nb": ("prosentpoeng", "prosentpoeng"),
    "en": ("percentage point", "percentage points"),
}


def count(number: int, language: Language | None = None) -> str:
    """A whole number with its thousands apart: "8 477"."""
    return decimal(number, 0, language)


def of(part: int, whole: int, language: Language | None = None) -> str:
    """A part of a whole, in counts: "8 477 av 9 022"."""
    language = language or current()
    return f"{count(part, language)} {OF[language]} {count(whole, language)}"


def percent(share: Exact, decimals: int = 0, language: Language | None = None) -> str:
    """A share of 1 as a percentage: Fraction(94, 100) becomes "94 %"."""
    language = language or current()
    return _written(_steps(share, decimals + 2), decimals, language) + PERCENT[language]


def points(difference: Exact, decimals: int = 0, language: Language | None = None) -> str:
    """The difference between two shares of 1, in percentage points: "7 prosentpoeng"."""
    language = language or current()
    number = _written(_steps(difference, decimals + 2), decimals, language)
    one, many = POINT[language]
    return f"{number} {one if number.lstrip(TRUE_MINUS) == '1' else many}"


def decimal(number: Exact, decimals: int, language: Language | None = None) -> str:
    """A number with so many decimals, rounded half up (away from zero below it): "−1 234,5"."""
    return _written(_steps(number, decimals), decimals, language or current())


def rounded(number: Exact, decimals: int) -> Fraction:
    """The exact number that is shown with so many decimals: half up, away from zero below it."""
    return Fraction(_steps(number, decimals), 10**decimals)


def _written(steps: int, decimals: int, language: Language) -> str:
    whole, rest = divmod(abs(steps), 10**decimals)
    # What rounds to zero is zero: "−0" would say that there is something below it.
    sign = TRUE_MINUS if steps < 0 else ""
    text = sign + f"{whole:,}".replace(",", THOUSANDS[language])
    return f"{text}{DECIMAL_MARK[language]}{rest:0{decimals}d}" if decimals else text


def _steps(number: Exact, decimals: int) -> int:
    """How many units of the last decimal. In whole numbers: a page writes thousands of them."""
    over, under = ratio(number)
    steps = (2 * abs(over) * 10**decimals + under) // (2 * under)
    return -steps if over < 0 else steps


def ratio(number: Exact) -> tuple[int, int]:
    """Numerator and denominator, the latter above 0. TypeError for a binary float."""
    if isinstance(number, int | Fraction | Decimal):
        return number.as_integer_ratio()
    if isinstance(number, Integral):
        return int(number), 1  # numpy's integers too, which would overflow
    # 0.285 as a binary float lies below 0.285 and would be rounded down.
    raise TypeError(f"{number!r} is not exact: give an int, a Fraction or a Decimal.")
