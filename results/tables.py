"""Tables as they leave in files, and the one long form of results. Knows no Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from results import contexts
from results.points import Measure, Origin, Point, TargetPeriod
from results.values import decimals_of_change, decimals_of_interval, shown_number, shown_percent
from wording.dates import date_text

Kind = Literal["text", "whole", "year", "number"]
# A number's own decimals are those it is shown with: Decimal("60.0") is written 60,0.
Value = str | int | Decimal | None


@dataclass(frozen=True)
class Column:
    key: str
    header: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    name: str  # the file's name, without its ending
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]  # None: an empty cell
    day: date  # when it was taken out
    about: tuple[tuple[str, str], ...] = ()  # label and text: what was chosen, where it comes from, caveats

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What stands below the rows, or on the sheet beside them."""
        return (("Tabell", self.title), *self.about, ("Lastet ned", date_text(self.day)))


def about(
    *, chosen: Iterable[tuple[str, str]] = (), origins: Iterable[Origin] = (), caveats: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """What was chosen; then each source, followed by what is its alone; last what holds for all of them."""
    known = list(origins)
    address = _common([[one.address] for one in known])
    told = _common([one.caveats for one in known])
    sources = [
        line
        for one in known
        for line in (
            ("Kilde", ". ".join(part for part in (one.source, one.release) if part)),
            ("Fast adresse", "" if one.address in address else one.address),
            *(("Merk", caveat) for caveat in one.caveats if caveat not in told),
        )
    ]
    shared = [("Fast adresse", text) for text in address]
    shared += [("Merk", text) for text in dict.fromkeys([*told, *caveats])]
    return tuple((label, text) for label, text in (*chosen, *sources, *shared) if text)


def _common(texts: Sequence[Sequence[str]]) -> list[str]:
    """Those that stand in every one, in their order."""
    first = texts[0] if texts else ()
    return [text for text in first if all(text in others for others in texts)]


# One row for each unit, indicator and year.
RESULT_COLUMNS = (
    Column("registry", "Register"),
    Column("indicator", "Indikator"),
    Column("indicator_key", "Indikatornøkkel"),
    Column("place", "Sted"),
    Column("place_key", "Stedsnøkkel"),  # names repeat, these don't
    Column("unit_level", "Nivå"),
    Column("context", "Pasienter"),
    Column("year", "År", "year"),
    Column("value", "Verdi", "number"),
    Column("unit", "Måleenhet"),
    Column("attainment", "Måloppnåelse"),
    Column("uncertain", "Usikkert nivå"),
    Column("numerator", "Teller", "whole"),
    Column("denominator", "Nevner", "whole"),
    Column("low", "95 % KI fra", "number"),
    Column("high", "95 % KI til", "number"),
    Column("goal_high", "Mål for høy"),
    Column("goal_moderate", "Mål for moderat"),
    Column("change", "Endring fra året før (prosentpoeng)", "number"),
    Column("distance", "Til målet (pasienter)", "whole"),
    Column("coverage", "Dekningsgrad (prosent)", "number"),
    Column("provisional", "Foreløpig"),
    Column("reason", "Vises ikke fordi"),
    Column("source", "Kilde"),
    Column("release", "Utgivelse"),
)
UNIT_LEVELS = {"nation": "nasjon", "rhf": "RHF", "hf": "HF", "hospital": "sykehus"}
YES, NO = "ja", "nei"


def result_columns() -> tuple[Column, ...]:
    return RESULT_COLUMNS


def result_rows(
    measure: Measure, points: Iterable[Point], *, source: str, release: str, printed: Sequence[str] = ()
) -> list[tuple[Value, ...]]:
    return [result_row(measure, point, source=source, release=release, printed=printed) for point in points]


def result_row(
    measure: Measure, point: Point, *, source: str, release: str, printed: Sequence[str] = ()
) -> tuple[Value, ...]:
    """The point as it is shown, in the order of the columns; None for what it does not have.

    `source`: whose numbers these are. `printed`: the sources that the points' cells refer to by number.
    """
    target = measure.target(point.year)
    known = {
        "registry": measure.registry_name,
        "indicator": measure.title,
        "indicator_key": measure.key,
        "place": point.place,
        "place_key": point.slug,
        "unit_level": UNIT_LEVELS[point.unit_level],
        "context": contexts.LABEL[measure.context].lower(),
        "year": point.year,
        "unit": unit(measure),
        "reason": f"{point.cell.reason} {point.cell.explanation}".strip(),
        "source": printed[point.cell.source - 1] if point.cell.source else source,
        "release": release,
        **_goals(target),
        **(_numbers(measure, point) if point.shown else {}),
    }
    return tuple(known.get(column.key) for column in RESULT_COLUMNS)


def unit(measure: Measure) -> str:
    if measure.in_percent:
        return "prosent"
    return measure.unit_word or ("antall" if measure.type == "count" else "")


def _goals(target: TargetPeriod | None) -> dict[str, Value]:
    if target is None or target.goal is None:
        return {}
    return {"goal_high": target.goal.high, "goal_moderate": target.goal.moderate}


def _numbers(measure: Measure, point: Point) -> dict[str, Value]:
    uncertain = {True: NO, False: YES, None: ""}[point.certain] if point.level else ""
    return {
        "value": shown_number(measure, point.value or 0, point.decimals),
        "attainment": point.cell.word.lower(),
        "uncertain": uncertain,
        "numerator": point.numerator,
        "denominator": point.denominator,
        **_interval(measure, point),
        "change": _change(measure, point),
        "distance": point.distance,
        "coverage": None if point.coverage is None else shown_percent(point.coverage),
        "provisional": YES if point.provisional else NO,
    }


def _interval(measure: Measure, point: Point) -> dict[str, Value]:
    """Its ends; measured, not counted: their nearest decimals are theirs."""
    if point.low is None or point.high is None:
        return {}
    low, high = Fraction(point.low), Fraction(point.high)
    decimals = decimals_of_interval(measure, measure.target(point.year), (low, high), point.decimals)
    return {
        "low": shown_number(measure, low, decimals),
        "high": shown_number(measure, high, decimals),
    }


def _change(measure: Measure, point: Point) -> Decimal | None:
    """In percentage points, below zero where the share fell; None unless chance can't explain it."""
    if point.change is None or not point.change.certain:
        return None
    return shown_percent(point.change.difference, decimals_of_change(measure, point.change))
