from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection
from lxml import html

from results.models import Publication
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

# Whether anything shown is generated; releases, their fields, places and periods; levels and which years are
# provisional; the log.
QUERIES = 8


def front(client, prefix=""):
    answer = client.get(f"{prefix}/")
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def part(page, name):
    found = select(page, f"[data-part={name}]")
    return " ".join(found[0].text_content().split()) if found else None


@pytest.fixture
def nation(db):
    return a_unit("Norge")


def published(registry, at=None):
    """A release of the registry, with its line in the log."""
    release = a_release(registry)
    entry = Publication.objects.create(registry=registry, release=release, kind="published", added=12)
    Publication.objects.filter(pk=entry.pk).update(at=at or datetime(2026, 5, 15, 8, 2, tzinfo=UTC))
    return release


def judged(release, unit, *levels, **fields):
    for at, level in enumerate(levels):
        own = {"withheld": "too_few"} if level == "withheld" else {"attainment": level}
        a_result(an_indicator(release, high="0.8"), unit, at, 10, **own, **fields)


def test_front_page_opens_doors_that_lead_somewhere(client, nation):
    a_unit("Helse Nord", parent=nation)
    release = published(a_registry("Hjerteinfarkt"))
    a_result(an_indicator(release, high="0.8"), nation, 3, 4, attainment="low")
    doors = select(front(client), "main a")
    assert [door.text for door in doors] == [
        "Behandlingskvalitet", "Finn et sykehus", "Sammenlign steder", "Utgivelser",
        "Se hva som er høyt og lavt i hele landet", "Helse Nord",
        f"utgivelse {release.pk}", "Alle utgivelser og rettelser", "Hjerteinfarkt",
        "Alle registre, også de som ikke har publisert her",
    ]  # fmt: skip
    for door in doors:
        answer = client.get(door.get("href"))
        assert answer.status_code == 200
        page = html.fromstring(answer.getvalue())
        assert not select(page, "[data-notice]")
        if door.text in ("Behandlingskvalitet", "Hjerteinfarkt"):
            assert select(page, "[data-registry]")


def test_the_nation_at_a_glance_is_of_the_latest_year_with_final_numbers(client, nation):
    release = published(a_registry("Hjerte"))
    judged(release, nation, "high", "low", year=2022)
    judged(release, nation, "high", "high", "moderate", "low", "", "withheld", year=2023)
    judged(release, nation, "high", year=2024)
    judged(release, nation, "low", year=2024, provisional=True)
    judged(release, nation, "low", year=2025, context="resident")
    page = front(client)
    told = part(page, "glance")
    assert "Hele landet i 2023" in told
    assert "2 av 4 (50 %)" in told
    assert [one.text_content().strip() for one in select(page, "[data-part=glance] [data-tally]")] == [
        "2 høy", "1 moderat", "1 lav",
    ]  # fmt: skip
    assert "1 uten målnivå og 1 skjult er ikke med." in told
    assert "foreløpig" not in told
    (link,) = select(page, "[data-part=glance] a")
    assert link.get("href") == "/sykehus/norge/?aar=2023&kontekst=behandlet"


def test_where_all_years_are_provisional_that_is_said(client, nation):
    judged(published(a_registry("Hjerte")), nation, "high", year=2025, provisional=True)
    told = part(front(client), "glance")
    assert "Hele landet i 2025" in told
    assert "Tallene er foreløpige." in told


def test_another_place_s_provisional_numbers_are_another_matter(client, nation):
    release = published(a_registry("Hjerte"))
    judged(release, nation, "high", year=2025)
    judged(release, a_unit("Helse Nord", parent=nation), "low", year=2025, provisional=True)
    assert "foreløpig" not in part(front(client), "glance")


def test_without_levels_there_is_no_glance(client, nation):
    judged(published(a_registry("Hjerte")), nation, "", "withheld")
    page = front(client)
    assert part(page, "glance") is None
    assert part(page, "registries").startswith("Registre Hjerte Alle registre")


def test_the_last_five_publications_the_latest_first(client, nation):
    for number in range(7):
        release = published(a_registry(f"Register {number}"), datetime(2026, 5, 1 + number, tzinfo=UTC))
        judged(release, nation, "high")
    page = front(client)
    lines = [" ".join(one.text_content().split()) for one in select(page, "[data-part=publications] li")]
    assert len(lines) == 5
    assert "7. mai 2026" in lines[0]
    assert "Register 6" in lines[0]
    assert "12 nye resultater" in lines[0]
    assert "Register 2" in lines[-1]
    then = part(front(client, "/per/2026-05-02"), "publications")
    assert "Register 1" in then
    assert "Register 2" not in then


def test_a_withdrawn_release_is_told_of_and_counts_no_more(client, nation):
    release = published(a_registry("Hjerte"))
    judged(release, nation, "high")
    release.published_as.delete()
    type(release).objects.filter(pk=release.pk).update(state="withdrawn")
    page = front(client)
    assert part(page, "glance") is None
    assert select(page, "[data-empty] h2")[0].text == "Ingen resultater er publisert ennå"
    assert client.get(select(page, "[data-empty] a")[0].get("href")).status_code == 200


def test_a_draft_counts_for_nobody(client, nation):
    draft = a_release(a_registry("Hjerte"), published=False)
    judged(draft, nation, "high")
    page = front(client)
    assert part(page, "glance") is None
    assert part(page, "registries") is None


def test_front_page_costs_the_same_queries_whatever_there_is(client, nation, django_assert_num_queries):
    judged(published(a_registry("Hjerte", fields=["kar"])), nation, "high")
    with django_assert_num_queries(QUERIES):
        front(client)
    for number in range(6):
        a_unit(f"Region {number}", parent=nation)
        release = published(a_registry(f"R {number}", fields=[f"felt {number}"]))
        judged(release, nation, "high", "low", year=2010 + number)
    with django_assert_num_queries(QUERIES):
        front(client)


@pytest.mark.django_db
def test_front_page_without_results_says_so(client):
    page = front(client)
    assert select(page, "main h2")[-1].text == "Ingen resultater er publisert ennå"
    assert [one.get("href") for one in select(page, "[data-empty] a")] == ["/levering/"]
    assert not select(page, "[data-part]")


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
