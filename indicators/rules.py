"""What an indicator's dated targets must satisfy, wherever they come from: editor, file or what-if.

Knows no Django. The database holds the same as constraints.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.dated import DatedTarget
from wording.language import Language, Worded, current

FIRST_YEAR, LAST_YEAR = 1990, 2200
# Fifteen digits in all: what SQLite's numbers keep exactly.
MAX_DIGITS, DECIMAL_PLACES = 15, 9
HIGHER, LOWER = DIRECTIONS = ("higher", "lower")
SENTENCES = Worded(
    {
        "year": {
            "nb": "Året må være fra {first} til {last}.",
            "en": "The year must be from {first} to {last}.",
        },
        "direction": {"nb": "Ukjent retning.", "en": "Unknown direction."},
        "number": {"nb": "Grensen må være et tall.", "en": "The limit must be a number."},
        "decimals": {
            "nb": "Grensen kan ha høyst {most} desimaler.",
            "en": "The limit can have at most {most} decimals.",
        },
        "digits": {
            "nb": "Grensen kan ha høyst {most} sifre før komma.",
            "en": "The limit can have at most {most} digits before the decimal point.",
        },
        "above": {
            "nb": "Grensen for moderat kan ikke være over grensen for høy.",
            "en": "The limit for moderate cannot be above the limit for high.",
        },
        "below": {
            "nb": "Grensen for moderat kan ikke være under grensen for høy.",
            "en": "The limit for moderate cannot be below the limit for high.",
        },
        "repeated": {
            "nb": "Indikatoren har alt et mål fra {year}.",
            "en": "The indicator already has a target from {year}.",
        },
    }
)
BEGINNING: dict[Language, str] = {"nb": "begynnelsen", "en": "the beginning"}


@dataclass(frozen=True)
class TargetFault:
    code: str
    sentence: str
    field: str  # as DatedTarget calls it
    position: int = 0  # of the target in the list


def target_faults(targets: Sequence[DatedTarget]) -> list[TargetFault]:
    """All that is wrong with an indicator's targets, by their positions; [] where they may be saved."""
    found = [
        TargetFault(fault.code, fault.sentence, fault.field, position)
        for position, target in enumerate(targets)
        for fault in _faults_of_one(target)
    ]
    found += [
        repeated_year(targets[position].valid_from, position)
        for position, _ in repeated_years(target.valid_from for target in targets)
    ]
    return sorted(found, key=lambda fault: fault.position)


def _faults_of_one(target: DatedTarget) -> Iterator[TargetFault]:
    checked = (
        year_fault(target.valid_from),
        direction_fault(target.direction),
        limit_fault(target.high, "high"),
        limit_fault(target.moderate, "moderate"),
    )
    wrong = [fault for fault in checked if fault]
    yield from wrong
    # What is no number has no order.
    order = None if wrong else order_fault(target.direction, target.high, target.moderate)
    if order:
        yield order


def year_fault(year: int | None) -> TargetFault | None:
    if year is None or FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return TargetFault("year", SENTENCES["year"].format(first=FIRST_YEAR, last=LAST_YEAR), "valid_from")


def direction_fault(direction: str) -> TargetFault | None:
    if direction in ("", *DIRECTIONS):
        return None
    return TargetFault("direction", SENTENCES["direction"], "direction")


def limit_fault(limit: Decimal | None, field: str) -> TargetFault | None:
    """Limits are stored with every digit: one that has too many would be rounded to another limit."""
    if limit is None:
        return None
    if not limit.is_finite():
        return TargetFault("number", SENTENCES["number"], field)
    digits, decimals = _size(limit)
    if decimals > DECIMAL_PLACES:
        return TargetFault("decimals", SENTENCES["decimals"].format(most=DECIMAL_PLACES), field)
    if digits > MAX_DIGITS - DECIMAL_PLACES:
        most = MAX_DIGITS - DECIMAL_PLACES
        return TargetFault("digits", SENTENCES["digits"].format(most=most), field)
    return None


def _size(limit: Decimal) -> tuple[int, int]:
    """Digits before the mark, and decimals; zeros at the end are none."""
    _, digits, exponent = limit.as_tuple()
    written = "".join(map(str, digits)).lstrip("0")
    if not written:
        return 0, 0
    place = int(exponent) + len(written) - len(written.rstrip("0"))
    return max(0, len(written) + int(exponent)), max(0, -place)


def order_fault(direction: str, high: Decimal | None, moderate: Decimal | None) -> TargetFault | None:
    """High is at least as good as moderate."""
    if high is None or moderate is None:
        return None
    if direction == HIGHER and moderate > high:
        return TargetFault("order", SENTENCES["above"], "moderate")
    if direction == LOWER and moderate < high:
        return TargetFault("order", SENTENCES["below"], "moderate")
    return None


def repeated_year(year: int | None, position: int = 0) -> TargetFault:
    said = SENTENCES["repeated"].format(year=start_words(year))
    return TargetFault("repeated", said, "valid_from", position)


def start_words(year: int | None) -> str:
    """ "2022", "begynnelsen"."""
    return str(year) if year else BEGINNING[current()]


def repeated_years(years: Iterable[int | None]) -> list[tuple[int, int]]:
    """Positions of years that stand in the list before, each with that of the first."""
    first: dict[int | None, int] = {}
    seen = [(position, first.setdefault(year, position)) for position, year in enumerate(years)]
    return [(position, at) for position, at in seen if position != at]
