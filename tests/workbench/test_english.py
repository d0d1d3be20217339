"""Nothing is forgotten in Norwegian on staff's pages in English, and what they send stays there."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from organisations.models import Unit
from registries.audit import record
from registries.models import AuditEntry, MedicalField, Membership, Registry, Role
from results.actions import publish_release, withdraw_release
from results.models import Job, ReleasedIndicator
from results.progress import telling
from tests.english import forgotten, norwegian_in
from tests.jobs import FAULTY, ROWS, asked, recomputation
from tests.nation import HEADER
from tests.workbench.definers import fields, read
from tests.workbench.staff import DRAFT, PUBLIC, made
from workbench.presenters.trail_words import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.crawls]
ROOM, EDITOR = "/en/levering/hjerte/", "/en/definisjoner/hjerte/"
OF_ONE = f"{EDITOR}h_andel/"
# Below a target, with one figure withheld.
EARLIER = ["caregiver;2022;113;h_andel;30;50", "caregiver;2021;111;h_andel;80;100"]
LATER = ["caregiver;2022;113;h_andel;1;3", "caregiver;2023;111;h_andel;80;100"]
MIXED = [*FAULTY, "caregiver;2022;97477870;h_andel;x;2", "caregiver;2022;111"]
REASON = "Because."


@pytest.fixture(autouse=True)
def english(nation):
    """All that a registry may say in English is said so."""
    Registry.objects.update(name_en="Norwegian Heart Registry", short_name_en="Heart")
    MedicalField.objects.update(name_en="heart and blood vessels")
    AuditEntry.objects.all().delete()  # of what was read in with no English
    for registry in Registry.objects.all():
        for one in registry.indicators.all():
            one.title_en = f"Measure {one.key}"
            one.save()


@pytest.fixture
def client(client, visit):
    return visit("publisher")


@pytest.fixture
def administrator(visit):
    return visit("administrator")


@pytest.fixture
def names(people):
    """What is called so in every language: places, people, files and keys."""
    places = [name for unit in Unit.objects.all() for name in (unit.name, unit.full_name) if name]
    called = [word for user in people.values() for word in (user.get_full_name(), user.email) if word]
    return sorted([*places, *called, "levering.csv", "hjerte", "lunge"], key=len, reverse=True)


def files(address, *parts):
    return [f"{address}{part}.{form}" for part in parts for form in ("csv", "xlsx")]


def test_a_registrys_room_is_in_english_from_the_first_file_to_the_last(client, tmp_path, work, names):
    assert forgotten(client, [ROOM, "/en/levering/", f"{ROOM}logg/"], names) == {}
    first = made(tmp_path, PUBLIC + EARLIER, "--publish")
    draft = made(tmp_path, DRAFT + LATER)
    waiting = asked()
    addresses = [
        "/en/levering/",
        f"{ROOM}",
        f"{ROOM}mal-forklaring.xlsx",
        f"{ROOM}jobb/{waiting.pk}/",
        f"{ROOM}utkast/{draft.pk}/",
        f"{ROOM}utkast/{draft.pk}/?skjulte=1&enhet=sykehus",
        f"{ROOM}utkast/{draft.pk}/?enhet=nasjon&indikator=h_dg",
        f"{ROOM}utkast/{draft.pk}/publiser/",
        *files(f"{ROOM}utkast/{draft.pk}/", "nivaa", "skjul", "omfang", "forelopig", "levert"),
        f"{ROOM}utgivelse/{first.pk}/",
        *files(f"{ROOM}utgivelse/{first.pk}/", "nivaa", "levert"),
    ]
    assert forgotten(client, addresses, names) == {}
    releases = [f"{ROOM}utgivelse/{one.pk}/" for one in (first, draft)]
    publish_release(release=draft, by=None, reason=REASON, terms="1")
    assert forgotten(client, [ROOM, *releases], names) == {}
    withdraw_release(release=draft, by=None, reason=REASON)
    assert forgotten(client, [ROOM, *releases], names) == {}


def test_what_is_said_of_a_job_is_in_english_however_it_ends(client, work, names, monkeypatch):
    running = asked()
    Job.objects.update(state="running", attempts=1)
    running.refresh_from_db()
    with telling(running) as tell:
        for phase in ("reading", "waiting", "comparing", "computing"):
            tell(phase, 0.4)
            assert forgotten(client, [f"{ROOM}jobb/{running.pk}/"], names) == {}
    Job.objects.update(state="waiting", attempts=0)
    done, faulty = work(running), work(asked(MIXED))
    again, warned = work(recomputation()), work(asked(["caregiver;2022;111;h_andel;20;100"]))
    ended = [done, faulty, again, warned]
    assert [job.state for job in ended] == ["done", "stopped", "done", "stopped"]
    addresses = [f"{ROOM}jobb/{job.pk}/" for job in ended]
    addresses += [f"{ROOM}jobb/{faulty.pk}/?type=ragged_row&kolonne=var", ROOM]
    assert forgotten(client, addresses, names) == {}
    lacking = client.post(f"{ROOM}jobb/{warned.pk}/godta/", {})
    assert lacking.status_code == 422
    assert norwegian_in(lacking, names) == []
    Job.objects.filter(pk=warned.pk).update(state="failed", error="Det som ble sagt.")
    assert forgotten(client, [f"{ROOM}jobb/{warned.pk}/"], names) == {}


def test_definitions_are_edited_in_english(client, tmp_path, names):
    made(tmp_path, PUBLIC, "--publish")
    ReleasedIndicator.objects.update(title_en="Measure")
    addresses = [
        "/en/definisjoner/",
        EDITOR,
        f"{EDITOR}?vis=uten-maal",
        f"{EDITOR}?gjort=rekkefolge",
        f"{EDITOR}ny/",
        f"{EDITOR}rekkefolge/",
        f"{EDITOR}import/",
        *(f"{EDITOR}{key}/" for key in ("h_andel", "h_tid", "h_antall", "h_dg")),
        f"{OF_ONE}?gjort=lagret",
    ]
    assert forgotten(client, addresses, names) == {}
    lacking = client.post(OF_ONE, {"handling": "lagre"})
    assert lacking.status_code == 422
    assert norwegian_in(lacking, names) == []
    file = SimpleUploadedFile("d.csv", b"key;registry;title;type\nh_andel;lunge;x;y\nh_tid;hjerte;;median\n")
    refused = client.post(f"{EDITOR}import/", {"file": file})
    assert refused.status_code == 422
    assert norwegian_in(refused, names) == []


@pytest.mark.parametrize("limits", [("97,5", "85"), ("95", "70"), ("", ""), ("x", "120"), ("70", "99")])
def test_what_a_proposal_does_is_told_in_english(client, tmp_path, names, limits):
    made(tmp_path, PUBLIC + EARLIER, "--publish")
    ReleasedIndicator.objects.update(title_en="Measure")
    filled = fields(read(client.get(OF_ONE)), f"{OF_ONE}maal/")
    for year in ("2022", "2024"):
        high, moderate = limits
        answer = client.post(
            f"{OF_ONE}hva-om/",
            filled | {"valid_from": year, "high": high, "moderate": moderate, "reason": REASON},
            headers={"HX-Request": "true"},
        )
        assert norwegian_in(answer, names) == []


def test_members_and_the_trail_are_in_english(administrator, names, tmp_path):
    made(tmp_path, PUBLIC)
    registry = Registry.objects.get(key="hjerte")
    diff = {"added": 1, "changed": 0, "removed": 2}
    for action in ACTIONS:
        record(
            by=None,
            action=action,
            registry=registry,
            subject="utgivelse 3",
            before={"role": "publisher", "retired": False, "target 2020": None, "type": "share"},
            after={"role": None, "retired": True, "target": None, "diff": diff},
        )
    one = Membership.objects.filter(role=Role.PUBLISHER).first()
    own = Membership.objects.get(role=Role.ADMINISTRATOR)
    addresses = [
        "/en/logg/",
        "/en/logg/?person=server&fra=x&handling=ukjent&register=hjerte",
        "/en/logg/?til=1990-01-01",
        "/en/logg/?format=csv",
        f"{ROOM}logg/?format=xlsx",
        "/en/levering/?sok=xyz",
        "/en/medlemmer/",
        "/en/medlemmer/?sok=xyz",
        f"/en/medlemmer/{one.pk}/fjern/",
        f"/en/medlemmer/{own.pk}/fjern/",
    ]
    assert forgotten(administrator, addresses, names) == {}
    lacking = administrator.post("/en/medlemmer/", {"email": "x", "role": "publisher"})
    assert norwegian_in(lacking, names) == []
    changed = administrator.post(
        f"/en/medlemmer/{one.pk}/rolle/", {"seen": "publisher", "role": "contributor"}, follow=True
    )
    assert changed.redirect_chain[0][0] == "/en/medlemmer/"
    assert norwegian_in(changed, names) == []


def test_a_delivered_file_leads_to_its_job_in_the_same_language(client, commits):
    content = (HEADER + "\n".join(ROWS) + "\n").encode()
    day = {"updated_to": "2024-01-01", "complete_to": "2023-12-31"}
    answer = client.post(f"{ROOM}last-opp/", {"file": SimpleUploadedFile("f.csv", content), **day})
    assert answer["Location"].startswith(f"{ROOM}jobb/")


def test_limits_are_written_with_the_pages_own_mark(client):
    filled = fields(read(client.get(f"{EDITOR}h_tid/")), f"{EDITOR}h_tid/maal/")
    assert filled["high"] == "3"
    shown = client.post(f"{EDITOR}h_tid/maal/", filled | {"high": "2.5", "valid_from": "2022"})
    assert 'value="2.5"' in shown.content.decode()


def test_what_is_kept_and_mailed_is_in_norwegian_from_any_page(hjerte, people, work, commits, tmp_path):
    draft = made(tmp_path, PUBLIC)
    with translation.override("en"):
        faulty = work(asked(FAULTY))
        with commits():
            publish_release(release=draft, by=people["administrator"], reason=REASON)
    assert faulty.report["faults"][0]["message"].startswith("Rad 2: telleren (9)")
    (told,) = mail.outbox
    assert told.subject == f"Utgivelse {draft.pk} er publisert: Hjerte"
    assert " kl. " in told.body
