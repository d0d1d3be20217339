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
    """Of the published release, if there is one; the draft is what the registry's latest numbers would be
    today, None where that is the same."""

    release: Release | None
    intact: bool
    draft: Release | None = None


@transaction.atomic
def recompute(*, registry: Registry, by: User | None) -> Verification | None:
    """Verifies the published release without changing it; None where there is neither that nor a draft.

    Where today's tree, settings, definitions or calculation give other results, a draft is made of them.
    """
    lock_registry(registry)
    published = registry.releases.published().first()
    base = base_of(registry)
    if base is None:
        return None
    intact = published is None or is_intact(published)
    return Verification(published, intact, _draft_if_different(registry, base, by))


def is_intact(release: Release) -> bool:
    """Whether what is stored, and what the release's own inputs give when they are computed again, both have
    its checksum."""
    again = checksum(stored_form(compute_results(**inputs_of(release))))
    return checksum(stored_results(release)) == release.checksum == again


def _draft_if_different(registry: Registry, base: Release, by: User | None) -> Release | None:
    point = transaction.savepoint()
    draft = make_draft(registry=registry, replaced={}, by=by)
    if draft.checksum == base.checksum:
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
