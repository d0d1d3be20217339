"""A rehearsal's lists as tables for files: all of their lines."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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
from workbench.presenters.rehearsal_columns import (
    cell_columns,
    delivered_columns,
    extent_columns,
    hidden_columns,
    slice_columns,
)
from workbench.presenters.rehearsal_lines import Line, lines, plain_rows
from workbench.presenters.rehearsal_parts import (
    CELL_LISTS,
    cells_of,
    extent_slices,
    narrowed,
    provisional_lines,
    provisional_slices,
)
from workbench.presenters.rehearsal_parts import HEADINGS as CELL_HEADINGS
from workbench.rehearsal_choices import LEVEL_LABELS, Choices

DELIVERED = "levert"
EXTENT, PROVISIONAL = "omfang", "forelopig"
HEADINGS = {
    **CELL_HEADINGS,
    EXTENT: _lazy("Nye og borte"),
    PROVISIONAL: _lazy("Foreløpige år"),
    DELIVERED: _lazy("Celler som levert"),
}
REASONS = {
    "": "",
    "too_few": _lazy("for få pasienter"),
    "privacy": _lazy("personvern"),
    "low_coverage": _lazy("lav dekningsgrad"),
    "complementary": _lazy("skjult for å verne andre tall"),
}
P_DECIMALS = 4


def table_of(part: str, found: Rehearsal, known: Known, choices: Choices, release: Release) -> Table:
    """KeyError for a part that there is not."""
    found = narrowed(found, choices, known)
    makers: dict[str, Callable[[], tuple[tuple[Column, ...], Iterable[tuple[Value, ...]]]]] = {
        one.part: lambda one=one: _cells(cells_of(found, one, known), known, choices)  # type: ignore[misc]
        for one in CELL_LISTS
    }
    makers[EXTENT] = lambda: (extent_columns(), _extent(found, known))
    makers[PROVISIONAL] = lambda: (slice_columns(), _provisional(found, known))
    columns, rows = makers[part]()
    return _table(part, columns, rows, known, release, choices)


def delivered_table(found: Difference, known: Known, choices: Choices, release: Release) -> Table:
    sides = (
        (_("ny"), found.added, {"": "now"}),
        (_("endret"), found.changed, {"": "now", "_before": "before"}),
        (_("fjernet"), found.removed, {"": "before"}),
    )
    keys = dict(Indicator.objects.filter(registry=release.registry).values_list("pk", "key"))
    rows = [
        _delivered(word, row, known, keys, named)
        for word, cells, named in sides
        for row in plain_rows(cells.astype({"context": "str"}))
    ]
    return _table(DELIVERED, delivered_columns(), rows, known, release, choices.but(hidden=True))


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
    what = _("Utkast") if is_draft else _("Utgivelse")
    own_eyes = _("Filen har tall som ikke vises offentlig. De er bare for registerets egne medarbeidere.")
    about = [
        (_("UTKAST"), _("Ikke publisert. Bare for registerets egne medarbeidere.")) if is_draft else ("", ""),
        (_("Register"), name_of(release.registry)),
        (what, _("{number}, laget {day}").format(number=release.pk, day=date_text(release.at))),
        (
            _("Sammenlignet med"),
            _("utgivelse {number}").format(number=against.pk)
            if against
            else _("ingenting: den første utgivelsen"),
        ),
        (_("Behandlingsenheter"), str(LEVEL_LABELS.get(choices.level, ""))),
        (_("Indikator"), known.indicators.get(choices.indicator, "")),
        (_("Merk"), own_eyes if choices.hidden else ""),
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
    columns = (*cell_columns(), *(hidden_columns() if choices.hidden else ()))
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
        "unit": _("prosentpoeng") if measure.in_percent else unit_of(measure),
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
    uncertain = {True: _("nei"), False: _("ja"), None: ""}[point.certain] if point.level else ""
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
    columns = extent_columns()
    for word, cells in ((_("ny"), found.added), (_("borte"), found.gone)):
        for row in plain_rows(order.merge(cells, on=["indicator", "context", "year"])):
            unit = known.units[row["unit"]]
            told: dict[str, Value] = {
                "what": word,
                **_place(unit.slug, known.called[unit.pk], row["level"]),
                **_where(known.measure(row["indicator"], row["context"]), row["year"]),
                "reason": str(REASONS[row["withheld"]]),
            }
            yield tuple(told.get(column.key) for column in columns)


def _provisional(found: Rehearsal, known: Known) -> Iterable[tuple[Value, ...]]:
    for one in provisional_lines(provisional_slices(found), known):
        yield one.indicator, one.key, one.context, one.year, one.what


def _delivered(
    word: str, row: dict[str, Any], known: Known, keys: dict[int, str], named: dict[str, str]
) -> tuple[Value, ...]:
    """`named`: the side that each of the row's numbers is of, by how their names end."""
    unit = known.units[row["unit"]]
    title = known.indicators.get(keys[row["indicator"]], keys[row["indicator"]])
    told: dict[str, Value] = {
        "what": word,
        **_place(unit.slug, known.called[unit.pk], unit.level),
        "indicator": title,
        "indicator_key": keys[row["indicator"]],
        "context": contexts.LABEL[row["context"]].lower(),
        "year": row["year"],
    }
    for name in ("numerator", "denominator", "value"):
        told |= {f"{name}_{side}": row[f"{name}{end}"] for end, side in named.items()}
    return tuple(told.get(column.key) for column in delivered_columns())
