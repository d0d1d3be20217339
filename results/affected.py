"""Which registries' results a change of the unit tree can change."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.models import Unit
from organisations.tree import within
from registries.models import Registry
from registries.names import short_name_of
from results.models import Job, Release, Result
from wording.collation import norwegian_key


def affected_by(unit: Unit) -> list[Registry]:
    """Those whose public release or open draft has results of the unit or below it, by short name.

    Where there are none, neither the unit nor any sum above it changes with its place. Nor is one forgotten
    whose draft is being made just now, maybe of the tree as it was. Two queries.
    """
    if unit.pk is None:
        return []
    units = within(unit, Unit.objects.only("pk", "parent"))
    found = Registry.objects.filter(Exists(_releases_with(units)) | Exists(_running()))
    return sorted(found, key=lambda registry: norwegian_key(short_name_of(registry)))


def _releases_with(units: Sequence[int]) -> QuerySet[Release]:
    results = Result.objects.filter(release=OuterRef("pk"), unit__in=units)
    latest = Q(published_as__isnull=False) | Q(state=Release.State.DRAFT)
    return Release.objects.filter(latest, Exists(results), registry=OuterRef("pk"))


def _running() -> QuerySet[Job]:
    return Job.objects.filter(registry=OuterRef("pk"), state=Job.State.RUNNING)
