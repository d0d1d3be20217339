"""A registry's template: a file to deliver in which all but the numbers is filled in."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from xlsxwriter import Workbook

from indicators.models import Indicator, Type
from indicators.texts import title_of
from organisations.models import Level, Unit
from registries.models import Registry
from registries.names import name_of, short_name_of
from results import contexts
from results.imports.header import COLUMNS
from results.models import Observation
from results.models.fields import Context
from results.table_files import BOM, neutral
from results.tables import UNIT_LEVELS, Column, Table
from wording.collation import norwegian_key

SHEET = "Levering"
WIDTHS = (12, 8, 14, 34, 12, 14)
COUNTED, WHOLE = "helt tall, 0 eller større", "helt tall over 0"
# What `var` and `denominator` are, by the type of indicator.
MEANING = {
    Type.SHARE: (f"Pasienter som oppfyller målet ({COUNTED})", f"Pasienter i alt ({WHOLE})"),
    Type.COVERAGE: (f"Registrerte ({COUNTED})", f"De som skulle vært registrert ({WHOLE})"),
    Type.COMPUTED_SHARE: ("Ferdig beregnet andel fra 0 til 1", f"Pasienter bak andelen ({WHOLE})"),
    Type.MEAN: ("Ferdig beregnet gjennomsnitt", f"Pasienter bak tallet ({WHOLE})"),
    Type.MEDIAN: ("Ferdig beregnet median", f"Pasienter bak tallet ({WHOLE})"),
    Type.COUNT: (f"Antall ({COUNTED})", "Brukes ikke: la feltet stå tomt"),
}

Row = tuple[str, int, str, str]


@dataclass(frozen=True)
class Blank:
    """A registry's shown indicators, in their order, and for each context the units that report in it."""

    registry: Registry
    year: int
    indicators: list[Indicator]
    units: dict[str, list[Unit]]
    contexts: dict[int, list[str]]  # by the id of the indicator

    @classmethod
    def of(cls, registry: Registry) -> "Blank":
        """As the registry has delivered before; all hospitals where it has not. Four queries at most."""
        year = timezone.localdate().year - 1
        indicators = list(Indicator.objects.filter(registry=registry, shown=True, retired=False))
        indicators.sort(key=lambda one: (one.sorting, norwegian_key(one.key)))
        units, used = _as_before(registry, year)
        if not units[Context.CAREGIVER]:
            units[Context.CAREGIVER] = _open_in(year, Unit.objects.shown().filter(level=Level.HOSPITAL))
        found = {one.pk: sorted(used[one.pk]) or [Context.CAREGIVER.value] for one in indicators}
        return cls(registry, year, indicators, units, found)

    def rows(self) -> Iterator[Row]:
        """All that a row holds but its numbers."""
        for indicator in self.indicators:
            for context in self.contexts[indicator.pk]:
                for unit in self.units[context]:
                    yield context, self.year, unit.number, indicator.key


def _as_before(registry: Registry, year: int) -> tuple[defaultdict, defaultdict]:
    """The units of each context, and the contexts of each indicator, that the registry has delivered."""
    cells = Observation.objects.filter(delivery__registry=registry).order_by()
    places: defaultdict[str, set[int]] = defaultdict(set)
    used: defaultdict[int, set[str]] = defaultdict(set)
    for indicator, context, unit in cells.values_list("indicator", "context", "unit").distinct():
        places[context].add(unit)
        used[indicator].add(context)
    known = _open_in(year, Unit.objects.filter(pk__in=set().union(*places.values())))
    units = {context: [unit for unit in known if unit.pk in ids] for context, ids in places.items()}
    return defaultdict(list, units), used


def _open_in(year: int, units: QuerySet[Unit]) -> list[Unit]:
    """Those that exist in the year and have a number to report under."""
    return [
        unit
        for unit in units.prefetch_related("numbers")
        if unit.number and (unit.last_year is None or unit.last_year >= year)
    ]


def to_csv(blank: Blank) -> bytes:
    """As Norwegian Excel opens it by a double click. A neutralised key is read without its apostrophe."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for context, year, number, key in blank.rows():
        writer.writerow([context, year, number, neutral(key), "", ""])
    return (BOM + file.getvalue()).encode()


def to_xlsx(blank: Blank) -> bytes:
    """One sheet and no more: a workbook with several is refused, since which one is meant is not certain."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": f"Mal for levering: {blank.registry.name}"})
        sheet, bold = workbook.add_worksheet(SHEET), workbook.add_format({"bold": True, "bottom": 1})
        for at, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, bold)
        last = 0
        for last, (context, year, number, key) in enumerate(blank.rows(), start=1):
            sheet.write_string(last, 0, context)
            sheet.write_number(last, 1, year)
            sheet.write_string(last, 2, number)
            sheet.write_string(last, 3, key)
        sheet.ignore_errors({"number_stored_as_text": f"C1:C{last + 1}"})
        sheet.freeze_panes(1, 0)
        # To find the rows without numbers, and delete them.
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    return file.getvalue()


WRITERS = {"csv": to_csv, "xlsx": to_xlsx}

GUIDE = (
    Column("column", "Kolonne"),
    Column("value", "Verdi"),
    Column("meaning", "Betydning"),
    Column("type", "Type"),
    Column("var", "var"),
    Column("denominator", "denominator"),
)
COLUMN_MEANING = (
    ("context", Context.CAREGIVER, contexts.LABEL[contexts.CAREGIVER]),
    ("context", Context.RESIDENT, contexts.LABEL[contexts.RESIDENT]),
    ("year", "", "Året resultatet gjelder"),
)


def guide(blank: Blank, day: date) -> Table:
    """What the template's words stand for: a file beside it, since what is delivered has one sheet."""
    rows = [(column, str(value), meaning, "", "", "") for column, value, meaning in COLUMN_MEANING]
    for one in blank.indicators:
        kind = Type(one.type)
        rows.append(("ind_id", one.key, title_of(one, one.key), kind.label, *MEANING[kind]))
    known = {unit.pk: unit for units in blank.units.values() for unit in units}
    rows += [
        ("orgnr", unit.number, unit.full_name or unit.name, UNIT_LEVELS[unit.level], "", "")
        for unit in sorted(known.values(), key=lambda one: one.sorting)
    ]
    about = (
        ("Register", name_of(blank.registry)),
        ("Merk", "Rader uten tall må slettes før filen leveres. Et tomt felt er en feil, ikke null."),
    )
    name = f"{short_name_of(blank.registry)} forklaring til malen"
    return Table(name, f"Forklaring til malen: {name_of(blank.registry)}", GUIDE, tuple(rows), day, about)
