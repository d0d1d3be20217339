"""What a registry's page shows besides the nation's answers: how they spread among hospitals, who reports,
how complete the data are, what has been published. Each function's queries are few, whatever the size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from indicators.models import Type
from organisations.models import Level, Unit
from registries.models import Registry
from results.choices.offer import Offer
from results.kept import Kept
from results.models import Publication, ReleasedIndicator, Result, ResultRow
from results.moments import Moment
from results.points import Measure, Point
from results.presenters.cells import point
from results.presenters.measures import measure
from results.presenters.places import name
from results.presenters.sections import Row, place_in_registry
from results.presenters.spreads import Spread, spread
from results.registry_lists import with_fields_and_years
from results.shown_releases import ShownRelease
from wording.language import current


@dataclass(frozen=True)
class Units:
    """The registry's results of a year below the nation."""

    spreads: Mapping[int, Spread]  # by the indicators' ids
    reporting: frozenset[int]  # the ids of the units with a result, also a withheld one


@dataclass(frozen=True)
class Coverage:
    """One coverage indicator, and the nation's points by year."""

    measure: Measure
    points: Mapping[int, Point]


# Of a release's year, all that the page needs of some thousand results.
kept: Kept[Units] = Kept()


def registry_called(key: str) -> Registry | None:
    """By its key in any case: with its fields, years and PROM status."""
    found = with_fields_and_years(Registry.objects.filter(key__iexact=key)).prefetch_related("proms")
    return found.first()


def units_of(shown: ShownRelease, rows: Iterable[Row], year: int, context: str, offer: Offer) -> Units:
    """`rows`: the nation's, whose indicators these are. One query, none where they are kept."""
    key = (shown.release.pk, shown.release.checksum, year, context, current())
    found = kept.get(key)
    if found is None:
        found = _read_units(shown, rows, year, context, offer)
        kept.put(key, found, settings.KEPT_SECTIONS)
    return found


def _read_units(shown: ShownRelease, rows: Iterable[Row], year: int, context: str, offer: Offer) -> Units:
    results = Result.objects.public_in([shown.release.pk]).for_year(year).in_context(context)
    units = {unit.pk: unit for unit in offer.units}
    below = [row for row in results.exclude(level=Level.NATION).rows() if row.unit in units]
    of_indicator: dict[int, list[ResultRow]] = {}
    for result in below:
        of_indicator.setdefault(result.indicator, []).append(result)
    return Units(
        spreads={
            row.indicator: spread(
                row.measure, _points(row.measure, of_indicator.get(row.indicator, ()), units)
            )
            for row in rows
        },
        reporting=frozenset(result.unit for result in below),
    )


def _points(measure: Measure, results: Iterable[ResultRow], units: Mapping[int, Unit]) -> list[Point]:
    return [
        point(measure, units[one.unit], name(units[one.unit]), one.year, one, interval=False)
        for one in results
    ]


def coverages_of(shown: ShownRelease, nation: Unit, context: str) -> list[Coverage]:
    """Of every coverage indicator that is shown, in its registry's order. Three queries."""
    found = ReleasedIndicator.objects.filter(release=shown.release, shown=True, type=Type.COVERAGE)
    definitions = sorted(found.select_related("indicator").prefetch_related("targets"), key=place_in_registry)
    results = Result.objects.public_in([shown.release.pk]).in_context(context).for_units([nation])
    by_indicator: dict[int, list[ResultRow]] = {}
    for row in results.filter(indicator__in=[one.indicator_id for one in definitions]).rows():
        by_indicator.setdefault(row.indicator, []).append(row)
    made = []
    for definition in definitions:
        ours = measure(definition, shown.registry, context)
        rows = by_indicator.get(definition.indicator_id, [])
        points = {row.year: point(ours, nation, name(nation), row.year, row, interval=False) for row in rows}
        made.append(Coverage(ours, points))
    return made


def publications_of(registry: Registry, moment: Moment | None, most: int) -> tuple[list[Publication], bool]:
    """The last lines of the correction log about it, the latest first, and whether there are more."""
    entries = Publication.objects.filter(registry=registry).select_related("registry", "release")
    if moment is not None:
        entries = entries.filter(at__lt=moment.ends)
    found = list(entries[: most + 1])
    return found[:most], len(found) > most
