"""The registries' status as the yearly report prints it, from the data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import PromStatus, Registry, RegistryYear
from registries.printed import abbreviations, printed_distributions
from results.choices.parsing import one_of
from results.downloads import asked_format, download, download_links
from results.presenters.filters import Option
from results.presenters.status_distributions import distributions
from results.presenters.status_files import distribution_file, report_file
from results.presenters.status_report import Sum, by_region, report_rows
from wording.dates import date_text

# The page's tables, as an address names them.
REPORT, DISTRIBUTION = "registre", "fordeling"
TABLES = {name: name for name in (REPORT, DISTRIBUTION)}


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Three queries."""
    notices: list[str] = []
    statuses = list(RegistryYear.objects.order_by("year"))
    proms = list(PromStatus.objects.order_by("status_date"))
    known = distributions(statuses, printed_distributions())
    # A year of which only the totals are known has no table of registries.
    years = sorted({one.year for one in statuses}, reverse=True)
    notice = _("Det finnes ingen status for året {}.")
    if years:
        notice += " " + _("Viser {year}.").format(year=years[0])
    year = one_of(request.GET, "aar", {str(one): one for one in years}, notices, notice)
    year = year or next(iter(years), None)
    in_year = [one for one in statuses if one.year == year]
    rows = report_rows(Registry.objects.select_related("rhf"), in_year, proms)
    regions = by_region(rows)
    table = one_of(request.GET, "tabell", TABLES, notices, _("Tabellen {} finnes ikke."))
    if format := asked_format(request.GET, notices):
        if table == DISTRIBUTION:
            return download(distribution_file(known), format)
        if year is not None:
            return download(report_file(year, regions), format)
    page: dict[str, Any] = {
        "year": year,
        "years": [Option(str(one), str(one), one == year) for one in years],
        "notices": notices,
        "regions": regions,
        "sum": Sum(rows),
        "distributions": known,
        "prom_day": date_text(proms[-1].status_date) if proms else "",
        "abbreviations": sorted(abbreviations().items(), key=lambda one: one[0].casefold()),
        "downloads": download_links(f"{reverse('results:status')}?aar={year}") if year else (),
        "distribution_downloads": download_links(f"{reverse('results:status')}?tabell={DISTRIBUTION}"),
    }
    return render(request, "results/status.html", page)
