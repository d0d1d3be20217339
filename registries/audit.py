"""The trail of what was done: who, when, what, before and after."""

from django.contrib.auth.models import User

from registries.models import AuditEntry, Registry


def record(
    *,
    by: User | None,
    action: str,
    subject: str,
    registry: Registry | None = None,
    before: dict | None = None,
    after: dict | None = None,
) -> AuditEntry:
    """Adds to the trail; called inside the transaction that does what it tells."""
    return AuditEntry.objects.create(
        by=by, action=action, registry=registry, subject=subject[:200], before=before or {}, after=after or {}
    )
