"""Jobs: asked for in a request or by a command, sent to the workers, and sent again when that is forgotten.

What a worker does with one is in results/working.py. This is imported wherever a job is asked for, and by a
worker that only looks for forgotten ones: it leaves the data frames alone.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from registries.models import Registry
from results.models import Job

if TYPE_CHECKING:
    from results.actions import Accepted, DataDates

logger = logging.getLogger(__name__)

# A message not answered for so long may be lost. Where it is not, another one does no harm.
FORGOTTEN_AFTER = timedelta(minutes=5)
# A file that no one has come back to for so long is better asked for again than kept.
ACCEPTED_WITHIN = timedelta(days=30)
# The database, not the job, is at fault: it is tried again.
PASSING = (OperationalError, InterfaceError)


@transaction.atomic
def ask_for_delivery(
    *,
    file: File,
    filename: str,
    registry: Registry,
    dates: DataDates,
    accept_warnings: Accepted,
    by: User | None,
) -> Job:
    """A job that delivers a copy of the file, sent to the workers when the caller's transaction is stored."""
    job = Job(
        registry=registry,
        kind=Job.Kind.DELIVER,
        filename=filename[-255:],
        updated_to=dates.updated_to,
        complete_to=dates.complete_to,
        accept_all_warnings=accept_warnings is True,
        accepted_warnings={} if isinstance(accept_warnings, bool) else dict(accept_warnings),
        by=by,
    )
    # Not by the sender's name, which may be too long for a folder, or anything at all.
    job.file.save(uuid4().hex, file, save=False)
    return asked(job)


@transaction.atomic
def ask_for_recompute(*, registry: Registry, by: User | None) -> Job:
    return asked(Job(registry=registry, kind=Job.Kind.RECOMPUTE, by=by))


@transaction.atomic
def ask_once_for_recompute(*, registry: Registry, by: User | None) -> None:
    """In the transaction that changes what is computed with. A job that waits already reads it as it is
    after the change: it can't begin before this is stored."""
    waiting = Job.objects.select_for_update().filter(
        registry=registry, kind=Job.Kind.RECOMPUTE, state=Job.State.WAITING
    )
    if not waiting:
        ask_for_recompute(registry=registry, by=by)


def asked(job: Job) -> Job:
    """Stored, and sent when the caller's transaction is."""
    job.save()
    transaction.on_commit(partial(_send, job.pk), robust=True)
    return job


def unfinished() -> QuerySet[Job]:
    """In the order they were asked for."""
    return Job.objects.filter(state__in=Job.UNFINISHED).order_by("pk")


def resend_forgotten() -> int:
    """Sends what was not sent, or so long ago that the message may be lost. How many were sent."""
    long_ago = timezone.now() - FORGOTTEN_AFTER
    return _send_all(unfinished().filter(Q(sent_at=None) | Q(sent_at__lt=long_ago)))


def forget_files() -> int:
    """Drops the copies of files whose warnings no one has accepted in time. How many were dropped."""
    long_ago = timezone.now() - ACCEPTED_WITHIN
    stopped = Job.objects.filter(state=Job.State.STOPPED, finished_at__lt=long_ago).exclude(file="")
    forgotten = 0
    for job in stopped.defer("report"):
        # Someone may accept them in this very moment: then the file is another job's.
        if stopped.filter(pk=job.pk).update(file=""):
            job.file.storage.delete(str(job.file.name))
            forgotten += 1
    return forgotten


def resume() -> int:
    """Sends all that is unfinished: what a worker that starts may have left when it stopped."""
    return _send_all(unfinished())


def _send_all(jobs: QuerySet[Job]) -> int:
    sent = 0
    for job_id in list(jobs.values_list("pk", flat=True)):
        if not _send(job_id):
            break  # the next one would wait as long for the same answer
        sent += 1
    return sent


def _send(job_id: int) -> bool:
    """Whether the broker took it. If not the job stays waiting, and is sent again by `resend_forgotten`."""
    try:
        import_string(settings.SEND_JOB)(job_id)
    except Exception:  # of whatever broker it is
        logger.warning("Job %s could not be sent to the workers; it is tried again.", job_id, exc_info=True)
        return False
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())
    return True
