"""The tables of the yearly status report as files."""

from collections.abc import Iterable

from django.utils import timezone

from registries.models import PromStatus
from results.presenters.registry_files import STATUS_CAVEAT
from results.presenters.status_report import Distribution, RegionReport, ReportRow
from results.tables import NO, YES, Column, Table, Value, about
from wording.dates import date_text

ANSWERS = {True: YES, False: NO, None: None}
REPORT_COLUMNS = (
    Column("region", "Ansvarlig region"),
    Column("registry", "Register"),
    Column("key", "Nøkkel"),
    Column("established", "Etablert", "year"),
    Column("year", "År", "year"),
    Column("stage", "Stadium", "whole"),
    Column("level", "Nivå"),
    Column("coverage", "Dekningsgrad (prosent)", "number"),
    Column("prom_day", "PROM-status per"),
    Column("chosen", "PROM valgt"),
    Column("collected", "PROM samles inn"),
    Column("electronic", "PROM elektronisk"),
    Column("generic", "Generisk instrument"),
    Column("specific", "Sykdomsspesifikt instrument"),
    Column("prem", "PREM"),
    Column("note", "Merknad"),
)
DISTRIBUTION_COLUMNS = (
    Column("year", "År", "year"),
    Column("stage", "Stadium", "whole"),
    Column("level", "Nivå"),
    Column("registries", "Antall registre", "whole"),
    Column("source", "Kilde"),
)
NOT_SAID = "En tom celle betyr at det ikke er oppgitt, ikke at svaret er nei."
COUNTED = "Talt opp fra registrenes status"


def report_file(year: int, regions: Iterable[RegionReport]) -> Table:
    return Table(
        name=f"registerstatus-{year}",
        title=f"Registerstatus {year}",
        columns=REPORT_COLUMNS,
        rows=tuple(_row(region.name, year, row) for region in regions for row in region.rows),
        day=timezone.localdate(),
        about=about(chosen=[("År", str(year))], caveats=[STATUS_CAVEAT, NOT_SAID]),
    )


def _row(region: str, year: int, row: ReportRow) -> tuple[Value, ...]:
    status = row.status
    return (
        region,
        row.registry.short_name,
        row.registry.key,
        row.registry.established,
        year,
        *((status.stage, status.level or None, status.coverage) if status else [None] * 3),
        *(_prom(row.prom) if row.prom else [None] * 8),
    )


def _prom(prom: PromStatus) -> tuple[Value, ...]:
    return (
        date_text(prom.status_date),
        ANSWERS[prom.chosen],
        ANSWERS[prom.collected],
        ANSWERS[prom.electronic],
        prom.generic_instrument or None,
        prom.disease_specific_instrument or None,
        ANSWERS[prom.prem],
        prom.note or None,
    )


def distribution_file(found: Iterable[Distribution]) -> Table:
    """One row for each year, stage and level."""
    rows = [
        (one.year, row.stage, level or None, size, one.source or COUNTED)
        for one in found
        for row in one.rows
        for level, size in zip(one.levels, row.sizes, strict=True)
    ]
    return Table(
        name="stadium-og-nivaa",
        title="Antall registre på hvert stadium og nivå",
        columns=DISTRIBUTION_COLUMNS,
        rows=tuple(rows),
        day=timezone.localdate(),
    )
