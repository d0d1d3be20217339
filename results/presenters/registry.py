"""A registry's page: its indicators with the nation's answers, how complete the data are, and who reports."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from organisations.models import Level, Unit
from registries.models import RegistryYear
from results.choices.table import Choices as TableChoices
from results.choices.unit import Choices as UnitChoices
from results.choices.yearly import Yearly
from results.models.fields import Context
from results.points import Cell
from results.presenters.profile import Item
from results.presenters.spreads import Spread
from results.presenters.status import coverage_words
from results.presenters.unit_tree import Branch, reporting, tree
from results.registry_pages import Coverage, Units
from wording.numbers import of


@dataclass(frozen=True)
class Line:
    """An indicator with the nation's answer, and how the hospitals spread around it."""

    item: Item
    spread: Spread


@dataclass(frozen=True)
class CoverageLine:
    """A coverage by year: as the registry has stated it, or as its indicator computes it."""

    title: str
    address: str  # of the indicator's page; "" for what is stated
    cells: tuple[Cell | str, ...]


@dataclass(frozen=True)
class CoverageTable:
    years: tuple[int, ...]  # the latest first
    lines: tuple[CoverageLine, ...]


@dataclass(frozen=True)
class Reporting:
    """Where the registry's results of a year come from."""

    text: str
    regions: tuple[Branch, ...]


def of_the_nation(choices: Yearly, nation: Unit) -> UnitChoices:
    """What the nation's profile would show with the same choices."""
    return UnitChoices(nation, choices.year, choices.context, choices.releases)


def lines(found: Iterable[Item], units: Units) -> tuple[Line, ...]:
    return tuple(Line(item, units.spreads[item.row.indicator]) for item in found)


def in_table(choices: Yearly, units: Sequence[Unit], **chosen: object) -> str:
    """The results page with the registry or the field chosen."""
    narrowed = TableChoices(
        units=tuple(units), year=choices.year, context=choices.context, releases=choices.releases
    )
    return narrowed.but(**chosen)


def coverage_table(
    statuses: Iterable[RegistryYear], coverages: Iterable[Coverage], address_of: Callable[[str], str]
) -> CoverageTable | None:
    """None where no coverage is known. `address_of`: an indicator's page, by its key."""
    stated = {one.year: coverage_words(one.coverage) for one in statuses if one.coverage is not None}
    known = [one for one in coverages if one.points]
    years = sorted({*stated, *(year for one in known for year in one.points)}, reverse=True)
    if not years:
        return None
    made = [
        CoverageLine(
            one.measure.title,
            address_of(one.measure.key),
            tuple(_brief(one.points[year].cell) if year in one.points else "" for year in years),
        )
        for one in known
    ]
    if stated:
        made.insert(
            0, CoverageLine(_("Oppgitt av registeret"), "", tuple(stated.get(year, "") for year in years))
        )
    return CoverageTable(tuple(years), tuple(made))


def _brief(cell: Cell) -> Cell:
    """Without the counts: ten years stand side by side."""
    return replace(cell, details=cell.details[1:])


def reporting_units(known: Sequence[Unit], ids: Collection[int], context: str, year: int) -> Reporting:
    """Hospitals; where patients are counted by their homes, the trusts whose areas those are in."""
    level = Level.HOSPITAL if context == Context.CAREGIVER else Level.HF
    there = [unit for unit in known if unit.level == level and _exists(unit, year)]
    size = sum(unit.pk in ids for unit in there)
    regions = [region for nation in tree(known, ids) for region in nation.branches]
    told = (
        _("{part} sykehus har resultater i {year}.")
        if level == Level.HOSPITAL
        else _("{part} opptaksområder har resultater i {year}.")
    )
    return Reporting(told.format(part=of(size, len(there)), year=year), reporting(regions))


def _exists(unit: Unit, year: int) -> bool:
    return (unit.first_year or year) <= year <= (unit.last_year or year)
