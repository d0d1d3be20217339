"""What a file would change, to be confirmed before it is stored."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from indicators.actions import Imported, import_definitions
from indicators.texts import title_of
from registries.models import Registry
from tabular.reading import Row
from workbench.definitions.words import Line, lines


@dataclass(frozen=True)
class Planned:
    key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Plan:
    new: list[Planned]
    changed: list[Planned]
    unchanged: int
    left_alone: int  # of the registry's, that the file does not name
    digest: str  # of all that would change

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed)


def plan_of(rows: list[Row], registry: Registry) -> Plan:
    """The import itself, all but the storing of it. Faulty as it is."""
    with transaction.atomic():
        known = registry.indicators.count()
        found = import_definitions(rows=rows, registry=registry)
        transaction.set_rollback(True)
    new = [one for one in found if one.before is None]
    changed = [one for one in found if one.before is not None and one.changes]
    told = repr([(one.indicator.key, one.changes) for one in (*new, *changed)])
    return Plan(
        new=[_planned(one) for one in new],
        changed=[_planned(one) for one in changed],
        unchanged=len(found) - len(new) - len(changed),
        left_alone=known - (len(found) - len(new)),
        digest=hashlib.sha256(told.encode()).hexdigest(),
    )


def _planned(one: Imported) -> Planned:
    return Planned(
        one.indicator.key, title_of(one.indicator, one.indicator.key), lines(one.indicator, one.changes)
    )
