"""Two at once: each ends in a defined state, and the second is told. On PostgreSQL, where they meet; SQLite
lets one writer in at a time."""

import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from registries.models import Registry
from results.actions import DataDates, deliver_reading, publishing, read_file
from results.actions import delivering as delivering_module
from results.models import Publication, PublishedRelease, Release
from tests.nation import HEADER, found_nation, write
from tests.people import sign_in
from tests.workbench.staff import DRAFT, PUBLIC, enter, made, public_and_draft

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]
LONG = 30  # seconds, that nothing here takes


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


class Held:
    """A step that waits, once it is reached, until it is let go."""

    def __init__(self, step):
        self._step, self.reached, self.free = step, threading.Event(), threading.Event()

    def __call__(self, *args, **arguments):
        self.reached.set()
        assert self.free.wait(LONG)
        return self._step(*args, **arguments)


@contextmanager
def meanwhile(action):
    """The action in a thread of its own, with a connection of its own; gives what it gives, in a list."""
    found = []

    def run():
        try:
            found.append(action())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield found
    thread.join(LONG)
    assert not thread.is_alive()


def publish(user, draft, public):
    client = Client()
    sign_in(client, user)
    sent = {"confirmed": "1", "reason": "Rettet.", "public": public.pk}
    return client.post(f"/levering/hjerte/utkast/{draft.pk}/publiser/", sent)


def waits_for_the_registry():
    """Some connection waits for a lock that another holds."""
    for _ in range(LONG * 20):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    raise AssertionError("Nobody waits.")


def delivered(folder, rows):
    registry = Registry.objects.get(key="hjerte")
    path = Path(write(folder, "samtidig.csv", HEADER + "\n".join(rows) + "\n"))
    file = read_file(path=path, registry=registry)
    return deliver_reading(file=file, dates=DataDates.by_default(), accept_warnings=True, by=None).release


def test_of_two_publishers_at_once_the_second_is_told_that_it_is_done(client, tmp_path, monkeypatch):
    public, draft = public_and_draft(tmp_path)
    first, second = enter(client, "publisher"), enter(client, "administrator")
    held = Held(publishing.changes)
    monkeypatch.setattr(publishing, "changes", held)
    with meanwhile(lambda: publish(first, draft, public)) as one:
        assert held.reached.wait(LONG)
        with meanwhile(lambda: publish(second, draft, public)) as other:
            waits_for_the_registry()
            held.free.set()
    assert one[0]["Location"].endswith("?beskjed=publisert")
    assert other[0]["Location"].endswith("?beskjed=allerede")
    assert Publication.objects.filter(release=draft).count() == 1
    assert PublishedRelease.objects.get().release == draft


def test_a_publication_while_a_delivery_is_computed_is_told_of_the_new_draft(client, tmp_path, monkeypatch):
    public, draft = public_and_draft(tmp_path)
    user = enter(client, "publisher")
    held = Held(delivering_module.make_draft)
    monkeypatch.setattr(delivering_module, "make_draft", held)
    with meanwhile(lambda: delivered(tmp_path, ["caregiver;2022;111;h_andel;20;100"])) as delivery:
        assert held.reached.wait(LONG)
        with meanwhile(lambda: publish(user, draft, public)) as answer:
            waits_for_the_registry()
            held.free.set()
    newer = delivery[0]
    assert answer[0].status_code == 409
    assert f"<h1>Utkast {newer.pk}</h1>" in answer[0].getvalue().decode()
    assert PublishedRelease.objects.get().release == public
    assert newer.built_on == draft
    states = dict(Release.objects.values_list("pk", "state"))
    assert (states[draft.pk], states[newer.pk]) == ("closed", "draft")


def test_a_delivery_while_a_draft_is_published_builds_on_what_was_published(client, tmp_path, monkeypatch):
    public, draft = public_and_draft(tmp_path)
    user = enter(client, "publisher")
    held = Held(publishing.changes)
    monkeypatch.setattr(publishing, "changes", held)
    with meanwhile(lambda: publish(user, draft, public)) as answer:
        assert held.reached.wait(LONG)
        with meanwhile(lambda: delivered(tmp_path, ["caregiver;2021;111;h_andel;20;100"])) as delivery:
            waits_for_the_registry()
            held.free.set()
    assert answer[0].status_code == 302
    assert delivery[0].built_on == draft
    assert set(delivery[0].slices.values_list("year", flat=True)) == {2021, 2022}
    assert PublishedRelease.objects.get().release == draft


def test_of_a_publication_and_a_roll_back_at_once_the_second_is_told(client, tmp_path, monkeypatch):
    first = made(tmp_path, DRAFT, "--publish")
    public, draft = public_and_draft(tmp_path, PUBLIC)
    user = enter(client, "publisher")
    held = Held(publishing.changes)
    monkeypatch.setattr(publishing, "changes", held)

    def roll_back():
        mine = Client()
        sign_in(mine, user)
        sent = {"reason": "Feil.", "public": public.pk, "draft": draft.pk}
        return mine.post(f"/levering/hjerte/utgivelse/{first.pk}/publiser-igjen/", sent)

    with meanwhile(roll_back) as back:
        assert held.reached.wait(LONG)
        with meanwhile(lambda: publish(user, draft, public)) as answer:
            waits_for_the_registry()
            held.free.set()
    assert back[0].status_code == 302
    assert answer[0].status_code == 409
    assert PublishedRelease.objects.get().release == first
    assert Release.objects.get(pk=draft.pk).state == "closed"


def test_other_registries_do_not_wait(client, tmp_path, monkeypatch):
    public, draft = public_and_draft(tmp_path)
    user = enter(client, "publisher")
    other = made(tmp_path, ["caregiver;2022;211;l_andel;30;50"], registry="lunge")
    held = Held(publishing.changes)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "changes", held)
        with meanwhile(lambda: publish(user, draft, public)) as answer:
            assert held.reached.wait(LONG)
            patch.undo()
            with meanwhile(lambda: publishing.publish_release(release=other, by=None)) as published:
                pass
            assert published == [other]
            assert not answer
            held.free.set()
    assert answer[0].status_code == 302
