"""The trail in plain words: what was done, and what it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, pgettext

from indicators.versions import TARGET
from registries.models import AuditEntry, Role
from registries.names import short_name_of
from results import job_errors
from results.tables import Column, Table, Value
from wording.dates import time_text
from wording.language import DEFAULT
from wording.numbers import count
from wording.texts import Text
from workbench.definitions.words import CHOICES, target_label, value_text
from workbench.people import name_of
from workbench.presenters.trail_words import ACTIONS, LABELS, SUBJECTS

# What somebody wrote, in Norwegian.
WRITTEN = {"title", "short_description", "long_description", "unit_word", "note_nb", "reason", "message"}
COUNTS = {"rows", "faults", "warnings", "added", "changed", "removed"}
NOTHING = _lazy("ingen")
YES_NO = {True: _lazy("ja"), False: _lazy("nei")}


@dataclass(frozen=True)
class Change:
    """One thing that an entry tells of, before and after; "" where only the other side has it."""

    label: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class Entry:
    at: datetime
    time: str
    who: str
    action: str
    what: str
    subject: str
    registry: str
    changes: list[Change]

    @property
    def has_before(self) -> bool:
        return any(change.before for change in self.changes)


def entry(one: AuditEntry) -> Entry:
    return Entry(
        at=one.at,
        time=time_text(one.at),
        who=name_of(one.by),
        action=one.action,
        what=action_name(one.action),
        subject=_subject(one.subject),
        registry=short_name_of(one.registry) if one.registry else "",
        changes=_changes(one.before, one.after),
    )


def in_short(one: AuditEntry) -> str:
    """ "Leverte en fil (tall.csv)"."""
    subject = one.after.get("filename") or _subject(one.subject)
    return f"{action_name(one.action)} ({subject})" if subject else action_name(one.action)


def _subject(kept: str) -> str:
    """ "utgivelse 12", in the language of the page."""
    word, _space, rest = kept.partition(" ")
    return f"{SUBJECTS[word]} {rest}" if rest and word in SUBJECTS else kept


def action_name(action: str) -> str:
    return str(ACTIONS.get(action, action.replace("_", " ").capitalize()))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    return [
        Change(_label(key), _told(key, before), _told(key, after)) for key in dict.fromkeys([*before, *after])
    ]


def _label(key: str) -> str:
    if key.split(" ")[0] == TARGET:
        return target_label(key.removeprefix(TARGET).strip())
    return str(LABELS.get(key, key.replace("_", " ").capitalize()))


def _told(key: str, side: Mapping[str, Any]) -> list[str]:
    return _lines(key, side[key]) if key in side else []


def _lines(key: str, value: Any) -> list[str]:
    """The value in words, one line for each of several."""
    if value is None or value == [] or value == {}:
        return [str(NOTHING)]
    if isinstance(value, bool):
        return [str(YES_NO[value])]
    if key in COUNTS and isinstance(value, int):
        return [count(value)]
    if key == "diff" and isinstance(value, dict):
        return [diff_text(**value)]
    if key in CHOICES:
        return [value_text(key, value)]
    if key == "role":
        return [str(Role(value).label) if value in Role.values else str(value)]
    if isinstance(value, list):
        return [line for one in value for line in _lines("", one)]
    if isinstance(value, dict):
        return [_warning(value)] if "message" in value else _pairs(value)
    if key == "error":
        return [job_errors.read(value)]
    return [Text(str(value), DEFAULT) if key in WRITTEN else str(value)]


def _warning(value: Mapping[str, Any]) -> str:
    reason = value.get("reason")
    said = f"{value['message']} Begrunnelse: {reason}" if reason else str(value["message"])
    return Text(said, DEFAULT)


def _pairs(value: Mapping[str, Any]) -> list[str]:
    # PostgreSQL keeps them in an order of its own.
    return [_pair(key, one) for key, one in sorted(value.items())]


def _pair(key: str, value: Any) -> str:
    lines = _lines(key, value)
    said = f"{_label(key)}: {', '.join(lines)}"
    # The label is in the page's language; what somebody wrote may take up most of it.
    return Text(said, DEFAULT) if any(isinstance(line, Text) for line in lines) else said


def diff_text(added: int, changed: int, removed: int) -> str:
    """ "12 nye, 3 endret, 0 fjernet"."""
    said = ngettext(
        "{added} ny, {changed} endret, {removed} fjernet",
        "{added} nye, {changed} endret, {removed} fjernet",
        added,
    )
    return said.format(added=count(added), changed=count(changed), removed=count(removed))


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", _("Tidspunkt")),
        Column("who", _("Hvem")),
        Column("what", _("Hva")),
        Column("subject", pgettext("what was done something with", "Gjelder")),
        Column("before", _("Før")),
        Column("after", _("Etter")),
        Column("registry", _("Register")),
    )


def table(entries: list[Entry], title: str, name: str, day: date) -> Table:
    return Table(name, title, _columns(), tuple(_row(one) for one in entries), day)


def _row(one: Entry) -> tuple[Value, ...]:
    return (
        one.time,
        one.who,
        one.what,
        one.subject,
        _side(one.changes, "before"),
        _side(one.changes, "after"),
        one.registry,
    )


def _side(changes: list[Change], side: str) -> str:
    told = [(change.label, getattr(change, side)) for change in changes]
    return "; ".join(f"{label}: {', '.join(lines)}" for label, lines in told if lines)
