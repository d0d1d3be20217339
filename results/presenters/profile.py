"""A place's indicators in one year: what is low, how complete the data are, and the counts by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from indicators.models import Type
from registries.models import MedicalField
from registries.names import field_name
from results.choices.table import TREATMENT
from results.choices.table import Choices as TableChoices
from results.choices.unit import Choices
from results.models import Attainment
from results.points import Point
from results.presenters.levels import Levels, levels_of
from results.presenters.sections import Row, Section
from results.sentences.places import distance_sentence
from results.shown_releases import ShownRelease
from wording.collation import norwegian_key
from wording.numbers import count
from wording.texts import begun

# So many of a list are seen at once; the others a key away.
LOW_SEEN, COVERAGE_SEEN = 5, 6
# Below the list of a place's own places.
COVERAGE_SEEN_BELOW = 3


@dataclass(frozen=True)
class Item:
    """One indicator, with the place's point: it has a number, or is withheld."""

    section: str  # the registry's key
    registry: str
    row: Row
    point: Point
    address: str  # of the indicator's page

    @property
    def is_coverage(self) -> bool:
        return self.row.measure.type == Type.COVERAGE

    @property
    def goal(self) -> str:
        """ "≥ 85 %", "" where no target gives a level."""
        target = self.row.target
        return target.goal.high if target and target.goal else ""

    @property
    def lacking(self) -> str:
        """ "25 flere av 68 pasienter ville gitt høy måloppnåelse.", "" where high is reached or not known."""
        return distance_sentence(self.point)


@dataclass(frozen=True)
class Listed:
    """A list of which the first few are seen at once."""

    seen: tuple
    rest: tuple

    @property
    def number(self) -> str:
        return count(len(self.seen) + len(self.rest))

    @property
    def begins_rest(self) -> int:
        return len(self.seen) + 1

    def __bool__(self) -> bool:
        return bool(self.seen or self.rest)


@dataclass(frozen=True)
class FieldLevels:
    name: str
    levels: Levels
    address: str  # of the results page, with the place and the field


def items_of(sections: Iterable[Section], choices: Choices) -> tuple[Item, ...]:
    """Of sections with the place alone: its indicators that have a number or are withheld."""
    return tuple(
        item for item in every_item(sections, choices) if item.point.shown or item.point.cell.withheld
    )


def every_item(sections: Iterable[Section], choices: Choices) -> tuple[Item, ...]:
    """The same, with those that have results elsewhere."""
    query = choices.query
    query.setlist("sted", [choices.unit.slug])
    asked = query.urlencode()
    return tuple(
        Item(section.key, section.heading, row, row.points[0], f"{_page(section, row)}?{asked}")
        for section in sections
        for row in section.rows
    )


def _page(section: Section, row: Row) -> str:
    return reverse("results:indicator", args=[section.key, row.key])


def listed(found: Iterable, seen: int) -> Listed:
    known = tuple(found)
    # One more takes no more room than the line that would hide it.
    first = seen if len(known) > seen + 1 else seen + 1
    return Listed(known[:first], known[first:])


def low(items: Iterable[Item]) -> Listed:
    """Certain ones first; of those the ones that most patients are lacking in."""
    found = [item for item in items if not item.is_coverage and item.point.level == Attainment.LOW]
    return listed(sorted(found, key=_how_low), LOW_SEEN)


def uncertain(items: Iterable[Item]) -> Listed:
    """High or moderate, though chance may be why. By title."""
    above = (Attainment.HIGH, Attainment.MODERATE)
    found = [
        item
        for item in items
        if not item.is_coverage and item.point.level in above and item.point.certain is False
    ]
    return listed(sorted(found, key=lambda item: norwegian_key(item.row.title)), LOW_SEEN)


def _how_low(item: Item) -> tuple[int, int, str]:
    certainty = {True: 0, False: 1, None: 2}[item.point.certain]
    return certainty, -(item.point.distance or 0), norwegian_key(item.row.title)


def coverage(items: Iterable[Item], seen: int = COVERAGE_SEEN) -> Listed:
    """The lowest first; those that are withheld last, by title."""
    found = [item for item in items if item.is_coverage]
    return listed(sorted(found, key=_coverage_key), seen)


def _coverage_key(item: Item) -> tuple[bool, Fraction, str]:
    value = item.point.value
    return value is None, Fraction(value or 0), norwegian_key(item.row.title)


def by_field(
    items: Iterable[Item], releases: Iterable[ShownRelease], choices: Choices
) -> tuple[FieldLevels, ...]:
    """By the fields' names; a registry's indicators count in each of its fields."""
    of_registry: dict[str, list[Item]] = {}
    for item in items:
        of_registry.setdefault(item.section, []).append(item)
    in_field: dict[MedicalField, list[Item]] = {}
    for one in releases:
        for field in one.registry.fields.all():
            in_field.setdefault(field, []).extend(of_registry.get(one.registry.key, ()))
    rows = [
        FieldLevels(begun(field_name(field)), treatment(found), _in_table(choices, field))
        for field, found in in_field.items()
    ]
    shown = [row for row in rows if row.levels.shown or row.levels.withheld]
    return tuple(sorted(shown, key=lambda row: norwegian_key(row.name)))


def treatment(items: Iterable[Item]) -> Levels:
    return levels_of(item.point for item in items if not item.is_coverage)


def _in_table(choices: Choices, field: MedicalField) -> str:
    return table_choices(choices, field).address


def table_choices(choices: Choices, field: MedicalField | None = None) -> TableChoices:
    """The results page with the same place, year, context and releases: what this page counts."""
    return TableChoices(
        units=(choices.unit,),
        year=choices.year,
        context=choices.context,
        field=field,
        quality=TREATMENT,
        releases=choices.releases,
    )
