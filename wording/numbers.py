"""Numbers as a reader sees them. Rounding is half up on the exact value: a share comes in as a Fraction."""

from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational

from wording.language import Language

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


def count(number: int, language: Language = "nb") -> str:
    """A whole number with its thousands apart: "8 477"."""
    return decimal(number, 0, language)


def of(part: int, whole: int, language: Language = "nb") -> str:
    """A part of a whole, in counts: "8 477 av 9 022"."""
    return f"{count(part, language)} {OF[language]} {count(whole, language)}"


def percent(share: Exact, decimals: int = 0, language: Language = "nb") -> str:
    """A share of 1 as a percentage: Fraction(94, 100) becomes "94 %"."""
    return decimal(_fraction(share) * 100, decimals, language) + PERCENT[language]


def points(difference: Exact, decimals: int = 0, language: Language = "nb") -> str:
    """The difference between two shares of 1, in percentage points: "7 prosentpoeng"."""
    number = decimal(_fraction(difference) * 100, decimals, language)
    one, many = POINT[language]
    return f"{number} {one if number.lstrip(TRUE_MINUS) == '1' else many}"


def decimal(number: Exact, decimals: int, language: Language = "nb") -> str:
    """A number with so many decimals, rounded half up (away from zero below it): "−1 234,5"."""
    shown = rounded(number, decimals)
    whole, rest = divmod(int(abs(shown) * 10**decimals), 10**decimals)
    # What rounds to zero is zero: "−0" would say that there is something below it.
    sign = TRUE_MINUS if shown < 0 else ""
    text = sign + f"{whole:,}".replace(",", THOUSANDS[language])
    return f"{text}{DECIMAL_MARK[language]}{rest:0{decimals}d}" if decimals else text


def rounded(number: Exact, decimals: int) -> Fraction:
    """The exact number that is shown with so many decimals: half up, away from zero below it."""
    exact = _fraction(number)
    steps = int(abs(exact) * 10**decimals + Fraction(1, 2))
    return Fraction(-steps if exact < 0 else steps, 10**decimals)


def _fraction(number: Exact) -> Fraction:
    if isinstance(number, Integral):
        return Fraction(int(number))  # numpy's integers too, which would overflow in a Fraction
    if isinstance(number, Rational | Decimal):
        return Fraction(number)
    # 0.285 as a binary float lies below 0.285 and would be rounded down.
    raise TypeError(f"{number!r} is not exact: give an int, a Fraction or a Decimal.")
