"""The names and definitions that a rehearsal's cells are told by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from organisations.models import Unit
from results.models import Release, ReleasedIndicator
from results.models.fields import Context
from results.points import Measure
from results.presenters.measures import measure
from results.presenters.places import labels
from wording.collation import norwegian_key

# An indicator's id, and a context.
Way = tuple[int, str]


@dataclass(frozen=True)
class Side:
    """A release of a comparison, and what its indicators measured then."""

    release: Release | None
    measures: Mapping[Way, Measure]


@dataclass(frozen=True)
class Known:
    units: Mapping[int, Unit]
    called: Mapping[int, str]
    before: Side
    after: Side

    def measure(self, indicator: int, context: str) -> Measure:
        """As it is now; as it was, where it is gone."""
        way = (indicator, context)
        return self.after.measures.get(way) or self.before.measures[way]

    @property
    def measures(self) -> dict[Way, Measure]:
        return {**self.before.measures, **self.after.measures}

    def place_key(self, unit: int) -> str:
        return norwegian_key(self.called[unit])

    @property
    def indicators(self) -> dict[str, str]:
        """Titles by key, in the order of their names: those of both sides."""
        found = {one.key: one.title for one in self.measures.values()}
        return dict(sorted(found.items(), key=lambda item: norwegian_key(item[1])))

    def ids_of(self, key: str) -> set[int]:
        return {indicator for (indicator, _), one in self.measures.items() if one.key == key}


def known_of(release: Release, before: Release | None) -> Known:
    """Five queries, three where there is nothing before."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    called = labels(units.values(), units.values())
    return Known(units, called, Side(before, _measures(before)), Side(release, _measures(release)))


def _measures(release: Release | None) -> dict[Way, Measure]:
    if release is None:
        return {}
    return dict(_each(release, release.indicators.select_related("indicator").prefetch_related("targets")))


def _each(release: Release, definitions: Iterable[ReleasedIndicator]) -> Iterable[tuple[Way, Measure]]:
    for definition in definitions:
        for context in Context.values:
            yield (definition.indicator_id, context), measure(definition, release.registry, context)
