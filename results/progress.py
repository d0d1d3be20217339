"""How far a job has come. Fleeting, so it is kept in a cache that all processes share, not in the database:
there, on SQLite, nobody would see what a writing transaction writes."""

import logging
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import NamedTuple

from django.core.cache import caches
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from results import job_errors
from results.actions import Progress
from results.models import Job
from wording.numbers import count, percent

logger = logging.getLogger(__name__)

# Seconds between two words about the same phase: a reader's eye wants no more.
PAUSE = 0.3

PHASES = {
    "reading": _lazy("Leser filen."),
    "waiting": _lazy("Venter på at en annen endring av registeret blir ferdig."),
    "comparing": _lazy("Sammenligner med det som er levert før."),
    "computing": _lazy("Beregner resultatene."),
}
RUNNING = _lazy("Arbeider.")


class Seen(NamedTuple):
    """`phase` is "" when nothing is known, `part` (0–1) None where it can't be told."""

    phase: str
    part: float | None
    sentence: str


@contextmanager
def telling(job: Job) -> Iterator[Progress]:
    """What the actions call as they go; it never stops them, whatever becomes of the cache."""
    try:
        yield _Teller(job)
    finally:
        with _unharmed():
            caches["jobs"].delete(str(job.pk))


class _Teller:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._phase, self._at = "", 0.0

    def __call__(self, phase: str, part: float | None) -> None:
        now = time.monotonic()
        if phase == self._phase and now < self._at + PAUSE:
            return
        # A cache that does not answer is not asked again before the next phase.
        self._phase, self._at = phase, math.inf
        with _unharmed():
            told = {"attempt": self._job.attempts, "phase": phase, "part": part}
            caches["jobs"].set(str(self._job.pk), told)
            self._at = now


def progress_of(job: Job) -> Seen:
    """How far the job has come, in a sentence to show; when it is finished, what became of it."""
    if job.is_finished:
        return Seen("", None, _outcome(job))
    if job.state == Job.State.WAITING:
        return Seen("", None, _("Venter på tur."))
    return _seen(job)


def _seen(job: Job) -> Seen:
    kept = None
    with _unharmed():
        kept = caches["jobs"].get(str(job.pk))
    # What an earlier attempt told is not how far this one has come.
    if not kept or kept["attempt"] != job.attempts:
        return Seen("", None, str(RUNNING))
    phase, part = kept["phase"], kept["part"]
    if phase == "reading" and part is not None:
        return Seen(phase, part, _("Leser filen: {part}.").format(part=percent(Fraction(part))))
    return Seen(phase, part, str(PHASES.get(phase, RUNNING)))


@contextmanager
def _unharmed() -> Iterator[None]:
    """A cache that does not answer stops nobody."""
    try:
        yield
    except Exception:  # of whatever cache it is
        logger.warning("The cache of the jobs' progress does not answer.", exc_info=True)


def _outcome(job: Job) -> str:
    if job.error:
        return job_errors.read(job.error)
    if job.state == Job.State.STOPPED:
        return _why_stopped(job)
    if job.kind == Job.Kind.DELIVER:
        return _("Utkast {number} er laget.").format(number=job.release_id)
    return _recomputed(job)


def _recomputed(job: Job) -> str:
    if job.release_id is not None:
        return _("Utkast {number} har andre resultater eller definisjoner enn før.").format(
            number=job.release_id
        )
    # Of jobs from before: nothing but what is published was looked at.
    if not job.report.get("looked", job.report["verified"]):
        return _("Ingenting er publisert, så det er ingenting å beregne på nytt.")
    if closed := job.report.get("closed"):
        return _("Endringene er tatt tilbake, så utkast {number} er lukket.").format(number=closed)
    return _("Resultatene og definisjonene blir de samme som før. Det trengs ikke noe nytt utkast.")


def _why_stopped(job: Job) -> str:
    if faults := job.report["fault_count"]:
        return ngettext(
            "{n} feil i filen. Ingenting er endret.", "{n} feil i filen. Ingenting er endret.", faults
        ).format(n=count(faults))
    warnings = len(job.report["warnings"])
    return ngettext(
        "{n} advarsel må godtas. Ingenting er endret.",
        "{n} advarsler må godtas. Ingenting er endret.",
        warnings,
    ).format(n=warnings)
