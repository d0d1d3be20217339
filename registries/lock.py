"""One change of a registry at a time."""

from registries.models import Registry


def lock_registry(registry: Registry) -> None:
    """Until the transaction ends, or its process dies; other registries do not wait (SQLite's writers queue
    anyway)."""
    # The weaker lock (no key): rows that refer to the registry, such as the next job, are stored meanwhile.
    Registry.objects.select_for_update(no_key=True).get(pk=registry.pk)
