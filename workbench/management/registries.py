"""What the commands about members share."""

from django.core.management.base import CommandError

from registries.models import Registry


def registry_called(key: str | None) -> Registry | None:
    """None where no key is given; CommandError where no registry has it."""
    if key is None:
        return None
    registry = Registry.objects.filter(key__iexact=key).first()
    if registry is None:
        raise CommandError(f"Registeret «{key}» finnes ikke.")
    return registry
