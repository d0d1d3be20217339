"""What the public's pages have for staff: nothing that costs the public anything."""

import lxml.html
import pytest
from django.db import DatabaseError

from registries.models import Role
from tests.pages import select
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
# What the account's pages have, and no public page may load.
OF_ACCOUNTS = ("css/account.css", "mfa/js/", "account/js/", "js/passkey.js")


def shown(answer):
    return lxml.html.fromstring(answer.getvalue())


def staff_links(answer):
    return [one.text_content() for one in select(shown(answer), ".staff a, .staff button")]


def test_the_public_is_not_looked_up(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # whether anything shown is generated
        answer = client.get("/finnes-ikke/")
    assert staff_links(answer) == []
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    assert [one.get("href") for one in select(shown(answer), ".site-footer a")][-2:] == [
        "/levering/", "/konto/logg-inn/"
    ]  # fmt: skip


def test_who_is_signed_in_finds_the_way_back(client):
    sign_in(client, a_person("Vera", Role.REVIEWER))
    answer = client.get("/sammenlign/")
    assert staff_links(answer) == ["Levering", "Konto", "Logg ut"]
    assert "Cookie" in answer["Vary"]
    assert "/konto/logg-inn/" not in answer.content.decode()


def test_a_session_that_has_ended_shows_nothing(client):
    client.cookies["sessionid"] = "no longer there"
    assert staff_links(client.get("/sammenlign/")) == []


def test_signing_out_is_one_press(client):
    sign_in(client, a_person("Vera", Role.REVIEWER))
    [form] = select(shown(client.get("/sammenlign/")), ".staff form")
    assert (form.get("method"), form.get("action")) == ("post", "/konto/logg-ut/")
    client.post(form.get("action"))
    assert staff_links(client.get("/sammenlign/")) == []


def test_a_page_that_needs_no_database_is_shown_without_one(client, monkeypatch, caplog):
    sign_in(client, a_person("Vera", Role.REVIEWER))

    def down(self):
        raise DatabaseError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", down)
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert staff_links(answer) == []
    assert "can't be told" in caplog.text


@pytest.mark.parametrize("address", ["/", "/behandlingskvalitet/", "/sykehus/", "/sammenlign/"])
def test_nothing_of_the_accounts_pages_is_loaded(client, address):
    page = shown(client.get(address))
    loaded = [one.get("href") or one.get("src") or "" for one in select(page, "link, script")]
    assert [one for one in loaded if any(name in one for name in OF_ACCOUNTS)] == []
