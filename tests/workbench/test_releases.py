"""Staff's page of a release, and the way back to it."""

import pytest

from registries.models import AuditEntry
from results.models import Publication, PublishedRelease, Release
from tests.nation import command, exported, found_nation
from tests.pages import select
from tests.results.world import Page
from tests.workbench.staff import DRAFT, PUBLIC, enter, made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def two(tmp_path):
    return made(tmp_path, PUBLIC, "--publish"), made(tmp_path, DRAFT, "--publish", "--reason", "Ny fil.")


def address(release, end=""):
    return f"/levering/hjerte/utgivelse/{release.pk}/{end}"


def seen(client, release, who="publisher", **query):
    enter(client, who)
    return Page(client, address(release), **query)


def hidden_fields(page):
    [form] = select(page.tree, "[data-roll-back] form")
    fields = select(form, "input[type=hidden]")
    return {one.get("name"): one.get("value") for one in fields if one.get("name") != "csrfmiddlewaretoken"}


def roll_back(client, release, **sent):
    known = hidden_fields(Page(client, address(release)))
    return client.post(address(release, "publiser-igjen/"), {"reason": "Feil i filen.", **known, **sent})


def public():
    return PublishedRelease.objects.get().release


def test_what_a_release_changed_when_it_was_published(client, two):
    page = seen(client, two[1], "contributor")
    assert page.texts("[data-summary]")[0].startswith("6 enheter byttet nivå")
    assert page.texts("[data-entry=published] .reason") == ["Ny fil."]
    assert f"utgivelse {two[0].pk}, publisert" in page.text
    assert len(page.texts("[data-list=nivaa] [data-line]")) == 6
    first = Page(client, address(two[0]))
    assert first.texts("[data-summary]")[0].startswith(
        "Registerets første utgivelse: 7 resultater ble offentlige"
    )
    files = page.links("[data-part=nivaa] a")
    assert client.get(files[0])["Content-Disposition"].startswith('attachment; filename="utgivelse-')


def test_a_roll_back_shows_the_old_numbers_and_says_why(client, two, tmp_path):
    draft = made(tmp_path, ["caregiver;2022;111;h_andel;20;100"])
    user = enter(client, "publisher")
    response = roll_back(client, two[0])
    [told] = Page(client, response["Location"]).texts("[data-told]")
    assert told.startswith("Publisert på nytt ")
    assert public() == two[0]
    assert Release.objects.get(pk=draft.pk).state == "closed"
    entry = Publication.objects.first()
    assert (entry.kind, entry.reason, entry.by, entry.before) == ("again", "Feil i filen.", user, two[1])
    assert AuditEntry.objects.first().after == {"release": two[0].pk, "closed": draft.pk}
    client.logout()
    log = Page(client, "/utgivelser/")
    assert log.texts("[data-entry=again] .reason") == ["Feil i filen."]
    assert any("80 av 100" in " ".join(cell.split()) for cell in Page(
        client, "/behandlingskvalitet/", sted="storby", register="hjerte").cells())  # fmt: skip


def test_one_is_told_before_that_the_open_draft_is_closed(client, two, tmp_path):
    page = seen(client, two[0])
    assert not page.texts("[data-closes]")
    assert "6 enheter bytter nivå" in " ".join(page.texts("[data-roll-back] .summary"))
    draft = made(tmp_path, PUBLIC)
    page = seen(client, two[0])
    assert page.texts("[data-closes]")[0].startswith(f"Utkast {draft.pk} er åpent. Det blir lukket")


def test_a_draft_that_came_meanwhile_is_not_closed_unseen(client, two, tmp_path):
    enter(client, "publisher")
    known = hidden_fields(Page(client, address(two[0])))
    draft = made(tmp_path, PUBLIC)
    response = client.post(address(two[0], "publiser-igjen/"), {"reason": "Feil.", **known})
    assert response.status_code == 409
    text = response.getvalue().decode()
    assert "Utkastet er endret etter at du åpnet siden." in text
    assert f"Utkast {draft.pk} er åpent" in text
    assert (public(), Release.objects.get(pk=draft.pk).state) == (two[1], "draft")


def test_where_something_else_was_published_meanwhile_one_looks_again(client, two, tmp_path):
    enter(client, "publisher")
    known = hidden_fields(Page(client, address(two[0])))
    third = made(tmp_path, PUBLIC, "--publish")
    response = client.post(address(two[0], "publiser-igjen/"), {"reason": "Feil.", **known})
    assert response.status_code == 409
    assert public() == third


@pytest.mark.parametrize("reason", ["", " \n", "x" * 2001])
def test_a_roll_back_needs_a_reason_that_can_be_read(client, two, reason):
    enter(client, "publisher")
    response = roll_back(client, two[0], reason=reason)
    assert response.status_code == 422
    assert select_text(response, ".error")
    assert public() == two[1]


def select_text(response, selector):
    from lxml import html

    return [one.text_content() for one in select(html.fromstring(response.getvalue().decode()), selector)]


def test_a_second_press_changes_nothing(client, two):
    enter(client, "publisher")
    known = hidden_fields(Page(client, address(two[0])))
    for _ in range(2):
        response = client.post(address(two[0], "publiser-igjen/"), {"reason": "Feil.", **known})
    assert response["Location"].endswith("?beskjed=allerede")
    assert Publication.objects.filter(kind="again").count() == 1


def test_only_publishers_are_offered_the_way_back_and_never_for_the_public_one(client, two):
    assert seen(client, two[0]).texts("[data-roll-back]")
    assert not seen(client, two[1]).texts("[data-roll-back]")
    assert not seen(client, two[0], "contributor").texts("[data-roll-back]")


def test_a_notice_in_the_address_is_said_only_where_it_is_so(client, two):
    assert not seen(client, two[0], beskjed="publisert").texts("[data-told]")
    assert not seen(client, two[1], beskjed="<b>hei</b>").texts("[data-told]")


def test_a_withdrawn_release_shows_that_it_was_and_no_number(client, two):
    command("withdraw", str(two[1].pk), "--reason", "Tall fra feil år.")
    page = seen(client, two[1])
    assert page.texts("[data-state=withdrawn]")
    assert page.texts("[data-entry=withdrawn] .reason") == ["Tall fra feil år."]
    assert not page.texts("[data-list], [data-roll-back], [data-summary]")
    assert client.get(address(two[1], "nivaa.csv")).status_code == 404
    assert client.get(f"/levering/hjerte/utkast/{two[1].pk}/").status_code == 302
    assert client.get(f"/levering/hjerte/utkast/{two[1].pk}/nivaa.csv").status_code == 404
    assert client.post(address(two[1], "publiser-igjen/"), {"reason": "Feil."}).status_code == 404
    # Nothing is public now; the first may be so again.
    roll_back(client, two[0])
    assert public() == two[0]
    assert exported()


def test_what_took_the_place_of_a_withdrawn_release_is_not_compared_with_it(client, two, tmp_path):
    third = made(tmp_path, ["caregiver;2022;111;h_andel;20;100"], "--publish")
    command("withdraw", str(two[1].pk), "--reason", "Feil.")
    page = seen(client, third)
    assert not page.texts("[data-list], [data-summary]")
    assert "er trukket tilbake. Derfor vises ikke hva denne endret." in page.text
    assert client.get(address(third, "nivaa.csv")).status_code == 404
    as_draft = client.get(f"/levering/hjerte/utkast/{third.pk}/")
    assert (as_draft.status_code, as_draft["Location"]) == (302, address(third))
    assert client.get(f"/levering/hjerte/utkast/{third.pk}/nivaa.csv").status_code == 404


def test_drafts_are_shown_by_their_own_page(client, two, tmp_path):
    draft = made(tmp_path, PUBLIC)
    enter(client, "contributor")
    response = client.get(address(draft))
    assert (response.status_code, response["Location"]) == (302, f"/levering/hjerte/utkast/{draft.pk}/")
    assert client.get(address(draft, "nivaa.csv")).status_code == 404


@pytest.mark.parametrize("pk", [987654, 10**30])
def test_unknown_releases(client, two, pk):
    enter(client, "publisher")
    for end in ("", "nivaa.csv"):
        assert client.get(f"/levering/hjerte/utgivelse/{pk}/{end}").status_code == 404
    assert client.post(f"/levering/hjerte/utgivelse/{pk}/publiser-igjen/", {"reason": "x"}).status_code == 404
