"""How an indicator's published definition and targets came to be what they are: when, by which registry, and
why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from indicators.models import Indicator
from results.links import Link
from results.models import Publication, ReleasedIndicator
from results.moments import Moment
from results.presenters.definition_changes import definition_changes
from results.presenters.releases import address, title
from results.shown_releases import KNOWN_TO_ALL
from wording.dates import time_text


@dataclass(frozen=True)
class Step:
    """A publication that changed the indicator. `reason` is the registry's own."""

    at: datetime
    time: str
    sentences: tuple[str, ...]
    reason: str
    release: Link


def history_of(indicator: Indicator, moment: Moment | None = None) -> tuple[Step, ...]:
    """The newest first; as far as the moment, where one is given. Three queries.

    What was withdrawn is told of nowhere but in the log: its definitions are not public.
    """
    kept = Publication.objects.exclude(kind=Publication.Kind.WITHDRAWN).exclude(release__state="withdrawn")
    entries = kept.filter(registry=indicator.registry_id).select_related("release").order_by("at", "pk")
    if moment is not None:
        entries = entries.filter(at__lt=moment.ends)
    definitions = _definitions(indicator)
    before: ReleasedIndicator | None = None
    steps = []
    for entry in entries:
        definition = definitions.get(entry.release_id)
        if told := _told(before, definition):
            release = Link(title(entry.release), address(entry.release))
            steps.append(Step(entry.at, time_text(entry.at), told, entry.reason, release))
        before = definition
    return tuple(reversed(steps))


def _definitions(indicator: Indicator) -> dict[int, ReleasedIndicator]:
    """By the ids of the releases that everyone may know."""
    found = ReleasedIndicator.objects.filter(indicator=indicator, release__state__in=KNOWN_TO_ALL)
    return {one.release_id: one for one in found.select_related("indicator").prefetch_related("targets")}


def _told(before: ReleasedIndicator | None, after: ReleasedIndicator | None) -> tuple[str, ...]:
    was, is_now = before is not None and before.shown, after is not None and after.shown
    if is_now and not was:
        return (_("Publisert for første gang."),) if before is None else (_("Vises igjen."),)
    changes = definition_changes({} if before is None else {0: before}, {} if after is None else {0: after})
    return changes[0].sentences if changes else ()
