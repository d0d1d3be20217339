"""A file comes in and becomes a job; what is too large, or lacks something, is told so."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from results.actions import DataDates
from results.models import Job, Release
from tests.jobs import FAULTY, ROWS
from tests.nation import HEADER, deliver
from tests.results.world import Page
from workbench import receiving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]
ADDRESS = "/levering/hjerte/last-opp/"


def form(rows=ROWS, name="levering.csv", content=None, **fields):
    content = (HEADER + "\n".join(rows) + "\n").encode() if content is None else content
    dates = DataDates.by_default()
    return {
        "file": SimpleUploadedFile(name, content),
        "updated_to": dates.updated_to,
        "complete_to": dates.complete_to,
        **fields,
    }


class Answered:
    """Gives the page that a form was answered with."""

    def __init__(self, answer):
        self.answer = answer

    def get(self, address, query):
        return self.answer


@pytest.fixture
def send(visit, commits):
    def send(fields, who="contributor", **options):
        with commits():
            return visit(who).post(ADDRESS, fields, **options)

    return send


def test_a_file_becomes_a_job_outside_the_request(send, people, sent_jobs):
    answer = send(form(name="årets tall.csv", updated_to="2026-05-02", complete_to="2025-12-31"))
    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/levering/hjerte/jobb/{job.pk}/")
    assert (job.registry.key, job.by, job.state, sent_jobs) == (
        "hjerte",
        people["contributor"],
        "waiting",
        [job.pk],
    )
    assert (job.filename, job.accept_all_warnings, job.accepted_warnings) == ("årets tall.csv", False, {})
    assert (str(job.updated_to), str(job.complete_to)) == ("2026-05-02", "2025-12-31")


def test_the_job_makes_the_draft_that_the_file_says(send, work):
    send(form())
    job = work(Job.objects.get())
    assert (job.state, job.report["diff"]) == ("done", {"added": 2, "changed": 0, "removed": 0})


def test_the_script_is_answered_with_the_jobs_address(send):
    answer = send(form(), headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (
        201,
        {"address": f"/levering/hjerte/jobb/{Job.objects.get().pk}/"},
    )


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({"file": ""}, "file", "Velg filen du vil levere."),
        ({"updated_to": ""}, "updated_to", "Skriv datoen."),
        ({"complete_to": "i fjor"}, "complete_to", "Skriv datoen som dag, måned og år."),
        ({"updated_to": timezone.localdate() + timedelta(days=2)}, "updated_to", "fram i tid"),
        ({"updated_to": "2024-05-01", "complete_to": "2024-12-31"}, "complete_to", "komplette lenger fram"),
    ],
)
def test_what_is_lacking_is_said_where_it_is_lacking(send, fields, place, sentence):
    asked_by_script = send(form(**fields), headers={"accept": "application/json"})
    assert asked_by_script.status_code == 422
    assert sentence in asked_by_script.json()["faults"][place][0]
    answer = send(form(**fields))
    assert answer.status_code == 422
    page = Page(Answered(answer), "", 422)
    assert sentence in page.texts(f"[data-error={place}]")[0]
    assert page.tree.get_element_by_id(f"id_{place}").get("aria-invalid") == "true"
    assert page.texts("[data-problem]") != []
    assert Job.objects.count() == 0


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST_FILE", 100_000)
    monkeypatch.setattr(receiving, "REST_OF_FORM", 10_000)


@pytest.mark.parametrize("claimed", ["its size", "less"])
def test_a_file_above_the_limit_is_neither_kept_nor_delivered(
    visit, small_limits, settings, tmp_path, monkeypatch, claimed
):
    """By what the body says of itself, and where that is within bounds, by what it is."""
    if claimed == "less":
        monkeypatch.setattr(receiving, "REST_OF_FORM", 10**9)
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    for options in ({"headers": {"accept": "application/json"}}, {}):
        answer = visit().post(ADDRESS, form(content=b"x" * 150_000), **options)
        assert answer.status_code == 413
        told = answer.json()["faults"]["file"][0] if options else answer.content.decode()
        assert receiving.TOO_LARGE in told
    assert (Job.objects.count(), list((tmp_path / "temporary").iterdir())) == (0, [])
    assert not (settings.MEDIA_ROOT / "jobs").exists()


def test_of_a_file_above_the_limit_no_more_is_held_than_a_chunk(visit, small_limits, monkeypatch):
    held = []

    def received(self, raw_data, start):
        held.append(len(raw_data))
        return raw_data

    monkeypatch.setattr(
        "django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk", received
    )
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk", received
    )
    assert visit().post(ADDRESS, form(content=b"x" * 2_000_000)).status_code == 413
    assert held == []


def test_a_file_at_the_limit_is_taken(send, small_limits):
    assert send(form(content=b"x" * 100_000)).status_code == 302


def test_a_file_above_the_limit_is_drained_but_an_endless_one_is_cut_off(visit, small_limits, monkeypatch):
    asked = []
    monkeypatch.setattr(
        receiving, "StopUpload", lambda connection_reset: asked.append(connection_reset) or Stop()
    )
    for size in (150_000, 500_000):
        monkeypatch.setattr(receiving, "HEARD_OUT", 400_000)
        with pytest.raises(Stop):
            visit().post(ADDRESS, form(content=b"x" * size))
    assert asked == [False, True]


class Stop(Exception):
    pass


def test_who_may_not_deliver_is_turned_away_before_the_file_is_read(visit, monkeypatch):
    monkeypatch.setattr(
        "workbench.views.uploads.capped", lambda request: pytest.fail("The body was looked at.")
    )
    assert visit("other").post(ADDRESS, form()).status_code == 404


# Two at once


def test_two_uploads_both_come_to_an_end_and_the_second_is_told_what_it_builds_on(send, work, read, people):
    send(form(name="første.csv"))
    send(form([*ROWS, "caregiver;2022;113;h_andel;8;10"], name="andre.csv"), who="publisher")
    second, first = Job.objects.all()
    address = f"/levering/hjerte/jobb/{second.pk}/"
    assert read(address).texts("[data-ahead]") == [
        "Venter på «første.csv», som Contributor Berg leverte først. Lykkes den, bygger denne leveringen på "
        "utkastet fra den."
    ]
    work(second)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.release.built_on) == ("done", "done", first.release)
    assert (
        f"Utkastet bygger på utkast {first.release_id}, som Contributor Berg laget"
        in (read(address).texts("[data-foundation]")[0])
    )
    told = read(f"/levering/hjerte/jobb/{first.pk}/").texts("[data-outcome]")[0]
    assert f"Utkast {first.release_id} er lukket" in told
    assert f"Utkast {second.release_id} er det åpne utkastet nå." in told
    assert Release.objects.filter(state="draft").get() == second.release


def test_the_second_of_two_builds_on_what_was_there_when_the_first_comes_to_nothing(tmp_path, send, work):
    published, _ = deliver(tmp_path, ROWS[:1], "--publish")
    send(form(FAULTY)), send(form())
    second, first = Job.objects.all()
    second = work(second)
    first.refresh_from_db()
    assert (first.state, second.state) == ("stopped", "done")
    assert second.release.built_on_id == published["release"]


# What is no delivery


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tall.csv", b"%PDF-1.7\n1 0 obj", "Filen er en PDF."),
        ("tall.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Filen er ikke en tekstfil."),
        ("tall.xlsx", b"PK\x03\x04" + b"\x01" * 100, "Regnearket er skadet eller ufullstendig."),
        ("tall.csv", b"", "Filen er tom."),
        ("tall.csv", HEADER.encode(), "ingen datarader"),
        ("tall.csv", (HEADER + "caregiver;2022;111;l_andel;1;2\n").encode(), "hører til registeret «lunge»"),
        ("tall.csv", (HEADER + 'caregiver;2022;"111;h_andel').encode(), "aldri lukkes"),
    ],
)
def test_what_cannot_be_delivered_is_told_by_the_reader(send, work, read, name, content, sentence):
    send(form(name=name, content=content))
    job = work(Job.objects.get())
    page = read(f"/levering/hjerte/jobb/{job.pk}/")
    assert (job.state, Release.objects.count()) == ("stopped", 0)
    assert sentence in page.texts("[data-fault] p")[0]


def test_that_the_whole_file_is_another_registrys_is_said_first(send, work, read):
    send(form(["caregiver;2022;111;l_andel;1;2", "caregiver;2022;113;l_andel;1;2"]))
    page = read(f"/levering/hjerte/jobb/{work(Job.objects.get()).pk}/")
    assert "riktig register" in page.texts("[data-hint]")[0]


def test_temporary_files_of_an_upload_are_gone(send, settings, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    send(form())
    assert list(folder.iterdir()) == []
    assert Path(Job.objects.get().file.path).stat().st_size > 10
