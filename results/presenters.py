"""The results page as rows and sections of text, one section per registry, and its tree of places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from indicators.models import Direction
from organisations.models import Level, Unit
from registries.models import Registry
from results.calculations.results import last_complete_year
from results.cell_presenters import Cell, Goal, cell, goal, target_in_force
from results.models import Attainment, PrintedResult, ReleasedIndicator, ReleasedTarget, Result
from results.origins import prints
from wording.collation import norwegian_key
from wording.numbers import count

# The ids of a result's indicator and unit.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Row:
    title: str
    note: str
    goal: Goal | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Tally:
    level: str
    word: str
    number: str


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    name: str
    tallies: tuple[Tally, ...]
    rows: tuple[Row, ...]
    provisional: str = ""
    # Where printed results stand in print; cells refer to them by number, from 1.
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A unit in the chooser, with those below it."""

    slug: str
    name: str
    chosen: bool
    children: tuple["Place", ...]

    @property
    def holds_chosen(self) -> bool:
        return any(child.chosen or child.holds_chosen for child in self.children)


def sections(
    *,
    registries: Iterable[Registry],
    definitions: Iterable[ReleasedIndicator],
    results: Iterable[Result],
    printed: Iterable[PrintedResult],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
) -> list[Section]:
    """One section per registry with definitions, in the order of the registries given.

    A definition's `complete_to` is how far the data are complete that own its slice of the year.
    """
    found = {(result.indicator_id, result.unit_id): result for result in results}
    sources = _sources(found, printed)
    per_registry: dict[int, list[ReleasedIndicator]] = {}
    for definition in definitions:
        per_registry.setdefault(definition.indicator.registry_id, []).append(definition)
    return [
        _section(registry, per_registry[registry.pk], found, sources, units, labels, year)
        for registry in registries
        if registry.pk in per_registry
    ]


def _section(
    registry: Registry,
    definitions: list[ReleasedIndicator],
    found: Mapping[Pair, Result],
    sources: Mapping[Pair, str],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
) -> Section:
    rows = []
    named: list[str] = []
    for definition in sorted(definitions, key=_place_in_registry):
        target = target_in_force(definition.targets.all(), year)
        pairs = [(definition.indicator_id, unit.pk) for unit in units]
        cells = tuple(
            _with_source(cell(definition, found.get(pair), labels[pair[1]], target), sources.get(pair), named)
            for pair in pairs
        )
        rows.append(row(definition, cells, target))
    return Section(
        key=registry.key,
        heading=registry.short_name,
        name="" if registry.name == registry.short_name else registry.name,
        tallies=tallies(rows),
        rows=tuple(rows),
        provisional=_provisional([definition.complete_to for definition in definitions], year),  # type: ignore[attr-defined]  # annotated
        sources=tuple(named),
    )


def _provisional(complete_to: Iterable[date], year: int) -> str:
    """ "Foreløpige tall. Registeret er komplett til og med 2024.", when that is before the year."""
    last = min(map(last_complete_year, complete_to))
    return f"Foreløpige tall. Registeret er komplett til og med {last}." if year > last else ""


def _sources(found: Mapping[Pair, Result], printed: Iterable[PrintedResult]) -> dict[Pair, str]:
    """Of the results that are shown and that a source prints just so."""
    sources = {}
    for one in printed:
        pair = (one.indicator_id, one.unit_id)
        result = found.get(pair)
        if result is not None and not result.withheld and prints(one, result):
            sources[pair] = one.source
    return sources


def _with_source(cell: Cell, source: str | None, named: list[str]) -> Cell:
    """The cell with its source's number among those named so far."""
    if source is None:
        return cell
    if source not in named:
        named.append(source)
    return replace(cell, source=named.index(source) + 1)


def _place_in_registry(definition: ReleasedIndicator) -> tuple[str, str]:
    return norwegian_key(definition.sorting or title(definition)), norwegian_key(title(definition))


def row(definition: ReleasedIndicator, cells: tuple[Cell, ...], target: ReleasedTarget | None) -> Row:
    lower = target is not None and target.direction == Direction.LOWER
    return Row(title(definition), "Lavere er bedre" if lower else "", goal(definition, target), cells)


def title(definition: ReleasedIndicator) -> str:
    return definition.title or definition.indicator.key


def tallies(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """How many of the shown cells are at each level."""
    levels = [cell.level for row in rows for cell in row.cells]
    return tuple(
        Tally(level.value, str(level.label), count(levels.count(level.value)))
        for level in (Attainment.HIGH, Attainment.MODERATE, Attainment.LOW)
    )


def labels(units: Iterable[Unit], known: Iterable[Unit]) -> dict[int, str]:
    """What each unit is called; where two of them share a name, also whose it is."""
    chosen = list(units)
    names = {unit.pk: name(unit) for unit in known}
    called = [name(unit) for unit in chosen]
    return {
        unit.pk: f"{name(unit)} ({names[unit.parent_id]})"
        if called.count(name(unit)) > 1 and unit.parent_id in names
        else name(unit)
        for unit in chosen
    }


def name(unit: Unit) -> str:
    return "Hele landet" if unit.level == Level.NATION else unit.name


def places(known: Iterable[Unit], chosen: Iterable[Unit]) -> tuple[Place, ...]:
    """The tree of units from the nation down; what hangs under a unit that is not shown is left out."""
    ids = {unit.pk for unit in chosen}
    below: dict[int | None, list[Unit]] = {}
    for unit in known:
        below.setdefault(unit.parent_id, []).append(unit)

    def under(parent: int | None) -> tuple[Place, ...]:
        return tuple(
            Place(unit.slug, name(unit), unit.pk in ids, under(unit.pk)) for unit in below.get(parent, ())
        )

    return under(None)
