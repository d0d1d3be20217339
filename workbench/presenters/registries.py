"""What a registry's card and page say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from registries.models import Registry
from results.links import Link
from results.models import Delivery, Job, Publication, Release
from results.presenters import log
from results.progress import progress_of
from wording.dates import date_text, time_text
from wording.numbers import count
from workbench.history import Released
from workbench.overview import Overview
from workbench.people import name_of
from workbench.presenters.trail import diff_text, in_short
from workbench.presenters.warnings import name_of_kind

State = Release.State


@dataclass(frozen=True)
class Action:
    time: str
    who: str
    what: str


@dataclass(frozen=True)
class AtWork:
    """An unfinished job, and how far it is."""

    link: Link
    sentence: str


@dataclass(frozen=True)
class Card:
    overview: Overview
    address: str
    public: Link | None
    since: str
    draft: Link | None
    drafted: str
    jobs: list[AtWork]
    actions: list[Action]

    @property
    def registry(self) -> Registry:
        return self.overview.registry


def card(one: Overview) -> Card:
    key = one.registry.key
    return Card(
        overview=one,
        address=reverse("workbench:registry", args=[key]),
        public=_public(one.public),
        since=_since(one),
        draft=_rehearsal(key, one.draft) if one.draft else None,
        drafted=f"Laget {time_text(one.draft.at)} av {name_of(one.draft.by)}." if one.draft else "",
        jobs=[AtWork(_job_link(key, job), progress_of(job).sentence) for job in one.jobs],
        actions=[Action(time_text(did.at), name_of(did.by), in_short(did)) for did in one.actions],
    )


def _public(release: Release | None) -> Link | None:
    if release is None:
        return None
    return Link(f"Utgivelse {release.pk}", reverse("results:release", args=[release.pk]))


def _since(one: Overview) -> str:
    moment = one.since or (one.public.published_at if one.public else None)
    return f"Siden {date_text(moment)}." if moment else ""


def _rehearsal(key: str, release: Release) -> Link:
    return Link(f"Utkast {release.pk}", reverse("workbench:rehearsal", args=[key, release.pk]))


def _job_link(key: str, job: Any) -> Link:
    return Link(job.filename or "Ny beregning", reverse("workbench:job", args=[key, job.pk]))


@dataclass(frozen=True)
class JobLine:
    link: Link
    outcome: str
    at: str


def job_line(job: Any, key: str) -> JobLine:
    """Of a job as `latest_jobs` gives it."""
    return JobLine(_job_link(key, job), _outcome(job), f"{name_of(job.by)}, {time_text(job.at)}")


def _outcome(job: Any) -> str:
    if job.state == Job.State.STOPPED:
        if job.faults:
            return f"{count(job.faults)} feil"
        return "advarsler er godtatt" if job.accepted else "advarsler venter på svar"
    if job.state == Job.State.DONE:
        return f"utkast {job.release_id}" if job.release_id else "ingen endring"
    return str(job.get_state_display())


def beforehand(one: Overview) -> list[str]:
    """What happens to what is there already when a file is delivered now."""
    told = []
    if one.jobs:
        number = len(one.jobs)
        told.append(
            f"{'En annen jobb' if number == 1 else f'{count(number)} andre jobber'} er i gang. Det du "
            "leverer nå, kommer etter og bygger på utkastet derfra."
        )
    if one.draft:
        told.append(
            f"Utkast {one.draft.pk} er åpent, laget av {name_of(one.draft.by)}. Det du leverer nå, bygger på "
            "det: indikatorene og årene i filen erstattes, resten blir med. Et nytt utkast tar plassen."
        )
    elif one.public:
        told.append(
            f"Det du leverer nå, blir et utkast som bygger på utgivelse {one.public.pk}: indikatorene og "
            "årene i filen erstattes, resten er som før. Ingenting blir offentlig før utkastet publiseres."
        )
    else:
        told.append(
            "Det du leverer nå, blir registerets første utkast. Ingenting blir offentlig før det publiseres."
        )
    return told


@dataclass(frozen=True)
class Accepted:
    kind: str
    message: str
    reason: str


@dataclass(frozen=True)
class Delivered:
    pk: int
    filename: str
    at: str
    who: str
    rows: str
    diff: str
    dates: str
    sha256: str
    original: str
    release: Link | None
    accepted: list[Accepted]
    generated: bool


def delivered(one: Delivery, registry: Registry) -> Delivered:
    return Delivered(
        pk=one.pk,
        filename=one.filename,
        at=time_text(one.at),
        who=name_of(one.by),
        rows=f"{count(one.rows)} {'rad' if one.rows == 1 else 'rader'}",
        diff=diff_text(one.added, one.changed, one.removed),
        dates=f"Oppdatert til {date_text(one.updated_to)}, komplett til {date_text(one.complete_to)}.",
        sha256=one.sha256,
        original=reverse("workbench:original", args=[registry.key, one.pk]),
        release=_staffs(one.release, registry) if one.release else None,
        accepted=[_accepted(warning) for warning in one.accepted_warnings],
        generated=one.generated,
    )


def _accepted(warning: Mapping[str, Any]) -> Accepted:
    return Accepted(name_of_kind(warning["code"]), warning["message"], warning.get("reason", ""))


def _staffs(release: Release, registry: Registry) -> Link:
    """The way to a draft's rehearsal, or to staff's page of a release."""
    if release.state == State.DRAFT:
        return _rehearsal(registry.key, release)
    word = "Utkast" if release.state == State.CLOSED else "Utgivelse"
    return Link(f"{word} {release.pk}", reverse("workbench:release", args=[registry.key, release.pk]))


@dataclass(frozen=True)
class Line:
    """A publication of a release: when, by whom, what it changed, and why."""

    time: str
    who: str
    what: str
    changes: str
    reason: str


@dataclass(frozen=True)
class ReleaseLine:
    link: Link
    state: str
    is_public: bool
    made: str
    built_on: str
    log: list[Line]


def released(one: Released, registry: Registry) -> ReleaseLine:
    release = one.release
    return ReleaseLine(
        link=_staffs(release, registry),
        state=_state(release, one.is_public),
        is_public=one.is_public,
        made=f"Laget {time_text(release.at)} av {name_of(release.by)}.",
        built_on=f"Bygger på {_word(release.built_on)} {release.built_on.pk}." if release.built_on else "",
        log=[_line(entry) for entry in one.entries],
    )


def _state(release: Release, is_public: bool) -> str:
    if is_public:
        return "publisert nå"
    words = {
        State.DRAFT: "åpent utkast",
        State.CLOSED: "lukket, aldri publisert",
        State.RELEASED: "publisert før",
        State.WITHDRAWN: "trukket tilbake",
    }
    return words[State(release.state)]


def _word(release: Release) -> str:
    return "utkast" if release.state in (State.DRAFT, State.CLOSED) else "utgivelse"


def _line(entry: Publication) -> Line:
    told = log.entry(entry)
    return Line(told.time, name_of(entry.by), told.what, told.changes, told.reason)


@dataclass(frozen=True)
class Pages:
    position: str
    newer: str
    older: str


def pages(page: Page, parameter: str, anchor: str, kept: Mapping[str, str] | None = None) -> Pages | None:
    """The ways to the pages beside this one; None where it is the only one."""
    if page.paginator.num_pages == 1:
        return None

    def address(number: int) -> str:
        query = {name: value for name, value in (kept or {}).items() if value}
        return f"?{urlencode(query | {parameter: number})}#{anchor}"

    return Pages(
        position=f"Side {page.number} av {page.paginator.num_pages}",
        newer=address(page.previous_page_number()) if page.has_previous() else "",
        older=address(page.next_page_number()) if page.has_next() else "",
    )
