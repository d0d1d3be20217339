"""The tasks and the commands around jobs."""

import json

import pytest
from django.db import OperationalError

import portal.celery  # noqa: F401  # the app that the tasks belong to
from results import tasks, working
from results.models import Job
from tests.jobs import FAULTY, ROWS, asked, failing
from tests.nation import HEADER, command, deliver, found_nation, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def test_the_task_tries_again_what_passes(monkeypatch):
    worked = []

    def pass_once(*, job_id):
        worked.append(job_id)
        if len(worked) == 1:
            raise OperationalError

    monkeypatch.setattr(working, "work", pass_once)
    assert tasks.work_on.apply(args=[7]).successful()
    assert worked == [7, 7]


def test_the_message_of_a_job_that_is_gone_is_dropped(caplog):
    tasks.work_on.apply(args=[404], throw=True)
    assert "no job 404" in caplog.text


def test_deliver_can_leave_it_to_the_workers(tmp_path, commits, sent_jobs, work):
    path = write(tmp_path, "f.csv", HEADER + ROWS[0])
    with commits():
        out, _, code = command("deliver", path, "--registry", "hjerte", "--queue", "--report", "json")
    job = Job.objects.get()
    assert (json.loads(out), code, sent_jobs) == ({"job": job.pk}, 0, [job.pk])
    out, _, code = command("jobs", str(job.pk))
    assert (code, out.split(": ", 1)[0]) == (0, str(job.pk))
    assert "venter. Venter på tur." in out
    work(job)
    out, err, code = command("jobs", str(job.pk), "--wait")
    assert (err, code) == ("", 0)
    assert "1 celler nye, 0 endret, 0 fjernet." in out


def test_what_is_left_to_the_workers_is_not_published_unseen(tmp_path):
    path = write(tmp_path, "f.csv", HEADER + ROWS[0])
    out, err, code = command("deliver", path, "--registry", "hjerte", "--queue", "--publish")
    assert (out, code, Job.objects.count()) == ("", 3, 0)
    assert "--publish" in err


def test_jobs_exits_as_deliver_does(work, monkeypatch):
    faulty = work(asked(FAULTY))
    accepted = work(asked())
    warned = work(asked())
    with monkeypatch.context() as patch:
        patch.setattr(working, "deliver_reading", failing(ZeroDivisionError()))
        failed = work(asked())
    found = {job: command("jobs", str(job.pk), "--wait") for job in (faulty, accepted, warned, failed)}
    assert [code for _, _, code in found.values()] == [1, 0, 2, 3]
    assert "Rad 2: telleren (9)" in found[faulty][1]
    assert "nøyaktig den samme" in found[warned][1]
    assert working.OUR_FAULT in found[failed][1]
    assert command("jobs", "404")[2] == command("jobs", "--wait")[2] == 3


def test_jobs_follows_a_job_until_it_is_finished(monkeypatch, work):
    job = asked()
    monkeypatch.setattr("results.management.commands.jobs.time.sleep", lambda seconds: work(job))
    out, _, code = command("jobs", str(job.pk), "--wait")
    job.refresh_from_db()
    assert (code, out.splitlines()[:2]) == (0, ["Venter på tur.", f"Utkast {job.release_id} er laget."])


def test_jobs_lists_the_unfinished_and_then_the_latest(work):
    done, waiting = asked(), asked(registry="lunge", rows=["caregiver;2022;111;l_andel;8;10"])
    work(done)
    out, _, code = command("jobs")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == [str(waiting.pk), str(done.pk)]


def test_recompute_can_be_left_to_the_workers(tmp_path, commits, sent_jobs):
    deliver(tmp_path, ROWS, "--publish")
    with commits():
        out, _, code = command("recompute", "--all", "--queue")
    job = Job.objects.get()
    assert (code, job.kind, job.registry.key, sent_jobs) == (0, "recompute", "hjerte", [job.pk])
    assert out.splitlines() == [f"hjerte: jobb {job.pk} er bestilt.", "lunge: ingenting er publisert."]
