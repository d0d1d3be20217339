"""What pages say of themselves to those that lead to them."""

from xml.etree import ElementTree

import pytest
from lxml import html

from results.models import Publication
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

pytestmark = pytest.mark.django_db
PAGES = ["/", "/sykehus/", "/sykehus/bodoe/", "/behandlingskvalitet/?sted=bodoe", "/indikator/hjerte/andel/"]
HOST = "http://testserver"
SITE, XHTML, ATOM = (
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/2005/Atom}",
)


@pytest.fixture(autouse=True)
def release():
    trust = a_unit("Nord HF", parent=a_unit("Nord", parent=a_unit("Norge")))
    units = [a_unit("Bodø", parent=trust), a_unit("Tromsø", parent=trust)]
    release = a_release(a_registry("Hjerte"))
    definition = an_indicator(release, "andel", title="Andel <raskt> & rett", high="0.5")
    for unit in units:
        a_result(definition, unit, 8, 10, year=2025, attainment="high", certain=True)
    Publication.objects.create(
        registry=release.registry, release=release, kind="published", reason="Årets tall & mer.", added=2
    )
    return release


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.getvalue())


def said(page, name):
    return [one.get("content") for one in page.xpath(f"//meta[@name='{name}' or @property='{name}']")]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_has_a_title_and_a_description_of_its_own(client, prefix):
    heads = [
        (page.findtext(".//title"), *said(page, "description"))
        for page in (read(client, prefix + address) for address in PAGES)
    ]
    assert len(set(heads)) == len(PAGES)
    assert all(title and 30 <= len(description) <= 300 for title, description in heads[:4]), heads


def test_title_is_said_once_more_to_those_who_show_a_link(client):
    page = read(client, "/indikator/hjerte/andel/")
    assert said(page, "og:title") == [page.findtext(".//title")]
    assert said(page, "og:title")[0].startswith("Andel <raskt> & rett")
    assert said(page, "og:description") == said(page, "description")


def test_canonical_address_has_nothing_of_what_is_chosen(client):
    page = read(client, "/en/behandlingskvalitet/?sted=bodoe&aar=2025")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{HOST}/en/behandlingskvalitet/"]
    assert said(page, "og:url") == [f"{HOST}/en/behandlingskvalitet/"]


def test_comparison_of_other_places_is_another_page(client):
    page = read(client, "/sammenlign/?sted=bodoe&sted=tromsoe&aar=2025")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{HOST}/sammenlign/?sted=bodoe&sted=tromsoe"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_names_itself_in_every_language(client, prefix):
    page = read(client, f"{prefix}/sykehus/bodoe/?aar=2025")
    named = {
        one.get("hreflang"): one.get("href") for one in page.xpath("//link[@rel='alternate'][@hreflang]")
    }
    own = f"{HOST}/sykehus/bodoe/"
    assert named == {"nb": own, "en": f"{HOST}/en/sykehus/bodoe/", "x-default": own}


@pytest.mark.parametrize("address", ["/per/2026-05-15/sykehus/", "/sok/?sok=bod"])
def test_the_past_and_the_search_are_not_to_be_found(client, address):
    page = read(client, address)
    assert said(page, "robots") == ["noindex"]
    assert page.xpath("//link[@hreflang]") == []


def test_preview_image_is_there(client):
    [image] = said(read(client, "/"), "og:image")
    assert image == f"{HOST}/static/img/preview.png"


def locations(client):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_sitemap_has_every_page_in_every_language(client):
    urls = [url.findtext(f"{SITE}loc") for url in locations(client)]
    for page in ("/", "/sykehus/", "/sykehus/bodoe/", "/indikator/hjerte/andel/", "/behandlingskvalitet/"):
        assert {HOST + page, f"{HOST}/en{page}"} <= set(urls)
    assert len(urls) == len(set(urls))


def test_every_page_in_the_sitemap_is_there_and_is_its_own_canonical_address(client):
    for url in locations(client):
        address = url.findtext(f"{SITE}loc")
        page = read(client, address.removeprefix(HOST))
        assert page.xpath("//link[@rel='canonical']/@href") == [address]
        assert {one.get("hreflang") for one in url.findall(f"{XHTML}link")} == {"nb", "en", "x-default"}


def test_robots_are_shown_the_sitemap_and_kept_from_staffs_rooms(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert {"Disallow: /levering/", "Disallow: /en/levering/", "Disallow: /per/"} <= set(lines)


def entries(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return ElementTree.fromstring(answer.content) if status == 200 else None


def test_feed_tells_of_every_publication(client, release):
    feed = entries(client, "/utgivelser/atom.xml")
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Hjerte: publisert, utgivelse {release.pk}"
    assert "Årets tall & mer." in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}link").get("href") == f"{HOST}/utgivelse/{release.pk}/"
    assert entry.findtext(f"{ATOM}published")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"


def test_feed_of_a_registry_and_of_none(client):
    assert len(entries(client, "/en/utgivelser/atom.xml?register=HJERTE").findall(f"{ATOM}entry")) == 1
    entries(client, "/utgivelser/atom.xml?register=finnes-ikke", status=404)


def test_pages_lead_to_the_feed(client):
    feeds = read(client, "/en/").xpath("//link[@type='application/atom+xml']/@href")
    assert feeds == ["/en/utgivelser/atom.xml"]


# An address that leads nowhere


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_slip_in_an_address_is_understood(client, prefix):
    page = read(client, f"{prefix}/sykehus/tromso-sykehus/", status=404)
    assert f"{prefix}/sykehus/tromsoe/" in [link.get("href") for link in select(page, "main a")]


def test_what_is_not_understood_still_helps(client):
    page = read(client, "/sykehus/finnes-aldeles-ikke/", status=404)
    assert select(page, "main form[role=search]")
    assert [link.get("href") for link in select(page, "main a")] == [
        "/",
        "/behandlingskvalitet/",
        "/sykehus/",
    ]


@pytest.mark.parametrize("address", ["/levering/hjerte/", "/levering/hjerne/", "/bodoe/"])
def test_nothing_is_guessed_of_staffs_rooms(client, address):
    answer = client.get(address)
    assert answer.status_code in (302, 404)
    assert b"Kanskje du lette" not in answer.content


def test_printed_page_says_what_was_public_when(client, release):
    assert read(client, "/per/2026-05-15/").get("data-print-foot").endswith("publisert 15. mai 2026")
    [of_a_release] = read(client, "/indikator/hjerte/andel/").xpath("/html/@data-print-foot")
    assert of_a_release.startswith(f"Kvalitetsviser: Utgivelse {release.pk}, publisert ")
