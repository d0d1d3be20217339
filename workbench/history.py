"""What a registry has delivered and released, the last first."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from registries.models import Registry
from results.models import Job, Publication, Release

DELIVERIES_ON_A_PAGE = 10
RELEASES_ON_A_PAGE = 10
JOBS_SHOWN = 5


def latest_jobs(registry: Registry) -> QuerySet[Job]:
    """With how many `faults` each was stopped by, and whether its warnings are `accepted`: a report may be a
    megabyte."""
    accepted = Exists(Job.objects.filter(continues=OuterRef("pk")))
    found = registry.jobs.select_related("by").defer("report")
    return found.annotate(faults=F("report__fault_count"), accepted=accepted)[:JOBS_SHOWN]


@dataclass(frozen=True)
class Released:
    """A release and what the log says of it."""

    release: Release
    is_public: bool
    entries: list[Publication] = field(default_factory=list)


def deliveries(registry: Registry, page: str | None) -> Page:
    found = registry.deliveries.select_related("by", "release")
    return Paginator(found, DELIVERIES_ON_A_PAGE).get_page(page)


def releases(registry: Registry, page: str | None) -> tuple[Page, list[Released]]:
    log = Publication.objects.select_related("by", "registry")
    found = registry.releases.select_related("by", "built_on", "published_as").prefetch_related(
        Prefetch("publications", log)
    )
    listed = Paginator(found, RELEASES_ON_A_PAGE).get_page(page)
    return listed, [_released(release) for release in listed]


def _released(release: Release) -> Released:
    return Released(release, hasattr(release, "published_as"), list(release.publications.all()))
