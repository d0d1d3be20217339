"""The list of all registries, and of those of a medical field: a row of short facts for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from registries.models import Registry
from registries.names import field_name, name_of, short_name_of
from results.links import Link
from results.presenters.levels import Levels
from results.presenters.status import coverage_words, stage_short, stage_words
from results.registry_lists import Known
from wording.collation import norwegian_key
from wording.dates import date_text
from wording.finding import findable, finds
from wording.numbers import count
from wording.texts import Text, begun


@dataclass(frozen=True)
class RegistryRow:
    known: Known
    address: str
    full_name: Text | None  # None where it says no more than the short one
    fields: tuple[Link, ...]
    find: str  # what it is found by
    year: int | None  # that the levels are of
    levels: Levels

    @property
    def registry(self) -> Registry:
        return self.known.registry

    @property
    def stage(self) -> str:
        """ "3B"."""
        status = self.known.evaluated
        return stage_short(status.stage, status.level) if status else ""

    @property
    def stage_words(self) -> str:
        status = self.known.evaluated
        return stage_words(status.stage, status.level) if status else ""

    @property
    def stage_year(self) -> int | None:
        return self.known.evaluated.year if self.known.evaluated else None

    @property
    def coverage(self) -> str:
        return coverage_words(self.known.covered.coverage) if self.known.covered else ""

    @property
    def coverage_year(self) -> int | None:
        return self.known.covered.year if self.known.covered else None

    @property
    def indicators(self) -> str:
        return count(self.known.indicators) if self.known.indicators else ""

    @property
    def published(self) -> str:
        shown = self.known.shown
        at = shown.release.published_at if shown else None
        return date_text(at) if at else ""


@dataclass(frozen=True)
class Group:
    """The registries of a region, or of a field."""

    name: str
    address: str  # "" where it has no page
    rows: tuple[RegistryRow, ...]


def row(known: Known, levels: Levels | None = None, year: int | None = None) -> RegistryRow:
    """With the nation's latest year, or with what is counted otherwise."""
    registry = known.registry
    region = registry.rhf.name if registry.rhf else ""
    fields = [text for field in known.fields for text in (field.name, field.name_en)]
    names = [registry.short_name, registry.name, registry.short_name_en, registry.name_en, registry.key]
    return RegistryRow(
        known=known,
        address=registry_address(registry),
        full_name=None if name_of(registry) == short_name_of(registry) else name_of(registry),
        fields=tuple(Link(begun(field_name(one)), field_address(one.slug)) for one in known.fields),
        find=findable(" ".join([*names, region, *fields])),
        year=known.year if levels is None else year,
        levels=known.levels if levels is None else levels,
    )


def registry_address(registry: Registry) -> str:
    return reverse("results:registry", args=[registry.key])


def field_address(slug: str) -> str:
    return reverse("results:field", args=[slug])


def no_region() -> str:
    return _("Uten ansvarlig region")


def found(rows: Iterable[RegistryRow], asked: str) -> tuple[RegistryRow, ...]:
    return tuple(one for one in rows if finds(asked, one.find))


def by_region(rows: Iterable[RegistryRow]) -> tuple[Group, ...]:
    """In the regions' order; the rows keep theirs."""
    known = list(rows)
    regions = {one.registry.rhf for one in known if one.registry.rhf}
    made = [
        Group(
            region.name,
            reverse("results:unit", args=[region.slug]),
            tuple(one for one in known if one.registry.rhf == region),
        )
        for region in sorted(regions, key=lambda region: region.sorting)
    ]
    return (*made, *_rest(no_region(), [one for one in known if one.registry.rhf is None]))


def by_field(rows: Iterable[RegistryRow]) -> tuple[Group, ...]:
    """By the fields' names. A registry stands in each of its fields."""
    in_field: dict[str, list[RegistryRow]] = {}
    links: dict[str, Link] = {}
    without = []
    for one in rows:
        for link in one.fields:
            links[link.address] = link
            in_field.setdefault(link.address, []).append(one)
        if not one.fields:
            without.append(one)
    made = [Group(links[at].text, at, tuple(found)) for at, found in in_field.items()]
    made.sort(key=lambda group: norwegian_key(group.name))
    return (*made, *_rest(_("Uten fagområde"), without))


def _rest(name: str, rows: list[RegistryRow]) -> tuple[Group, ...]:
    return (Group(name, "", tuple(rows)),) if rows else ()
