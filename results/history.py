"""What was public on a day, from the correction log."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from results.models import Publication


def releases_on(day: date) -> dict[int, int | None]:
    """The release of each registry that was public when the day ended in Oslo; None where the one that was
    had been withdrawn. A registry that had published nothing yet is left out. One query."""
    public: dict[int, int | None] = {}
    entries = Publication.objects.filter(at__lt=_end_of(day)).order_by("at", "pk")
    for registry, kind, release, before in entries.values_list("registry", "kind", "release", "before"):
        if kind != Publication.Kind.WITHDRAWN:
            public[registry] = release
        elif release == before:
            public[registry] = None
    return public


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
