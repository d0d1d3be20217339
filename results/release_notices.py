"""What a page says of releases it shows that are not the public ones; of a draft, the whole page says it."""

from collections.abc import Iterable

from results.models import Publication
from results.presenters.releases import Choices, ReleaseNotice, release_notice
from results.shown_releases import ShownRelease


def release_notices(shown: Iterable[ShownRelease], choices: Choices) -> list[ReleaseNotice]:
    """One for each that is not public; one query where any of them was withdrawn.

    Of a page as of a moment only for what was withdrawn since: the page itself says the rest.
    """
    others = [one for one in shown if not (one.is_public or one.is_draft)]
    others = [one for one in others if one.moment is None or one.is_withdrawn]
    withdrawn = [one.release for one in others if one.is_withdrawn]
    told = Publication.objects.filter(release__in=withdrawn, kind=Publication.Kind.WITHDRAWN)
    withdrawals = {entry.release_id: entry for entry in told} if withdrawn else {}
    return [release_notice(one, withdrawals.get(one.release.pk), choices) for one in others]
