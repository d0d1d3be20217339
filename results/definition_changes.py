"""How the definitions of two releases of a registry differ."""

from results.models import Release, ReleasedIndicator
from results.presenters.definition_changes import DefinitionChange, definition_changes


def changed_definitions(*, before: Release | None, after: Release | None) -> tuple[DefinitionChange, ...]:
    """In words; nothing for a first release, whose every definition is new. Four queries."""
    if before is None or after is None or before == after:
        return ()
    return definition_changes(_by_indicator(before), _by_indicator(after))


def _by_indicator(release: Release) -> dict[int, ReleasedIndicator]:
    found = release.indicators.select_related("indicator").prefetch_related("targets")
    return {one.indicator_id: one for one in found}
