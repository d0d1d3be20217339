"""How the definitions of two releases of a registry differ."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from results.models import Publication, Release, ReleasedIndicator
from results.presenters.definition_changes import DefinitionChange, definition_changes
from results.presenters.log import Told, stored_definitions
from wording.language import DEFAULT, current

# What two releases' definitions are told apart by.
READ = (
    "before__indicators__indicator",
    "before__indicators__targets",
    "release__indicators__indicator",
    "release__indicators__targets",
)


def changed_definitions(*, before: Release | None, after: Release | None) -> tuple[DefinitionChange, ...]:
    """In words; nothing for a first release, whose every definition is new. Four queries."""
    if before is None or after is None or before == after:
        return ()
    return definition_changes(_by_indicator(before), _by_indicator(after))


def _by_indicator(release: Release) -> dict[int, ReleasedIndicator]:
    found = release.indicators.select_related("indicator").prefetch_related("targets")
    return {one.indicator_id: one for one in found}


def told_by(entries: Iterable[Publication]) -> dict[int, tuple[Told, ...]]:
    """What entries of the log say of definitions, by the entries' ids: as it was written when it was
    published, in Norwegian; made anew of the two releases for a page in another language, in eight queries.
    """
    known = list(entries)
    told = {one.pk: stored_definitions(one) for one in known}
    if current() == DEFAULT:
        return told
    changed = [one for one in known if one.definitions and one.before is not None]
    prefetch_related_objects(changed, *READ)
    for one in changed:
        changes = definition_changes(_read(one.before), _read(one.release))
        told[one.pk] = tuple(Told(change.title, change.said) for change in changes) or told[one.pk]
    return told


def _read(release: Release | None) -> dict[int, ReleasedIndicator]:
    return {} if release is None else {one.indicator_id: one for one in release.indicators.all()}
