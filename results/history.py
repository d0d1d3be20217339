"""What was public at a moment, from the correction log."""

from results.models import Publication
from results.moments import Moment


def releases_at(moment: Moment) -> dict[int, int | None]:
    """The release of each registry that was public when the moment ended; None where the one that was had
    been withdrawn. A registry that had published nothing yet is left out. One query."""
    public: dict[int, int | None] = {}
    entries = Publication.objects.filter(at__lt=moment.ends).order_by("at", "pk")
    for registry, kind, release, before in entries.values_list("registry", "kind", "release", "before"):
        if kind != Publication.Kind.WITHDRAWN:
            public[registry] = release
        elif release == before:
            public[registry] = None
    return public
