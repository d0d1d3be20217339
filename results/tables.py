"""Tables as they leave in files, and the one long form of results. Knows no Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from results import contexts
from results.points import Measure, Origin, Point, TargetPeriod
from results.values import decimals_of_change, decimals_of_interval, shown_number, shown_percent
from wording.dates import date_text
from wording.language import Language, Worded, current

Kind = Literal["text", "whole", "year", "number"]
Words = dict[Language, str]
# A number's own decimals are those it is shown with: Decimal("60.0") is written 60,0.
Value = str | int | Decimal | None

TABLE: Words = {"nb": "Tabell", "en": "Table"}
TAKEN_OUT: Words = {"nb": "Lastet ned", "en": "Downloaded"}
LABELS = Worded(
    {
        "source": {"nb": "Kilde", "en": "Source"},
        "address": {"nb": "Fast adresse", "en": "Permanent address"},
        "note": {"nb": "Merk", "en": "Note"},
    }
)


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
    language: Language = field(default_factory=current)  # of its texts; numbers are written as it does

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What stands below the rows, or on the sheet beside them."""
        taken_out = date_text(self.day, self.language)
        return (
            (TABLE[self.language], self.title),
            *self.about,
            (TAKEN_OUT[self.language], taken_out),
        )


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
            (LABELS["source"], ". ".join(part for part in (one.source, one.release) if part)),
            (LABELS["address"], "" if one.address in address else one.address),
            *((LABELS["note"], caveat) for caveat in one.caveats if caveat not in told),
        )
    ]
    shared = [(LABELS["address"], text) for text in address]
    shared += [(LABELS["note"], text) for text in dict.fromkeys([*told, *caveats])]
    return tuple((label, text) for label, text in (*chosen, *sources, *shared) if text)


def _common(texts: Sequence[Sequence[str]]) -> list[str]:
    """Those that stand in every one, in their order."""
    first = texts[0] if texts else ()
    return [text for text in first if all(text in others for others in texts)]


# One row for each unit, indicator and year: the columns, and what they are headed in each language.
RESULT_COLUMNS: tuple[tuple[str, Words, Kind], ...] = (
    ("registry", {"nb": "Register", "en": "Registry"}, "text"),
    ("indicator", {"nb": "Indikator", "en": "Indicator"}, "text"),
    ("indicator_key", {"nb": "Indikatornøkkel", "en": "Indicator key"}, "text"),
    ("place", {"nb": "Sted", "en": "Place"}, "text"),
    ("place_key", {"nb": "Stedsnøkkel", "en": "Place key"}, "text"),  # names repeat, these don't
    ("unit_level", {"nb": "Nivå", "en": "Level"}, "text"),
    ("context", {"nb": "Pasienter", "en": "Patients"}, "text"),
    ("year", {"nb": "År", "en": "Year"}, "year"),
    ("value", {"nb": "Verdi", "en": "Value"}, "number"),
    ("unit", {"nb": "Måleenhet", "en": "Unit"}, "text"),
    ("attainment", {"nb": "Måloppnåelse", "en": "Attainment"}, "text"),
    ("uncertain", {"nb": "Usikkert nivå", "en": "Uncertain level"}, "text"),
    ("numerator", {"nb": "Teller", "en": "Numerator"}, "whole"),
    ("denominator", {"nb": "Nevner", "en": "Denominator"}, "whole"),
    ("low", {"nb": "95 % KI fra", "en": "95% CI from"}, "number"),
    ("high", {"nb": "95 % KI til", "en": "95% CI to"}, "number"),
    ("goal_high", {"nb": "Mål for høy", "en": "Target for high"}, "text"),
    ("goal_moderate", {"nb": "Mål for moderat", "en": "Target for moderate"}, "text"),
    (
        "change",
        {
            "nb": "Endring fra året før (prosentpoeng)",
            "en": "Change from the year before (percentage points)",
        },
        "number",
    ),
    ("distance", {"nb": "Til målet (pasienter)", "en": "To the target (patients)"}, "whole"),
    ("coverage", {"nb": "Dekningsgrad (prosent)", "en": "Coverage (per cent)"}, "number"),
    ("provisional", {"nb": "Foreløpig", "en": "Provisional"}, "text"),
    ("reason", {"nb": "Vises ikke fordi", "en": "Not shown because"}, "text"),
    ("source", {"nb": "Kilde", "en": "Source"}, "text"),
    ("release", {"nb": "Utgivelse", "en": "Release"}, "text"),
)
UNIT_LEVELS = Worded(
    {
        "nation": {"nb": "nasjon", "en": "nation"},
        "rhf": {"nb": "RHF", "en": "health region"},
        "hf": {"nb": "HF", "en": "health trust"},
        "hospital": {"nb": "sykehus", "en": "hospital"},
    }
)
YES_OR_NO: dict[Language, tuple[str, str]] = {"nb": ("ja", "nei"), "en": ("yes", "no")}
UNITS = Worded({"percent": {"nb": "prosent", "en": "per cent"}, "count": {"nb": "antall", "en": "number"}})


def result_columns() -> tuple[Column, ...]:
    language = current()
    return tuple(Column(key, header[language], kind) for key, header, kind in RESULT_COLUMNS)


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
    return tuple(known.get(key) for key, _, _ in RESULT_COLUMNS)


def yes_or_no(answer: bool) -> str:
    yes, no = YES_OR_NO[current()]
    return yes if answer else no


def unit(measure: Measure) -> str:
    if measure.in_percent:
        return UNITS["percent"]
    return measure.unit_word or (UNITS["count"] if measure.type == "count" else "")


def _goals(target: TargetPeriod | None) -> dict[str, Value]:
    if target is None or target.goal is None:
        return {}
    return {"goal_high": target.goal.high, "goal_moderate": target.goal.moderate}


def _numbers(measure: Measure, point: Point) -> dict[str, Value]:
    uncertain = "" if point.certain is None or not point.level else yes_or_no(not point.certain)
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
        "provisional": yes_or_no(point.provisional),
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
