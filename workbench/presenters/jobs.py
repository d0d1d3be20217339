"""What a job's page says: how far it is, what was read, and what came of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from results.models import Job, Release
from results.presenters.log import years
from results.progress import PHASES, Seen
from wording.dates import time_text
from wording.numbers import count
from workbench.people import name_of
from workbench.presenters.trail import diff_text

ENCODINGS = {"utf-8": "UTF-8", "windows-1252": "Windows-1252"}
SEPARATORS = {";": "semikolon", ",": "komma", "\t": "tabulator"}
MARKS = {",": "komma", ".": "punktum"}

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
        told = PHASES.get(seen.phase, seen.sentence)
        percent = None if seen.part is None else int(100 * seen.part)
        return Face(kind, _what(job), told, seen.sentence, percent)
    heading = HEADINGS[kind]
    return Face(kind, heading, f"{heading}. {seen.sentence}", seen.sentence, None)


HEADINGS = {
    "faults": "Filen har feil",
    "warnings": "Advarsler må vurderes",
    "draft": "Utkastet er klart",
    "unchanged": "Ferdig",
    "failed": "Jobben feilet",
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
    return "Leverer filen" if job.kind == Job.Kind.DELIVER else "Beregner på nytt"


def title(job: Job) -> str:
    return job.filename or f"Jobb {job.pk}"


def asked(job: Job) -> str:
    """ "Levert 15. mai 2026 kl. 10.02 av Kari Nordmann." """
    verb = "Levert" if job.kind == Job.Kind.DELIVER else "Bestilt"
    return f"{verb} {time_text(job.at)} av {name_of(job.by)}."


def detected(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the file was taken for."""
    lines = [
        ("Format", "CSV" if report["encoding"] else "Regneark (XLSX)"),
        ("Tegnsett", ENCODINGS.get(report["encoding"], report["encoding"] or "")),
        ("Skilletegn", SEPARATORS.get(report["separator"], report["separator"] or "")),
        ("Desimaltegn", MARKS.get(report["decimal"], "")),
        ("Datarader", count(report["rows"])),
        ("År", years(min(report["years"]), max(report["years"])) if report["years"] else "ingen gyldige"),
        ("Indikatorer", count(report["indicators"]) if report["indicators"] else "ingen kjente"),
    ]
    known = report["encoding"] or report["rows"]
    return [(label, text) for label, text in lines if text] if known else []


def ahead(jobs: list[Job]) -> str:
    """What an unfinished job waits for: earlier ones of the registry."""
    if not jobs:
        return ""
    first = jobs[-1]
    what = f"«{first.filename}»" if first.filename else "en ny beregning"
    others = f" og {count(len(jobs) - 1)} til" if len(jobs) > 1 else ""
    return (
        f"Venter på {what}{others}, som {name_of(first.by)} leverte først. Lykkes den, bygger denne "
        "leveringen på utkastet fra den."
    )


def foundation(release: Release) -> str:
    """What a draft was built on, and what became of that."""
    base = release.built_on
    if base is None:
        return "Utkastet er registerets første og bygger ikke på noe."
    if base.state in (Release.State.RELEASED, Release.State.WITHDRAWN):
        return f"Utkastet bygger på utgivelse {base.pk}: det som ikke er levert på nytt, er som der."
    return (
        f"Utkastet bygger på utkast {base.pk}, som {name_of(base.by)} laget {time_text(base.at)}. "
        "Det som ikke er levert på nytt, er som der."
    )


def successor(release: Release, latest: Release | None) -> str:
    """What became of the draft since; "" while it is the open one."""
    if release.state == Release.State.DRAFT:
        return ""
    if release.state == Release.State.CLOSED:
        then = f" Utkast {latest.pk} er det åpne utkastet nå." if latest else ""
        return (
            f"Utkast {release.pk} er lukket, fordi noe nyere er bygd på det eller publisert i stedet.{then}"
        )
    if release.state == Release.State.WITHDRAWN:
        return f"Utgivelse {release.pk} er trukket tilbake."
    return f"Utkastet er publisert som utgivelse {release.pk}."


def diff(report: Mapping[str, Any]) -> str:
    """ "12 nye, 3 endret, 0 fjernet"; "" where the job was no delivery."""
    return diff_text(**report["diff"]) if report.get("diff") else ""
