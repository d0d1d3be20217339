"""What the workers are sent. Each task calls one function and owns only the trying again."""

import logging

from celery import shared_task

from results import jobs
from results.models import Job

logger = logging.getLogger(__name__)


@shared_task(autoretry_for=jobs.PASSING, retry_backoff=5, retry_jitter=False, max_retries=5)
def work_on(job_id: int) -> None:
    """After the last try the job is still unfinished, and sent again by `resend`."""
    # Imported in the process of the job: the worker that waits for one holds no data frames, and starts
    # quickly beside the server.
    from results.working import work

    try:
        work(job_id=job_id)
    except Job.DoesNotExist:
        logger.warning("There is no job %s; its message is dropped.", job_id)


@shared_task
def resend() -> None:
    jobs.resend_forgotten()
    jobs.forget_files()


@shared_task
def resume() -> None:
    jobs.resume()
