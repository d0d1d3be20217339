"""A place's profile, and the list of all places."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.models import Publication, Release
from results.presenters.levels import Levels
from results.profiles import levels_by_unit, levels_by_year
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from tests.results.world import Page

pytestmark = pytest.mark.django_db
QUERIES, QUERIES_LIST = 11, 6
LEAST = 10  # indicators for a place among the peers


@pytest.fixture
def country():
    nation = a_unit("Norge")
    north, south = a_unit("Helse Nord", parent=nation), a_unit("Helse Sør", parent=nation)
    undefined = a_unit("Ukjent", parent=nation, kind="undefined")
    trust = a_unit("Bodø HF", parent=north, full_name="Nordlandssykehuset HF")
    hospital = a_unit("Bodø", parent=trust, full_name="Nordlandssykehuset Bodø")
    other = a_unit("Lofoten", parent=trust)
    private = a_unit("Private", parent=nation, kind="private")
    return {
        "nation": nation, "north": north, "south": south, "undefined": undefined, "trust": trust,
        "hospital": hospital, "other": other, "private": private,
    }  # fmt: skip


@pytest.fixture
def release():
    return a_release(a_registry("Hjerteinfarkt", fields=["hjerte og kar", "kreft"]))


@pytest.fixture
def results(country, release):
    """At Bodø in 2018: high, low and without a level; one hidden, and a coverage."""
    hospital = country["hospital"]
    high = an_indicator(release, "hoy", title="Reperfusjon", high="0.85", moderate="0.8")
    low = an_indicator(release, "lav", title="Trombolyse", high="0.85", moderate="0.8")
    a_result(high, hospital, 90, 100, attainment="high", certain=True, distance=0)
    a_result(high, hospital, 50, 100, attainment="low", certain=True, distance=35, year=2017)
    a_result(low, hospital, 33, 68, attainment="low", certain=True, distance=25)
    a_result(an_indicator(release, "uten", title="Uten mål"), hospital, 1, 7)
    hidden = an_indicator(release, "skjult", title="Skjult", high="0.5")
    a_result(hidden, hospital, 613, 719, attainment="high", withheld="privacy", distance=887)
    coverage = an_indicator(release, "dg", title="Dekning", type="coverage", high="0.8")
    a_result(coverage, hospital, 3, 4, attainment="low", certain=False, distance=1)
    elsewhere = an_indicator(release, "annet", title="Bare i Lofoten", high="0.5")
    a_result(elsewhere, country["other"], 8, 9, attainment="high", certain=True, distance=0)
    return release


def released(release, key):
    return release.indicators.get(indicator__key=key)


def profile(client, slug="bodoe", status=200, **query):
    return Page(client, f"/sykehus/{slug}/", status, **query)


def rows(page, selector):
    """The texts of the cells of each row."""
    return [
        [" ".join(cell.text_content().split()) for cell in select(row, "th, td")]
        for row in select(page.tree, selector)
    ]


def test_the_three_answers(client, results):
    page = profile(client)
    assert page.texts("h1") == ["Bodø"]
    assert page.texts("[data-lead]") == [
        "3 indikatorer fra 1 register i 2018. Høy måloppnåelse på 1, lav på 1."
    ]
    assert page.texts("[data-card=levels] .tallies li") == ["1 høy", "0 moderat", "1 lav"]
    assert page.texts("[data-left-out]") == ["1 uten målnivå og 1 skjult er ikke med."]
    assert rows(page, "[data-year]") == [["2017", "", "0 høy", "0 moderat", "1 lav"]]
    assert page.texts("[data-low]") == [
        "Lav 49 % Trombolyse Hjerteinfarkt · 33 av 68 · mål ≥ 85 % "
        "25 flere av 68 pasienter ville gitt høy måloppnåelse."
    ]
    [changed] = page.texts("[data-changed]")
    assert changed.startswith(
        "▲ opp 40 prosentpoeng (95 % KI 28 til 51) Reperfusjon Hjerteinfarkt · 50 % → 90 %. "
    )
    assert changed.endswith("Nå høy")
    assert page.texts("[data-summary]") == ["1 bedre og 0 dårligere av 1 indikator som kan sammenlignes."]


def test_a_change_that_did_not_reach_the_target_tells_what_it_takes(client, results, country):
    moved = an_indicator(results, "flyttet", title="Flyttet", high="0.85", moderate="0.6")
    a_result(moved, country["hospital"], 70, 100, attainment="moderate", certain=False, distance=15)
    a_result(moved, country["hospital"], 40, 100, attainment="low", certain=True, distance=45, year=2017)
    changed = next(text for text in profile(client).texts("[data-changed]") if "Flyttet" in text)
    assert changed.endswith("Nå moderat. Til målet: 15 flere av 100 pasienter")


def test_the_bars_say_in_words_what_they_show(client, results):
    stacks = select(profile(client).tree, "[data-card=levels] svg.stack")
    assert [stack.get("aria-label") for stack in stacks] == [
        "1 høy, 0 moderat, 1 lav",
        "0 høy, 0 moderat, 1 lav",
    ]


def test_the_way_down_and_the_ways_on(client, results):
    page = profile(client)
    assert page.texts(".breadcrumbs li") == ["Alle steder", "Hele landet", "Helse Nord", "Bodø HF"]
    assert page.links(".breadcrumbs a")[-1] == "/sykehus/bodoe-hf/?aar=2018&kontekst=behandlet"
    assert page.links(".ways a") == [
        "/sammenlign/?aar=2018&kontekst=behandlet&sted=bodoe&sted=lofoten",
        "/behandlingskvalitet/?sted=bodoe&aar=2018&kontekst=behandlet&indikatorer=behandling",
        "#alle",
    ]
    assert page.links("[data-low] a") == [
        "/indikator/hjerteinfarkt/lav/?aar=2018&kontekst=behandlet&sted=bodoe"
    ]


def test_by_field_counts_a_registry_in_each_of_its_fields(client, results):
    page = profile(client)
    counts = ["1 høy", "0 moderat", "1 lav", "", "50 % høy"]
    assert rows(page, "[data-field]") == [["Hjerte og kar", *counts], ["Kreft", *counts]]
    assert page.links("[data-field] a")[0].endswith("&fagomraade=hjerte-og-kar&indikatorer=behandling")


def test_coverage_is_listed_apart_and_counts_nowhere_else(client, results):
    page = profile(client)
    [answer] = page.texts("[data-coverage] .answer")
    assert answer.startswith("Lav 75 % 3 av 4")
    assert page.texts("[data-registry] .tallies li") == ["1 høy", "0 moderat", "1 lav"]


def test_all_that_has_a_result_is_listed_and_nothing_else(client, results):
    page = profile(client)
    assert page.texts("[data-registry] tbody th a") == [
        "Dekning", "Reperfusjon", "Skjult", "Trombolyse", "Uten mål",
    ]  # fmt: skip
    assert "Bare i Lofoten" not in page.text


def test_the_counts_of_the_database_are_those_of_the_points(client, results, country):
    page = profile(client)
    counted = levels_by_year([results.pk], country["hospital"])["caregiver", 2018]
    assert counted == Levels(high=1, low=1, unjudged=1, withheld=1, coverage=1)
    assert page.texts("[data-card=levels] .tallies li") == page.texts("[data-registry] .tallies li")
    by_unit = levels_by_unit([results.pk], country.values(), 2018, "caregiver")
    assert by_unit[country["hospital"].pk] == counted


def test_the_results_page_counts_the_same_with_the_same_choices(client, results):
    in_table = Page(client, profile(client).links(".ways a")[1])
    registries = in_table.texts("[data-registry] .tallies li")
    assert registries == profile(client).texts("[data-card=levels] .tallies li")


def test_a_withheld_number_is_nowhere_on_the_page_or_in_its_files(client, results):
    page = profile(client)
    assert select(page.tree, "[data-withheld=privacy]")
    for text in (page.text, client.get("/sykehus/bodoe/", {"format": "csv"}).getvalue().decode()):
        assert not re.search(r"613|719|887|85,257|85,3", text)


def test_children_with_the_same_summary_also_those_without_results(client, results, country):
    a_result(released(results, "hoy"), country["trust"], 9, 10, attainment="high", certain=False)
    page = profile(client, "bodoe-hf")
    assert rows(page, "[data-child]") == [
        ["Bodø", "1 høy", "0 moderat", "1 lav", "", "50 % høy"],
        ["Lofoten", "1 høy", "0 moderat", "0 lav", "", "100 % høy"],
    ]
    nation = profile(client, "norge")
    assert "Ukjent" not in nation.text
    assert nation.texts("[data-empty] h2") == ["Ingen resultater for Hele landet her"]


def test_a_child_without_results_says_so(client, results, country):
    a_unit("Vesterålen", parent=country["trust"])
    assert rows(profile(client, "bodoe-hf"), "[data-child]")[-1] == ["Vesterålen", "Ingen resultater"]


@pytest.fixture
def peers(country, results):
    """Bodø with two of ten at high, Lofoten with three, Tromsø with nine only."""
    tromsoe = a_unit("Tromsø", parent=country["trust"])
    for number in range(LEAST - 2):
        definition = an_indicator(results, f"i{number}", high="0.5")
        for unit, highs in ((country["hospital"], 1), (country["other"], 3), (tromsoe, 8)):
            level = "high" if number < highs else "low"
            a_result(definition, unit, 5, 10, attainment=level, certain=False, distance=0)
    a_result(an_indicator(results, "i9", high="0.5"), country["other"], 5, 10, attainment="low")


def test_place_among_peers_with_enough_indicators(client, peers, country):
    page = profile(client)
    assert page.texts("[data-place]") == ["Nr. 2 av 2 sykehus med minst 10 indikatorer: høy på 20 % av sine."]
    assert rows(page, "[data-peer]") == [
        ["1.", "Lofoten", "10 indikatorer", "40 % høy"],
        ["2.", "Bodø", "10 indikatorer", "20 % høy"],
    ]


def test_too_few_indicators_give_no_place(client, peers):
    assert profile(client, "tromsoe").texts("[data-place]") == [
        "Bare sykehus med minst 10 indikatorer med nivå får en plass. Dette stedet har 8."
    ]


def test_those_that_share_a_place_are_told_so(client, peers, country, results):
    third = a_unit("Harstad", parent=country["trust"])
    for number in range(LEAST):
        definition = an_indicator(results, f"h{number}", high="0.5")
        a_result(definition, third, 5, 10, attainment="high" if number < 4 else "low")
    assert profile(client, "lofoten").texts("[data-place]")[0].startswith("Delt nr. 1 av 3 sykehus")


def test_collections_of_private_units_have_no_peers(client, country, results):
    a_result(released(results, "hoy"), country["private"], 9, 10, attainment="high")
    page = profile(client, "private")
    assert not select(page.tree, "[data-card=peers]")
    assert page.texts(".ways a")[0] == "Sammenlign med andre steder"


def test_the_address_chooses(client, results):
    page = profile(client, aar="2017")
    assert page.texts("[data-lead]") == [
        "1 indikator fra 1 register i 2017. Høy måloppnåelse på ingen, lav på 1."
    ]
    assert page.texts("[selected]") == ["2017", "Behandlet ved"]
    assert not select(page.tree, "[data-notice]")


def test_the_latest_year_is_the_latest_of_the_place(client, results, country):
    definition = an_indicator(results, "nyere", high="0.5")
    a_result(definition, country["other"], 5, 10, year=2021, attainment="high")
    assert "i 2018" in profile(client).texts("[data-lead]")[0]
    empty = profile(client, aar="2021")
    assert empty.texts("[data-empty] p") == [
        "Stedet har ingen resultater for 2021, etter hvor pasientene ble behandlet."
    ]
    assert empty.texts("[data-empty] li")[:2] == ["Vis 2018", "Vis 2017"]


def test_what_does_not_exist_falls_back_with_a_notice(client, results):
    page = profile(client, aar="1999", kontekst="x", utgivelse="98765")
    assert page.texts("[data-notice]") == [
        "Utvalget «x» finnes ikke. Viser behandlet ved.",
        "Det finnes ingen publiserte resultater for året «1999». Viser 2018.",
        "Utgivelse «98765» finnes ikke. Viser det som er publisert nå.",
    ]


@pytest.mark.parametrize("slug", ["finnes-ikke", "ukjent"])
def test_unknown_and_undefined_places_look_alike(client, results, slug):
    assert client.get(f"/sykehus/{slug}/").status_code == 404


@pytest.mark.parametrize("address", ["/sykehus/", "/sykehus/bodoe/"])
def test_nothing_can_be_posted(client, results, address):
    assert client.post(address).status_code == 405


def test_nobody_lives_in_a_hospitals_area(client, results, country):
    a_result(released(results, "hoy"), country["trust"], 9, 10, context="resident", attainment="high")
    page = profile(client, kontekst="bosatt")
    assert "Opptaksområdene hører til helseforetakene." in page.texts("[data-empty] p")[0]
    assert page.links("[data-empty] a") == [
        "/sykehus/bodoe-hf/?aar=2018&kontekst=bosatt",
        "/sykehus/bodoe/?aar=2018&kontekst=behandlet",
        "/sykehus/",
    ]
    trust = profile(client, "bodoe-hf", kontekst="bosatt")
    assert "etter hvor pasientene bor" in trust.texts("[data-lead]")[0]


def test_a_place_without_results_shows_the_ways_out(client, results):
    page = profile(client, "helse-soer")
    assert page.texts("[data-empty] h2") == ["Ingen resultater for Helse Sør her"]
    assert page.texts("[data-empty] p") == ["Ingen registre har publisert resultater for dette stedet ennå."]
    assert page.texts("[data-empty] a") == ["Se Hele landet", "Finn et annet sted"]


def test_nothing_published_at_all(client, country):
    assert profile(client).texts("[data-empty] h2") == ["Ingen resultater er publisert ennå"]


def test_what_a_place_was_and_what_it_became(client, results, country):
    country["other"].last_year, country["other"].successor = 2019, country["hospital"]
    country["other"].save()
    assert profile(client, "lofoten").texts("[data-history]") == [
        "Var i drift til og med 2019.",
        "Videreført av Bodø",
    ]
    assert profile(client).texts("[data-history]") == ["Viderefører Lofoten"]


def test_an_earlier_release_is_shown_and_kept_in_every_address(client, results, country):
    newer = an_indicator(a_release(results.registry), "hoy", title="Ny tittel", high="0.5")
    a_result(newer, country["hospital"], 3, 4, attainment="high")
    assert profile(client).texts("[data-registry] tbody th a") == ["Ny tittel"]
    page = profile(client, utgivelse=results.pk)
    assert "Reperfusjon" in page.texts("[data-registry] tbody th a")
    assert select(page.tree, f"[data-release-notice={results.pk}]")
    assert page.links("[data-low] a")[0].endswith(f"&utgivelse={results.pk}&sted=bodoe")
    assert "Dette er en fast adresse" in page.texts("[data-permanent]")[0]


def test_a_withdrawn_release_shows_nothing(client, results):
    Publication.objects.create(
        registry=results.registry, release=results, kind=Publication.Kind.WITHDRAWN, reason="Feil fil."
    )
    results.published_as.delete()
    Release.objects.filter(pk=results.pk).update(state=Release.State.WITHDRAWN)
    page = profile(client, utgivelse=results.pk)
    assert "ble trukket tilbake" in page.texts("[data-release-notice]")[0]
    assert not select(page.tree, "[data-card], [data-registry], [data-empty]")


def test_a_file_tells_which_release_of_its_address_was_withdrawn(client, results, country):
    other = a_release(a_registry("Hjerneslag"))
    a_result(an_indicator(other, high="0.5"), country["hospital"], 3, 4, attainment="high")
    Publication.objects.create(
        registry=other.registry, release=other, kind=Publication.Kind.WITHDRAWN, reason="Feil\nfil."
    )
    other.published_as.delete()
    Release.objects.filter(pk=other.pk).update(state=Release.State.WITHDRAWN)
    held = {"format": "csv", "utgivelse": [results.pk, other.pk]}
    told = [line for line in file_lines(client, **held) if "trukket tilbake" in line]
    assert len(told) == 1
    assert f"Hjerneslag: Utgivelse {other.pk} ble trukket tilbake" in told[0]
    assert "Begrunnelse: Feil fil." in told[0]
    assert "trukket tilbake" not in "".join(file_lines(client, format="csv", utgivelse=results.pk))


def file_lines(client, **query):
    return client.get("/sykehus/bodoe/", query).getvalue().decode("utf-8-sig").splitlines()


def test_a_format_that_does_not_exist_gives_the_page_with_a_notice(client, results):
    assert profile(client, format="pdf").texts("[data-notice]") == [
        "Formatet «pdf» finnes ikke. Tabellen kan lastes ned som csv eller xlsx."
    ]


def test_the_file_holds_what_the_page_lists(client, results):
    response = client.get("/sykehus/bodoe/", {"format": "csv", "aar": "2018"})
    assert 'filename="bodoe-2018.csv"' in response["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))
    rows = {line["Indikator"]: line for line in lines if line["Stedsnøkkel"] == "bodoe"}
    assert list(rows) == profile(client).texts("[data-registry] tbody th a")
    assert (rows["Trombolyse"]["Teller"], rows["Trombolyse"]["Til målet (pasienter)"]) == ("33", "25")
    assert rows["Skjult"]["Verdi"] == rows["Skjult"]["Nevner"] == ""


def test_queries_do_not_grow_with_the_data(client, results, country):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    assert (queries("/sykehus/bodoe-hf/"), queries("/sykehus/bodoe/")) == (7, QUERIES)
    before = queries("/sykehus/")
    for number in range(4):
        more = a_release(a_registry(f"Register {number}", fields=[f"Felt {number}"]))
        unit = a_unit(f"Sykehus {number}", parent=country["trust"])
        for definition in [an_indicator(more, high="0.5") for _ in range(3)]:
            for place in (unit, country["hospital"], country["trust"]):
                a_result(definition, place, 5, 10, attainment="high")
                a_result(definition, place, 5, 10, attainment="high", year=2017)
    assert queries("/sykehus/bodoe-hf/") == queries("/sykehus/bodoe/") == QUERIES
    assert queries("/sykehus/") == before == QUERIES_LIST


def names(page):
    return page.texts("[data-find] a")


def test_all_places_as_a_tree_with_those_without_results_marked(client, results):
    page = Page(client, "/sykehus/")
    assert names(page) == ["Hele landet", "Helse Nord", "Bodø HF", "Bodø", "Lofoten", "Helse Sør", "Private"]
    assert page.links("[data-find] a")[3] == "/sykehus/bodoe/"
    marked = [text for text in page.texts(".trusts li") if "uten resultater" in text]
    assert len(marked) == 1
    assert marked[0].startswith("Bodø HF uten resultater")


@pytest.mark.parametrize("asked", ["lofoten", "LOFOT", "bodø lofoten"])
def test_a_search_without_scripts_keeps_the_way_to_what_it_finds(client, results, asked):
    page = Page(client, "/sykehus/", sok=asked)
    assert names(page) == ["Hele landet", "Helse Nord", "Bodø HF", "Lofoten"]
    assert page.texts("[data-filter-count]") == [f"1 sted passer til «{asked}»."]


def test_what_belongs_to_a_place_is_found_by_its_name(client, results):
    assert names(Page(client, "/sykehus/", sok="nordlandssykehuset")) == [
        "Hele landet", "Helse Nord", "Bodø HF", "Bodø", "Lofoten",
    ]  # fmt: skip


def test_a_search_that_finds_nothing_says_so_and_shows_a_way_out(client, results):
    page = Page(client, "/sykehus/", sok="<i>finnes ikke")
    assert page.texts("[data-empty] h2") == ["Fant ingen steder som passer til «<i>finnes ikke»"]
    assert page.links("[data-empty] a") == ["/sykehus/"]


def test_no_places_at_all(client):
    assert Page(client, "/sykehus/").texts("[data-empty] h2") == ["Ingen steder er lagt inn ennå"]
