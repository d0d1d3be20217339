"""What the correction log and the page of a release tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from registries.names import short_name_of
from results.links import Link
from results.models import Publication, Release
from results.presenters import counts
from results.presenters.releases import NONE_PUBLIC, address
from wording.dates import date_text, time_text
from wording.language import DEFAULT
from wording.numbers import count, percent
from wording.texts import Text

WHAT = {
    Publication.Kind.PUBLISHED: _lazy("Publisert"),
    Publication.Kind.AGAIN: _lazy("Publisert på nytt"),
    Publication.Kind.WITHDRAWN: _lazy("Trukket tilbake"),
}


@dataclass(frozen=True)
class Told:
    """What is changed in an indicator's definition."""

    title: str  # a Text; "" where the text itself names it
    text: str

    @property
    def words(self) -> str:
        return f"{self.title}: {self.text}" if self.title else self.text


@dataclass(frozen=True)
class Entry:
    """A line of the correction log."""

    at: datetime
    time: str
    registry: str
    kind: str
    what: str
    release: Link
    changes: str
    reason: str
    definitions: tuple[Told, ...]  # what is changed in them, one for each indicator


@dataclass(frozen=True)
class Sentence:
    """A text, and the link that it ends in."""

    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Delivered:
    """A delivery that a release rests on, and how far its data reach."""

    at: str
    updated_to: str
    complete_to: str
    years: str
    indicators: str


def stored_definitions(publication: Publication) -> tuple[Told, ...]:
    """As they were written when it was published, in Norwegian."""
    return tuple(Told("", Text(text, DEFAULT)) for text in publication.definitions)


def entry(publication: Publication, definitions: tuple[Told, ...] | None = None) -> Entry:
    """`definitions`: in the page's language, where it has them so."""
    kind = Publication.Kind(publication.kind)
    return Entry(
        at=publication.at,
        time=time_text(publication.at),
        registry=short_name_of(publication.registry),
        kind=kind.value,
        what=str(WHAT[kind]),
        release=_link(publication.release),
        changes=_changes(publication),
        reason=publication.reason,
        definitions=stored_definitions(publication) if definitions is None else definitions,
    )


def _changes(publication: Publication) -> str:
    """ "12 nye resultater, 3 endret, 0 fjernet.", compared with what was public until then."""
    numbers = (publication.added, publication.changed, publication.removed)
    if publication.kind == Publication.Kind.WITHDRAWN:
        if publication.before_id != publication.release_id:
            return _("Den var ikke lenger gjeldende: ingen gjeldende tall er endret.")
        removed = publication.removed
        said = ngettext("{n} resultat er tatt bort.", "{n} resultater er tatt bort.", removed)
        return said.format(n=count(removed))
    if not any(numbers):
        return _("Ingen resultater er endret.")
    said = ngettext(
        "{added} nytt resultat, {changed} endret, {removed} fjernet.",
        "{added} nye resultater, {changed} endret, {removed} fjernet.",
        publication.added,
    )
    return said.format(
        added=count(publication.added),
        changed=count(publication.changed),
        removed=count(publication.removed),
    )


def status(release: Release, public: Release | None, log: Iterable[Publication]) -> list[Sentence]:
    """What has become of a release that is not the public one; from the log about it, the newest first."""
    withdrawn = Publication.Kind.WITHDRAWN
    last = next((one for one in log if one.before_id == release.pk and one.kind != withdrawn), None)
    sentences = []
    if last is not None:
        replaced = _("Erstattet {date} av").format(date=date_text(last.at))
        sentences.append(Sentence(replaced, _link(last.release)))
    if public is None:
        sentences.append(Sentence(str(NONE_PUBLIC)))
    elif last is None or last.release_id != public.pk:
        sentences.append(Sentence(_("Gjeldende nå er"), _link(public)))
    return sentences


def delivered(row: Mapping[str, Any]) -> Delivered:
    return Delivered(
        at=date_text(row["delivery__at"]),
        updated_to=date_text(row["delivery__updated_to"]),
        complete_to=date_text(row["delivery__complete_to"]),
        years=years(row["first"], row["last"]),
        indicators=count(row["indicators"]),
    )


def years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def extent(contents: Mapping[str, int | None], results: Mapping[str, int]) -> str:
    """ "14 indikatorer, 2016–2024, 11 700 resultater, 312 av dem skjult." """
    parts = [counts.indicators(contents["indicators"] or 0)]
    if contents["first"] is not None and contents["last"] is not None:
        parts.append(years(contents["first"], contents["last"]))
    parts.append(counts.results(results["all"]))
    if results["withheld"]:
        parts.append(_("{n} av dem skjult").format(n=count(results["withheld"])))
    return ", ".join(parts) + "."


def limits(release: Release) -> str:
    return _(
        "Resultater som bygger på færre enn {n} pasienter, vises aldri. Dekningsgrad under {share} er lav."
    ).format(n=count(release.privacy_floor), share=_percent(release.low_coverage))


def _percent(share: Decimal) -> str:
    """With every decimal that it has, and no more."""
    exponent = (share * 100).normalize().as_tuple().exponent
    return percent(share, max(0, -exponent) if isinstance(exponent, int) else 0)


def _link(release: Release) -> Link:
    return Link(_("utgivelse {pk}").format(pk=release.pk), address(release))
