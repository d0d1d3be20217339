"""What the correction log and the page of a release tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from registries.names import short_name_of
from results.links import Link
from results.models import Publication, Release
from results.presenters.releases import NONE_PUBLIC, address
from wording.dates import date_text, time_text
from wording.numbers import count, percent

WHAT = {
    Publication.Kind.PUBLISHED: "Publisert",
    Publication.Kind.AGAIN: "Publisert på nytt",
    Publication.Kind.WITHDRAWN: "Trukket tilbake",
}


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
    definitions: tuple[str, ...]  # what is changed in them, a text for each indicator


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


def entry(publication: Publication) -> Entry:
    kind = Publication.Kind(publication.kind)
    return Entry(
        at=publication.at,
        time=time_text(publication.at),
        registry=short_name_of(publication.registry),
        kind=kind.value,
        what=WHAT[kind],
        release=_link(publication.release),
        changes=_changes(publication),
        reason=publication.reason,
        definitions=tuple(publication.definitions),
    )


def _changes(publication: Publication) -> str:
    """ "12 nye resultater, 3 endret, 0 fjernet.", compared with what was public until then."""
    numbers = (publication.added, publication.changed, publication.removed)
    if publication.kind == Publication.Kind.WITHDRAWN:
        if publication.before_id != publication.release_id:
            return "Den var ikke lenger gjeldende: ingen gjeldende tall er endret."
        return f"{_results(publication.removed)} er tatt bort."
    if not any(numbers):
        return "Ingen resultater er endret."
    new = "nytt resultat" if publication.added == 1 else "nye resultater"
    added, changed, removed = map(count, numbers)
    return f"{added} {new}, {changed} endret, {removed} fjernet."


def status(release: Release, public: Release | None, log: Iterable[Publication]) -> list[Sentence]:
    """What has become of a release that is not the public one; from the log about it, the newest first."""
    withdrawn = Publication.Kind.WITHDRAWN
    last = next((one for one in log if one.before_id == release.pk and one.kind != withdrawn), None)
    sentences = []
    if last is not None:
        sentences.append(Sentence(f"Erstattet {date_text(last.at)} av", _link(last.release)))
    if public is None:
        sentences.append(Sentence(NONE_PUBLIC))
    elif last is None or last.release_id != public.pk:
        sentences.append(Sentence("Gjeldende nå er", _link(public)))
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
    indicators = contents["indicators"] or 0
    parts = [f"{count(indicators)} {'indikator' if indicators == 1 else 'indikatorer'}"]
    if contents["first"] is not None and contents["last"] is not None:
        parts.append(years(contents["first"], contents["last"]))
    parts.append(_results(results["all"]))
    if results["withheld"]:
        parts.append(f"{count(results['withheld'])} av dem skjult")
    return ", ".join(parts) + "."


def limits(release: Release) -> str:
    return (
        f"Resultater som bygger på færre enn {count(release.privacy_floor)} pasienter, vises aldri. "
        f"Dekningsgrad under {_percent(release.low_coverage)} er lav."
    )


def _percent(share: Decimal) -> str:
    """With every decimal that it has, and no more."""
    exponent = (share * 100).normalize().as_tuple().exponent
    return percent(share, max(0, -exponent) if isinstance(exponent, int) else 0)


def _results(number: int) -> str:
    return f"{count(number)} {'resultat' if number == 1 else 'resultater'}"


def _link(release: Release) -> Link:
    return Link(f"utgivelse {release.pk}", address(release))
