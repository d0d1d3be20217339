"""What stands where with registries: what is public, what is on its way, and what was done last."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from registries.models import AuditEntry, Registry
from results.jobs import unfinished
from results.models import Job, Publication, PublishedRelease, Release

ACTIONS_SHOWN = 3


@dataclass(frozen=True)
class Overview:
    """`since` is None where what is public became so before publications were logged."""

    registry: Registry
    public: Release | None = None
    since: datetime | None = None
    draft: Release | None = None
    jobs: list[Job] = field(default_factory=list)  # unfinished, in their order
    actions: list[AuditEntry] = field(default_factory=list)


def overviews(registries: Iterable[Registry]) -> list[Overview]:
    """One for each, in five queries."""
    listed = list(registries)
    public = {one.registry_id: one for one in _published(listed)}
    drafts = {one.registry_id: one for one in _drafts(listed)}
    jobs, actions = _by_registry(_unfinished(listed)), _by_registry(_latest(listed))
    return [
        Overview(
            registry,
            public=public[registry.pk].release if registry.pk in public else None,
            since=public[registry.pk].since if registry.pk in public else None,  # type: ignore[attr-defined]  # annotated
            draft=drafts.get(registry.pk),
            jobs=jobs[registry.pk],
            actions=actions[registry.pk],
        )
        for registry in listed
    ]


def _published(registries: list[Registry]) -> QuerySet[PublishedRelease]:
    entries = Publication.objects.filter(release=OuterRef("release")).exclude(kind=Publication.Kind.WITHDRAWN)
    return (
        PublishedRelease.objects.filter(registry__in=registries)
        .select_related("release")
        .annotate(since=Subquery(entries.order_by("-pk").values("at")[:1]))
    )


def _drafts(registries: list[Registry]) -> QuerySet[Release]:
    drafts = Release.objects.filter(registry__in=registries, state=Release.State.DRAFT)
    return drafts.select_related("by")


def _unfinished(registries: list[Registry]) -> QuerySet[Job]:
    return unfinished().filter(registry__in=registries).select_related("by").defer("report")


def _latest(registries: list[Registry]) -> QuerySet[AuditEntry]:
    newest_first = Window(RowNumber(), partition_by="registry", order_by=[F("at").desc(), F("pk").desc()])
    entries = AuditEntry.objects.filter(registry__in=registries).select_related("by")
    return entries.annotate(place=newest_first).filter(place__lte=ACTIONS_SHOWN)


def _by_registry(rows: Iterable) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    for row in rows:
        found[row.registry_id].append(row)
    return found
