"""What becomes of a change: a draft of its registry, computed outside the request."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from registries.models import Registry
from results.jobs import ask_once_for_recompute

Found = TypeVar("Found")


@transaction.atomic
def drafted(registry: Registry, by: User | None, change: Callable[[], Found]) -> Found:
    """What the change answers; where that is something, it is stored together with the job that makes a
    draft of it, or not at all."""
    found = change()
    if found:
        ask_once_for_recompute(registry=registry, by=by)
    return found
