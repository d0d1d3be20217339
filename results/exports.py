"""Results as plain rows for files: what is public, or with --internal everything."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from organisations.models import OrganisationNumber
from results.models import Release, Result
from results.origins import Origins

COLUMNS = [
    "registry",
    "indicator",
    "unit",
    "level",
    "orgnr",
    "context",
    "year",
    "numerator",
    "denominator",
    "value",
    "ci_low",
    "ci_high",
    "attainment",
    "certain",
    "coverage",
    "provisional",
    "withheld",
]
# One more where any number is generated or printed: a registry's own need no other source.
SOURCE = "source"
# What a withheld row says nothing about.
NUMBERS = ["numerator", "denominator", "value", "ci_low", "ci_high", "attainment", "certain"]
ORDER = ["release__registry__key", "indicator__key", "context", "year", "as_it_was__sorting", "unit_id"]


def export(
    *, releases: list[Release], year: int | None, internal: bool
) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """The columns, and one row per unit × indicator × context × year with a result; None for no value."""
    origins = Origins.of(releases)
    columns = [*COLUMNS, SOURCE] if origins else COLUMNS
    return columns, _rows(_results(releases, year, internal), origins, internal)


def _results(releases: list[Release], year: int | None, internal: bool) -> QuerySet[Result]:
    found = Result.objects.filter(release__in=releases).annotate(as_it_was=_as_it_was()).order_by(*ORDER)
    found = found.select_related("release__registry", "indicator", "unit")
    if not internal:
        found = found.filter(shown=True)
    return found if year is None else found.for_year(year)


def _rows(results: QuerySet[Result], origins: Origins, internal: bool) -> Iterator[dict[str, Any]]:
    numbers = _numbers()
    for result in results.iterator(chunk_size=5000):
        row = _row(result, numbers.get(result.unit_id))
        if origins:
            # Of a withheld number nothing is said, not even that it stands in print.
            row[SOURCE] = origins.source(result, named=internal or not result.withheld)
        yield row if internal else _without_withheld(result, row)


def _as_it_was() -> FilteredRelation:
    """A unit's place in the release's own tree: however units are sorted today, the export stays the same."""
    return FilteredRelation("release__tree__units", condition=Q(release__tree__units__unit=F("unit")))


def _row(result: Result, number: str | None) -> dict[str, Any]:
    return {
        "registry": result.release.registry.key,
        "indicator": result.indicator.key,
        "unit": result.unit.name,
        "level": result.level,
        "orgnr": number,
        "context": result.context,
        "year": result.year,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "value": _nearest(result.share) if result.value is None else result.value,
        "ci_low": result.ci_low,
        "ci_high": result.ci_high,
        "attainment": result.attainment or None,
        "certain": result.certain,
        "coverage": _nearest(result.coverage),
        "provisional": result.provisional,
        "withheld": result.withheld or None,
    }


def _without_withheld(result: Result, row: dict[str, Any]) -> dict[str, Any]:
    if result.withheld:
        row |= dict.fromkeys(NUMBERS)
    if result.coverage_withheld:
        row["coverage"] = None
    return row


def _nearest(share: Fraction | None) -> float | None:
    """The double nearest to the exact share."""
    return None if share is None else float(share)


def _numbers() -> dict[int, str]:
    smallest: dict[int, str] = {}
    for unit, number in OrganisationNumber.objects.filter(company=False).values_list("unit_id", "number"):
        smallest[unit] = min(smallest.get(unit, number), number, key=int)
    return smallest
