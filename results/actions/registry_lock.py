"""One change of a registry at a time."""

from registries.models import Registry


def lock_registry(registry: Registry) -> None:
    """Until the transaction ends, or its process dies; other registries do not wait (SQLite's writers queue
    anyway)."""
    Registry.objects.select_for_update().get(pk=registry.pk)
