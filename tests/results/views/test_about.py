"""The pages about the portal."""

from itertools import pairwise

import pytest

from results.models import Release
from tests.results.world import Page
from tests.stories import found_story

pytestmark = pytest.mark.django_db
PAGES = ("/om/", "/om/metode/", "/om/personvern/", "/om/ord/", "/om/tilgjengelighet/")


@pytest.fixture
def story(tmp_path):
    found_story(tmp_path)


@pytest.mark.parametrize("address", PAGES)
def test_each_has_a_heading_its_contents_and_no_cookie(client, address):
    page = Page(client, address)
    assert len(page.texts("h1")) == 1
    anchors = [link.removeprefix("#") for link in page.links(".contents a")]
    known = set(page.tree.xpath("//@id"))
    assert anchors
    assert set(anchors) <= known
    assert len(page.links(".about-pages [aria-current]")) == 1
    assert not page.response.cookies
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_so_also_as_it_was_and_as_a_heading_reader_finds_it(client, story, address):
    page = Page(client, f"/per/2026-05-15{address}")
    assert all(link.startswith("/per/2026-05-15/om/") for link in page.links(".about-pages a"))
    levels = [int(one.tag[1]) for one in page.tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_empty_portal_has_invented_examples_that_say_so(client):
    page = Page(client, "/om/metode/")
    assert page.texts(".example-head strong") == ["Oppdiktet eksempel:"] * len(page.texts(".example"))
    assert not page.links(".example a")
    assert len(page.texts("[data-working]")) > 20
    assert "oppdiktet" in page.texts(".setting-note")[0]
    assert page.texts("[data-example=withheld] .no-number")


def test_the_charts_stand_beside_their_tables(client, story):
    page = Page(client, "/om/metode/")
    for figure in ("rangering", "trakt"):
        assert page.texts(f"#figur-{figure}-setning")[0]
        assert page.texts(f"#tabell-{figure} tbody tr")


def test_how_to_cite_holds_fast_to_the_release(client, tmp_path):
    found_story(tmp_path)
    page = Page(client, "/om/")
    if links := page.links("[data-citation] a"):
        release = Release.objects.published().get(registry__key="hjerte")
        assert f"utgivelse={release.pk}" in links[0]
        assert client.get(links[0].removeprefix("http://testserver")).status_code == 200


def test_whom_to_write_to_and_the_licence_are_the_operators(client, settings):
    assert "ikke oppgitt" in Page(client, "/om/").texts("[data-contact]")[0]
    settings.CONTACT_EMAIL, settings.DATA_LICENCE = "post@example.no", "CC BY 4.0"
    settings.DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.no"
    for address in ("/om/", "/om/personvern/", "/om/tilgjengelighet/"):
        assert Page(client, address).links("[data-contact] a") == ["mailto:post@example.no"]
    page = Page(client, "/om/")
    assert page.texts("[data-licence] a") == ["CC BY 4.0"]
    assert page.links("[data-licence] a") == [settings.DATA_LICENCE_URL]


def test_a_release_and_its_files_name_the_licence(client, story, settings):
    release = Release.objects.published().get(registry__key="lunge")
    assert settings.DATA_LICENCE in Page(client, f"/utgivelse/{release.pk}/").texts("[data-licence]")[0]
    file = client.get("/sykehus/smaaby/", {"format": "csv"}).content.decode("utf-8-sig")
    assert f"Lisens;{settings.DATA_LICENCE}, {settings.DATA_LICENCE_URL}" in file


def test_the_reasons_are_told_as_the_pages_tell_them(client):
    assert Page(client, "/om/personvern/").texts("[data-reasons] .said") == [
        "Færre enn 5 pasienter. Vises ikke.",
        "Svært få pasienter. Vises ikke av hensyn til personvernet.",
        "Lav dekningsgrad (54 %). Vises ikke fordi for få pasienter er registrert.",
        "Skjult av hensyn til personvernet. Tallet kunne røpet enkeltpersoner ved et annet sykehus.",
    ]


def test_the_cookies_are_those_that_signing_in_sets(client, settings):
    told = Page(client, "/om/personvern/").texts("[data-cookies] tbody th")
    assert told == [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
    client.get("/konto/logg-inn/")
    assert set(client.cookies) <= set(told)


def test_every_word_has_a_place_of_its_own_in_both_languages(client):
    words, english = (Page(client, f"{prefix}/om/ord/") for prefix in ("", "/en"))
    anchors = words.links(".contents a")
    assert len(set(anchors)) == len(anchors) == len(words.texts(".terms dt"))
    assert set(anchors) == set(english.links(".contents a"))
    assert english.texts(".terms dt")[0].startswith("advisory board")


def test_other_pages_lead_here(client, story):
    page = Page(client, "/indikator/hjerte/h_andel/?sted=smaaby&aar=2022")
    assert {"/om/metode/#andel", "/om/metode/#rangering", "/om/metode/#trakt"} == set(
        page.links("[data-to-method]")
    )
    assert {"/om/", "/om/metode/", "/om/personvern/", "/om/tilgjengelighet/"} <= set(
        page.links(".site-footer a")
    )
