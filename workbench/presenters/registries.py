"""What a registry's card and page say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        drafted=_("Laget {at} av {who}.").format(at=time_text(one.draft.at), who=name_of(one.draft.by))
        if one.draft
        else "",
        jobs=[AtWork(_job_link(key, job), progress_of(job).sentence) for job in one.jobs],
        actions=[Action(time_text(did.at), name_of(did.by), in_short(did)) for did in one.actions],
    )


def _public(release: Release | None) -> Link | None:
    if release is None:
        return None
    return Link(
        _("Utgivelse {number}").format(number=release.pk), reverse("results:release", args=[release.pk])
    )


def _since(one: Overview) -> str:
    moment = one.since or (one.public.published_at if one.public else None)
    return _("Siden {day}.").format(day=date_text(moment)) if moment else ""


def _rehearsal(key: str, release: Release) -> Link:
    return Link(
        _("Utkast {number}").format(number=release.pk), reverse("workbench:rehearsal", args=[key, release.pk])
    )


def _job_link(key: str, job: Any) -> Link:
    return Link(job.filename or _("Ny beregning"), reverse("workbench:job", args=[key, job.pk]))


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
            return ngettext("{n} feil", "{n} feil", job.faults).format(n=count(job.faults))
        return _("advarsler er godtatt") if job.accepted else _("advarsler venter på svar")
    if job.state == Job.State.DONE:
        return _("utkast {number}").format(number=job.release_id) if job.release_id else _("ingen endring")
    return str(job.get_state_display())


def beforehand(one: Overview) -> list[str]:
    """What happens to what is there already when a file is delivered now."""
    told = []
    if one.jobs:
        number = len(one.jobs)
        told.append(
            ngettext(
                "En annen jobb er i gang. Det du leverer nå, kommer etter og bygger på utkastet derfra.",
                "{n} andre jobber er i gang. Det du leverer nå, kommer etter og bygger på utkastet derfra.",
                number,
            ).format(n=count(number))
        )
    if one.draft:
        told.append(
            _(
                "Utkast {number} er åpent, laget av {who}. Det du leverer nå, bygger på det: indikatorene og "
                "årene i filen erstattes, resten blir med. Et nytt utkast tar plassen."
            ).format(number=one.draft.pk, who=name_of(one.draft.by))
        )
    elif one.public:
        told.append(
            _(
                "Det du leverer nå, blir et utkast som bygger på utgivelse {number}: indikatorene og årene i "
                "filen erstattes, resten er som før. Ingenting blir offentlig før utkastet publiseres."
            ).format(number=one.public.pk)
        )
    else:
        told.append(
            _(
                "Det du leverer nå, blir registerets første utkast. "
                "Ingenting blir offentlig før det publiseres."
            )
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
        rows=ngettext("{n} rad", "{n} rader", one.rows).format(n=count(one.rows)),
        diff=diff_text(one.added, one.changed, one.removed),
        dates=_("Oppdatert til {updated}, komplett til {complete}.").format(
            updated=date_text(one.updated_to), complete=date_text(one.complete_to)
        ),
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
    said = _("Utkast {number}") if release.state == State.CLOSED else _("Utgivelse {number}")
    return Link(said.format(number=release.pk), reverse("workbench:release", args=[registry.key, release.pk]))


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
        made=_("Laget {at} av {who}.").format(at=time_text(release.at), who=name_of(release.by)),
        built_on=_built_on(release.built_on) if release.built_on else "",
        log=[_line(entry) for entry in one.entries],
    )


def _state(release: Release, is_public: bool) -> str:
    if is_public:
        return _("publisert nå")
    words = {
        State.DRAFT: _("åpent utkast"),
        State.CLOSED: _("lukket, aldri publisert"),
        State.RELEASED: _("publisert før"),
        State.WITHDRAWN: _("trukket tilbake"),
    }
    return words[State(release.state)]


def _built_on(base: Release) -> str:
    is_draft = base.state in (State.DRAFT, State.CLOSED)
    said = _("Bygger på utkast {number}.") if is_draft else _("Bygger på utgivelse {number}.")
    return said.format(number=base.pk)


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
        position=_("Side {number} av {all}").format(number=page.number, all=page.paginator.num_pages),
        newer=address(page.previous_page_number()) if page.has_previous() else "",
        older=address(page.next_page_number()) if page.has_next() else "",
    )
