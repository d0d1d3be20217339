"""Jobs by real workers, which are killed: on Redis and PostgreSQL, and on SQLite and files."""

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
from django.core.cache.backends.filebased import FileBasedCache

from portal.serve import worker as embedded_worker
from tests.nation import HEADER, write

pytestmark = pytest.mark.waits
ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "portal"]
FULL_WORKER = [*CELERY, "worker", "--concurrency=2", "--without-mingle"]
FOUND = """
import pathlib, sys, django
django.setup()
from tests.nation import found_nation
found_nation(pathlib.Path(sys.argv[1]))
"""
ROWS = tuple(
    f"caregiver;{year};{unit};h_andel;{numerator};100"
    for year in range(2013, 2024)
    for unit, numerator in ((111, 93), (113, 71), (211, 40))
)
LUNGS = ["caregiver;2022;111;l_andel;8;10"]
BEFORE = ["caregiver;2012;111;h_andel;8;10"]
# Rows that take long enough to read to be caught at it.
MANY = tuple(f"caregiver;2022;{unit};h_andel;1;1" for unit in (111, 113, 211)) * 60_000
A_WHILE = 60
OURS = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
TURNS = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND {OURS}"
STOPPED = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


class Installation:
    """A portal of its own: database, broker, files and the commands of a process of its own."""

    def __init__(self, folder, worker, **environment):
        self._environment = os.environ | environment
        self._environment |= {"MEDIA_ROOT": str(folder / "media"), "SECRET_KEY": "for-tests-only"}
        self._environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "0"}
        self._worker = worker
        self._folder = folder

    def found(self):
        self.manage("migrate", "--verbosity=0")
        self.run("-c", FOUND, str(self._folder))
        self.deliver(BEFORE, "--publish")

    def copy_files(self, folder):
        """Its delivered files, and its database where that is one, to another portal's folder."""
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)

    def run(self, *arguments):
        """What Python wrote, and what it exited with."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=A_WHILE,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout, done.returncode

    def manage(self, *arguments):
        out, code = self.run("manage.py", *map(str, arguments))
        assert code == 0, out
        return out

    def deliver(self, rows, *options, registry="hjerte"):
        path = write(self._folder, "levering.csv", HEADER + "\n".join(rows) + "\n")
        return json.loads(self.manage("deliver", path, "--registry", registry, "--report", "json", *options))

    def exported(self):
        return list(csv.DictReader(io.StringIO(self.manage("export_results", "--internal"))))

    def kept(self):
        tables = ("results_delivery", "results_observation", "results_release", "results_result")
        return [self.rows(f"SELECT count(*) FROM {table}") for table in tables]

    def attempts(self):
        return self.rows("SELECT state, attempts FROM results_job")

    def finish(self, job):
        """Waits for the job, and makes the draft public that is its only one."""
        self.manage("jobs", job, "--wait")
        (draft,) = self.rows("SELECT id FROM results_release WHERE state = 'draft'")
        self.manage("publish", *draft)

    @contextmanager
    def worker(self):
        with (self._folder / "worker.log").open("a") as log:
            process = subprocess.Popen(
                self._worker,
                cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            yield process
        finally:
            kill(process)
            print((self._folder / "worker.log").read_text())


class Full(Installation):
    def __init__(self, folder, database, broker):
        super().__init__(folder, FULL_WORKER, DATABASE_URL=database, REDIS_URL=broker)
        self.database, self.broker = database, broker

    def rows(self, query):
        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def forget(self):
        with redis.Redis.from_url(self.broker) as client:
            for key in client.scan_iter(f"*{urlsplit(self.database).path[1:]}-jobs*"):
                client.delete(key)


class Embedded(Installation):
    def __init__(self, folder):
        self.file = folder / "portal.sqlite3"
        super().__init__(folder, embedded_worker(), DATABASE_URL=f"sqlite:///{self.file}", REDIS_URL="")

    def rows(self, query):
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(query).fetchall()

    def phase(self, job):
        told = FileBasedCache(f"{self.file}-jobs/progress", {}).get(str(job)) or {}
        return told.get("phase")


@pytest.fixture(scope="module")
def founded_full(tmp_path_factory, postgres_database, redis_url):
    """What every test of the full way begins with, founded once."""
    with postgres_database() as url:
        portal = Full(tmp_path_factory.mktemp("full"), url, redis_url)
        portal.found()
        yield portal


@pytest.fixture
def full(tmp_path, founded_full, postgres_database, redis_url):
    founded_full.copy_files(tmp_path)
    with postgres_database(like=founded_full.database) as url:
        portal = Full(tmp_path, url, redis_url)
        yield portal
        portal.forget()


@pytest.fixture(scope="module")
def founded_embedded(tmp_path_factory):
    portal = Embedded(tmp_path_factory.mktemp("embedded"))
    portal.found()
    return portal


@pytest.fixture
def embedded(tmp_path, founded_embedded):
    founded_embedded.copy_files(tmp_path)
    return Embedded(tmp_path)


@pytest.fixture(scope="module")
def plain(tmp_path_factory, founded_embedded):
    """What is public when the rows are delivered and published without any worker."""

    @cache
    def plain(rows):
        folder = tmp_path_factory.mktemp("plain")
        founded_embedded.copy_files(folder)
        portal = Embedded(folder)
        portal.deliver(rows, "--publish", "--accept-warnings")
        return portal.exported()

    return plain


def kill(process):
    """With its children, and as the system does it when there is no memory left."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children(process):
    threads = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def until(is_so):
    deadline = time.monotonic() + A_WHILE
    while time.monotonic() < deadline:
        if found := is_so():
            return found
        time.sleep(0.02)
    raise AssertionError("It never came to that.")


# No worker gets further than to its first result: the draft is there, but only in its transaction.
AT_THE_RESULTS = "LOCK TABLE results_result IN SHARE MODE"
# No worker builds on what is public so far, which is of one registry alone.
AT_THE_DRAFT = "SELECT 1 FROM results_release FOR UPDATE"


@contextmanager
def stopped(portal, place):
    """Workers come to a stop there, in the midst of a transaction; waits until one has."""
    with psycopg.connect(portal.database) as holder:
        holder.execute(place)
        yield lambda: until(lambda: portal.rows(STOPPED))
        holder.rollback()


def test_a_worker_on_redis_and_postgresql_makes_what_is_published(full, plain):
    with full.worker():
        full.finish(full.deliver(ROWS, "--queue")["job"])
    assert full.attempts() == [("done", 1)]
    assert full.exported() == plain(ROWS)


def test_a_worker_killed_midway_leaves_nothing_and_the_next_one_finishes(full, plain):
    public, kept = full.exported(), full.kept()
    with stopped(full, AT_THE_RESULTS) as has_come_there, full.worker() as worker:
        job = full.deliver(ROWS, "--queue")["job"]
        has_come_there()
        assert "Beregner resultatene." in full.manage("jobs", job)
        assert full.rows(TURNS) == [(1,)]
        kill(worker)
    until(lambda: full.rows(TURNS) == [(0,)])
    full.rows("SELECT 1 FROM registries_registry FOR NO KEY UPDATE NOWAIT")
    assert (full.exported(), full.kept(), full.attempts()) == (public, kept, [("running", 1)])
    with full.worker():
        full.finish(job)
    assert full.attempts() == [("done", 2)]
    assert full.exported() == plain(ROWS)


@pytest.mark.skipif(sys.platform != "linux", reason="the children of a process are asked of Linux")
def test_a_job_whose_process_is_killed_is_done_by_the_workers_next_one(full, plain):
    with full.worker() as worker:
        with stopped(full, AT_THE_RESULTS) as has_come_there:
            job = full.deliver(ROWS, "--queue")["job"]
            has_come_there()
            for child in children(worker):
                os.kill(child, signal.SIGKILL)
        full.finish(job)
        assert worker.poll() is None
    assert full.attempts() == [("done", 2)]
    assert full.exported() == plain(ROWS)


def test_registries_do_not_wait_for_each_other_and_nobody_waits_to_ask_for_a_job(full):
    with stopped(full, AT_THE_DRAFT) as one_has_come_there, full.worker():
        first = full.deliver(ROWS, "--queue")["job"]
        one_has_come_there()
        second = full.deliver(ROWS, "--queue")["job"]
        other = full.deliver(LUNGS, "--queue", registry="lunge")["job"]
        full.manage("jobs", other, "--wait")
        unfinished = full.rows("SELECT id FROM results_job WHERE finished_at IS NULL ORDER BY id")
    assert unfinished == [(first,), (second,)]


def test_the_embedded_worker_makes_what_is_published(embedded, plain):
    with embedded.worker():
        embedded.finish(embedded.deliver(ROWS, "--queue")["job"])
    assert Path(f"{embedded.file}-jobs").stat().st_mode & 0o777 == 0o700
    assert embedded.attempts() == [("done", 1)]
    assert embedded.exported() == plain(ROWS)


def test_an_embedded_worker_killed_midway_leaves_nothing_and_the_next_one_finishes(embedded, plain):
    public, kept = embedded.exported(), embedded.kept()
    # Before there is a worker, which could else be done before one looks.
    job = embedded.deliver(MANY, "--queue")["job"]
    with closing(sqlite3.connect(embedded.file, isolation_level=None)) as holder, embedded.worker() as worker:
        until(lambda: embedded.phase(job) == "reading")
        holder.execute("BEGIN IMMEDIATE")
        until(lambda: embedded.phase(job) == "waiting")
        kill(worker)
    assert (embedded.exported(), embedded.kept(), embedded.attempts()) == (public, kept, [("running", 1)])
    with embedded.worker():
        embedded.finish(job)
    assert embedded.attempts() == [("done", 2)]
    assert embedded.exported() == plain(MANY)
