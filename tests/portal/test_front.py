import pytest
from django.db import DatabaseError, connection
from lxml import html

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select


@pytest.mark.django_db
def test_front_page_opens_doors_that_lead_somewhere(client):
    nation = a_unit("Norge")
    a_unit("Helse Nord", parent=nation)
    a_result(an_indicator(a_release(a_registry("Hjerteinfarkt"))), nation, 3, 4)
    doors = select(html.fromstring(client.get("/").content), "main a")
    assert [door.text for door in doors] == [
        "Behandlingskvalitet", "Finn et sykehus", "Sammenlign steder", "Helse Nord", "Hjerteinfarkt",
    ]  # fmt: skip
    for door in doors:
        answer = client.get(door.get("href"))
        assert answer.status_code == 200
        page = html.fromstring(answer.getvalue())
        assert not select(page, "[data-notice]")
        if "behandlingskvalitet" in door.get("href"):
            assert select(page, "[data-registry]")


@pytest.mark.django_db
def test_front_page_without_results_says_so(client):
    headings = select(html.fromstring(client.get("/").content), "main h2")
    assert headings[-1].text == "Ingen resultater er publisert ennå"


@pytest.mark.django_db
def test_health_is_ok_while_the_database_answers(client):
    assert client.get("/health/").json() == {"status": "ok"}


def test_health_is_unavailable_without_the_database(client, monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/finnes-ikke/", "/behandlingskvalitet/x/"])
def test_unknown_address_offers_a_way_on(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert select(html.fromstring(answer.content), "h1")[0].text == "Fant ikke siden"


@pytest.mark.django_db
def test_an_error_shows_no_internals(client, monkeypatch):
    def fail():
        raise ValueError("the inside")

    monkeypatch.setattr("results.views.offered.Offer.now", fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.content.decode()
    assert "the inside" not in answer.content.decode()
