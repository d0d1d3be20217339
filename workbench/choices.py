"""How the trail's address is read: who, what and when. What it names and does not exist falls back, with a
notice that says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from registries.models import AuditEntry
from results.choices.parsing import one_of

# In the address, for what was done with nobody signed in.
SERVER = "server"
# Further out, the day before or behind cannot be told in every time zone.
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class TrailOffer:
    """What can be chosen: the name of each by the word that the address has for it."""

    people: dict[str, str]
    actions: dict[str, str]
    registries: dict[str, str]


@dataclass(frozen=True)
class TrailChoices:
    """`person` is a user's id or SERVER; "" and None where nothing is chosen."""

    person: str = ""
    action: str = ""
    registry: str = ""
    first: date | None = None
    last: date | None = None
    notices: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, query: QueryDict, offer: "TrailOffer") -> "TrailChoices":
        notices: list[str] = []
        return cls(
            person=_known(
                query, "person", offer.people, notices, _("Personen {} har ikke gjort noe her. Viser alle.")
            ),
            action=_known(
                query, "handling", offer.actions, notices, _("Handlingen {} finnes ikke her. Viser alle.")
            ),
            registry=_known(
                query, "register", offer.registries, notices, _("Registeret {} finnes ikke her. Viser alle.")
            ),
            first=_day(query, "fra", notices),
            last=_day(query, "til", notices),
            notices=notices,
        )

    def among(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if self.person:
            entries = entries.filter(by=None if self.person == SERVER else int(self.person))
        if self.action:
            entries = entries.filter(action=self.action)
        if self.registry:
            entries = entries.filter(registry__key__iexact=self.registry)
        if self.first:
            entries = entries.filter(at__gte=_midnight(self.first))
        if self.last:
            entries = entries.filter(at__lt=_midnight(self.last + timedelta(days=1)))
        return entries

    @property
    def kept(self) -> dict[str, str]:
        """Of the address, what is chosen."""
        chosen: dict[str, Any] = {
            "person": self.person,
            "handling": self.action,
            "register": self.registry,
            "fra": self.first,
            "til": self.last,
        }
        return {name: str(value) for name, value in chosen.items() if value}

    def file(self, format: str) -> str:
        return f"?{urlencode(self.kept | {'format': format})}"


def _known(query: QueryDict, name: str, known: Mapping[str, str], notices: list[str], notice: str) -> str:
    words = {word.casefold(): word for word in known}
    return one_of(query, name, words, notices, notice) or ""


def _day(query: QueryDict, name: str, notices: list[str]) -> date | None:
    asked = query.get(name, "").strip()
    if not asked:
        return None
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        found = date.min
    if found.year in YEARS:
        return found
    notices.append(_("Skriv datoer som år-måned-dag, for eksempel 2026-05-15."))
    return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
