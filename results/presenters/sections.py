"""Results as rows of points, one section per registry: what the tables of several pages are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from indicators.models import Direction
from indicators.texts import short_description_of
from organisations.models import Unit
from registries.models import Registry
from registries.names import name_of, short_name_of
from results.calculations.results import last_complete_year
from results.changes import Place
from results.models import Attainment, PrintedResult, ReleasedIndicator, ResultRow
from results.origins import prints
from results.points import Change, Measure, Point, TargetPeriod
from results.presenters.cells import point
from results.presenters.measures import measure, title
from wording.collation import norwegian_key
from wording.numbers import count

# The ids of a result's indicator and unit.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One indicator, and its point for each of the units in their order."""

    indicator: int
    measure: Measure
    note: str
    description: str
    target: TargetPeriod | None  # in force in the year
    points: tuple[Point, ...]

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def title(self) -> str:
        return self.measure.title


@dataclass(frozen=True)
class Tally:
    level: str
    word: str
    size: int

    @property
    def number(self) -> str:
        return count(self.size)


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    name: str
    rows: tuple[Row, ...]
    provisional: str = ""
    # Where printed results stand in print; cells refer to them by number, from 1.
    sources: tuple[str, ...] = ()

    @property
    def keys(self) -> set[str]:
        return {row.key for row in self.rows}

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tallies(point for row in self.rows for point in row.points)


def sections(
    *,
    registries: Iterable[Registry],
    definitions: Iterable[ReleasedIndicator],
    rows: Iterable[ResultRow],
    changes: Mapping[Place, Change],
    printed: Iterable[PrintedResult],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
    context: str,
    intervals: bool = True,
) -> list[Section]:
    """One section per registry with definitions, in the order of the registries given.

    A definition's `complete_to` is how far the data are complete that own its slice of the year.
    """
    found = {(row.indicator, row.unit): row for row in rows if row.year == year}
    sources = _sources(found, printed)
    per_registry: dict[int, list[ReleasedIndicator]] = {}
    for definition in definitions:
        per_registry.setdefault(definition.indicator.registry_id, []).append(definition)

    def points_of(definition: ReleasedIndicator, ours: Measure, named: list[str]) -> Iterable[Point]:
        for unit in units:
            pair = (definition.indicator_id, unit.pk)
            change = changes.get((*pair, year))
            one = point(ours, unit, labels[unit.pk], year, found.get(pair), change, interval=intervals)
            yield _with_source(one, sources.get(pair), named)

    def section(registry: Registry, definitions: list[ReleasedIndicator]) -> Section:
        named: list[str] = []
        listed = []
        short, full = short_name_of(registry), name_of(registry)
        for definition in sorted(definitions, key=place_in_registry):
            ours = measure(definition, registry, context)
            listed.append(_row(definition, ours, year, tuple(points_of(definition, ours, named))))
        return Section(
            key=registry.key,
            heading=short,
            name="" if full == short else full,
            rows=tuple(listed),
            provisional=provisional([definition.complete_to for definition in definitions], year),  # type: ignore[attr-defined]  # annotated
            sources=tuple(named),
        )

    return [
        section(registry, per_registry[registry.pk]) for registry in registries if registry.pk in per_registry
    ]


def _row(definition: ReleasedIndicator, ours: Measure, year: int, points: tuple[Point, ...]) -> Row:
    target = ours.target(year)
    lower = target is not None and target.direction == Direction.LOWER
    return Row(
        definition.indicator_id,
        ours,
        _("Lavere er bedre") if lower else "",
        short_description_of(definition),
        target,
        points,
    )


def provisional(complete_to: Iterable[date], year: int) -> str:
    """ "Foreløpige tall. Registeret er komplett til og med 2024.", when that is before the year."""
    last = min(map(last_complete_year, complete_to))
    if year <= last:
        return ""
    return _("Foreløpige tall. Registeret er komplett til og med {year}.").format(year=last)


def _sources(found: Mapping[Pair, ResultRow], printed: Iterable[PrintedResult]) -> dict[Pair, str]:
    """Of the results that are shown and that a source prints just so."""
    sources = {}
    for one in printed:
        pair = (one.indicator_id, one.unit_id)
        row = found.get(pair)
        if row is not None and not row.withheld and prints(one, row):
            sources[pair] = one.source
    return sources


def _with_source(one: Point, source: str | None, named: list[str]) -> Point:
    """The point with its source's number among those named so far."""
    if source is None:
        return one
    if source not in named:
        named.append(source)
    return replace(one, cell=replace(one.cell, source=named.index(source) + 1))


def place_in_registry(definition: ReleasedIndicator) -> tuple[str, str]:
    """The same in every language."""
    name = title(definition, "nb")
    return norwegian_key(definition.sorting or name), norwegian_key(name)


def tallies(points: Iterable[Point]) -> tuple[Tally, ...]:
    """How many of the points are at each level."""
    levels = [point.level for point in points]
    return tuple(
        Tally(level.value, str(level.label), levels.count(level.value))
        for level in (Attainment.HIGH, Attainment.MODERATE, Attainment.LOW)
    )
