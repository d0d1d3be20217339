"""What the profile of a place counts over years and places: each function is one query, whatever the size."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from indicators.models import Type
from organisations.models import Unit
from results.models import ReleasedIndicator, Result
from results.models.fields import Context
from results.models.results import ResultQuerySet
from results.presenters.levels import Levels


def levels_by_year(releases: list[int], unit: Unit) -> dict[tuple[str, int], Levels]:
    """Of each context and year that the place has results in."""
    found = Result.objects.public_in(releases).filter(unit=unit)
    counted = _counted(found, releases, "context", "year")
    return {(context, year): Levels(**kinds) for (context, year), kinds in counted.items()}


def levels_by_release(releases: list[int], unit: Unit) -> dict[tuple[int, int], Levels]:
    """Of each release and year, where patients were treated, that the place has results in."""
    found = Result.objects.public_in(releases).filter(unit=unit).in_context(Context.CAREGIVER)
    return {key: Levels(**kinds) for key, kinds in _counted(found, releases, "release", "year").items()}


def levels_by_unit(releases: list[int], units: Iterable[Unit], year: int, context: str) -> dict[int, Levels]:
    """By the ids of the places that have results in the year and context."""
    found = Result.objects.public_in(releases).for_units(units).for_year(year).in_context(context)
    return {unit: Levels(**kinds) for (unit,), kinds in _counted(found, releases, "unit").items()}


def provisional_years(releases: list[int], unit: Unit) -> set[int]:
    """In which the place has a result, where patients were treated, that may still change."""
    found = Result.objects.public_in(releases).filter(unit=unit, provisional=True)
    return set(found.in_context(Context.CAREGIVER).order_by().values_list("year", flat=True).distinct())


def units_with_results(releases: list[int]) -> set[int]:
    """The ids of those that have a result in any year, also a withheld one."""
    any_result = Result.objects.public_in(releases).filter(unit=OuterRef("pk"))
    return set(Unit.objects.filter(Exists(any_result)).order_by().values_list("pk", flat=True))


def _counted(
    results: ResultQuerySet, releases: list[int], *keys: str
) -> dict[tuple[Any, ...], dict[str, int]]:
    """How many results are of each kind of `Levels`, by these columns."""
    coverage = ReleasedIndicator.objects.filter(release__in=releases, type=Type.COVERAGE)
    kind = Case(
        When(indicator__in=coverage.values("indicator"), then=Value("coverage")),
        When(~Q(withheld=""), then=Value("withheld")),
        When(attainment="", then=Value("unjudged")),
        default=F("attainment"),
    )
    by_keys: dict[tuple[Any, ...], dict[str, int]] = {}
    counted = results.annotate(kind=kind).values_list(*keys, "kind").annotate(Count("pk"))
    for *place, name, size in counted.order_by():
        by_keys.setdefault(tuple(place), {})[name] = size
    return by_keys
