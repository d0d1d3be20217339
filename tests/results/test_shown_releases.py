"""The results page with releases in its address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Unit
from results.models import Release
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.nation import command, found_nation
from tests.pages import select
from tests.results.world import Page, delivered, published

pytestmark = pytest.mark.django_db
RESULTS = "/behandlingskvalitet/"
N = " "  # the texts have ordinary spaces for every kind
QUERIES = 9


@pytest.fixture
def nation(tmp_path):
    found_nation(tmp_path)


def test_an_earlier_release_is_shown_with_a_notice(client, nation, tmp_path):
    first, second = published(tmp_path, 10), published(tmp_path, 12)
    page = Page(client, RESULTS, sted="norge", utgivelse=first.pk)
    assert page.cells() == [f"Høy 90{N}% 9 av 10 usikkert nivå"]
    [notice] = page.texts("[data-release-notice]")
    assert notice.startswith(f"Hjerte: Du ser utgivelse {first.pk}, publisert ")
    assert f"En nyere er gjeldende: utgivelse {second.pk}, publisert " in notice
    [way] = page.links("[data-release-notice] a")
    now = Page(client, way)
    assert now.cells() == [f"Moderat 75{N}% 9 av 12 usikkert nivå"]
    assert not now.texts("[data-release-notice]")
    assert not now.texts(".not-public")


def test_each_section_names_its_release(client, nation, tmp_path):
    first, second = published(tmp_path, 10), published(tmp_path, 12)
    for release, mark in ((first, ["Ikke gjeldende"]), (second, [])):
        page = Page(client, RESULTS, utgivelse=release.pk)
        [text] = page.texts(".release a")
        assert text.startswith(f"Utgivelse {release.pk}, publisert ")
        assert page.links(".release a") == [f"/utgivelse/{release.pk}/"]
        assert page.texts(".not-public") == mark
        assert not page.texts("[data-notice]")
    assert not Page(client, RESULTS, utgivelse=second.pk).texts("[data-release-notice]")


def test_after_a_roll_back_the_later_release_is_not_called_older(client, nation, tmp_path):
    first, second = published(tmp_path, 10), published(tmp_path, 12)
    command("publish", str(first.pk))
    [notice] = Page(client, RESULTS, utgivelse=second.pk).texts("[data-release-notice]")
    assert f"Registeret har gått tilbake til utgivelse {first.pk}." in notice


def test_a_draft_a_closed_one_and_an_unknown_look_alike(client, nation, tmp_path):
    published(tmp_path, 10)
    closed, draft = delivered(tmp_path, 12), delivered(tmp_path, 15)
    plain = Page(client, RESULTS).cells()
    for asked in (closed.pk, draft.pk, 98765, "99999999999999999999", "x", "-1", "١"):
        page = Page(client, RESULTS, utgivelse=asked)
        assert page.texts("[data-notice]") == [
            f"Utgivelse «{asked}» finnes ikke. Viser det som er publisert nå."
        ]
        assert page.cells() == plain
        assert not page.texts("[data-release-notice]")
        assert not any(f"utgivelse={asked}" in link for link in page.links("main a"))


def test_a_withdrawn_release_shows_nothing_but_that_it_was(client, nation, tmp_path):
    published(tmp_path, 10, registry="lunge")
    first, second = published(tmp_path, 10), published(tmp_path, 12)
    command("publish", str(first.pk))
    command("withdraw", str(second.pk), "--reason", "Tall fra <feil> år.")
    page = Page(client, RESULTS, sted="norge", utgivelse=second.pk)
    [notice] = page.texts("[data-release-notice]")
    assert notice.startswith(f"Hjerte: Utgivelse {second.pk} ble trukket tilbake ")
    assert "Begrunnelse: Tall fra <feil> år." in notice
    assert page.texts("[data-registry] h2") == ["Lunge"]
    alone = Page(client, RESULTS, register="hjerte", utgivelse=second.pk)
    assert len(alone.texts("[data-release-notice]")) == 1
    assert not alone.texts("[data-registry], [data-empty], [data-notice], [data-permanent]")
    assert "9 av" not in alone.text
    [way] = alone.links("[data-release-notice] a")
    assert Page(client, way).texts("[data-registry] h2") == ["Hjerte"]


def test_where_nothing_is_public_an_earlier_release_keeps_its_address(client, nation, tmp_path):
    first, second = published(tmp_path, 10), published(tmp_path, 12)
    command("withdraw", str(second.pk), "--reason", "Feil.")
    assert Page(client, RESULTS).texts("[data-empty] h2") == ["Ingen resultater er publisert ennå"]
    page = Page(client, RESULTS, sted="norge", register="hjerte", utgivelse=first.pk)
    assert page.cells() == [f"Høy 90{N}% 9 av 10 usikkert nivå"]
    [notice] = page.texts("[data-release-notice]")
    assert notice.endswith("Registeret har ingen gjeldende utgivelse nå.")
    gone = Page(client, RESULTS, utgivelse=second.pk)
    assert not gone.texts("[data-registry], [data-empty], main form")


def test_years_are_those_of_the_release(client, nation, tmp_path):
    first = published(tmp_path, 10, year=2019)
    published(tmp_path, 10, year=2022)
    assert Page(client, RESULTS, utgivelse=first.pk).texts("select[name=aar] option") == ["2019"]
    later = Page(client, RESULTS, utgivelse=first.pk, aar=2022)
    assert later.texts("[data-notice]") == [
        "Det finnes ingen publiserte resultater for året «2022». Viser 2019."
    ]


def test_releases_of_several_registries_are_held_and_one_of_each(client, nation, tmp_path):
    heart, lung = published(tmp_path, 10), published(tmp_path, 20, registry="lunge")
    other = published(tmp_path, 12)
    published(tmp_path, 30, registry="lunge")
    page = Page(client, RESULTS, sted="norge", utgivelse=[heart.pk, lung.pk, other.pk])
    assert [cell.split(" usikkert")[0] for cell in page.cells()] == [
        f"Høy 90{N}% 9 av 10",
        f"Moderat 45{N}% 9 av 20",
    ]
    assert len(page.texts("[data-release-notice]")) == 2
    assert page.texts("[data-notice]") == [
        f"Utgivelse «{other.pk}» vises ikke: én utgivelse av et register om gangen."
    ]
    only = Page(client, RESULTS, sted="norge", utgivelse=[heart.pk, lung.pk], register="lunge")
    assert [text.split(":")[0] for text in only.texts("[data-release-notice]")] == ["Lunge"]


def test_other_choices_keep_the_releases(client, nation, tmp_path):
    first = published(tmp_path, 10)
    published(tmp_path, 12)
    page = Page(client, RESULTS, sted=["norge", "nord"], utgivelse=first.pk)
    assert [hidden.get("value") for hidden in select(page.tree, "input[name=utgivelse]")] == [str(first.pk)]
    assert all(f"utgivelse={first.pk}" in address for address in page.links("a.ds-chip"))


def test_the_permanent_address_keeps_its_figures(client, nation, tmp_path):
    first = published(tmp_path, 10)
    page = Page(client, RESULTS, sted="norge")
    [address] = page.links("[data-permanent] a")
    assert address == f"{RESULTS}?sted=norge&aar=2021&kontekst=behandlet&utgivelse={first.pk}"
    assert page.texts("[data-permanent] .on-paper") == [f"http://testserver{address}"]
    before = Page(client, address).texts("[data-registry] table")
    published(tmp_path, 12, year=2021)
    published(tmp_path, 12, year=2023)
    held = Page(client, address)
    assert held.texts("[data-registry] table") == before
    assert held.texts("[data-permanent]")[0].startswith("Dette er en fast adresse")
    [way] = held.links("[data-permanent] a")
    assert Page(client, way).texts("[data-registry] table") != before


def test_more_registries_than_an_address_can_name_are_cited_by_the_moment(client):
    nation = a_unit("Norge")
    for number in range(13):
        release = a_release(a_registry(f"Register {number}", fields=["Alle" if number else "Den ene"]))
        a_result(an_indicator(release), nation, 3, 4)
    [address] = Page(client, RESULTS).links("[data-permanent] a")
    assert address.startswith("/per/20")
    assert "utgivelse=" not in address
    [address] = Page(client, RESULTS, fagomraade="alle").links("[data-permanent] a")
    assert address.count("utgivelse=") == 12


def test_a_unit_that_is_no_longer_shown_stays_in_the_releases_it_was_shown_in(client, nation, tmp_path):
    first = published(tmp_path, 10)
    Unit.objects.filter(slug="storby-fjord-hf").update(kind="undefined")
    command("recompute", "--all")
    command("publish", str(Release.objects.get(state="draft").pk))
    held = Page(client, RESULTS, sted="storby-fjord-hf", utgivelse=first.pk)
    assert held.cells() == [f"Høy 90{N}% 9 av 10 usikkert nivå"]
    now = Page(client, RESULTS, sted="storby-fjord-hf")
    assert now.texts("[data-notice]") == ["Fant ikke stedet «storby-fjord-hf»."]


def test_the_queries_are_as_many_with_releases_in_the_address(client, nation, tmp_path):
    first = published(tmp_path, 10)
    lung = published(tmp_path, 20, registry="lunge")
    published(tmp_path, 12)
    published(tmp_path, 30, registry="lunge")
    plain = queries(client)
    for asked in ([first.pk], [first.pk, lung.pk, 98765]):
        assert queries(client, utgivelse=asked) == plain
    command("withdraw", str(first.pk), "--reason", "Feil.")
    assert queries(client, utgivelse=[first.pk, lung.pk]) == plain + 1


def queries(client, **query):
    with CaptureQueriesContext(connection) as found:
        Page(client, RESULTS, **query)
    return len(found)


def test_many_unknown_releases_give_one_notice(client, tmp_path):
    page = Page(client, RESULTS, utgivelse=range(5000, 5900))
    [notice] = page.texts("[data-notice]")
    assert notice.startswith("Utgivelsene «5000», «5001»,")
    assert len(notice) < 300
