"""The tables of the yearly status report as files."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.models import PromStatus
from registries.names import short_name_of
from results.presenters.registry_files import STATUS_CAVEAT
from results.presenters.status import yes_or_no
from results.presenters.status_distributions import Distribution
from results.presenters.status_report import RegionReport, ReportRow
from results.tables import Column, Table, Value, about
from wording.dates import date_text

NOT_SAID = _lazy("En tom celle betyr at det ikke er oppgitt, ikke at svaret er nei.")
COUNTED = _lazy("Talt opp fra registrenes status")


def report_columns() -> tuple[Column, ...]:
    return (
        Column("region", _("Ansvarlig region")),
        Column("registry", _("Register")),
        Column("key", _("Nøkkel")),
        Column("established", _("Etablert"), "year"),
        Column("year", _("År"), "year"),
        Column("stage", _("Stadium"), "whole"),
        Column("level", _("Nivå")),
        Column("coverage", _("Dekningsgrad (prosent)"), "number"),
        Column("prom_day", _("PROM-status per")),
        Column("chosen", _("PROM valgt")),
        Column("collected", _("PROM samles inn")),
        Column("electronic", _("PROM elektronisk")),
        Column("generic", _("Generisk instrument")),
        Column("specific", _("Sykdomsspesifikt instrument")),
        Column("prem", _("PREM")),
        Column("note", _("Merknad")),
    )


def distribution_columns() -> tuple[Column, ...]:
    return (
        Column("year", _("År"), "year"),
        Column("stage", _("Stadium"), "whole"),
        Column("level", _("Nivå")),
        Column("registries", _("Antall registre"), "whole"),
        Column("source", _("Kilde")),
    )


def report_file(year: int, regions: Iterable[RegionReport]) -> Table:
    return Table(
        name=_("registerstatus-{year}").format(year=year),
        title=_("Registerstatus {year}").format(year=year),
        columns=report_columns(),
        rows=tuple(_row(region.name, year, row) for region in regions for row in region.rows),
        day=timezone.localdate(),
        about=about(chosen=[(_("År"), str(year))], caveats=[str(STATUS_CAVEAT), str(NOT_SAID)]),
    )


def _answer(said: bool | None) -> str | None:
    return yes_or_no(said).lower() or None


def _row(region: str, year: int, row: ReportRow) -> tuple[Value, ...]:
    status = row.status
    return (
        region,
        short_name_of(row.registry),
        row.registry.key,
        row.registry.established,
        year,
        *((status.stage, status.level or None, status.coverage) if status else [None] * 3),
        *(_prom(row.prom) if row.prom else [None] * 8),
    )


def _prom(prom: PromStatus) -> tuple[Value, ...]:
    return (
        date_text(prom.status_date),
        _answer(prom.chosen),
        _answer(prom.collected),
        _answer(prom.electronic),
        prom.generic_instrument or None,
        prom.disease_specific_instrument or None,
        _answer(prom.prem),
        prom.note or None,
    )


def distribution_file(found: Iterable[Distribution]) -> Table:
    """One row for each year, stage and level."""
    rows = [
        (one.year, row.stage, level or None, size, one.source or str(COUNTED))
        for one in found
        for row in one.rows
        for level, size in zip(one.levels, row.sizes, strict=True)
    ]
    return Table(
        name=_("stadium-og-nivaa"),
        title=_("Antall registre på hvert stadium og nivå"),
        columns=distribution_columns(),
        rows=tuple(rows),
        day=timezone.localdate(),
    )
