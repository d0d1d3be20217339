"""What those who wait for a job are told."""

from contextlib import contextmanager

import pytest
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache

from results import working
from results.models import Job
from results.progress import progress_of
from tests.jobs import Killed, asked, killing
from tests.nation import found_nation
from wording.numbers import NARROW_SPACE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def seen(monkeypatch):
    """What anyone who looks is told, each time the job has told something."""
    told, tell = [], working.telling

    @contextmanager
    def telling(job):
        with tell(job) as original:

            def looked_at(phase, part):
                original(phase, part)
                told.append(progress_of(Job.objects.get(pk=job.pk)))

            yield looked_at

    monkeypatch.setattr(working, "telling", telling)
    return told


def test_progress_tells_each_phase_and_how_much_is_read(seen, monkeypatch, work):
    monkeypatch.setattr("results.progress.PAUSE", 0)
    job = asked()
    assert progress_of(job).sentence == "Venter på tur."
    job = work(job)
    assert [(found.phase, found.part) for found in seen] == [
        ("reading", None), ("reading", 1.0), ("waiting", None), ("comparing", None), ("computing", None)
    ]  # fmt: skip
    assert [found.sentence for found in seen[:2]] == ["Leser filen.", f"Leser filen: 100{NARROW_SPACE}%."]
    assert progress_of(job) == ("", None, f"Utkast {job.release_id} er laget.")


def test_a_phase_is_told_of_a_few_times_a_second_at_most(seen, monkeypatch, work):
    monkeypatch.setattr("results.progress.PAUSE", 3600)
    work(asked())
    assert [(found.phase, found.part) for found in seen[:2]] == [("reading", None)] * 2


def test_what_an_earlier_attempt_told_is_not_believed(monkeypatch, work):
    job = asked()
    with monkeypatch.context() as patch:
        patch.setattr(type(caches["jobs"]), "delete", lambda cache, key: None)  # it had no time to
        patch.setattr(working, "deliver_reading", killing(None, "before"))
        with pytest.raises(Killed):
            work(job)
    job.refresh_from_db()
    assert progress_of(job).phase == "waiting"
    job.attempts += 1
    assert progress_of(job) == ("", None, "Arbeider.")


def test_a_cache_that_does_not_answer_stops_no_job(settings, work, caplog):
    settings.CACHES = settings.CACHES | {"jobs": {"BACKEND": "tests.results.test_job_progress.DeadCache"}}
    job = asked()
    Job.objects.update(state="running")
    job.refresh_from_db()
    assert progress_of(job).sentence == "Arbeider."
    assert work(job).state == "done"
    assert "does not answer" in caplog.text


class DeadCache(DummyCache):
    def get(self, *args, **arguments):
        raise ConnectionError

    set = delete = get
