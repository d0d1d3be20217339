"""What has become of a row: who changed what, when, read from its history or from the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Unit
from registries.models import AuditEntry
from wording.dates import time_text
from wording.language import DEFAULT, current
from workbench.admin.paths import path_of
from workbench.people import name_of

YES_NO = {True: _lazy("ja"), False: _lazy("nei")}
KINDS = {"+": _lazy("Lagt til"), "~": _lazy("Endret"), "-": _lazy("Slettet")}
# As many as one reads; what was before is in the database.
MOST = 500
NOT_HISTORY = {"id", "history_id", "history_date", "history_change_reason", "history_type", "history_user"}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    at: datetime
    who: str
    what: str
    changes: tuple[Change, ...]

    @property
    def time(self) -> str:
        return time_text(self.at)


def versions_of(own: QuerySet, *parts: tuple[QuerySet, str]) -> list[Version]:
    """From the histories of a row, and of the rows that are parts of it with the field that names each; the
    latest first. One query for each history, and one for each kind of row that they refer to."""
    found = [version for rows, named_by in [(own, ""), *parts] for version in _versions(rows, named_by)]
    return sorted(found, key=lambda version: version.at, reverse=True)


def versions_in_trail(entries: QuerySet[AuditEntry], labels: dict[str, str | Promise]) -> list[Version]:
    found = entries.select_related("by")[:MOST]
    return [
        Version(entry.at, name_of(entry.by), str(KINDS["~"]), tuple(_told(entry.before, entry.after, labels)))
        for entry in found
    ]


def _versions(history: QuerySet, named_by: str) -> list[Version]:
    rows = list(history.select_related("history_user").order_by("-history_date", "-history_id")[:MOST])
    fields = [field for field in history.model._meta.fields if field.name not in NOT_HISTORY]
    names = _names(rows, fields)
    # Of a part: neither what names it nor what it is a part of.
    others = [field for field in fields if field.name != named_by]
    told = [field for field in others if not isinstance(field, ForeignKey)] if named_by else fields
    before: dict[int, Any] = {}
    found = []
    for row in reversed(rows):
        previous = before.get(row.id)
        before[row.id] = row
        changes = () if row.history_type == "-" else tuple(_changed(previous, row, told, names))
        part = f" {_text(row, history.model._meta.get_field(named_by), names)}" if named_by else ""
        found.append(Version(row.history_date, name_of(row.history_user), _what(row, part), changes))
    return [one for one in reversed(found) if one.changes or one.what != KINDS["~"]]


def _what(row: Any, part: str) -> str:
    kind = str(KINDS[row.history_type])
    return f"{kind}: {row.instance_type._meta.verbose_name}{part}" if part else kind


def _names(rows: Sequence[Any], fields: Iterable[Any]) -> dict[type[Model], dict[Any, str]]:
    """What the rows refer to, by kind and id."""
    wanted: dict[type[Model], set[Any]] = {}
    for field in fields:
        if isinstance(field, ForeignKey):
            ids = {getattr(row, field.attname) for row in rows} - {None}
            wanted.setdefault(field.related_model, set()).update(ids)
    return {model: _names_of(model, ids) for model, ids in wanted.items() if ids}


def _names_of(model: type[Model], ids: Iterable[Any]) -> dict[Any, str]:
    if model is Unit:
        units = Unit.objects.select_related("parent__parent").in_bulk(list(ids))
        return {pk: path_of(unit) for pk, unit in units.items()}
    return {pk: str(one) for pk, one in model._default_manager.in_bulk(list(ids)).items()}


def _changed(before: Any, after: Any, fields: Iterable[Any], names: Any) -> Iterable[Change]:
    for field in fields:
        new, old = _text(after, field, names), _text(before, field, names) if before else ""
        # By what it is: the names of two units may be the same.
        same = before is not None and getattr(before, field.attname) == getattr(after, field.attname)
        if not same and (new or old):
            yield Change(str(field.verbose_name), old, new)


def _text(row: Any, field: Any, names: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(field, ForeignKey):
        return names.get(field.related_model, {}).get(value, _("{number} (slettet)").format(number=value))
    if isinstance(value, Decimal):
        return str(value).replace(".", ",") if current() == DEFAULT else str(value)
    return str(dict(field.flatchoices).get(value, value))


def _told(before: dict, after: dict, labels: dict[str, str | Promise]) -> Iterable[Change]:
    # In the order of the labels: a database may keep that of an entry's values as it likes.
    for name, label in labels.items():
        if name in {**before, **after}:
            yield Change(str(label), _plain(before.get(name)), _plain(after.get(name)))


def _plain(value: Any) -> str:
    return str(YES_NO[value] if isinstance(value, bool) else value)
