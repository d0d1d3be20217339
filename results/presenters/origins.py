"""What stands below a picture and a file: whose numbers these are, of which release, what to beware of."""

from django.utils.translation import gettext as _

from registries.names import name_of
from results.points import Origin
from results.presenters.releases import release_mark
from results.shown_releases import ShownRelease


def source(one: ShownRelease) -> str:
    """Whose a number is that is printed nowhere."""
    return _("Generert for demonstrasjon") if one.holds_generated else name_of(one.registry)


def origin(one: ShownRelease, address: str, provisional: str = "") -> Origin:
    """`address`: the whole one, with the host, that keeps showing the release's numbers; in a preview there
    is none."""
    generated = _(
        "Tallene er generert og beskriver ikke ekte pasienter eller sykehus, "
        "unntatt de som har en egen kilde."
    )
    caveats = (provisional, generated if one.holds_generated else "")
    return Origin(
        source=name_of(one.registry),
        release=release_mark(one).text,
        address="" if one.in_preview else address,
        caveats=tuple(caveat for caveat in caveats if caveat),
    )
