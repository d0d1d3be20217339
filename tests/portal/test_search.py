"""The search: what it finds, and what it must never find."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from lxml import html

from portal.hits import kept
from portal.search import LONGEST, MOST, MOST_SUGGESTED
from registries.models import Role
from results.models import Publication, Release
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
ADDRESSES = ("/sok/", "/sok/forslag/")
# Whether anything shown is generated, which every page says; what is shown; and the titles of indicators.
QUERIES = {"/sok/": 8, "/sok/forslag/": 7}


@pytest.fixture
def country():
    """A hospital in each of two regions, and a registry with an indicator."""
    nation = a_unit("Norge")
    north, middle = a_unit("Helse Nord RHF", parent=nation), a_unit("Helse Midt-Norge RHF", parent=nation)
    trust = a_unit("Nord-Trøndelag HF", parent=middle, full_name="Helse Nord-Trøndelag HF")
    hospital = a_unit("Levanger", parent=trust, full_name="Sykehuset Levanger")
    a_unit("Bodø", parent=a_unit("Nordland HF", parent=north))
    registry = a_registry("Hjerteinfarkt", key="hjerte", fields=["hjerte og kar"])
    indicator = an_indicator(a_release(registry), "tid", title="Behandlet innen én time", high="0.8")
    a_result(indicator, nation, 3, 4, attainment="low")
    return {"nation": nation, "trust": trust, "hospital": hospital, "registry": registry}


def found(client, typed, address="/sok/"):
    """The names of what is found, with their links."""
    answer = client.get(address, {"sok": typed})
    assert answer.status_code == 200
    tree = html.fromstring(f"<div>{answer.content.decode()}</div>")
    links = select(tree, ".hits a, [role=option]")
    return {select(link, ".hit-name")[0].text: link.get("href") for link in links}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("typed", "name", "leads_to"),
    [
        ("levangr", "Levanger", "/sykehus/levanger/"),
        ("sykehuset levanger", "Levanger", "/sykehus/levanger/"),
        ("levanger trøndelag", "Levanger", "/sykehus/levanger/"),
        ("BODOE", "Bodø", "/sykehus/bodoe/"),
        ("norge", "Hele landet", "/sykehus/norge/"),
        ("hele landet", "Hele landet", "/sykehus/norge/"),
        ("helse nord", "Helse Nord RHF", "/sykehus/helse-nord-rhf/"),
        ("en time", "Behandlet innen én time", "/indikator/hjerte/tid/"),
        ("hjerteinfakrt", "Hjerteinfarkt", "/register/hjerte/"),
        ("kar hjerte", "Hjerte og kar", "/fagomraade/hjerte-og-kar/"),
    ],
)
def test_it_finds_whatever_has_a_page_and_leads_there(client, country, address, typed, name, leads_to):
    hits = found(client, typed, address)
    assert next(iter(hits)) == name
    assert leads_to in hits[name]
    answer = client.get(hits[name])
    assert answer.status_code == 200
    assert not select(html.fromstring(answer.getvalue()), "[data-notice]")


def test_namesakes_are_told_apart(client, country):
    a_unit("Levanger", parent=country["hospital"].parent.parent, level="hospital", slug="levanger-2")
    page = html.fromstring(client.get("/sok/", {"sok": "levanger"}).content)
    assert [one.text for one in select(page, ".hit-kind")] == [
        "Sykehus · Nord-Trøndelag HF", "Sykehus · Helse Midt-Norge RHF",
    ]  # fmt: skip


def test_the_page_says_how_much_was_found(client, country):
    page = html.fromstring(client.get("/sok/", {"sok": "levanger"}).content)
    assert select(page, "main [role=status]")[0].text == "1 treff."
    assert select(page, "main input")[0].get("value") == "levanger"


def test_of_very_many_only_the_best_are_shown(client, country):
    for number in range(MOST + 1):
        a_unit(f"Legesenter {number}", parent=country["trust"])
    assert len(found(client, "legesenter")) == MOST
    page = html.fromstring(client.get("/sok/", {"sok": "legesenter"}).content)
    assert "51 treff" in select(page, "main [role=status]")[0].text
    assert len(found(client, "legesenter", "/sok/forslag/")) == MOST_SUGGESTED
    part = client.get("/sok/forslag/", {"sok": "legesenter"}).content.decode()
    tree = html.fromstring(f"<div>{part}</div>")
    assert select(tree, "[role=listbox]")[0].get("data-told") == "8 forslag."
    assert select(tree, "p a")[0].get("href") == "/sok/?sok=legesenter"


@pytest.mark.parametrize("query", ["", "?sok=", "?sok=%20%20", "?annet=levanger"])
def test_without_a_question_it_tells_what_to_ask(client, country, query):
    page = html.fromstring(client.get(f"/sok/{query}").content)
    assert not select(page, ".hits, [data-empty]")
    assert "Skriv navnet" in select(page, "main .found")[0].text
    assert client.get(f"/sok/forslag/{query}").content.strip() == b""


def test_nothing_found_leads_on(client, country):
    page = html.fromstring(client.get("/sok/", {"sok": "qqqq"}).content)
    assert select(page, "[data-empty] h2")[0].text == "Ingen treff på «qqqq»"
    for link in select(page, "[data-empty] a"):
        assert client.get(link.get("href")).status_code == 200
    part = client.get("/sok/forslag/", {"sok": "qqqq"}).content.decode()
    assert "Ingen treff på «qqqq»" in part
    assert "listbox" not in part


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_portal_finds_nothing(client, address):
    assert found(client, "levanger", address) == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_only_reads(client, address):
    assert client.post(address, {"sok": "levanger"}).status_code == 405
    assert client.head(address, {"sok": "levanger"}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7|add:7 }}",
        "' onfocus='x",
        "\x00",
        "a" * 9000,
    ],
)
def test_what_was_typed_is_only_text(client, country, address, typed):
    answer = client.get(address, {"sok": typed})
    assert answer.status_code == 200
    tree = html.fromstring(f"<div>{answer.content.decode()}</div>")
    assert not [one for one in select(tree, "script") if one.text]
    assert not select(tree, "img, [onerror], [onfocus]")
    if address == "/sok/":
        assert select(tree, "main input")[0].get("value") == typed[:LONGEST].replace("\x00", "\ufffd")


@pytest.mark.parametrize("address", ADDRESSES)
def test_names_are_only_text_too(client, country, address):
    a_unit("<b>Fjord</b>", parent=country["trust"], slug="fjord")
    assert list(found(client, "fjord", address)) == ["<b>Fjord</b>"]


# What must never be found.


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_place_that_is_not_shown_is_not_found(client, country, address):
    hidden = a_unit("Ukjent HF", parent=country["nation"], level="hf", kind="undefined", full_name="Hemmelig")
    a_unit("Ukjent sykehus", parent=hidden, kind="undefined")
    for typed in ("ukjent", "ukjent sykehus", "ukjent-hf", "hemmelig", "ukjnt", "jent"):
        assert found(client, typed, address) == {}
    below = a_unit("Synlig", parent=hidden)
    assert found(client, "synlig", address) == {"Synlig": f"/sykehus/{below.slug}/"}
    assert "Ukjent" not in client.get(address, {"sok": "synlig"}).content.decode()
    assert found(client, "synlig ukjent", address) == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_indicator_that_is_not_shown_is_not_found(client, country, address):
    release = Release.objects.get()
    an_indicator(release, "skjult", title="Hemmelig andel", shown=False)
    for typed in ("hemmelig", "hemmelig andel", "skjult", "hemelig"):
        assert found(client, typed, address) == {}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("state", ["draft", "closed", "withdrawn"])
def test_what_is_not_public_is_not_found(client, country, address, state):
    other = a_registry("Lungekreft", key="lunge", fields=["kreft"])
    release = a_release(other, published=False)
    a_result(an_indicator(release, "roek", title="Røykeslutt"), country["nation"], 3, 4)
    published_at = timezone.now() if state == "withdrawn" else None
    Release.objects.filter(pk=release.pk).update(state=state, published_at=published_at)
    for extra in ({}, {"utgivelse": release.pk}):
        for typed in ("lungekreft", "lunge", "røykeslutt", "kreft", "roek"):
            answer = client.get(address, {"sok": typed, **extra})
            tree = html.fromstring(f"<div>{answer.content.decode()}</div>")
            links = {link.get("href") for link in select(tree, ".hits a, [role=option]")}
            # That the registry and its field exist is no secret: they have pages of their own.
            assert links <= {"/register/lunge/", "/fagomraade/kreft/"}
            assert not links or typed in ("lungekreft", "lunge", "kreft")


def test_only_a_new_title_of_a_draft_is_found_by_nobody_but_in_its_preview(client, country):
    draft = a_release(country["registry"], published=False)
    a_result(an_indicator(draft, "tid", title="Trombolysert"), country["nation"], 3, 4)
    assert found(client, "trombolysert") == {}
    inside = f"/utkast/{draft.pk}"
    for address in ADDRESSES:
        assert client.get(inside + address, {"sok": "trombolysert"}).status_code == 302
    sign_in(client, a_person("Vera", (Role.PUBLISHER, country["registry"])))
    for address in ADDRESSES:
        assert found(client, "trombolysert", inside + address) == {
            "Trombolysert": f"{inside}/indikator/hjerte/tid/"
        }
        assert found(client, "behandlet innen", inside + address) == {}
        assert found(client, "trombolysert", address) == {}


def test_nor_when_what_was_found_is_kept(client, country, settings):
    """The same index answers within the preview, on a past day and now: each with its own addresses, and none
    with another's content."""
    settings.KEPT_SEARCHES = 4
    draft = a_release(country["registry"], published=False)
    a_result(an_indicator(draft, "tid", title="Trombolysert"), country["nation"], 3, 4)
    release = Release.objects.get(published_as__isnull=False)
    entry = Publication.objects.create(registry=country["registry"], release=release, kind="published")
    Publication.objects.filter(pk=entry.pk).update(at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    sign_in(client, a_person("Vera", (Role.PUBLISHER, country["registry"])))
    try:
        for _ in range(2):
            for prefix in ("", f"/utkast/{draft.pk}", "/per/2026-01-02"):
                assert found(client, "levanger", f"{prefix}/sok/") == {
                    "Levanger": f"{prefix}/sykehus/levanger/"
                }
                title = "Trombolysert" if "utkast" in prefix else "Behandlet innen én time"
                assert found(client, "tid", f"{prefix}/sok/") == {title: f"{prefix}/indikator/hjerte/tid/"}
        assert client.get(f"/utkast/{draft.pk}/per/2026-01-02/sok/").status_code == 404
        # On the day before it was published there is nothing; and when it has been withdrawn, nowhere.
        assert found(client, "behandlet", "/per/2025-12-31/sok/") == {}
        Release.objects.filter(pk=release.pk).update(state="withdrawn")
        release.published_as.delete()
        assert found(client, "behandlet") == {}
        assert found(client, "behandlet", "/per/2026-01-02/sok/") == {}
        country["hospital"].name = "Innherred"
        country["hospital"].full_name = ""
        country["hospital"].save()
        assert found(client, "levanger") == {}
        assert found(client, "innherred") == {"Innherred": "/sykehus/levanger/"}
    finally:
        forget()


def forget():
    """What is kept is this test's; another's releases may have the same numbers."""
    kept.put(None, None, 0)


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_costs_the_same_queries_whatever_there_is(client, country, address, django_assert_num_queries):
    with django_assert_num_queries(QUERIES[address]):
        client.get(address, {"sok": "levanger"})
    for number in range(5):
        a_unit(f"Levanger {number}", parent=country["trust"])
        registry = a_registry(f"Levanger {number}", fields=[f"felt {number}"])
        a_result(an_indicator(a_release(registry), title="Levanger"), country["nation"], 1, 2)
    with django_assert_num_queries(QUERIES[address]):
        client.get(address, {"sok": "levanger"})


def test_what_is_kept_is_not_asked_for_again(client, country, settings, django_assert_num_queries):
    settings.KEPT_SEARCHES = 1
    try:
        client.get("/sok/forslag/", {"sok": "levanger"})
        with django_assert_num_queries(QUERIES["/sok/forslag/"] - 1):
            client.get("/sok/forslag/", {"sok": "bodø"})
    finally:
        forget()


def test_every_page_has_the_box_once(client, country):
    for address in (
        "/",
        "/sok/",
        "/sykehus/levanger/",
        "/behandlingskvalitet/",
        "/utgivelser/",
        "/finnes-ikke/",
    ):
        page = html.fromstring(client.get(address).getvalue())
        (form,) = select(page, "form[data-search]")
        assert (form.get("action"), form.get("method")) == ("/sok/", "get")
        assert form.get("data-search") == "/sok/forslag/"
        assert len(select(page, ".to-search")) == (0 if address in ("/", "/sok/", "/finnes-ikke/") else 1)
