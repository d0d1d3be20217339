"""Works off jobs, each to one end only.

A job's end and the draft it makes are stored in one transaction. Whenever a worker is killed there is either
an unfinished job and no draft, or a finished job with its draft; so a job may be sent, and begun, any number
of times.
"""

import logging
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from registries.audit import record
from registries.lock import lock_registry
from results import job_errors
from results.actions import (
    Accepted,
    DataDates,
    Outcome,
    Progress,
    Refused,
    deliver_reading,
    read_file,
    recompute,
)
from results.job_errors import MOST_ATTEMPTS
from results.jobs import PASSING, unfinished
from results.models import Job
from results.notices import tell_of_job
from results.progress import telling
from results.reports import delivery_report, fault_report, verification_report
from results.turns import turn_of
from wording.language import DEFAULT

logger = logging.getLogger(__name__)

State = Job.State

OUR_FAULT, GIVEN_UP, DAMAGED = (
    words[DEFAULT] for words in (job_errors.OUR_FAULT, job_errors.GIVEN_UP, job_errors.DAMAGED)
)


@translation.override(DEFAULT)
def work(*, job_id: int) -> Job:
    """Works off the registry's jobs in the order they were asked for. The job as it is then: finished, unless
    another worker is at the registry's jobs, which then comes to this one too.

    Raises what passes (`PASSING`), to be tried again, and Job.DoesNotExist.
    """
    registry = Job.objects.select_related("registry").get(pk=job_id).registry
    # Asked anew behind each turn: what was sent while the turn was ours found it taken, and went away.
    while due := unfinished().filter(registry=registry).first():
        with turn_of(registry) as ours:
            if not ours:
                break
            _work_off(due.pk)
    return Job.objects.get(pk=job_id)


def _work_off(job_id: int) -> None:
    job = _begun(job_id)
    if job is None:
        return
    logger.info("Job %s, attempt %s: %s for %s.", job.pk, job.attempts, job.kind, job.registry.key)
    try:
        with telling(job) as tell:
            WORK[Job.Kind(job.kind)](job, tell)
    except PASSING:
        raise
    except Refused as refused:
        _fail(job, str(refused))
    except Exception:
        logger.exception("Job %s failed.", job.pk)
        _fail(job, OUR_FAULT)


@transaction.atomic
def _begun(job_id: int) -> Job | None:
    """The job with one more attempt, or None when there is nothing to do."""
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.is_finished:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        logger.error("Job %s was begun %s times without an end; it is given up.", job.pk, job.attempts)
        _end(job, State.FAILED, error=GIVEN_UP)
        return None
    job.state, job.started_at, job.attempts = State.RUNNING, timezone.now(), job.attempts + 1
    job.save(update_fields=["state", "started_at", "attempts"])
    return job


def _deliver(job: Job, tell: Progress) -> None:
    file = read_file(path=Path(job.file.path), registry=job.registry, filename=job.filename, progress=tell)
    tell("waiting", None)
    with transaction.atomic():
        if not _is_still_to_do(job):
            return
        outcome = deliver_reading(
            file=file, dates=_dates(job), accept_warnings=_accepted(job), by=job.by, progress=tell
        )
        state = State.STOPPED if outcome.release is None else State.DONE
        _end(job, state, report=_report(outcome), release=outcome.release, keep=_only_warned(outcome))


def _recompute(job: Job, tell: Progress) -> None:
    tell("waiting", None)
    with transaction.atomic():
        if not _is_still_to_do(job):
            return
        tell("computing", None)
        found = recompute(registry=job.registry, by=job.by)
        damaged = found.release if found and not found.intact else None
        _end(
            job,
            State.DONE,
            report=verification_report(found),
            release=found.draft if found else None,
            error=DAMAGED.format(damaged.pk) if damaged else "",
        )


WORK = {Job.Kind.DELIVER: _deliver, Job.Kind.RECOMPUTE: _recompute}


def _is_still_to_do(job: Job) -> bool:
    """Asked with the registry held: from here to the end of the transaction the job is ours alone."""
    lock_registry(job.registry)
    job.refresh_from_db()
    return not job.is_finished


def _report(outcome: Outcome) -> dict[str, Any]:
    return delivery_report(outcome) | fault_report(outcome)


def _accepted(job: Job) -> Accepted:
    return job.accept_all_warnings or job.accepted_warnings


def _only_warned(outcome: Outcome) -> bool:
    return outcome.release is None and not outcome.reading.fault_count


def _dates(job: Job) -> DataDates:
    default = DataDates.by_default()
    return DataDates(
        updated_to=job.updated_to or default.updated_to, complete_to=job.complete_to or default.complete_to
    )


@transaction.atomic
def _fail(job: Job, error: str) -> None:
    if _is_still_to_do(job):
        _end(job, State.FAILED, error=error)


def _end(job: Job, state: State, *, keep: bool = False, **found: Any) -> None:
    """In the caller's transaction. The copy of the file is dropped, unless warnings may yet be accepted."""
    job.state, job.finished_at = state, timezone.now()
    for name, value in found.items():
        setattr(job, name, value)
    if job.file and not keep:
        transaction.on_commit(partial(job.file.storage.delete, str(job.file.name)), robust=True)
        job.file = ""
    job.save()
    tell_of_job(job)
    if job.kind == Job.Kind.DELIVER and state != State.DONE:
        _put_in_trail(job)


def _put_in_trail(job: Job) -> None:
    """Who tried to deliver what, and why it came to nothing. What made a draft is in the trail already."""
    after: dict[str, Any] = {"filename": job.filename}
    if job.error:
        after["error"] = job.error
    if job.report:
        after |= {"faults": job.report["fault_count"], "warnings": len(job.report["warnings"])}
    action = f"deliver_{job.state}"
    record(by=job.by, action=action, registry=job.registry, subject=f"jobb {job.pk}", after=after)
