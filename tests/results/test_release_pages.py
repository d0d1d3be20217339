"""A release's own page, and the log of all that was published and withdrawn."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Unit
from results.actions import publish_release
from results.models import Publication, Release
from tests.builders import a_registry, a_release
from tests.nation import command, deliver, found_nation
from tests.results.world import Page, delivered, published

pytestmark = pytest.mark.django_db
RESULTS, LOG = "/behandlingskvalitet/", "/utgivelser/"


@pytest.fixture
def nation(tmp_path):
    found_nation(tmp_path)


# A release's own page


def test_the_page_of_the_public_release(client, nation, tmp_path):
    release = delivered(tmp_path, 10, "--updated-to", "2022-03-01", "--complete-to", "2021-12-31")
    command("publish", str(release.pk), "--reason", "Årets tall.")
    page = Page(client, f"/utgivelse/{release.pk}/")
    assert page.texts("h1") == [f"Utgivelse {release.pk}"]
    assert page.texts(".lead")[0].startswith("Norsk hjerteregister. Publisert ")
    assert page.texts("[data-status=public]") == ["Dette er den gjeldende utgivelsen."]
    assert page.texts("[data-extent]") == ["1 indikator, 2021, 4 resultater."]
    assert page.texts("table td")[:2] == ["1. mars 2022", "31. desember 2021"]
    assert "færre enn 3 pasienter" in page.text
    assert "under 60\u202f%" in page.text
    assert page.texts("[data-entry=published] p")[1:] == [
        "4 nye resultater, 0 endret, 0 fjernet.",
        "Årets tall.",
    ]
    [results] = [address for address in page.links("main a") if address.startswith(RESULTS)]
    assert results == f"{RESULTS}?aar=2021&kontekst=behandlet&register=hjerte&utgivelse={release.pk}"
    assert Page(client, results).texts("[data-registry] h2") == ["Hjerte"]


def test_the_page_of_a_replaced_release_leads_on(client, nation, tmp_path):
    first, second, third = (published(tmp_path, number) for number in (10, 12, 15))
    [status] = Page(client, f"/utgivelse/{first.pk}/").texts("[data-status=earlier]")
    assert status.startswith("Dette er ikke den gjeldende utgivelsen. Erstattet ")
    assert status.endswith(f"av utgivelse {second.pk}. Gjeldende nå er utgivelse {third.pk}.")
    command("publish", str(second.pk))
    page = Page(client, f"/utgivelse/{third.pk}/")
    assert page.texts("[data-status=earlier]")[0].endswith(f"av utgivelse {second.pk}.")
    assert page.links("[data-status=earlier] a") == [f"/utgivelse/{second.pk}/"]
    again = Page(client, f"/utgivelse/{second.pk}/")
    assert again.texts("[data-entry] strong") == ["Publisert på nytt", "Publisert"]
    command("withdraw", str(second.pk), "--reason", "Feil.")
    [status] = Page(client, f"/utgivelse/{third.pk}/").texts("[data-status=earlier]")
    assert status.endswith("Registeret har ingen gjeldende utgivelse nå.")


def test_a_draft_a_closed_one_and_an_unknown_have_the_same_page(client, nation, tmp_path):
    closed, draft = delivered(tmp_path, 12), delivered(tmp_path, 15)
    pages = [Page(client, f"/utgivelse/{pk}/", 404).text for pk in (98765, closed.pk, draft.pk, 10**30)]
    assert len(set(pages)) == 1


def test_a_withdrawn_release_is_gone_and_says_why(client, nation, tmp_path):
    release = published(tmp_path, 10)
    command("withdraw", str(release.pk), "--reason", "Tall fra <feil> år.")
    page = Page(client, f"/utgivelse/{release.pk}/", 410)
    assert page.texts("h1") == [f"Utgivelse {release.pk} er trukket tilbake"]
    assert page.texts(".reason") == ["Tall fra <feil> år."]
    assert not page.texts("table, [data-extent], [data-fingerprint], [data-entry]")


def test_the_page_counts_only_what_is_shown(client, nation, tmp_path):
    rows = ["caregiver;2021;211;h_andel;9;10", "caregiver;2022;111;h_andel;2;4"]
    hidden = ["caregiver;2019;211;h_skjult;9;10", "caregiver;2021;911;h_andel;8;8"]
    report, code = deliver(tmp_path, rows + hidden, "--publish")
    assert code == 0
    page = Page(client, f"/utgivelse/{report['release']}/")
    # In 2022 the hospital, the trust, the region and the nation have the same four patients.
    assert page.texts("[data-extent]") == ["1 indikator, 2021–2022, 8 resultater, 4 av dem skjult."]
    assert page.texts("tbody th") == ["2021–2022"]


def test_the_fingerprint_is_of_what_is_shown_and_of_nothing_else(client, nation, tmp_path):
    rows = ["caregiver;2021;211;h_andel;9;10", "caregiver;2022;111;h_andel;{};4"]
    found = []
    for hidden in (2, 3):
        report, _ = deliver(tmp_path, [row.format(hidden) for row in rows], "--publish", "--accept-warnings")
        release = Release.objects.get(pk=report["release"])
        page = Page(client, f"/utgivelse/{release.pk}/")
        assert release.checksum not in page.text
        found += page.texts("[data-fingerprint]")
    assert found[0] == found[1]
    changed = published(tmp_path, 12)
    [other] = Page(client, f"/utgivelse/{changed.pk}/").texts("[data-fingerprint]")
    assert other != found[0]
    Unit.objects.update(sorting=1)
    Unit.objects.filter(level="nation").update(name="Nytt navn")
    assert Page(client, f"/utgivelse/{changed.pk}/").texts("[data-fingerprint]") == [other]


def test_no_person_is_named(client, nation, tmp_path):
    user = User.objects.create(username="kari.nordmann", first_name="Kari", last_name="Nordmann")
    release = publish_release(release=delivered(tmp_path, 10), by=user)
    for address in (f"/utgivelse/{release.pk}/", LOG):
        assert "ordmann" not in Page(client, address).text


def test_a_release_from_before_the_log_has_a_page(client):
    registry = a_registry("Hjerte")
    first = a_release(registry)
    a_release(registry)
    page = Page(client, f"/utgivelse/{first.pk}/")
    assert "Utgivelsen ble publisert før rettelser ble loggført." in page.text
    assert page.texts("[data-extent]") == ["0 indikatorer, 0 resultater."]


# The log


def test_the_log_lists_what_happened_the_latest_first(client, nation, tmp_path):
    first = published(tmp_path, 10)
    second = delivered(tmp_path, 12)
    command("publish", str(second.pk), "--reason", "Rettet <nevner>.")
    command("withdraw", str(second.pk), "--reason", "Feil.")
    command("publish", str(first.pk))
    page = Page(client, LOG)
    assert page.texts("[data-entry] strong") == [
        "Publisert på nytt",
        "Trukket tilbake",
        "Publisert",
        "Publisert",
    ]
    assert page.links("[data-entry] a") == [
        f"/utgivelse/{pk}/" for pk in (first.pk, second.pk, second.pk, first.pk)
    ]
    told = [page.texts(f"[data-entry={kind}] p")[1:3] for kind in ("again", "withdrawn", "published")]
    assert told == [
        ["4 nye resultater, 0 endret, 0 fjernet.", "Ingen begrunnelse er oppgitt."],
        ["4 resultater er tatt bort.", "Feil."],
        ["0 nye resultater, 4 endret, 0 fjernet.", "Rettet <nevner>."],
    ]
    assert all("Hjerte, utgivelse" in text for text in page.texts(".entry-head"))


def test_the_log_says_when_a_withdrawal_touched_nothing_public(client, nation, tmp_path):
    first = published(tmp_path, 10)
    published(tmp_path, 12)
    command("withdraw", str(first.pk), "--reason", "Feil.")
    [text] = Page(client, LOG).texts("[data-entry=withdrawn]")
    assert "Den var ikke lenger gjeldende: ingen gjeldende tall er endret." in text


def test_the_log_of_one_registry(client, nation, tmp_path):
    published(tmp_path, 10)
    lung = published(tmp_path, 20, registry="lunge")
    page = Page(client, LOG, register="LUNGE")
    assert page.links("[data-entry] a") == [f"/utgivelse/{lung.pk}/"]
    assert page.texts("option") == ["Alle registre", "Hjerte", "Lunge"]
    assert page.texts("[selected]") == ["Lunge"]
    unknown = Page(client, LOG, register="<ukjent>")
    assert unknown.texts("[data-notice]") == [
        "Registeret «<ukjent>» har ikke publisert noe. Viser alle registre."
    ]
    assert len(unknown.texts("[data-entry]")) == 2


def test_the_log_has_fifty_entries_on_a_page(client):
    release = logged(51)
    first = Page(client, LOG, register="hjerte")
    assert first.texts(".reason") == [f"Nr. {number}" for number in range(50, 0, -1)]
    assert first.links("[data-entry] a") == [f"/utgivelse/{release.pk}/"] * 50
    assert first.texts(".pages span") == ["Side 1 av 2"]
    [older] = first.links(".pages a")
    assert older == f"{LOG}?register=hjerte&side=2"
    last = Page(client, older)
    assert last.texts(".reason") == ["Nr. 0"]
    assert last.links(".pages a") == [f"{LOG}?register=hjerte"]
    assert Page(client, LOG, side="x").texts(".pages span") == ["Side 1 av 2"]
    assert Page(client, LOG, side="99").texts(".pages span") == ["Side 2 av 2"]


def logged(entries):
    registry = a_registry("Hjerte")
    release = a_release(registry)
    Publication.objects.bulk_create(
        Publication(registry=registry, release=release, kind="again", reason=f"Nr. {number}")
        for number in range(entries)
    )
    return release


def test_the_queries_do_not_grow_with_the_log(client, nation, tmp_path):
    release, counts = published(tmp_path, 10), []
    for address in (LOG, f"/utgivelse/{release.pk}/") * 2:
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            Page(client, address)
        counts.append(len(found))
        for _ in range(3):
            Publication.objects.create(registry=release.registry, release=release, kind="again")
    assert counts[:2] == counts[2:]


def test_an_empty_log_says_what_will_come(client):
    page = Page(client, LOG)
    assert page.texts("[data-empty] h2") == ["Ingenting er publisert ennå"]
    assert not page.texts("main form")


def test_the_log_is_linked_from_every_page(client, nation, tmp_path):
    release = published(tmp_path, 10)
    assert LOG in Page(client, "/").links("footer a")
    assert f"{LOG}?register=hjerte" in Page(client, f"/utgivelse/{release.pk}/").links("main a")


def test_only_reading_is_allowed(client, nation, tmp_path):
    release = published(tmp_path, 10)
    for address in (LOG, f"/utgivelse/{release.pk}/"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
