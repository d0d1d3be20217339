"""The trail in plain words, for a registry's members and for administrators."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registries.audit import record
from registries.models import AuditEntry
from tests.jobs import FAULTY, ROWS, asked
from tests.nation import command, deliver
from tests.results.world import Page
from workbench.presenters import trail as presenter
from workbench.views import trail as views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]
ADDRESS = "/levering/hjerte/logg/"


def told(page):
    return dict(zip(page.texts(".changes dt"), page.texts(".changes dd"), strict=False))


@pytest.fixture
def quiet(people):
    """No one has done anything yet."""
    AuditEntry.objects.all().delete()


def test_a_delivery_is_told_in_words(tmp_path, quiet, read):
    deliver(tmp_path, ROWS, name="årets.csv")
    page = read(ADDRESS)
    assert page.texts("[data-entry] strong") == ["Leverte en fil"]
    assert page.texts("[data-who]") == ["Serverens kommandolinje"]
    lines = told(page)
    assert (lines["Fil"], lines["Rader"], lines["Celler"], lines["Advarsler"]) == (
        "årets.csv",
        "2",
        "2 nye, 0 endret, 0 fjernet",
        "ingen",
    )


def test_accepted_warnings_are_told_with_their_reasons():
    one = {
        "digest": "a1",
        "code": "missing_units",
        "message": "Storby mangler.",
        "cells": [],
        "reason": "Lagt ned.",
    }
    entry = presenter.entry(
        AuditEntry(at=datetime(2026, 5, 15, tzinfo=UTC), action="deliver", after={"warnings": [one]})
    )
    assert entry.changes == [presenter.Change("Advarsler", [], ["Storby mangler. Begrunnelse: Lagt ned."])]


def test_before_and_after_stand_beside_each_other(tmp_path, quiet, read):
    first = deliver(tmp_path, ROWS, "--publish")[0]["release"]
    second = deliver(tmp_path, ROWS[:1], "--publish", "--accept-warnings")[0]["release"]
    page = read(ADDRESS, handling="publish")
    assert page.texts(".changes dd") == [f"Før: {first} Etter: {second}", f"Før: ingen Etter: {first}"]


def test_what_it_does_not_know_the_words_for_is_told_all_the_same(quiet, hjerte, read):
    record(
        by=None,
        action="new_thing",
        registry=hjerte,
        subject="<b>noe</b>",
        before={"limit": None, "seen": True},
        after={"limit": {"upper": "0.9", "notes": ["a", "b"]}, "seen": False},
    )
    page = read(ADDRESS)
    assert page.texts("[data-entry] strong") == ["New thing"]
    assert "<b>noe</b>" in page.texts("[data-entry]")[0]
    assert told(page) == {"Limit": "Før: ingen Etter: Notes: a, b Upper: 0.9", "Seen": "Før: ja Etter: nei"}


@pytest.mark.parametrize("action", ["deliver", "publish", "withdraw", "recompute", "give_role", "take_role"])
def test_each_action_has_words_of_its_own(action):
    assert action in presenter.ACTIONS


def test_uploads_that_came_to_nothing_are_there(work, quiet, read):
    work(asked(FAULTY, filename="feil.csv"))
    page = read(ADDRESS)
    assert page.texts("[data-entry] strong") == ["Leverte en fil som ble stoppet"]
    assert (told(page)["Fil"], told(page)["Feil i filen"]) == ("feil.csv", "1")


@pytest.fixture
def three(quiet, hjerte, people):
    for number, (name, action) in enumerate(
        [("contributor", "deliver"), ("publisher", "publish"), (None, "publish")], start=1
    ):
        entry = record(by=people.get(name), action=action, registry=hjerte, subject=f"nummer {number}")
        AuditEntry.objects.filter(pk=entry.pk).update(at=datetime(2026, 5, number, 22, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3, 2, 1]),
        ({"person": "publisher"}, [2]),
        ({"person": "server"}, [3]),
        ({"handling": "publish"}, [3, 2]),
        ({"handling": "publish", "person": "contributor"}, []),
        # By the clock in Norway, where it was the day after.
        ({"fra": "2026-05-03"}, [3, 2]),
        ({"til": "2026-05-03"}, [2, 1]),
        ({"fra": "2026-05-03", "til": "2026-05-03"}, [2]),
    ],
)
def test_the_trail_is_chosen_from_by_person_action_and_period(three, people, visit, query, found):
    if query.get("person") in people:
        query = query | {"person": people[query["person"]].pk}
    page = Page(visit(), ADDRESS, **query)
    assert page.texts("[data-entry] .entry-head span") == [f"nummer {number}" for number in found]
    if not found:
        assert "Ingen linjer passer" in page.texts("[data-empty]")[0]
    file = visit().get(ADDRESS, query | {"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert [row[3] for row in rows[1:] if len(row) > 3] == [f"nummer {number}" for number in found]


@pytest.mark.parametrize(
    "query",
    [{"person": "987654"}, {"person": "tull"}, {"handling": "tull"}, {"fra": "i går"}, {"format": "pdf"}],
)
def test_what_does_not_exist_falls_back_and_is_said(three, read, query):
    page = read(ADDRESS, **query)
    assert (len(page.texts("[data-entry]")), len(page.texts("[data-notice]"))) == (3, 1)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_days_at_the_ends_of_the_calendar_are_no_trouble(three, read, day):
    assert len(read(ADDRESS, fra=day, til=day).texts("[data-notice]")) == 2


def test_an_empty_trail_says_what_will_come(quiet, read):
    assert "Her kommer det en linje" in read(ADDRESS).texts("[data-empty]")[0]


def test_a_registrys_trail_holds_nothing_of_another(tmp_path, people, read):
    deliver(tmp_path, ["caregiver;2022;111;l_andel;8;10"], registry="lunge")
    assert "other@example.org" not in read(ADDRESS).text
    assert set(read(ADDRESS).texts("[data-entry] .entry-head span")) == {
        "contributor@example.org",
        "publisher@example.org",
        "hjerte",  # whose definitions were read in by the command
    }


def test_administrators_see_all_also_what_is_of_no_registry(people, read):
    page = read("/logg/", "administrator")
    assert len(page.texts("[data-entry]")) == 7
    # Their members, and before them the definitions that the command read in.
    assert page.texts("[data-entry] .tag") == ["Lunge", "Hjerte", "Hjerte", "Lunge", "Hjerte"]
    assert len(read("/logg/", "administrator", register="lunge").texts("[data-entry]")) == 2


def test_the_trail_is_shown_some_at_a_time_at_a_fixed_cost(quiet, hjerte, people, visit, monkeypatch):
    monkeypatch.setattr(views, "ENTRIES_ON_A_PAGE", 10)
    client = visit()

    def entries(number):
        for _ in range(number):
            record(by=people["publisher"], action="deliver", registry=hjerte, subject="x")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    entries(2)
    few = queries()
    entries(20)
    assert queries() == few == 10
    pages = [Page(client, ADDRESS, side=number) for number in (1, 2, 3)]
    assert [len(page.texts("[data-entry]")) for page in pages] == [10, 10, 2]
    assert pages[1].links(".pages a") == ["?side=1#loggen", "?side=3#loggen"]


def test_the_file_has_before_and_after_in_words_and_no_formulas(tmp_path, quiet, hjerte, visit):
    deliver(tmp_path, ROWS, "--publish")
    command("withdraw", "1", "--reason", "Feil.")
    record(by=None, action="deliver", registry=hjerte, subject="=cmd()", after={"filename": "=1+1"})
    file = visit().get(ADDRESS, {"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    assert (rows[0]["Gjelder"], rows[0]["Etter"]) == ("'=cmd()", "Fil: =1+1")
    published = next(row for row in rows if row["Hva"] == "Publiserte")
    assert published["Før"] == "Utgivelse: ingen"
    assert published["Etter"].startswith("Utgivelse: ")
