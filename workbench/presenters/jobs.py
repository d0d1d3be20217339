"""What a job's page says: how far it is, what was read, and what came of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results.models import Job, Release
from results.presenters.log import years
from results.progress import PHASES, Seen
from wording.dates import time_text
from wording.language import current
from wording.numbers import count
from workbench.people import name_of
from workbench.presenters.trail import diff_text

ENCODINGS = {"utf-8": "UTF-8", "windows-1252": "Windows-1252"}
SEPARATORS = {";": _lazy("semikolon"), ",": _lazy("komma"), "\t": _lazy("tabulator")}
MARKS = {",": _lazy("komma"), ".": _lazy("punktum")}

State = Job.State


@dataclass(frozen=True)
class Face:
    """`kind` says what the page is about: working, faults, warnings, draft, unchanged or failed."""

    kind: str
    heading: str
    # For those who cannot see the page change: less often another than `sentence`.
    told: str
    sentence: str
    percent: int | None  # None where it can't be told


def face(job: Job, seen: Seen) -> Face:
    kind = _kind(job)
    if kind == "working":
        told = str(PHASES.get(seen.phase, seen.sentence))
        percent = None if seen.part is None else int(100 * seen.part)
        return Face(kind, _what(job), told, seen.sentence, percent)
    heading = str(HEADINGS[kind])
    # Aloud, no word can be marked as being in another language.
    is_ours = getattr(seen.sentence, "lang", current()) == current()
    told = f"{heading}. {seen.sentence}" if is_ours else heading
    return Face(kind, heading, told, seen.sentence, None)


HEADINGS = {
    "faults": _lazy("Filen har feil"),
    "warnings": _lazy("Advarsler må vurderes"),
    "draft": _lazy("Utkastet er klart"),
    "unchanged": _lazy("Ferdig"),
    "failed": _lazy("Jobben feilet"),
}


def mark(face: Face, ahead: str) -> str:
    """Another one whenever the page of an unfinished job would say something else."""
    return hashlib.sha256(repr((face, ahead)).encode()).hexdigest()[:12]


def _kind(job: Job) -> str:
    if not job.is_finished:
        return "working"
    if job.state == State.FAILED or job.error:
        return "failed"
    if job.state == State.STOPPED:
        return "faults" if job.report["fault_count"] else "warnings"
    return "draft" if job.release_id else "unchanged"


def _what(job: Job) -> str:
    return _("Leverer filen") if job.kind == Job.Kind.DELIVER else _("Beregner på nytt")


def title(job: Job) -> str:
    return job.filename or _("Jobb {number}").format(number=job.pk)


def asked(job: Job) -> str:
    """ "Levert 15. mai 2026 kl. 10.02 av Kari Nordmann." """
    is_delivery = job.kind == Job.Kind.DELIVER
    said = _("Levert {at} av {who}.") if is_delivery else _("Bestilt {at} av {who}.")
    return said.format(at=time_text(job.at), who=name_of(job.by))


def detected(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the file was taken for."""
    lines = [
        (_("Format"), "CSV" if report["encoding"] else _("Regneark (XLSX)")),
        (_("Tegnsett"), ENCODINGS.get(report["encoding"], report["encoding"] or "")),
        (_("Skilletegn"), str(SEPARATORS.get(report["separator"], report["separator"] or ""))),
        (_("Desimaltegn"), str(MARKS.get(report["decimal"], ""))),
        (_("Datarader"), count(report["rows"])),
        (
            _("År"),
            years(min(report["years"]), max(report["years"])) if report["years"] else _("ingen gyldige"),
        ),
        (_("Indikatorer"), count(report["indicators"]) if report["indicators"] else _("ingen kjente")),
    ]
    known = report["encoding"] or report["rows"]
    return [(label, text) for label, text in lines if text] if known else []


def ahead(jobs: list[Job]) -> str:
    """What an unfinished job waits for: earlier ones of the registry."""
    if not jobs:
        return ""
    first = jobs[-1]
    what = _("«{file}»").format(file=first.filename) if first.filename else _("en ny beregning")
    if len(jobs) > 1:
        what = _("{first} og {more} til").format(first=what, more=count(len(jobs) - 1))
    return _(
        "Venter på {what}, som {who} leverte først. Lykkes den, bygger denne leveringen på utkastet fra den."
    ).format(what=what, who=name_of(first.by))


def foundation(release: Release) -> str:
    """What a draft was built on, and what became of that."""
    base = release.built_on
    if base is None:
        return _("Utkastet er registerets første og bygger ikke på noe.")
    if base.state in (Release.State.RELEASED, Release.State.WITHDRAWN):
        return _("Utkastet bygger på utgivelse {number}: det som ikke er levert på nytt, er som der.").format(
            number=base.pk
        )
    return _(
        "Utkastet bygger på utkast {number}, som {who} laget {at}. "
        "Det som ikke er levert på nytt, er som der."
    ).format(number=base.pk, who=name_of(base.by), at=time_text(base.at))


def successor(release: Release, latest: Release | None) -> str:
    """What became of the draft since; "" while it is the open one."""
    if release.state == Release.State.DRAFT:
        return ""
    if release.state == Release.State.CLOSED:
        closed = _(
            "Utkast {number} er lukket, fordi noe nyere er bygd på det eller publisert i stedet."
        ).format(number=release.pk)
        then = _("Utkast {number} er det åpne utkastet nå.")
        return f"{closed} {then.format(number=latest.pk)}" if latest else closed
    if release.state == Release.State.WITHDRAWN:
        return _("Utgivelse {number} er trukket tilbake.").format(number=release.pk)
    return _("Utkastet er publisert som utgivelse {number}.").format(number=release.pk)


def diff(report: Mapping[str, Any]) -> str:
    """ "12 nye, 3 endret, 0 fjernet"; "" where the job was no delivery."""
    return diff_text(**report["diff"]) if report.get("diff") else ""
