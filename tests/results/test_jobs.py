"""Jobs without workers: what is sent is noted, and worked off when the test says so."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from registries.models import Registry
from results import jobs, turns, working
from results.actions import DataDates
from results.models import Delivery, Job, Observation, Release, Result
from results.progress import progress_of
from tests.jobs import FAULTY, ROWS, Killed, asked, failing, killing, recomputation
from tests.nation import INDICATORS, command, deliver, exported, found_nation, import_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def kept():
    return [model.objects.count() for model in (Delivery, Observation, Release, Result)]


def files(settings):
    return [path for path in (settings.MEDIA_ROOT / "jobs").rglob("*") if path.is_file()]


# Asking and sending


def test_a_job_is_sent_when_its_transaction_is_stored(commits, sent_jobs):
    with commits():
        job = asked()
        assert sent_jobs == []
    job.refresh_from_db()
    assert (sent_jobs, job.state, job.attempts) == ([job.pk], "waiting", 0)
    assert job.sent_at is not None


def test_what_is_not_stored_is_not_sent(commits, sent_jobs):
    with commits(), transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert (sent_jobs, Job.objects.count()) == ([], 0)


def test_a_broker_that_does_not_answer_fails_nothing(commits, settings, sent_jobs, caplog):
    answering, settings.SEND_JOB = settings.SEND_JOB, "operator.not_there"
    with commits():
        job = asked()
    job.refresh_from_db()
    assert (job.state, job.sent_at) == ("waiting", None)
    assert "could not be sent" in caplog.text
    settings.SEND_JOB = answering
    assert jobs.resend_forgotten() == 1
    assert sent_jobs == [job.pk]


def test_only_what_is_forgotten_is_sent_again(commits, sent_jobs, work):
    with commits():
        lately, long_ago, running, finished = (asked(registry="lunge") for _ in range(4))
    Job.objects.exclude(pk=lately.pk).update(sent_at=timezone.now() - timedelta(minutes=6))
    Job.objects.filter(pk=running.pk).update(state="running")
    Job.objects.filter(pk=finished.pk).update(state="done", finished_at=timezone.now())
    sent_jobs.clear()
    assert jobs.resend_forgotten() == 2
    assert sent_jobs == [long_ago.pk, running.pk]
    sent_jobs.clear()
    assert jobs.resend_forgotten() == 0


def test_a_worker_that_starts_is_sent_all_that_is_unfinished(commits, sent_jobs):
    with commits():
        first, second = asked(), asked()
    sent_jobs.clear()
    assert jobs.resume() == 2
    assert sent_jobs == [first.pk, second.pk]


def test_a_silent_broker_is_asked_once(commits, settings, monkeypatch):
    with commits():
        asked(), asked()
    tried = []
    monkeypatch.setattr(jobs, "import_string", lambda name: lambda job_id: tried.append(job_id) or 1 / 0)
    assert jobs.resume() == 0
    assert len(tried) == 1


# Working off


def test_a_job_makes_the_draft_that_deliver_makes(tmp_path, work, settings):
    job = work(asked(filename="årets tall.csv"))
    by_job = exported("--release", str(job.release_id), "--internal")
    assert (job.state, job.attempts, job.error) == ("done", 1, "")
    assert job.finished_at is not None
    assert (Delivery.objects.get().filename, files(settings)) == ("årets tall.csv", [])
    report, _ = deliver(tmp_path, ROWS, "--accept-warnings")
    at_once = exported("--release", str(report["release"]), "--internal")
    unlike = {"release", "diff", "warnings"}  # the second file is the same as the first
    assert {k: v for k, v in job.report.items() if k not in unlike} == {
        k: v for k, v in report.items() if k not in unlike
    }
    assert job.report["diff"] == {"added": 2, "changed": 0, "removed": 0}
    assert len(by_job) == len(at_once) > 0
    assert [row | {"release": ""} for row in by_job] == [row | {"release": ""} for row in at_once]


def test_faults_stop_a_job_and_change_nothing(work, settings):
    before = kept()
    job = work(asked(FAULTY))
    assert (job.state, job.release, kept(), files(settings)) == ("stopped", None, before, [])
    assert [fault["code"] for fault in job.report["faults"]] == ["numerator_above_denominator"]
    assert progress_of(job).sentence == "1 feil i filen. Ingenting er endret."


def test_warnings_stop_a_job_and_its_file_can_be_delivered_with_them(work, settings):
    work(asked())
    stopped = work(asked())
    assert (stopped.state, Release.objects.count(), len(files(settings))) == ("stopped", 1, 1)
    assert progress_of(stopped).sentence == "1 advarsel må godtas. Ingenting er endret."
    again = jobs.ask_for_delivery(
        file=stopped.file,
        filename=stopped.filename,
        registry=stopped.registry,
        dates=DataDates(stopped.updated_to, stopped.complete_to),
        accept_warnings=True,
        by=None,
    )
    stopped.file.close()
    assert work(again).state == "done"


def test_a_finished_job_is_not_done_again(work):
    job = asked()
    first, second = work(job), work(job)
    assert (second.release_id, second.attempts, Release.objects.count()) == (first.release_id, 1, 1)


def test_of_two_workers_at_one_job_one_makes_the_draft(monkeypatch, work):
    monkeypatch.setattr(working, "turn_of", lambda registry: everyones_turn())
    job, read, results = asked(), working.read_file, []

    def read_slowly(**arguments):
        if not results:
            results.append(None)
            results.append(working.work(job_id=job.pk))
        return read(**arguments)

    monkeypatch.setattr(working, "read_file", read_slowly)
    slower = work(job)
    assert results[1].state == slower.state == "done"
    assert (slower.release_id, Release.objects.count()) == (results[1].release_id, 1)


@contextmanager
def everyones_turn():
    yield True


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["read_file", "lock_registry", "deliver_reading", "delivery_report", "_end"])
def test_a_job_whose_worker_is_killed_is_done_by_the_next(monkeypatch, work, when, step):
    deliver_nothing, job = kept(), asked()
    with monkeypatch.context() as patch:
        patch.setattr(working, step, killing(getattr(working, step), when))
        with pytest.raises(Killed):
            work(job)
    job.refresh_from_db()
    assert (job.state, job.attempts, kept()) == ("running", 1, deliver_nothing)
    job = work(job)
    assert (job.state, job.attempts, Release.objects.count()) == ("done", 2, 1)


def test_a_job_whose_worker_is_killed_behind_the_end_is_not_done_again(monkeypatch, work):
    job = asked()
    with monkeypatch.context() as patch:
        patch.setitem(working.WORK, Job.Kind.DELIVER, killing(working.WORK[Job.Kind.DELIVER], "after"))
        with pytest.raises(Killed):
            work(job)
    assert (work(job).attempts, Release.objects.count()) == (1, 1)


def test_a_job_that_kills_its_worker_every_time_is_given_up(monkeypatch, work, settings):
    before, job = kept(), asked()
    monkeypatch.setattr(working, "read_file", killing(None, "before"))
    for _ in range(working.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            work(job)
    job = work(job)
    assert (job.state, job.attempts, kept(), files(settings)) == ("failed", 3, before, [])
    assert progress_of(job).sentence == job.error == working.GIVEN_UP


def test_what_passes_is_tried_again(monkeypatch, work):
    job = asked()
    with monkeypatch.context() as patch:
        patch.setattr(working, "deliver_reading", failing(OperationalError("the database is restarting")))
        with pytest.raises(OperationalError):
            work(job)
    job.refresh_from_db()
    assert job.state == "running"
    assert work(job).state == "done"


def test_an_error_of_ours_fails_the_job_and_keeps_the_internals_in_the_log(monkeypatch, work, caplog):
    before, job = kept(), asked()
    monkeypatch.setattr(working, "deliver_reading", failing(KeyError("hemmelig")))
    job = work(job)
    assert (job.state, job.error, kept()) == ("failed", working.OUR_FAULT, before)
    assert "hemmelig" in caplog.text


def test_a_registrys_jobs_are_worked_off_in_the_order_they_were_asked_for(work):
    first, second = asked(), asked(FAULTY)
    other = asked(["caregiver;2022;111;l_andel;8;10"], "lunge")
    third = asked(["caregiver;2021;111;h_andel;8;10"])
    work(third)
    ended = [job.pk for job in Job.objects.exclude(finished_at=None).order_by("finished_at")]
    assert ended == [first.pk, second.pk, third.pk]
    assert Release.objects.get(jobs=third).built_on == Release.objects.get(jobs=first)
    assert [job.pk for job in jobs.unfinished()] == [other.pk]


def test_who_finds_the_turn_taken_leaves_the_job_to_whoever_has_it(work):
    job = asked()
    with turn_elsewhere(job.registry):
        assert (work(job).state, job.attempts) == ("waiting", 0)
    assert work(job).state == "done"


def test_registries_have_turns_of_their_own(work):
    with turn_elsewhere(Registry.objects.get(key="lunge")):
        assert work(asked()).state == "done"


@contextmanager
def turn_elsewhere(registry):
    """Another worker, with its own connection, has the turn."""
    taken, free, ours = threading.Event(), threading.Event(), []

    def hold():
        with turns.turn_of(registry) as is_ours:
            ours.append(is_ours)
            taken.set()
            free.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert taken.wait(30)
        assert ours == [True]
        yield
    finally:
        free.set()
        thread.join()


# Computing again


def test_recompute_makes_a_draft_where_the_results_would_be_others(tmp_path, work):
    deliver(tmp_path, ROWS, "--publish")
    alike = work(recomputation())
    assert (alike.state, alike.release) == ("done", None)
    assert "blir de samme" in progress_of(alike).sentence
    import_table(tmp_path, "indicators", INDICATORS.replace("0.9,0.7,,5", "0.99,0.7,,5"))
    other = work(recomputation())
    assert (other.state, other.release.state, other.report["intact"]) == ("done", "draft", True)
    assert f"Utkast {other.release_id} " in progress_of(other).sentence


def test_recompute_has_nothing_to_do_where_nothing_is_published(work):
    job = work(recomputation())
    assert (job.state, job.report["verified"]) == ("done", None)
    assert "Ingenting er publisert" in progress_of(job).sentence


def test_recompute_tells_of_damage(tmp_path, work):
    deliver(tmp_path, ROWS, "--publish")
    Result.objects.filter(level="nation").update(numerator=1)
    job = work(recomputation())
    assert (job.state, job.report["intact"]) == ("done", False)
    assert "stemmer ikke med sjekksummen" in progress_of(job).sentence
    assert command("jobs", str(job.pk))[2] == 1


def test_a_file_whose_warnings_no_one_accepts_is_dropped_after_a_month(work, settings):
    work(asked())
    stopped = work(asked())
    assert len(files(settings)) == 1
    assert jobs.forget_files() == 0
    Job.objects.filter(pk=stopped.pk).update(finished_at=timezone.now() - timedelta(days=31))
    assert jobs.forget_files() == 1
    assert files(settings) == []
    stopped.refresh_from_db()
    assert (stopped.state, stopped.file.name) == ("stopped", "")
    assert jobs.forget_files() == 0
