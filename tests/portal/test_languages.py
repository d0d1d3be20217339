"""The language is in the address, and every address that a page gives stays in it."""

import pytest
from django.urls import reverse
from django.utils import translation
from lxml import html

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from wording.language import current
from wording.numbers import of, percent

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/sykehus/",
    "/sykehus/bodoe/",
    "/behandlingskvalitet/?sted=bodoe",
    "/utgivelser/",
    "/sok/?sok=bod",
]


@pytest.fixture(autouse=True)
def bodoe():
    unit = a_unit("Bodø", parent=a_unit("Nord HF", parent=a_unit("Nord", parent=a_unit("Norge"))))
    release = a_release(a_registry("Hjerte"))
    definition = an_indicator(release, "andel", high="0.5")
    a_result(definition, unit, 8, 10, year=2025, attainment="high", certain=True)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, html.fromstring(answer.getvalue())


def links(page):
    return [link.get("href") for link in select(page, "a") if not (link.get("href") or "#").startswith("#")]


@pytest.mark.parametrize("address", PAGES)
def test_page_says_which_language_it_is_in(client, address):
    for prefix, code in (("", "nb"), ("/en", "en")):
        answer, page = read(client, prefix + address)
        assert page.get("lang") == answer["Content-Language"] == code


@pytest.mark.parametrize("address", PAGES)
def test_every_link_stays_in_the_language_but_the_one_to_the_other(client, address):
    _, page = read(client, f"/en{address}")
    leading_out = [link for link in links(page) if link.startswith("/") and not link.startswith("/en/")]
    assert leading_out == [address]


@pytest.mark.parametrize("address", [*PAGES, "/per/2020-01-01/sykehus/"])
def test_other_language_is_one_link_away_and_back(client, address):
    _, page = read(client, address)
    (there,) = select(page, "a[data-language]")
    assert (there.get("href"), there.get("lang")) == (f"/en{address}", "en")
    _, page = read(client, there.get("href"))
    (back,) = select(page, "a[data-language]")
    assert (back.get("href"), back.get("lang")) == (address, "nb")


def test_address_of_the_language_alone_leads_to_its_front_page(client):
    assert client.get("/en")["Location"] == "/en/"


@pytest.mark.parametrize("address", ["/en/finnes-ikke/", "/enheter/", "/en/en/", "/de/", "/nb/"])
def test_what_is_no_page_is_not_found_in_either(client, address):
    assert client.get(address).status_code == 404


def test_next_page_is_in_its_own_language(client):
    client.get("/en/")
    assert current() == "en"
    client.get("/")
    assert (current(), reverse("front")) == ("nb", "/")


def test_portal_below_an_address_of_its_own(client):
    answer = client.get("/en/sykehus/", SCRIPT_NAME="/portal")
    page = html.fromstring(answer.getvalue())
    (back,) = select(page, "a[data-language]")
    assert back.get("href") == "/portal/sykehus/"
    assert select(page, "a.brand")[0].get("href") == "/portal/en/"


def test_numbers_follow_the_language():
    with translation.override("en"):
        assert of(8477, 9022) == "8,477 of 9,022"
    assert percent(1) == "100\u202f%"
