"""The tables of the registries' and fields' pages as files."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.text import capfirst

from registries.models import MedicalField, Registry, RegistryYear
from results import contexts
from results.choices.yearly import Yearly
from results.points import Point
from results.presenters.fields import FieldRow
from results.presenters.origins import origin, source
from results.presenters.registry import Line
from results.presenters.registry_list import RegistryRow
from results.presenters.releases import release_mark
from results.presenters.sections import Section
from results.shown_releases import ShownRelease
from results.tables import Column, Table, Value, about, result_columns, result_row
from results.values import shown_number

# How an indicator spreads among the units of one level: after the columns of the nation's result.
SPREAD_COLUMNS = (
    Column("spread_level", "Spredning mellom"),
    Column("spread_lowest", "Laveste verdi", "number"),
    Column("spread_highest", "Høyeste verdi", "number"),
    Column("spread_high", "Antall høy", "whole"),
    Column("spread_moderate", "Antall moderat", "whole"),
    Column("spread_low", "Antall lav", "whole"),
    Column("spread_unjudged", "Antall uten nivå", "whole"),
    Column("spread_withheld", "Antall skjult", "whole"),
)
STATUS_COLUMNS = (
    Column("year", "År", "year"),
    Column("stage", "Stadium", "whole"),
    Column("level", "Nivå"),
    Column("coverage", "Dekningsgrad (prosent)", "number"),
)
LEVEL_COLUMNS = (
    Column("year", "Måloppnåelse i", "year"),
    Column("high", "Høy", "whole"),
    Column("moderate", "Moderat", "whole"),
    Column("low", "Lav", "whole"),
    Column("unjudged", "Uten nivå", "whole"),
    Column("withheld", "Skjult", "whole"),
)
LIST_COLUMNS = (
    Column("registry", "Register"),
    Column("key", "Nøkkel"),
    Column("name", "Fullt navn"),
    Column("region", "Ansvarlig region"),
    Column("fields", "Fagområder"),
    Column("established", "Etablert", "year"),
    Column("stage_year", "Stadium i", "year"),
    Column("stage", "Stadium", "whole"),
    Column("stage_level", "Nivå"),
    Column("coverage_year", "Dekningsgrad i", "year"),
    Column("coverage", "Dekningsgrad (prosent)", "number"),
    Column("indicators", "Indikatorer", "whole"),
    *LEVEL_COLUMNS,
    Column("published", "Publisert"),
)


def registry_file(
    registry: Registry,
    choices: Yearly,
    section: Section,
    lines: Iterable[Line],
    shown: ShownRelease,
    host: str,
) -> Table:
    """The nation's result on each indicator, as in every file of results, and its spread."""
    held = host + choices.but(releases=(shown.release.pk,))
    return Table(
        name=f"{registry.key}-{choices.year}",
        title=f"{registry.short_name} {choices.year}",
        columns=(*result_columns(), *SPREAD_COLUMNS),
        rows=tuple(_with_spread(line, section, shown) for line in lines),
        day=timezone.localdate(),
        about=about(
            chosen=[
                ("Register", registry.name),
                ("År", str(choices.year)),
                ("Pasienter", contexts.LABEL[choices.context]),
            ],
            origins=[origin(shown, held, section.provisional)],
        ),
    )


def _with_spread(line: Line, section: Section, shown: ShownRelease) -> tuple[Value, ...]:
    measure, spread = line.item.row.measure, line.spread
    own = result_row(
        measure,
        line.item.point,
        source=source(shown),
        release=release_mark(shown).text,
        printed=section.sources,
    )

    def number(point: Point | None) -> Decimal | None:
        return None if point is None else shown_number(measure, point.value or 0, point.decimals)

    levels = spread.levels
    counts = (levels.high, levels.moderate, levels.low, levels.unjudged, levels.withheld)
    named = spread.level_name or None
    return (*own, named, number(spread.lowest), number(spread.highest), *(counts if named else [None] * 5))


def status_file(registry: Registry, statuses: Iterable[RegistryYear]) -> Table:
    return Table(
        name=f"{registry.key}-status",
        title=f"{registry.short_name}: stadium, nivå og dekningsgrad",
        columns=STATUS_COLUMNS,
        rows=tuple((one.year, one.stage, one.level, one.coverage) for one in statuses),
        day=timezone.localdate(),
        about=about(chosen=[("Register", registry.name)], caveats=[STATUS_CAVEAT]),
    )


STATUS_CAVEAT = "Stadium, nivå og dekningsgrad er som vurdert og oppgitt i de årlige statusrapportene."


def list_file(
    rows: Iterable[RegistryRow],
    *,
    name: str,
    title: str,
    generated: bool,
    chosen: Sequence[tuple[str, str]] = (),
) -> Table:
    caveats = [STATUS_CAVEAT, *([GENERATED_LEVELS] if generated else [])]
    return Table(
        name=name,
        title=title,
        columns=LIST_COLUMNS,
        rows=tuple(map(_list_row, rows)),
        day=timezone.localdate(),
        about=about(chosen=chosen, caveats=caveats),
    )


GENERATED_LEVELS = "Tallene bak måloppnåelsen er generert for demonstrasjon."


def _list_row(row: RegistryRow) -> tuple[Value, ...]:
    registry, known, levels = row.registry, row.known, row.levels
    status, covered = known.evaluated, known.covered
    counts = (levels.high, levels.moderate, levels.low, levels.unjudged, levels.withheld)
    return (
        registry.short_name,
        registry.key,
        registry.name,
        registry.rhf.name if registry.rhf else None,
        ", ".join(field.name for field in known.fields) or None,
        registry.established,
        *((status.year, status.stage, status.level) if status else [None] * 3),
        *((covered.year, covered.coverage) if covered else [None] * 2),
        known.indicators if known.shown else None,
        *((row.year, *counts) if levels.has_results else [None] * 6),
        row.published or None,
    )


def fields_file(rows: Iterable[FieldRow], *, generated: bool) -> Table:
    return Table(
        name="fagomraader",
        title="Fagområder",
        columns=(
            Column("field", "Fagområde"),
            Column("registries", "Registre"),
            Column("size", "Antall registre", "whole"),
            *LEVEL_COLUMNS,
        ),
        rows=tuple(_field_row(row) for row in rows),
        day=timezone.localdate(),
        about=about(caveats=[GENERATED_LEVELS] if generated else []),
    )


def _field_row(row: FieldRow) -> tuple[Value, ...]:
    levels = row.levels
    counts = (levels.high, levels.moderate, levels.low, levels.unjudged, levels.withheld)
    named = "; ".join(link.text for link in row.registries)
    return (row.field.name, named, len(row.registries), *((row.year, *counts) if row.year else [None] * 6))


def of_field(table: Table, field: MedicalField, choices: Yearly) -> Table:
    """The nation's results as its profile has them, named by the field that they are of."""
    return replace(
        table,
        name=f"{field.slug}-{choices.year}",
        title=f"{capfirst(field.name)} {choices.year}",
        about=(("Fagområde", field.name), *table.about),
    )
