"""What is known of each registry at a glance. The queries of each function are few, whatever the size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from registries.models import MedicalField, Registry, RegistryField, RegistryYear
from registries.names import short_name_of
from results.choices.offer import Offer
from results.models import ReleasedIndicator, Result
from results.models.fields import Context
from results.presenters.levels import Levels
from results.profiles import levels_by_release
from results.shown_releases import ShownRelease
from wording.collation import norwegian_key


@dataclass(frozen=True)
class Known:
    """Of one registry: its status, what it has published, and the nation's latest year in it."""

    registry: Registry
    fields: tuple[MedicalField, ...]  # the main one first
    statuses: tuple[RegistryYear, ...]  # the latest first
    shown: ShownRelease | None  # None: nothing to be read
    indicators: int = 0
    year: int | None = None
    levels: Levels = Levels()  # noqa: RUF009  # frozen
    is_provisional: bool = False

    @property
    def evaluated(self) -> RegistryYear | None:
        """The latest status with a stage."""
        return next((one for one in self.statuses if one.stage is not None), None)

    @property
    def covered(self) -> RegistryYear | None:
        """The latest status with a coverage."""
        return next((one for one in self.statuses if one.coverage is not None), None)


def with_fields_and_years(registries: QuerySet[Registry]) -> QuerySet[Registry]:
    """With their regions, and two queries more."""
    links = RegistryField.objects.select_related("field")
    return registries.select_related("rhf").prefetch_related(Prefetch("field_links", queryset=links), "years")


def nations_levels(offer: Offer) -> dict[tuple[int, int], Levels]:
    """By release and year, where patients were treated. One query."""
    readable = [one.release.pk for one in offer.releases if not one.is_withdrawn]
    return levels_by_release(readable, offer.nation) if offer.nation else {}


def known_registries(
    offer: Offer, levels: Mapping[tuple[int, int], Levels], field: MedicalField | None = None
) -> list[Known]:
    """All of them, or those of the field, by their short names. `levels`: the nation's. Five queries."""
    registries = with_fields_and_years(Registry.objects.all())
    if field is not None:
        registries = registries.filter(fields=field)
    found = sorted(registries, key=lambda one: norwegian_key(short_name_of(one)))
    readable = [one.release.pk for one in offer.releases if not one.is_withdrawn]
    provisional = _provisional(readable, offer)
    sizes = _indicators(readable)
    return [_known(one, offer, levels, provisional, sizes) for one in found]


def _known(
    registry: Registry,
    offer: Offer,
    levels: Mapping[tuple[int, int], Levels],
    provisional: set[tuple[int, int]],
    sizes: dict[int, int],
) -> Known:
    fields, statuses = fields_of(registry), statuses_of(registry)
    shown = next((one for one in offer.releases if one.registry == registry and not one.is_withdrawn), None)
    if shown is None:
        return Known(registry, fields, statuses, None)
    release = shown.release.pk
    year = max((year for ours, year in levels if ours == release), default=None)
    return Known(
        registry,
        fields,
        statuses,
        shown,
        indicators=sizes.get(release, 0),
        year=year,
        levels=Levels() if year is None else levels[release, year],
        is_provisional=year is not None and (release, year) in provisional,
    )


def fields_of(registry: Registry) -> tuple[MedicalField, ...]:
    return tuple(link.field for link in registry.field_links.all())


def statuses_of(registry: Registry) -> tuple[RegistryYear, ...]:
    """The latest first."""
    return tuple(sorted(registry.years.all(), key=lambda one: one.year, reverse=True))


def _provisional(releases: list[int], offer: Offer) -> set[tuple[int, int]]:
    """The releases and years in which a number of the nation's may still change."""
    found = Result.objects.public_in(releases).in_context(Context.CAREGIVER).filter(provisional=True)
    nation = [offer.nation] if offer.nation else []
    return set(found.for_units(nation).order_by().values_list("release", "year").distinct())


def _indicators(releases: Iterable[int]) -> dict[int, int]:
    """How many each release shows, coverage among them."""
    found = ReleasedIndicator.objects.filter(release__in=releases, shown=True)
    return dict(found.order_by().values_list("release").annotate(Count("pk")))
