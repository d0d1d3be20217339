"""Whether a published release is what it says, and whether it would still come out the same."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from registries.audit import record
from registries.models import Registry
from results.actions.registry_lock import lock_registry
from results.calculations.results import compute_results
from results.frames import checksum, inputs_of, stored_form, stored_results
from results.models import Release
from results.releases import base_of, make_draft


@dataclass(frozen=True)
class Verification:
    """Of the published release; the draft is what it would be today, None where that is the same."""

    release: Release
    intact: bool
    draft: Release | None = None


@transaction.atomic
def recompute(*, registry: Registry, by: User | None) -> Verification | None:
    """Verifies the published release without changing it; None when nothing is published.

    Where today's tree, settings, definitions or calculation give other results, a draft is made of them.
    """
    lock_registry(registry)
    published = registry.releases.published().first()
    if published is None:
        return None
    return Verification(published, is_intact(published), _draft_if_different(registry, by))


def is_intact(release: Release) -> bool:
    """Whether what is stored, and what the release's own inputs give when they are computed again, both have
    its checksum."""
    again = checksum(stored_form(compute_results(**inputs_of(release))))
    return checksum(stored_results(release)) == release.checksum == again


def _draft_if_different(registry: Registry, by: User | None) -> Release | None:
    base = base_of(registry)
    point = transaction.savepoint()
    draft = make_draft(registry=registry, replaced={}, by=by)
    if base is not None and draft.checksum == base.checksum:
        transaction.savepoint_rollback(point)
        return None
    transaction.savepoint_commit(point)
    record(
        by=by,
        action="recompute",
        registry=registry,
        subject=f"utkast {draft.pk}",
        after={"release": draft.pk},
    )
    return draft
