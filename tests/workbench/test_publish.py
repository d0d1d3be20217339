"""The form that makes a draft public."""

import pytest

from registries.models import AuditEntry
from results.models import Publication, PublishedRelease, Release
from tests.nation import command, exported, found_nation
from tests.pages import select
from tests.results.world import Page
from tests.workbench.staff import DRAFT, PUBLIC, enter, made, public_and_draft
from workbench.publication_forms import TERMS_VERSION

pytestmark = pytest.mark.django_db
N = " "
ALONE = {"sted": "norge", "register": "hjerte"}


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def address(draft):
    return f"/levering/hjerte/utkast/{draft.pk}/publiser/"


def form_of(client, draft):
    """What the page's own form sends, but for what is written and ticked."""
    page = Page(client, address(draft))
    [form] = select(page.tree, "form.confirm")
    return {
        field.get("name"): field.get("value")
        for field in select(form, "input[type=hidden]")
        if field.get("name") != "csrfmiddlewaretoken"
    }


def publish(client, draft, **sent):
    return client.post(
        address(draft), {"confirmed": "1", "reason": "Rettet.", **form_of(client, draft), **sent}
    )


def public():
    return PublishedRelease.objects.get().release_id


def test_what_is_published_is_seen_by_everyone_from_the_next_request(client, tmp_path, settings):
    settings.KEPT_SECTIONS = 800
    _, draft = public_and_draft(tmp_path)
    pages = ("/", "/behandlingskvalitet/", "/indikator/hjerte/h_andel/", "/sykehus/norge/", "/utgivelser/")
    before = {page: client.get(page, ALONE).getvalue() for page in pages}
    user = enter(client, "publisher")
    response = publish(client, draft)
    assert response.status_code == 302
    page = Page(client, response["Location"])
    [told] = page.texts("[data-told]")
    assert told.startswith("Publisert ")
    assert told.endswith(". Alle sider viser nå de nye tallene.")
    client.logout()
    assert Page(client, "/behandlingskvalitet/", **ALONE).cells() == [f"Moderat 79{N}% 157 av 200"]
    after = {page: client.get(page, ALONE).getvalue() for page in pages}
    assert [page for page in pages if before[page] == after[page]] == []
    entry = Publication.objects.first()
    assert (entry.release, entry.reason, entry.by) == (draft, "Rettet.", user)
    trail = AuditEntry.objects.filter(action="publish").first()
    assert (trail.by, trail.after) == (user, {"release": draft.pk, "terms": TERMS_VERSION})


def test_the_form_says_what_will_change_and_what_is_agreed_to(client, tmp_path):
    public_release, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    page = Page(client, address(draft))
    assert page.texts("[data-summary]")[0].startswith("6 enheter bytter nivå")
    assert f"versjon {TERMS_VERSION}" in page.text
    assert "Teksten vises for alle" in page.text
    assert form_of(client, draft) == {"public": str(public_release.pk)}
    assert PublishedRelease.objects.get().release == public_release


@pytest.mark.parametrize(
    ("sent", "fault"),
    [({"confirmed": ""}, "Bekreft ansvaret"), ({"reason": " \n"}, "Skriv hva som er endret")],
)
def test_nothing_is_published_without_confirmation_and_reason(client, tmp_path, sent, fault):
    before, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    response = publish(client, draft, **sent)
    assert response.status_code == 422
    assert fault in response.getvalue().decode()
    assert public() == before.pk
    assert AuditEntry.objects.filter(action="publish").count() == 1


def test_what_was_written_is_kept_when_something_lacks(client, tmp_path):
    draft = public_and_draft(tmp_path)[1]
    enter(client, "publisher")
    response = publish(client, draft, confirmed="", reason="<b>Rettet</b>")
    assert "&lt;b&gt;Rettet&lt;/b&gt;</textarea>" in response.getvalue().decode()


@pytest.mark.parametrize("draft", [[*PUBLIC, "caregiver;2023;111;h_andel;9;10"], PUBLIC])
def test_a_reason_is_asked_for_only_where_public_values_change_or_go(client, tmp_path, draft):
    draft = public_and_draft(tmp_path, draft=draft)[1]
    enter(client, "publisher")
    assert publish(client, draft, reason="").status_code == 302
    assert public() == draft.pk


def test_a_first_draft_is_published_without_a_reason(client, tmp_path):
    draft = made(tmp_path, PUBLIC)
    enter(client, "publisher")
    assert form_of(client, draft) == {"public": ""}
    assert publish(client, draft, reason="").status_code == 302
    assert public() == draft.pk


def test_a_second_press_is_told_that_it_is_done(client, tmp_path):
    draft = public_and_draft(tmp_path)[1]
    enter(client, "publisher")
    sent = {"confirmed": "1", "reason": "Rettet.", **form_of(client, draft)}
    client.post(address(draft), sent)
    log = Publication.objects.count()
    again = client.post(address(draft), sent)
    assert again.status_code == 302
    [told] = Page(client, again["Location"]).texts("[data-told]")
    assert told.startswith(f"Utgivelse {draft.pk} er allerede publisert")
    assert Publication.objects.count() == log
    assert client.get(address(draft)).status_code == 302


def test_a_draft_that_was_replaced_meanwhile_is_not_published_and_the_new_one_is_shown(client, tmp_path):
    before, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    sent = {"confirmed": "1", "reason": "Rettet.", **form_of(client, draft)}
    newer = made(tmp_path, ["caregiver;2022;111;h_andel;20;100"])
    response = client.post(address(draft), sent)
    assert response.status_code == 409
    text = response.getvalue().decode()
    assert f"<h1>Utkast {newer.pk}</h1>" in text
    assert "ingenting er publisert" in text
    assert public() == before.pk


def test_an_old_link_to_the_form_leads_to_the_draft_that_is_open(client, tmp_path):
    _, draft = public_and_draft(tmp_path)
    newer = made(tmp_path, ["caregiver;2022;111;h_andel;20;100"])
    enter(client, "publisher")
    page = Page(client, address(draft))
    assert page.texts("h1") == [f"Utkast {newer.pk}"]
    assert page.texts("[data-told]")[0].startswith(f"Utkast {draft.pk} er lukket, og ingenting er publisert.")


def test_where_something_else_was_published_meanwhile_the_rehearsal_is_shown_anew(client, tmp_path):
    """A roll back closes the draft; a withdrawal of what was public leaves another one to compare with."""
    older = made(tmp_path, DRAFT, "--publish")
    before, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    sent = {"confirmed": "1", "reason": "Rettet.", **form_of(client, draft)}
    PublishedRelease.objects.update(release=older)
    response = client.post(address(draft), sent)
    assert response.status_code == 409
    text = response.getvalue().decode()
    assert "Det som er publisert, er endret etter at du åpnet siden." in text
    assert f"utgivelse {older.pk}, publisert" in text
    assert public() == older.pk
    command("publish", str(before.pk))
    response = client.post(address(draft), sent)
    assert response.status_code == 409
    assert public() == before.pk
    assert Release.objects.get(pk=draft.pk).state == "closed"


@pytest.mark.parametrize("sent", ["0", "-1", "x", "9" * 40, ""])
def test_a_form_that_names_another_public_release_publishes_nothing(client, tmp_path, sent):
    before, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    response = publish(client, draft, public=sent)
    assert response.status_code == 409
    assert public() == before.pk
    assert exported()


def test_a_request_from_elsewhere_is_refused(tmp_path):
    from django.test import Client

    before, draft = public_and_draft(tmp_path)
    client = Client(enforce_csrf_checks=True)
    enter(client, "publisher")
    assert client.post(address(draft), {"confirmed": "1", "public": before.pk}).status_code == 403
    assert public() == before.pk
