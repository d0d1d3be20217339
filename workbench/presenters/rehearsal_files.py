"""A rehearsal's lists as tables for files: all of their lines."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from django.utils import timezone

from indicators.models import Indicator
from registries.names import name_of, short_name_of
from results import contexts
from results.calculations.rehearsal import Rehearsal
from results.imports import Difference
from results.models import Release
from results.points import Measure, Point
from results.tables import UNIT_LEVELS, Column, Table, Value
from results.tables import unit as unit_of
from results.values import decimals_of_size, shift_of, shown_number
from wording.dates import date_text
from workbench.presenters.known import Known
from workbench.presenters.rehearsal_lines import Line, lines, plain_rows
from workbench.presenters.rehearsal_parts import (
    CELL_LISTS,
    cells_of,
    extent_slices,
    narrowed,
    provisional_lines,
    provisional_slices,
)
from workbench.rehearsal_choices import LEVEL_LABELS, Choices

DELIVERED = "levert"
EXTENT, PROVISIONAL = "omfang", "forelopig"
HEADINGS = {one.part: one.heading for one in CELL_LISTS} | {
    EXTENT: "Nye og borte",
    PROVISIONAL: "Foreløpige år",
    DELIVERED: "Celler som levert",
}
OWN_EYES = "Filen har tall som ikke vises offentlig. De er bare for registerets egne medarbeidere."

PLACE = (
    Column("place", "Sted"),
    Column("place_key", "Stedsnøkkel"),
    Column("unit_level", "Nivå"),
)
WHERE = (
    Column("indicator", "Indikator"),
    Column("indicator_key", "Indikatornøkkel"),
    Column("context", "Pasienter"),
    Column("year", "År", "year"),
)


def _side(key: str, header: str) -> tuple[Column, ...]:
    return (
        Column(f"value_{key}", f"{header}: verdi", "number"),
        Column(f"attainment_{key}", f"{header}: måloppnåelse"),
        Column(f"uncertain_{key}", f"{header}: usikkert nivå"),
        Column(f"numerator_{key}", f"{header}: teller", "whole"),
        Column(f"denominator_{key}", f"{header}: nevner", "whole"),
        Column(f"reason_{key}", f"{header}: vises ikke fordi"),
    )


CELL_COLUMNS = (
    *PLACE,
    *WHERE,
    Column("what", "Endring"),
    *_side("before", "Før"),
    *_side("after", "Etter"),
    Column("difference", "Forskjell", "number"),
    Column("unit", "Måleenhet"),
    Column("low", "Forskjell 95 % KI fra", "number"),
    Column("high", "Forskjell 95 % KI til", "number"),
    Column("p", "p", "number"),
    Column("notes", "Merk"),
)
HIDDEN_COLUMNS = (
    Column("hidden_before", "Før, skjult for alle andre"),
    Column("hidden_after", "Etter, skjult for alle andre"),
)
EXTENT_COLUMNS = (Column("what", "Endring"), *PLACE, *WHERE, Column("reason", "Vises ikke fordi"))
SLICE_COLUMNS = (*WHERE, Column("what", "Endring"))
DELIVERED_COLUMNS = (
    Column("what", "Endring"),
    *PLACE,
    *WHERE,
    *(
        column
        for key, header in (("before", "Før"), ("now", "Nå"))
        for column in (
            Column(f"numerator_{key}", f"{header}: teller", "whole"),
            Column(f"denominator_{key}", f"{header}: nevner", "whole"),
            Column(f"value_{key}", f"{header}: verdi", "number"),
        )
    ),
)
REASONS = {
    "": "",
    "too_few": "for få pasienter",
    "privacy": "personvern",
    "low_coverage": "lav dekningsgrad",
    "complementary": "skjult for å verne andre tall",
}
P_DECIMALS = 4


def table_of(part: str, found: Rehearsal, known: Known, choices: Choices, release: Release) -> Table:
    """KeyError for a part that there is not."""
    found = narrowed(found, choices, known)
    makers: dict[str, Callable[[], tuple[tuple[Column, ...], Iterable[tuple[Value, ...]]]]] = {
        one.part: lambda one=one: _cells(cells_of(found, one, known), known, choices)  # type: ignore[misc]
        for one in CELL_LISTS
    }
    makers[EXTENT] = lambda: (EXTENT_COLUMNS, _extent(found, known))
    makers[PROVISIONAL] = lambda: (SLICE_COLUMNS, _provisional(found, known))
    columns, rows = makers[part]()
    return _table(part, columns, rows, known, release, choices)


def delivered_table(found: Difference, known: Known, choices: Choices, release: Release) -> Table:
    sides = {"ny": (found.added, False), "endret": (found.changed, True), "fjernet": (found.removed, False)}
    keys = dict(Indicator.objects.filter(registry=release.registry).values_list("pk", "key"))
    rows = [
        _delivered(word, row, known, keys, has_before=has_before)
        for word, (cells, has_before) in sides.items()
        for row in plain_rows(cells.astype({"context": "str"}))
    ]
    return _table(DELIVERED, DELIVERED_COLUMNS, rows, known, release, choices.but(hidden=True))


def _table(
    part: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    known: Known,
    release: Release,
    choices: Choices,
) -> Table:
    against = known.before.release
    is_draft = release.state in (Release.State.DRAFT, Release.State.CLOSED)
    what = "Utkast" if is_draft else "Utgivelse"
    about = [
        ("UTKAST", "Ikke publisert. Bare for registerets egne medarbeidere.") if is_draft else ("", ""),
        ("Register", name_of(release.registry)),
        (what, f"{release.pk}, laget {date_text(release.at)}"),
        ("Sammenlignet med", f"utgivelse {against.pk}" if against else "ingenting: den første utgivelsen"),
        ("Behandlingsenheter", LEVEL_LABELS.get(choices.level, "")),
        ("Indikator", known.indicators.get(choices.indicator, "")),
        ("Merk", OWN_EYES if choices.hidden else ""),
    ]
    name = f"{what.lower()}-{release.pk}-{release.registry.key}-{part}"
    return Table(
        name=name,
        title=f"{what} {release.pk}, {short_name_of(release.registry)}: {HEADINGS[part].lower()}",
        columns=columns,
        rows=tuple(rows),
        day=timezone.localdate(),
        about=tuple((label, text) for label, text in about if text),
    )


def _cells(
    cells: pd.DataFrame, known: Known, choices: Choices
) -> tuple[tuple[Column, ...], Iterable[tuple[Value, ...]]]:
    columns = (*CELL_COLUMNS, *(HIDDEN_COLUMNS if choices.hidden else ()))
    rows = [_cell(line, columns) for line in lines(cells, known, hidden=choices.hidden)]
    return columns, rows


def _cell(line: Line, columns: tuple[Column, ...]) -> tuple[Value, ...]:
    measure = line.measure
    known: dict[str, Value] = {
        **_place(line.after.slug, line.after.place, line.after.unit_level),
        **_where(measure, line.key[3]),
        "what": line.what,
        **_numbers("before", measure, line.before),
        **_numbers("after", measure, line.after),
        "unit": "prosentpoeng" if measure.in_percent else unit_of(measure),
        "notes": ". ".join(line.notes),
        "hidden_before": line.hidden_before,
        "hidden_after": line.hidden_after,
        **_difference(line),
    }
    return tuple(known.get(column.key) for column in columns)


def _place(slug: str, place: str, level: str) -> dict[str, Value]:
    return {"place": place, "place_key": slug, "unit_level": UNIT_LEVELS[level]}


def _where(measure: Measure, year: int) -> dict[str, Value]:
    context = contexts.LABEL[measure.context].lower()
    return {"indicator": measure.title, "indicator_key": measure.key, "context": context, "year": year}


def _numbers(side: str, measure: Measure, point: Point) -> dict[str, Value]:
    if not point.shown:
        return {f"reason_{side}": f"{point.cell.reason} {point.cell.explanation}".strip()}
    uncertain = {True: "nei", False: "ja", None: ""}[point.certain] if point.level else ""
    return {
        f"value_{side}": shown_number(measure, point.value or 0, point.decimals),
        f"attainment_{side}": point.cell.word.lower(),
        f"uncertain_{side}": uncertain,
        f"numerator_{side}": point.numerator,
        f"denominator_{side}": point.denominator,
    }


def _difference(line: Line) -> dict[str, Value]:
    exact = line.exact_difference
    if exact is None or not line.difference:
        return {}
    measure = line.measure
    decimals = decimals_of_size(exact, measure.decimals, shift_of(measure))
    found: dict[str, Value] = {"difference": shown_number(measure, exact, decimals)}
    if line.interval is not None and line.p is not None:
        low, high = (shown_number(measure, Fraction(end), decimals + 1) for end in line.interval)
        # Built of its digits, as a number is written: no more of them than tell anything.
        p = Decimal(f"{line.p:.{P_DECIMALS}f}")
        found |= {"low": low, "high": high, "p": p}
    return found


def _extent(found: Rehearsal, known: Known) -> Iterable[tuple[Value, ...]]:
    """One row for each cell that comes or goes, in the order of the page."""
    order = extent_slices(found)[["indicator", "context", "year"]]
    for word, cells in (("ny", found.added), ("borte", found.gone)):
        for row in plain_rows(order.merge(cells, on=["indicator", "context", "year"])):
            unit = known.units[row["unit"]]
            told: dict[str, Value] = {
                "what": word,
                **_place(unit.slug, known.called[unit.pk], row["level"]),
                **_where(known.measure(row["indicator"], row["context"]), row["year"]),
                "reason": REASONS[row["withheld"]],
            }
            yield tuple(told.get(column.key) for column in EXTENT_COLUMNS)


def _provisional(found: Rehearsal, known: Known) -> Iterable[tuple[Value, ...]]:
    for one in provisional_lines(provisional_slices(found), known):
        yield one.indicator, one.key, one.context, one.year, one.what


def _delivered(
    word: str, row: dict[str, Any], known: Known, keys: dict[int, str], *, has_before: bool
) -> tuple[Value, ...]:
    unit = known.units[row["unit"]]
    title = known.indicators.get(keys[row["indicator"]], keys[row["indicator"]])
    now = "before" if word == "fjernet" else "now"
    told: dict[str, Value] = {
        "what": word,
        **_place(unit.slug, known.called[unit.pk], unit.level),
        "indicator": title,
        "indicator_key": keys[row["indicator"]],
        "context": contexts.LABEL[row["context"]].lower(),
        "year": row["year"],
    }
    for name in ("numerator", "denominator", "value"):
        told[f"{name}_{now}"] = row[name]
        if has_before:
            told[f"{name}_before"] = row[f"{name}_before"]
    return tuple(told.get(column.key) for column in DELIVERED_COLUMNS)
