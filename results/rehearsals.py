"""What a release changes, read once: of what the public sees, and of the cells as they were delivered."""

from django.conf import settings

from results.calculations.rehearsal import Rehearsal, rehearse
from results.frames import judged_by, observations_of, rehearsed_results
from results.imports import Difference, difference
from results.kept import Kept
from results.models import Release

# Of a release beside the one it is compared with: neither ever changes.
kept: Kept[Rehearsal] = Kept()


def rehearsal_of(release: Release, before: Release | None) -> Rehearsal:
    """What the public would see change from `before`, or from nothing, to the release. Eight queries; none
    where it is kept."""
    key = tuple((one.pk, one.checksum) if one else None for one in (release, before))
    found = kept.get(key)
    if found is None:
        found = rehearse(
            rehearsed_results(before), rehearsed_results(release), judged_by(before), judged_by(release)
        )
        kept.put(key, found, settings.KEPT_REHEARSALS)
    return found


def delivered_difference(release: Release) -> Difference:
    """The cells as delivered, not rolled up, against those of the release that this one is built on."""
    return difference(observations_of(release.built_on), observations_of(release))
