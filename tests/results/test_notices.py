"""Mails to a registry's publishers."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import resolve
from django.utils import translation

from registries.models import Registry, Role
from results import notices, working
from results.actions import publish_release
from results.models import Job, Publication, Release
from tests.jobs import FAULTY, asked, failing
from tests.nation import found_nation
from tests.workbench.staff import DRAFT, PUBLIC, made, someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(tmp_path, settings):
    """Three publishers, of whom one has left; others who are not to know."""
    settings.SITE_URL = "https://kvalitet.example.no"
    found_nation(tmp_path)
    found = {name: someone(name) for name in ("kari", "ola", "per")}
    found["per"].is_active = False
    found["per"].save()
    someone("bidrag", Role.CONTRIBUTOR)
    someone("lunge", Role.PUBLISHER, "lunge")
    someone("sjef", Role.ADMINISTRATOR, None)
    return found


class OneRefused(EmailBackend):
    """A server that does not know the first address."""

    def send_messages(self, messages):
        if messages[0].to == ["kari@example.no"]:
            raise OSError("550 no such user")
        return super().send_messages(messages)


class Down(EmailBackend):
    def open(self):
        raise OSError("connection refused")

    def send_messages(self, messages):
        raise OSError("connection refused")


def recipients():
    assert all(len(message.to) == 1 and not message.cc and not message.bcc for message in mail.outbox)
    return [message.to[0] for message in mail.outbox]


def test_a_publication_is_told_to_the_other_publishers_one_by_one(tmp_path, people, commits):
    draft = made(tmp_path, PUBLIC)
    mail.outbox.clear()
    with commits():
        publish_release(release=draft, by=people["ola"], reason="Årets tall.")
        assert mail.outbox == []
    assert recipients() == ["kari@example.no"]
    [message] = mail.outbox
    assert message.subject == f"Utgivelse {draft.pk} er publisert: Hjerte"
    assert message.body.startswith(f"Ola publiserte utgivelse {draft.pk} for Norsk hjerteregister ")
    assert "Begrunnelse: Årets tall." in message.body
    assert f"\nhttps://kvalitet.example.no/levering/hjerte/utgivelse/{draft.pk}/\n" in message.body
    assert "ola@example.no" not in str(message.message())


def test_a_mail_is_in_norwegian_whatever_language_it_was_published_in(tmp_path, people, commits):
    draft = made(tmp_path, PUBLIC)
    mail.outbox.clear()
    with commits(), translation.override("en"):
        publish_release(release=draft, by=people["kari"])
    assert re.search(r" \d{1,2}\. [a-z]+ \d{4} kl\. ", mail.outbox[0].body)


def test_a_roll_back_is_told(tmp_path, people, commits):
    first = made(tmp_path, PUBLIC, "--publish")
    made(tmp_path, DRAFT, "--publish")
    mail.outbox.clear()
    with commits():
        publish_release(release=first, by=people["kari"], reason="Feil.")
    assert recipients() == ["ola@example.no"]
    assert "på nytt" in mail.outbox[0].subject


def test_what_is_not_stored_is_not_told(tmp_path, people, commits):
    from django.db import transaction

    draft = made(tmp_path, PUBLIC)
    with commits(), transaction.atomic():
        publish_release(release=draft, by=people["ola"])
        transaction.set_rollback(True)
    assert mail.outbox == []


def test_a_finished_draft_is_told_without_any_number(people, work):
    job = asked(["caregiver;2022;211;h_andel;613;713"])
    Job.objects.filter(pk=job.pk).update(by=people["kari"])
    job = work(job)
    assert (job.state, recipients()) == ("done", ["ola@example.no"])
    [message] = mail.outbox
    assert message.subject == f"Utkast {job.release_id} er klart: Hjerte"
    link = f"https://kvalitet.example.no/levering/hjerte/utkast/{job.release_id}/"
    assert link in message.body
    # The draft's own number, and none other: what is in it is not public.
    assert set(re.findall(r"\d+", message.body.replace(link, ""))) == set()


def test_a_failed_job_is_told_to_all_publishers_where_nobody_asked_for_it(people, work, monkeypatch):
    monkeypatch.setattr(working, "read_file", failing(ValueError("613 av 713")))
    job = work(asked())
    assert (job.state, recipients()) == ("failed", ["kari@example.no", "ola@example.no"])
    assert f"/levering/hjerte/jobb/{job.pk}/" in mail.outbox[0].body
    assert "613" not in mail.outbox[0].body


def test_a_file_with_faults_is_its_senders_own_matter(people, work):
    assert work(asked(FAULTY)).state == "stopped"
    assert mail.outbox == []


@pytest.mark.parametrize("backend", ["Down", "OneRefused"])
def test_a_mail_server_that_fails_stops_nothing(tmp_path, people, commits, work, settings, caplog, backend):
    settings.EMAIL_BACKEND = f"tests.results.test_notices.{backend}"
    job = work(asked())
    assert job.state == "done"
    with commits():
        publish_release(release=Release.objects.get(), by=None)
    assert Publication.objects.count() == 1
    assert "mail" in caplog.text
    assert [message.to for message in mail.outbox] == [["ola@example.no"]] * (
        2 if backend == "OneRefused" else 0
    )


def test_a_registry_without_publishers_is_told_nothing(tmp_path, commits):
    Registry.objects.get(key="hjerte").memberships.all().delete()
    draft = made(tmp_path, PUBLIC)
    with commits():
        publish_release(release=draft, by=None)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("DRAFT_PAGE", "workbench:rehearsal"),
        ("JOB_PAGE", "workbench:job"),
        ("RELEASE_PAGE", "workbench:release"),
    ],
)
def test_the_links_lead_to_staffs_pages(page, name):
    match = resolve(getattr(notices, page).format(key="hjerte", pk=7))
    assert (match.view_name, match.kwargs) == (name, {"key": "hjerte", "pk": 7})
