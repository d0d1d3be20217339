"""The Celery app: `celery -A portal worker` works off the jobs, `celery -A portal beat` reminds of them.

Imported by the workers, and by the server when it sends its first job: not at every start.
"""

import os
import warnings
from typing import Any

from celery import Celery
from celery.platforms import SecurityWarning
from celery.signals import setup_logging, worker_init, worker_ready
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# Whoever serves as root works as root, and the server says nothing of it; the image has a user of its own.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["results"])

# A broker that was restarted is noticed by the first message only; the second finds it again.
ONCE_MORE = {"max_retries": 1, "interval_start": 0}


def send(job_id: int) -> None:
    """Raises, within seconds, when the broker does not answer."""
    make_folders()
    app.send_task("results.tasks.work_on", args=[job_id], retry=True, retry_policy=ONCE_MORE)


@worker_init.connect
def make_folders(**_: Any) -> None:
    """The broker that is only files does not make them itself."""
    if not settings.REDIS_URL:
        for folder in (settings.JOBS_FOLDER, settings.JOBS_FOLDER / "messages"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@setup_logging.connect
def log_as_the_portal_does(**_: Any) -> None:
    """Django's settings say what is logged, and where; with a receiver here, Celery leaves that alone."""


@worker_ready.connect
def resume(sender: Any, **_: Any) -> None:
    """What was left unfinished is sent anew. In the embedded way the worker also does what beat does in the
    full one."""
    app.send_task("results.tasks.resume")
    if not settings.REDIS_URL:
        for entry in settings.CELERY_BEAT_SCHEDULE.values():
            sender.timer.call_repeatedly(entry["schedule"], app.send_task, (entry["task"],), entry["options"])
