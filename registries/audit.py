"""The trail of what was done: who, when, what, before and after."""

from collections.abc import Mapping
from typing import Any

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


def record_change(
    *,
    by: User | None,
    action: str,
    subject: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    registry: Registry | None = None,
) -> AuditEntry | None:
    """Adds what differs between the two states to the trail; None, and nothing, where nothing does."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not names:
        return None
    return record(
        by=by,
        action=action,
        registry=registry,
        subject=subject,
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names if name in after},
    )
