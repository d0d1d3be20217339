"""What becomes of a change: a draft of its registry, computed outside the request."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from registries.lock import lock_registry
from registries.models import Registry
from results.jobs import ask_for_recompute
from results.models import Job

Found = TypeVar("Found")


@transaction.atomic
def drafted(registry: Registry, by: User | None, change: Callable[[], Found]) -> Found:
    """What the change answers; where that is something, it is stored together with the job that makes a
    draft of it, or not at all."""
    found = change()
    if found:
        ask_for_draft(registry=registry, by=by)
    return found


@transaction.atomic
def ask_for_draft(*, registry: Registry, by: User | None) -> None:
    """One waiting job is enough: it reads the definitions when it has the registry, which is held here."""
    lock_registry(registry)
    waiting = Job.objects.filter(registry=registry, kind=Job.Kind.RECOMPUTE, state=Job.State.WAITING)
    if not waiting.exists():
        ask_for_recompute(registry=registry, by=by)
