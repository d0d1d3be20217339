"""Serves the portal, and works off its jobs beside it: `python -m portal.serve HOST:PORT`, by `make run`.

Begins the server and the worker, ends both, and begins the worker again when it dies. It looks at the
settings but starts no Django: it would be 30 MB and a third of a second that nobody has any use for.
"""

import ctypes
import logging.config
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

from portal import settings

logger = logging.getLogger("portal.serve")  # run as a script, its name would be __main__

# Seconds. A worker that does not get done in time is killed: its job is begun again at the next start. Who
# pressed Ctrl-C sits there waiting, and an idle worker takes five seconds to say goodbye.
GRACE, GRACE_AFTER_CTRL_C = 10.0, 2.0
LOOK_EVERY = 0.5
# The server is what people wait for: it has the processor to itself until it answers, and then goes first.
HEAD_START = 2.0
WORKER_NICENESS = 10
# Before a worker that died is begun again: longer each time, so that one that can't run does not eat a core.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# A worker that lived so long was well: the next pause is the first.
WELL_AFTER = 60.0
PR_SET_PDEATHSIG = 1


def main(address: str) -> int:
    """The server's exit code; 0 when it was asked to stop."""
    os.chdir(settings.BASE_DIR)
    # As Django does for the children: one clock in one log.
    os.environ.update(TZ=settings.TIME_ZONE)
    time.tzset()
    if settings.REDIS_URL:
        # Workers and beat are services of their own: there is nothing to look after.
        os.execv(sys.executable, server(address))  # noqa: S606  # no shell is wanted
    logging.config.dictConfig(settings.LOGGING)
    return Supervisor(Child(server(address)), Child(worker(), niceness=WORKER_NICENESS)).run()


def server(address: str) -> list[str]:
    if settings.DEBUG:
        return [sys.executable, "manage.py", "runserver", address]
    gunicorn = [sys.executable, "-m", "gunicorn", "portal.wsgi"]
    return [*gunicorn, "--config", "portal/gunicorn.py", "--bind", address]


def worker() -> list[str]:
    """One process, and nobody for it to talk to."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--skip-checks", "-A", "portal", "worker"]
    return [*celery, "--concurrency=1", "--without-gossip", "--without-mingle", "--without-heartbeat"]


@dataclass
class Child:
    """A process in a session of its own, so that a terminal's Ctrl-C reaches the supervisor alone."""

    command: list[str]
    niceness: int = 0
    process: subprocess.Popen | None = None
    begun: float = 0.0

    def begin(self) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # our own command
            self.command, start_new_session=True, preexec_fn=self._prepare
        )

    def _prepare(self) -> None:
        os.nice(self.niceness)
        if sys.platform == "linux":
            # However the supervisor ends, nothing is left behind.
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def tell(self, number: int) -> None:
        if self.process and self.exit_code is None:
            self.process.send_signal(number)

    def end(self, deadline: float) -> None:
        """Waits until it is gone; at the deadline it is killed, with all that it has begun."""
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Supervisor:
    server: Child
    worker: Child
    pause: float = FIRST_PAUSE
    begin_worker_at: float = 0.0
    stopped_by: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        self.server.begin()
        self.begin_worker_at = time.monotonic() + HEAD_START
        try:
            while not self.stopping.is_set() and self.server.exit_code is None:
                self._keep_worker()
                self.stopping.wait(LOOK_EVERY)
        finally:
            self._end_both()
        return 0 if self.stopping.is_set() else self.server.exit_code or 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopped_by = number
        self.stopping.set()

    def _keep_worker(self) -> None:
        now = time.monotonic()
        if self.worker.process is None:
            if now >= self.begin_worker_at:
                self.worker.begin()
        elif self.worker.exit_code is not None:
            self._let_rest(now)

    def _let_rest(self, now: float) -> None:
        if now - self.worker.begun > WELL_AFTER:
            self.pause = FIRST_PAUSE
        logger.error("The worker ended (%s); begun again in %s s.", self.worker.exit_code, self.pause)
        self.worker.process = None
        self.begin_worker_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def _end_both(self) -> None:
        ctrl_c = self.stopped_by == signal.SIGINT
        # Ctrl-C breaks off the server's requests, as it always did; being asked to stop lets them finish.
        self.server.tell(signal.SIGINT if ctrl_c else signal.SIGTERM)
        self.worker.tell(signal.SIGTERM)
        deadline = time.monotonic() + (GRACE_AFTER_CTRL_C if ctrl_c else GRACE)
        self.server.end(deadline)
        self.worker.end(deadline)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
