"""Whether a published release is what it says, and whether it would still come out the same."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from registries.audit import record
from registries.lock import lock_registry
from registries.models import Registry
from results.calculations.results import compute_results
from results.frames import checksum, inputs_of, stored_form, stored_results
from results.models import Release
from results.releases import base_of, make_draft, same_content


@dataclass(frozen=True)
class Verification:
    """Of the published release, None where a draft alone was looked at; `draft` is what would be published
    today, None where that is the same as before. `closed`: the open draft, where nothing is left of it."""

    release: Release | None
    intact: bool
    draft: Release | None = None
    closed: Release | None = None


@transaction.atomic
def recompute(*, registry: Registry, by: User | None) -> Verification | None:
    """Verifies the published release without changing it; None when there is neither that nor a draft.

    Where today's tree, settings, definitions or calculation give other results, or other definitions than
    those kept, a draft is made of them. It builds on the open draft, with the data delivered there.
    """
    lock_registry(registry)
    published = registry.releases.published().first()
    base = base_of(registry)
    if base is None:
        return None
    intact = published is None or is_intact(published)
    draft, closed = _draft_if_different(registry, base, published, by)
    return Verification(published, intact, draft, closed)


def is_intact(release: Release) -> bool:
    """Whether what is stored, and what the release's own inputs give when they are computed again, both have
    its checksum."""
    again = checksum(stored_form(compute_results(**inputs_of(release))))
    return checksum(stored_results(release)) == release.checksum == again


def _draft_if_different(
    registry: Registry, base: Release, published: Release | None, by: User | None
) -> tuple[Release | None, Release | None]:
    """The draft, and the open one that was closed because nothing is left of it."""
    point = transaction.savepoint()
    draft = make_draft(registry=registry, replaced={}, by=by)
    if same_content(draft, base):
        transaction.savepoint_rollback(point)
        return None, None
    if published is not None and same_content(draft, published):
        transaction.savepoint_rollback(point)
        return None, _close(base, by)
    transaction.savepoint_commit(point)
    record(
        by=by,
        action="recompute",
        registry=registry,
        subject=f"utkast {draft.pk}",
        after={"release": draft.pk},
    )
    return draft, None


def _close(draft: Release, by: User | None) -> Release:
    """Of a draft whose changes have been taken back: it would publish what is public."""
    draft.state = Release.State.CLOSED
    draft.save(update_fields=["state"])
    record(
        by=by,
        action="close_draft",
        registry=draft.registry,
        subject=f"utkast {draft.pk}",
        after={"closed": draft.pk},
    )
    return draft
