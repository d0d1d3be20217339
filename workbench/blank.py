"""A registry's template: a file to deliver in which all but the numbers is filled in."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
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
BEHIND = _lazy("Pasienter bak tallet (helt tall over 0)")
# What `var` and `denominator` are, by the type of indicator.
MEANING = {
    Type.SHARE: (
        _lazy("Pasienter som oppfyller målet (helt tall, 0 eller større)"),
        _lazy("Pasienter i alt (helt tall over 0)"),
    ),
    Type.COVERAGE: (
        _lazy("Registrerte (helt tall, 0 eller større)"),
        _lazy("De som skulle vært registrert (helt tall over 0)"),
    ),
    Type.COMPUTED_SHARE: (
        _lazy("Ferdig beregnet andel fra 0 til 1"),
        _lazy("Pasienter bak andelen (helt tall over 0)"),
    ),
    Type.MEAN: (_lazy("Ferdig beregnet gjennomsnitt"), BEHIND),
    Type.MEDIAN: (_lazy("Ferdig beregnet median"), BEHIND),
    Type.COUNT: (_lazy("Antall (helt tall, 0 eller større)"), _lazy("Brukes ikke: la feltet stå tomt")),
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
        workbook.set_properties(
            {"title": _("Mal for levering: {registry}").format(registry=name_of(blank.registry))}
        )
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


def _columns() -> tuple[Column, ...]:
    return (
        Column("column", _("Kolonne")),
        Column("value", _("Verdi")),
        Column("meaning", _("Betydning")),
        Column("type", _("Type")),
        Column("var", "var"),
        Column("denominator", "denominator"),
    )


def _column_meaning() -> tuple[tuple[str, str, str], ...]:
    return (
        ("context", Context.CAREGIVER, contexts.LABEL[contexts.CAREGIVER]),
        ("context", Context.RESIDENT, contexts.LABEL[contexts.RESIDENT]),
        ("year", "", _("Året resultatet gjelder")),
    )


def guide(blank: Blank, day: date) -> Table:
    """What the template's words stand for: a file beside it, since what is delivered has one sheet."""
    rows = [(column, str(value), meaning, "", "", "") for column, value, meaning in _column_meaning()]
    for one in blank.indicators:
        kind = Type(one.type)
        var, denominator = MEANING[kind]
        rows.append(("ind_id", one.key, title_of(one, one.key), str(kind.label), str(var), str(denominator)))
    known = {unit.pk: unit for units in blank.units.values() for unit in units}
    rows += [
        ("orgnr", unit.number, unit.full_name or unit.name, UNIT_LEVELS[unit.level], "", "")
        for unit in sorted(known.values(), key=lambda one: one.sorting)
    ]
    about = (
        (_("Register"), name_of(blank.registry)),
        (_("Merk"), _("Rader uten tall må slettes før filen leveres. Et tomt felt er en feil, ikke null.")),
    )
    name = _("{registry} forklaring til malen").format(registry=short_name_of(blank.registry))
    title = _("Forklaring til malen: {registry}").format(registry=name_of(blank.registry))
    return Table(name, title, _columns(), tuple(rows), day, about)
