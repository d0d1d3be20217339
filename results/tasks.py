"""What the workers are sent. Each task calls one function and owns only the trying again."""

import logging

from celery import shared_task
from django.db import InterfaceError, OperationalError

logger = logging.getLogger(__name__)

# The functions are imported by the task that calls them: a worker that waits holds no data frames, and starts
# quickly beside the server.


@shared_task(
    autoretry_for=(OperationalError, InterfaceError), retry_backoff=5, retry_jitter=False, max_retries=5
)
def work_on(job_id: int) -> None:
    """After the last try the job is still unfinished, and sent again by `resend`."""
    from results.models import Job
    from results.working import work

    try:
        work(job_id=job_id)
    except Job.DoesNotExist:
        logger.warning("There is no job %s; its message is dropped.", job_id)


@shared_task
def resend() -> None:
    from results import jobs

    jobs.resend_forgotten()


@shared_task
def resume() -> None:
    from results import jobs

    jobs.resume()
