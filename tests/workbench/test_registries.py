"""My registries, and a registry's room."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator
from registries.members import give_role
from registries.models import AuditEntry, Registry, Role
from results.accepting import accept_warnings
from results.models import Delivery, Publication, Release
from tests.builders import a_registry
from tests.jobs import FAULTY, ROWS, asked
from tests.nation import command, deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# My registries


def test_a_member_sees_their_own_registries_and_no_other(read):
    assert read("/levering/").texts("[data-registry] h2") == ["Hjerte"]
    assert read("/levering/", "other").texts("[data-registry] h2") == ["Lunge"]
    assert read("/levering/", "administrator").texts("[data-registry] h2") == ["Hjerte", "Lunge"]


def test_a_registry_says_what_is_public_what_is_on_its_way_and_who_did_what(tmp_path, read, people, work):
    report, _ = deliver(tmp_path, ROWS, "--publish")
    draft = work(asked([*ROWS, "caregiver;2022;113;h_andel;8;10"])).release
    Release.objects.filter(pk=draft.pk).update(by=people["publisher"])
    waiting = asked(filename="neste.csv")
    page = read("/levering/")
    assert page.texts("[data-public] a") == [f"Utgivelse {report['release']}"]
    assert page.links("[data-public] a") == [f"/utgivelse/{report['release']}/"]
    assert page.texts("[data-public] .quiet")[0].startswith("Siden ")
    assert page.links("[data-draft] a") == [f"/levering/hjerte/utkast/{draft.pk}/"]
    assert page.texts("[data-draft] .quiet")[0].endswith("av Publisher Berg.")
    assert page.links("[data-jobs] a") == [f"/levering/hjerte/jobb/{waiting.pk}/"]
    assert page.texts("[data-jobs] .quiet") == ["Venter på tur."]
    assert [text.split(" Serverens")[0] for text in page.texts("[data-action]")] == [
        "Leverte en fil (levering.csv)",
        f"Publiserte (utgivelse {report['release']})",
        "Leverte en fil (levering.csv)",
    ]


def test_what_is_public_again_is_so_since_it_became_so_last(tmp_path, read):
    first = deliver(tmp_path, ROWS, "--publish")[0]["release"]
    deliver(tmp_path, ROWS[:1], "--publish", "--accept-warnings")
    Publication.objects.update(at=datetime(2025, 5, 15, 10, tzinfo=UTC))
    command("publish", str(first), "--reason", "Tilbake.")
    Publication.objects.filter(kind="again").update(at=datetime(2026, 6, 1, 10, tzinfo=UTC))
    page = read("/levering/")
    assert page.texts("[data-public] a") == [f"Utgivelse {first}"]
    assert page.texts("[data-public] .quiet") == ["Siden 1. juni 2026."]


def test_who_has_no_registry_is_told_how_to_get_one(read):
    assert "En administrator gir deg tilgang" in read("/levering/", "reviewer").texts("[data-empty]")[0]


def test_an_administrator_without_registries_is_told_where_they_come_from(read):
    Indicator.objects.update(coverage_indicator=None)
    for model in (AuditEntry, Indicator, Registry):
        model.objects.all().delete()
    assert "import_registries" in read("/levering/", "administrator").texts("[data-empty]")[0]


def test_registries_are_found_by_parts_of_their_names(read):
    for number in range(8):
        a_registry(f"Øye {number}")
    found = read("/levering/", "administrator", sok="oye")
    assert len(found.texts("[data-registry]")) == 8
    assert "8 av 10 registre passer" in found.texts("[role=search] p")[0]
    nothing = read("/levering/", "administrator", sok="ingen<b>")
    assert "Fant ingen registre som passer til «ingen<b>»" in nothing.texts("[data-empty]")[0]


def test_a_search_is_offered_where_there_are_many(read):
    assert read("/levering/", "administrator").texts("main [role=search]") == []
    for number in range(7):
        a_registry(f"Øye {number}")
    assert len(read("/levering/", "administrator").texts("main [role=search]")) == 1


def test_the_list_asks_no_more_of_the_database_for_many_registries(tmp_path, visit, people):
    client = visit("administrator")
    deliver(tmp_path, ROWS, "--publish")
    few = queries(client, "/levering/")
    for number in range(5):
        give_role(user=people["nobody"], role=Role.CONTRIBUTOR, registry=a_registry(f"R {number}"), by=None)
    deliver(tmp_path, ["caregiver;2022;111;l_andel;8;10"], "--publish", registry="lunge")
    deliver(tmp_path, ["caregiver;2022;111;l_andel;9;10"], registry="lunge")
    asked(FAULTY)
    assert queries(client, "/levering/") == few == 10


# A registry's room


def test_a_new_registry_says_what_will_come(read):
    page = read("/levering/hjerte/")
    assert page.texts("[data-public]") == ["Ingenting."]
    assert page.texts("[data-draft]") == ["Ingen."]
    assert len(page.texts("[data-empty]")) == 2
    assert "registerets første utkast" in page.texts("[data-beforehand]")[0]


def test_what_happens_to_an_open_draft_and_to_jobs_at_work_is_said_beforehand(tmp_path, read):
    report, _ = deliver(tmp_path, ROWS, "--publish")
    assert (
        f"bygger på utgivelse {report['release']}" in read("/levering/hjerte/").texts("[data-beforehand]")[0]
    )
    report, _ = deliver(tmp_path, ROWS, "--accept-warnings")
    asked()
    told = read("/levering/hjerte/").texts("[data-beforehand]")
    assert told[0].startswith("En annen jobb er i gang.")
    assert told[1].startswith(f"Utkast {report['release']} er åpent, laget av Serverens kommandolinje.")


def test_the_latest_jobs_are_found_again_with_what_became_of_them(read, work):
    asked(FAULTY, filename="feil.csv"), asked(filename="riktig.csv"), asked(filename="samme.csv")
    warned = work(asked(filename="igjen.csv"))
    reasons = {one["digest"]: "Ja." for one in warned.report["warnings"]}
    accept_warnings(job=warned, reasons=reasons, by=None)
    page = read("/levering/hjerte/")
    told = [text.split(" Serverens")[0] for text in page.texts("[data-latest]")]
    draft = Release.objects.get().pk
    assert told == [
        "igjen.csv: venter",
        "igjen.csv: advarsler er godtatt",
        "samme.csv: advarsler venter på svar",
        f"riktig.csv: utkast {draft}",
        "feil.csv: 1 feil",
    ]
    assert page.links("[data-latest] a")[1] == f"/levering/hjerte/jobb/{warned.pk}/"


def test_the_history_has_each_delivery_with_its_file_and_fingerprint(tmp_path, read, work, people):
    work(asked(ROWS, filename="første.csv"))
    deliver(tmp_path, ROWS[:1], "--accept-warnings", name="andre.csv")
    page = read("/levering/hjerte/")
    last, first = Delivery.objects.all()
    assert page.texts("[data-delivery] strong")[:1] == ["andre.csv"]
    assert "første.csv" in page.texts("[data-delivery]")[1]
    assert "1 rad. Celler: 0 nye, 0 endret, 1 fjernet." in page.texts("[data-delivery]")[0]
    assert page.texts("[data-sha256]") == [last.sha256, first.sha256]
    assert page.texts("[data-accepted]")[0].startswith("Enheter som mangler. h_andel: Forrige levering hadde")
    assert "Godtatt uten begrunnelse." in page.texts("[data-accepted]")[0]
    assert f"/levering/hjerte/levering/{first.pk}/fil/" in page.links("[data-delivery] a")


def test_the_history_has_each_release_with_its_state_and_why(tmp_path, read):
    first, _ = deliver(tmp_path, ROWS, "--publish", "--reason", "Årets <tall>.")
    second, _ = deliver(tmp_path, ROWS[:1], "--accept-warnings")
    third, _ = deliver(tmp_path, ROWS, "--accept-warnings")
    page = read("/levering/hjerte/")
    assert page.texts("[data-state]") == ["åpent utkast", "lukket, aldri publisert", "publisert nå"]
    assert page.links("[data-release] a") == [
        f"/levering/hjerte/utkast/{third['release']}/",
        f"/levering/hjerte/utgivelse/{second['release']}/",
        f"/levering/hjerte/utgivelse/{first['release']}/",
    ]
    told = page.texts("[data-release]")
    assert f"Bygger på utkast {second['release']}." in told[0]
    assert "Begrunnelse: Årets <tall>." in told[2]
    assert "av Serverens kommandolinje" in told[2]


def test_the_original_file_is_fetched_as_it_came_and_under_its_name(visit, work):
    job = work(asked(filename="årets <tall>.csv"))
    delivery = job.release.deliveries.get()
    answer = visit().get(f"/levering/hjerte/levering/{delivery.pk}/fil/")
    content = b"".join(answer.streaming_content)
    assert (len(content), content) == (delivery.original.size, delivery.original.open("rb").read())
    delivery.original.close()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A5rets")
    assert answer["Content-Type"] == "application/octet-stream"


def test_an_original_that_is_gone_is_not_found(visit, work):
    delivery = work(asked()).release.deliveries.get()
    delivery.original.storage.delete(delivery.original.name)
    assert visit().get(f"/levering/hjerte/levering/{delivery.pk}/fil/").status_code == 404


def test_the_history_is_shown_some_at_a_time_at_a_fixed_cost(tmp_path, visit, read):
    client = visit()
    for number in range(3):
        deliver(tmp_path, [f"caregiver;2022;111;h_andel;{number};10"], "--accept-warnings", "--publish")
    few = queries(client, "/levering/hjerte/")
    for number in range(3, 12):
        deliver(tmp_path, [f"caregiver;2022;111;h_andel;{number % 10};1{number}"], "--accept-warnings")
    assert queries(client, "/levering/hjerte/") == few == 15
    first, second = read("/levering/hjerte/"), read("/levering/hjerte/", leveringer=2, utgivelser=2)
    assert [len(page.texts("[data-delivery]")) for page in (first, second)] == [10, 2]
    assert [len(page.texts("[data-release]")) for page in (first, second)] == [10, 2]
    assert "?leveringer=2#leveringer" in first.links(".pages a")
    assert len(read("/levering/hjerte/", leveringer="tull").texts("[data-delivery]")) == 10
