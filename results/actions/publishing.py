"""What is public: one pointer per registry, moved in one transaction, each move in the trail."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from registries.audit import record
from results.actions.refusal import Refused
from results.actions.registry_lock import lock_registry
from results.models import PublishedRelease, Release


@transaction.atomic
def publish_release(*, release: Release, by: User | None) -> Release:
    """Makes the release the registry's public one, in one pointer flip. Refused for a closed draft.

    A release that was public before may be so again; the open draft is then closed.
    """
    registry = release.registry
    lock_registry(registry)
    release = Release.objects.select_related("registry").get(pk=release.pk)
    before = registry.releases.published().first()
    if release.state == Release.State.CLOSED or not release.checksum:
        raise Refused(f"Utkast {release.pk} er lukket og kan ikke publiseres. Publiser det siste utkastet.")
    if release.state == Release.State.DRAFT:
        release.state, release.published_at = Release.State.RELEASED, timezone.now()
        release.save(update_fields=["state", "published_at"])
    else:
        registry.releases.filter(state=Release.State.DRAFT).update(state=Release.State.CLOSED)
    PublishedRelease.objects.update_or_create(registry=registry, defaults={"release": release})
    record(
        by=by,
        action="publish",
        registry=registry,
        subject=f"utgivelse {release.pk}",
        before={"release": before.pk if before else None},
        after={"release": release.pk},
    )
    return release
