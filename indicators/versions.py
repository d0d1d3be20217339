"""An indicator as it was at a moment, and how two such moments differ: for those who edit at the same time,
for what is confirmed before it is stored, and for the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils.translation import gettext as _

from indicators.dated import DatedTarget, in_order
from indicators.models import DATED, DEFINITION, Indicator, Target

COVERAGE = "coverage_indicator"
# Moved with all the others of the registry, and by others: no reason to stop someone who edits one.
ORDER = "sorting"


@dataclass(frozen=True)
class Version:
    """A definition by field, with its coverage indicator's key, and the targets by their first years."""

    definition: Mapping[str, Any]
    targets: Mapping[int | None, DatedTarget]


NOTHING = Version({}, {})


@dataclass(frozen=True)
class Change:
    """Of a field of the definition; or of a whole target, then `field` is TARGET. None: there is none."""

    field: str
    before: Any
    after: Any
    year: int | None = None


TARGET = "target"


@dataclass(frozen=True)
class Edit:
    at: datetime
    by: User | None


class Overtaken(Exception):
    """Somebody else has changed the indicator since it was seen; nothing is stored.

    `seen` is None where it can't be told what was seen.
    """

    def __init__(self, indicator: Indicator, token: str) -> None:
        said = _("{key} er endret i mellomtiden. Ingenting er lagret.")
        super().__init__(said.format(key=indicator.key))
        self.indicator = indicator
        self.seen = version_seen(indicator, token)
        self.now = version_of(indicator)
        self.edits = edits_since(indicator, token)


def version_of(indicator: Indicator) -> Version:
    return Version(
        _definition(indicator, indicator.coverage_indicator),
        _by_year([target.dated for target in indicator.targets.all()]),
    )


def _definition(row: Any, coverage: Indicator | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DEFINITION} | {COVERAGE: coverage.key if coverage else ""}


def _by_year(targets: Sequence[DatedTarget]) -> dict[int | None, DatedTarget]:
    return {target.valid_from: target for target in in_order(targets)}


def changes(before: Version, after: Version, *, without: Sequence[str] = ()) -> list[Change]:
    """The fields in the order of the model, then the targets in that of their years."""
    names = [name for name in (*DEFINITION, COVERAGE) if name not in without]
    fields = [(name, before.definition.get(name), after.definition.get(name)) for name in names]
    years = _by_year([*before.targets.values(), *after.targets.values()])
    targets = [(year, before.targets.get(year), after.targets.get(year)) for year in years]
    return [
        *(Change(name, old, new) for name, old, new in fields if old != new),
        *(Change(TARGET, old, new, year) for year, old, new in targets if old != new),
    ]


def seen_of(indicator: Indicator) -> str:
    """What a form carries, so that it is known later what its user saw: the last entries of the history."""
    definition = Indicator.history.filter(id=indicator.pk).aggregate(last=Max("history_id"))["last"] or 0
    targets = Target.history.filter(indicator_id=indicator.pk).aggregate(last=Max("history_id"))["last"] or 0
    return f"{definition}.{targets}"


def was_overtaken(indicator: Indicator, token: str) -> bool:
    """Whether something else is there than what was seen, whoever else came by meanwhile."""
    if token == seen_of(indicator):
        return False
    seen = version_seen(indicator, token)
    return seen is None or bool(changes(seen, version_of(indicator), without=[ORDER]))


def version_seen(indicator: Indicator, token: str) -> Version | None:
    """The version that the token was made of; None for what is no token of the indicator."""
    last = _parsed(token)
    record = Indicator.history.filter(id=indicator.pk, history_id=last[0]).first() if last else None
    if record is None or last is None:
        return None
    coverage = Indicator.objects.filter(pk=record.coverage_indicator_id).first()
    entries = Target.history.filter(indicator_id=indicator.pk, history_id__lte=last[1]).order_by("history_id")
    latest = {entry.id: entry for entry in entries}
    kept = [entry for entry in latest.values() if entry.history_type != "-"]
    return Version(
        _definition(record, coverage),
        _by_year([DatedTarget(**{name: getattr(entry, name) for name in DATED}) for entry in kept]),
    )


def edits_since(indicator: Indicator, token: str) -> list[Edit]:
    """By whom and when, the last first; everyone once."""
    last = _parsed(token) or (0, 0)
    entries = [
        *Indicator.history.filter(id=indicator.pk, history_id__gt=last[0]).select_related("history_user"),
        *Target.history.filter(indicator_id=indicator.pk, history_id__gt=last[1]).select_related(
            "history_user"
        ),
    ]
    entries.sort(key=lambda entry: entry.history_date, reverse=True)
    edits: dict[int | None, Edit] = {}
    for entry in entries:
        edits.setdefault(entry.history_user_id, Edit(entry.history_date, entry.history_user))
    return list(edits.values())


def _parsed(token: str) -> tuple[int, int] | None:
    first, _, second = token.partition(".")
    # An id has no more digits; longer ones no database takes.
    if not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in (first, second)):
        return None
    return int(first), int(second)


def told(found: Sequence[Change], side: str) -> dict[str, Any]:
    """One side of the changes as plain values for the trail: targets by "target 2026"."""
    return {
        f"{TARGET} {change.year or ''}".strip() if change.field == TARGET else change.field: _plain(
            getattr(change, side)
        )
        for change in found
    }


def _plain(value: Any) -> Any:
    if isinstance(value, DatedTarget):
        return {name: _plain(one) for name, one in asdict(value).items() if name != "valid_from"}
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
