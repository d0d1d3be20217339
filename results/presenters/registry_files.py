"""The tables of the registries' and fields' pages as files."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.models import MedicalField, Registry, RegistryYear
from registries.names import field_name, name_of, short_name_of
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
from wording.texts import begun

STATUS_CAVEAT = _lazy("Stadium, nivå og dekningsgrad er som vurdert og oppgitt i de årlige statusrapportene.")
GENERATED_LEVELS = _lazy("Tallene bak måloppnåelsen er generert for demonstrasjon.")


def spread_columns() -> tuple[Column, ...]:
    """How an indicator spreads among the units of one level: after the columns of the nation's result."""
    return (
        Column("spread_level", _("Spredning mellom")),
        Column("spread_lowest", _("Laveste verdi"), "number"),
        Column("spread_highest", _("Høyeste verdi"), "number"),
        Column("spread_high", _("Antall høy"), "whole"),
        Column("spread_moderate", _("Antall moderat"), "whole"),
        Column("spread_low", _("Antall lav"), "whole"),
        Column("spread_unjudged", _("Antall uten nivå"), "whole"),
        Column("spread_withheld", _("Antall skjult"), "whole"),
    )


def status_columns() -> tuple[Column, ...]:
    return (
        Column("year", _("År"), "year"),
        Column("stage", _("Stadium"), "whole"),
        Column("level", _("Nivå")),
        Column("coverage", _("Dekningsgrad (prosent)"), "number"),
    )


def level_columns() -> tuple[Column, ...]:
    return (
        Column("year", _("Måloppnåelse i"), "year"),
        Column("high", _("Høy"), "whole"),
        Column("moderate", _("Moderat"), "whole"),
        Column("low", _("Lav"), "whole"),
        Column("unjudged", _("Uten nivå"), "whole"),
        Column("withheld", _("Skjult"), "whole"),
    )


def list_columns() -> tuple[Column, ...]:
    return (
        Column("registry", _("Register")),
        Column("key", _("Nøkkel")),
        Column("name", _("Fullt navn")),
        Column("region", _("Ansvarlig region")),
        Column("fields", _("Fagområder")),
        Column("established", _("Etablert"), "year"),
        Column("stage_year", _("Stadium i"), "year"),
        Column("stage", _("Stadium"), "whole"),
        Column("stage_level", _("Nivå")),
        Column("coverage_year", _("Dekningsgrad i"), "year"),
        Column("coverage", _("Dekningsgrad (prosent)"), "number"),
        Column("indicators", _("Indikatorer"), "whole"),
        *level_columns(),
        Column("published", _("Publisert")),
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
        title=f"{short_name_of(registry)} {choices.year}",
        columns=(*result_columns(), *spread_columns()),
        rows=tuple(_with_spread(line, section, shown) for line in lines),
        day=timezone.localdate(),
        about=about(
            chosen=[
                (_("Register"), name_of(registry)),
                (_("År"), str(choices.year)),
                (_("Pasienter"), contexts.LABEL[choices.context]),
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
        title=_("{registry}: stadium, nivå og dekningsgrad").format(registry=short_name_of(registry)),
        columns=status_columns(),
        rows=tuple((one.year, one.stage, one.level, one.coverage) for one in statuses),
        day=timezone.localdate(),
        about=about(chosen=[(_("Register"), name_of(registry))], caveats=[str(STATUS_CAVEAT)]),
    )


def list_file(
    rows: Iterable[RegistryRow],
    *,
    name: str,
    title: str,
    generated: bool,
    chosen: Sequence[tuple[str, str]] = (),
) -> Table:
    caveats = [str(STATUS_CAVEAT), *([str(GENERATED_LEVELS)] if generated else [])]
    return Table(
        name=name,
        title=title,
        columns=list_columns(),
        rows=tuple(map(_list_row, rows)),
        day=timezone.localdate(),
        about=about(chosen=chosen, caveats=caveats),
    )


def _list_row(row: RegistryRow) -> tuple[Value, ...]:
    registry, known, levels = row.registry, row.known, row.levels
    status, covered = known.evaluated, known.covered
    counts = (levels.high, levels.moderate, levels.low, levels.unjudged, levels.withheld)
    return (
        short_name_of(registry),
        registry.key,
        name_of(registry),
        registry.rhf.name if registry.rhf else None,
        ", ".join(field_name(field) for field in known.fields) or None,
        registry.established,
        *((status.year, status.stage, status.level) if status else [None] * 3),
        *((covered.year, covered.coverage) if covered else [None] * 2),
        known.indicators if known.shown else None,
        *((row.year, *counts) if levels.has_results else [None] * 6),
        row.published or None,
    )


def fields_file(rows: Iterable[FieldRow], *, generated: bool) -> Table:
    return Table(
        name=_("fagomraader"),
        title=_("Fagområder"),
        columns=(
            Column("field", _("Fagområde")),
            Column("registries", _("Registre")),
            Column("size", _("Antall registre"), "whole"),
            *level_columns(),
        ),
        rows=tuple(_field_row(row) for row in rows),
        day=timezone.localdate(),
        about=about(caveats=[str(GENERATED_LEVELS)] if generated else []),
    )


def _field_row(row: FieldRow) -> tuple[Value, ...]:
    levels = row.levels
    counts = (levels.high, levels.moderate, levels.low, levels.unjudged, levels.withheld)
    named = "; ".join(link.text for link in row.registries)
    return (
        field_name(row.field),
        named,
        len(row.registries),
        *((row.year, *counts) if row.year else [None] * 6),
    )


def of_field(table: Table, field: MedicalField, choices: Yearly) -> Table:
    """The nation's results as its profile has them, named by the field that they are of."""
    return replace(
        table,
        name=f"{field.slug}-{choices.year}",
        title=f"{begun(field_name(field))} {choices.year}",
        about=((_("Fagområde"), field_name(field)), *table.about),
    )
