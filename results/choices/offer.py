"""What there is to choose among: only what is shown to the public, read once per request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from organisations.models import Kind, Level, Unit
from registries.models import MedicalField, Registry
from registries.names import field_name
from results.kept import Kept
from results.models import Release, ReleasedIndicator, Slice, TreeUnit
from results.moments import Moment
from results.shown_releases import ShownRelease, shown_releases
from wording.collation import norwegian_key

# More columns than this no screen holds, and no reader compares.
MOST_UNITS = 10


@dataclass(frozen=True)
class Offer:
    units: tuple[Unit, ...]  # in the order of the tree's sorting
    releases: tuple[ShownRelease, ...]  # one per registry, by the registries' short names
    periods: frozenset[tuple[str, int, int]]  # context, registry, year with shown results
    known: frozenset[int] = frozenset()  # of the releases that were asked for, those that exist
    draft: Release | None = None  # which the page is a preview of
    moment: Moment | None = None  # that the page is shown as of

    @classmethod
    def now(
        cls, asked: Sequence[int] = (), draft: Release | None = None, moment: Moment | None = None
    ) -> Self:
        """What is public, or was at the moment; but for the registries of the releases asked for, and of the
        draft: what those hold."""
        releases, known = shown_releases(asked, draft, moment)
        readable = [one.release.pk for one in releases if not one.is_withdrawn]
        return cls(
            units=tuple(_units_shown_in(readable)),
            releases=tuple(releases),
            periods=_periods(releases),
            known=known,
            draft=draft,
            moment=moment,
        )

    def years(self, context: str) -> list[int]:
        """The years that have results in the context, the latest first."""
        return sorted({year for ours, _, year in self.periods if ours == context}, reverse=True)

    def periods_of(self, shown: Sequence[ShownRelease]) -> set[tuple[str, int]]:
        """Context and year of what these releases have results in."""
        registries = {one.registry.pk for one in shown}
        return {(context, year) for context, registry, year in self.periods if registry in registries}

    @property
    def nation(self) -> Unit | None:
        return next((unit for unit in self.units if unit.level == Level.NATION), None)

    def of(self, registry: Registry | None, field: MedicalField | None) -> list[ShownRelease]:
        """The releases of the registry and of the field, where one is given."""
        return [
            one
            for one in self.releases
            if registry in (None, one.registry) and (field is None or field in one.registry.fields.all())
        ]

    @property
    def registries(self) -> list[Registry]:
        return [one.registry for one in self.releases]

    @property
    def fields(self) -> list[MedicalField]:
        fields = {field for registry in self.registries for field in registry.fields.all()}
        return sorted(fields, key=lambda field: norwegian_key(field_name(field)))

    @property
    def default_units(self) -> tuple[Unit, ...]:
        """The nation and the public regions."""
        nation = [unit for unit in self.units if unit.level == Level.NATION]
        regions = [unit for unit in self.units if unit.level == Level.RHF and unit.kind == Kind.PUBLIC]
        return tuple(nation + regions)[:MOST_UNITS]


def _units_shown_in(releases: list[int]) -> Iterable[Unit]:
    """The units that are shown now, or were when one of these releases was made: it is shown as it was."""
    as_it_was = TreeUnit.objects.filter(tree__releases__in=releases, unit=OuterRef("pk"))
    return Unit.objects.filter(~Q(kind=Kind.UNDEFINED) | Exists(as_it_was.exclude(kind=Kind.UNDEFINED)))


# Of the releases that a page shows together: which contexts and years their registries have.
kept: Kept[frozenset[tuple[str, int, int]]] = Kept()


def _periods(shown: list[ShownRelease]) -> frozenset[tuple[str, int, int]]:
    readable = [one.release for one in shown if not one.is_withdrawn]
    key = frozenset((release.pk, release.checksum) for release in readable)
    found = kept.get(key)
    if found is None:
        found = _read_periods([release.pk for release in readable])
        kept.put(key, found, settings.KEPT_SECTIONS)
    return found


def _read_periods(releases: list[int]) -> frozenset[tuple[str, int, int]]:
    shown = ReleasedIndicator.objects.filter(
        release=OuterRef("release"), indicator=OuterRef("indicator"), shown=True
    )
    slices = Slice.objects.filter(Exists(shown), release__in=releases)
    return frozenset(slices.values_list("context", "release__registry", "year").distinct())
