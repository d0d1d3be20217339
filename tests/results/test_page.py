import re

import pytest
from lxml import html

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

pytestmark = pytest.mark.django_db
ADDRESS = "/behandlingskvalitet/"
QUERIES = 9
N = " "  # the texts below have ordinary spaces for every kind


class Page:
    def __init__(self, client, **query):
        self.response = client.get(ADDRESS, query)
        assert self.response.status_code == 200
        self.text = self.response.getvalue().decode()
        self.tree = html.fromstring(self.text)

    def texts(self, selector):
        return [" ".join(found.text_content().split()) for found in select(self.tree, selector)]

    @property
    def columns(self):
        return self.texts("table thead th")[2:]

    @property
    def rows(self):
        return self.texts("tbody th")

    def cells(self):
        return self.texts("[data-cell] .answer, [data-cell] .no-number")


@pytest.fixture
def country():
    nation = a_unit("Norge")
    north, south = a_unit("Helse Nord", parent=nation), a_unit("Helse Sør", parent=nation)
    private = a_unit("Private", parent=nation, kind="private")
    undefined = a_unit("Ukjent", parent=nation, kind="undefined")
    trust = a_unit("Bodø HF", parent=north)
    hospital = a_unit("Bodø", parent=trust)
    return {
        "nation": nation, "north": north, "south": south, "private": private, "undefined": undefined,
        "trust": trust, "hospital": hospital,
    }  # fmt: skip


@pytest.fixture
def release():
    return a_release(a_registry("Hjerteinfarkt", fields=["Hjerte og kar"]))


@pytest.fixture
def reperfusion(country, release):
    definition = an_indicator(release, "reperfusjon", title="Reperfusjon", high="0.85", moderate="0.8")
    a_result(definition, country["nation"], 8477, 9022, attainment="high", certain=True)
    a_result(definition, country["north"], 81, 100, attainment="moderate", certain=False)
    return definition


def test_nation_and_public_regions_in_the_latest_year_by_default(client, country, reperfusion):
    a_result(reperfusion, country["nation"], 3, 4, year=2016)
    page = Page(client)
    assert page.columns == ["Hele landet", "Helse Nord", "Helse Sør"]
    assert page.texts(".page-head p") == ["Måloppnåelse i 2018, etter hvor pasientene ble behandlet."]
    assert page.texts("[data-told]")[0] == "1 indikator fra 1 register."
    assert page.cells() == [
        f"Høy 94{N}% 8{N}477 av 9{N}022", f"Moderat 81{N}% 81 av 100 usikkert nivå", "Ingen tall",
    ]  # fmt: skip
    assert page.texts("[data-tally]") == ["1 høy", "1 moderat", "0 lav"]


def test_the_address_chooses(client, country, reperfusion):
    a_result(reperfusion, country["trust"], 5, 10, context="resident", year=2017, attainment="low")
    page = Page(client, sted=["bodoe-hf", "norge"], aar="2017", kontekst="bosatt", register="HJERTEINFARKT")
    assert page.columns == ["Bodø HF", "Hele landet"]
    assert page.cells() == [f"Lav 50{N}% 5 av 10", "Ingen tall"]
    assert page.texts("[selected]") == ["2017", "Bosatt i opptaksområdet", "Hjerteinfarkt"]
    assert not page.texts("[data-notice]")


def test_what_does_not_exist_falls_back_with_a_notice(client, reperfusion):
    query = {"sted": ["<b>", "ukjent"], "aar": "1999", "kontekst": "x", "register": "y", "fagomraade": "z"}
    page = Page(client, **query)
    assert page.columns == ["Hele landet", "Helse Nord", "Helse Sør"]
    assert page.texts("[data-notice]") == [
        "Utvalget «x» finnes ikke. Viser behandlet ved.",
        "Fant ikke stedene «<b>», «ukjent».",
        "Det finnes ingen publiserte resultater for året «1999». Viser 2018.",
        "Registeret «y» finnes ikke blant de publiserte. Viser alle registre.",
        "Fagområdet «z» finnes ikke blant de publiserte. Viser alle fagområder.",
    ]


def test_no_more_than_ten_units(client, country, reperfusion):
    many = [a_unit(f"Sykehus {number}", parent=country["trust"]).slug for number in range(12)]
    page = Page(client, sted=many)
    assert len(page.columns) == 10
    assert page.texts("[data-notice]") == ["Du kan se høyst 10 steder om gangen. De første 10 vises."]


def test_undefined_units_are_never_offered(client, reperfusion):
    offered = select(Page(client).tree, "input[name=sted]")
    slugs = [box.get("value") for box in offered]
    assert slugs == ["norge", "helse-nord", "bodoe-hf", "bodoe", "helse-soer", "private"]
    assert [box.get("value") for box in offered if box.get("checked") is not None] == [
        "norge", "helse-nord", "helse-soer",
    ]  # fmt: skip


def test_a_chip_leaves_its_unit_out(client, reperfusion):
    chips = select(Page(client, sted=["norge", "bodoe"]).tree, "a.ds-chip")
    address = chips[0].get("href")
    assert address == f"{ADDRESS}?sted=bodoe&aar=2018&kontekst=behandlet"
    assert select(html.fromstring(client.get(address).getvalue()), "a.ds-chip") == []


def test_drafts_and_earlier_releases_are_absent(client, country, reperfusion):
    registry = reperfusion.release.registry
    draft = an_indicator(a_release(registry, published=False), "utkast", title="Utkast")
    a_result(draft, country["nation"], 1, 1, year=2020)
    newer = an_indicator(a_release(registry), "reperfusjon", title="Ny tittel")
    a_result(newer, country["nation"], 3, 4)
    page = Page(client)
    assert page.rows == ["Ny tittel"]
    assert page.cells()[0] == f"75{N}% 3 av 4 uten målnivå"
    assert page.texts("select[name=aar] option") == ["2018"]


def test_hidden_indicators_are_absent(client, country, reperfusion):
    hidden = an_indicator(reperfusion.release, "skjult", title="Skjult", shown=False)
    a_result(hidden, country["nation"], 1, 1, year=2019)
    assert "Skjult" not in Page(client).text
    assert Page(client).texts("select[name=aar] option") == ["2018"]


@pytest.mark.parametrize("reason", ["too_few", "privacy", "low_coverage", "complementary"])
def test_withheld_numbers_never_reach_the_page(client, country, release, reason):
    definition = an_indicator(release, "a", title="A", high="0.85", min_denominator=10, decimals=3)
    a_result(
        definition, country["nation"], 613, 719, withheld=reason, attainment="high", distance=887,
        ci_low=0.823456, ci_high=0.876543, coverage_numerator=54, coverage_denominator=100,
    )  # fmt: skip
    page = Page(client)
    assert select(page.tree, f"[data-withheld={reason}]")
    assert not re.search("613|719|85,257|887|823456|876543", page.text)
    assert page.texts("[data-tally]") == ["0 høy", "0 moderat", "0 lav"]


def test_target_of_the_year_is_the_one_shown(client, country, release):
    targets = [
        {"valid_from": 2018, "direction": "lower", "high": "0.07"},
        {"valid_from": 2019, "direction": "lower", "high": "0.05"},
    ]
    definition = an_indicator(release, "a", title="Dødsfall", targets=targets)
    a_result(definition, country["nation"], 7, 100, attainment="high", certain=True)
    without = an_indicator(release, "b", title="Uten mål")
    a_result(without, country["nation"], 7, 100)
    page = Page(client)
    assert page.rows == ["DødsfallLavere er bedre", "Uten mål"]
    assert page.texts("td.goal") == [f"Mål: ≤ 7{N}%", "Mål: Ikke satt"]


def test_registries_and_indicators_in_norwegian_order(client, country):
    for short_name in ("Øre", "Ånd", "Ærlig", "Zink"):
        release = a_release(a_registry(short_name))
        for key in ("ind10", "ind2"):
            a_result(an_indicator(release, f"{short_name}_{key}", title=key), country["nation"], 3, 4)
    page = Page(client)
    assert page.texts("[data-registry] h2") == ["Zink", "Ærlig", "Øre", "Ånd"]
    assert page.rows[:2] == ["ind2", "ind10"]


def test_the_filters_narrow(client, country, reperfusion):
    other = a_release(a_registry("Hoftebrudd", fields=["Ortopedi"]))
    a_result(an_indicator(other, "operert", title="Operert"), country["nation"], 3, 4)
    assert Page(client).rows == ["Reperfusjon", "Operert"]
    assert Page(client, register="hoftebrudd").rows == ["Operert"]
    assert Page(client, fagomraade="hjerte-og-kar").rows == ["Reperfusjon"]
    neither = Page(client, register="hoftebrudd", fagomraade="hjerte-og-kar")
    assert neither.texts("[data-empty] h2, [data-empty] p") == [
        "Ingen indikatorer passer til valgene", "Hoftebrudd hører ikke til fagområdet Hjerte og kar.",
    ]  # fmt: skip
    assert neither.texts("[data-empty] a") == [
        "Fjern filteret «Hoftebrudd»",
        "Fjern filteret «Hjerte og kar»",
    ]


def test_a_registry_without_the_year_offers_its_latest(client, country, reperfusion):
    other = a_release(a_registry("Hoftebrudd"))
    a_result(an_indicator(other, "operert", title="Operert"), country["nation"], 3, 4, year=2016)
    way_out = select(Page(client, register="hoftebrudd").tree, "[data-empty] a")[0]
    assert way_out.text_content() == "Vis 2016, siste år med resultater"
    assert select(html.fromstring(client.get(way_out.get("href")).getvalue()), "[data-registry=hoftebrudd]")


def test_nothing_published_says_so(client, country):
    page = Page(client)
    assert page.texts("[data-empty] h2") == ["Ingen resultater er publisert ennå"]
    assert page.texts("[data-empty] a") == ["Til forsiden"]


def test_a_context_without_results_offers_the_other(client, reperfusion):
    page = Page(client, kontekst="bosatt")
    assert page.texts("[data-empty] h2") == ["Ingen resultater etter hvor pasientene bor er publisert ennå"]
    assert "kontekst=behandlet" in select(page.tree, "[data-empty] a")[0].get("href")


def test_queries_do_not_grow(client, country, reperfusion, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        Page(client, sted=["norge"])
    for number in range(5):
        release = a_release(a_registry(f"Register {number}", fields=["Hjerte og kar", f"Felt {number}"]))
        definition = an_indicator(release, high="0.9")
        for unit in country.values():
            a_result(definition, unit, 3, 4)
    with django_assert_num_queries(QUERIES):
        Page(client, sted=["norge", "helse-nord", "helse-soer", "bodoe", "bodoe-hf"])


def test_the_page_keeps_the_security_policy(client, reperfusion):
    page = Page(client)
    policy = dict(part.split(" ", 1) for part in page.response["Content-Security-Policy"].split("; "))
    # Only what drawing a chart takes: style attributes, which run nothing.
    assert [name for name in policy if "unsafe" in policy[name]] == ["style-src-attr"]
    assert not select(page.tree, "style,[style],[onclick]")
    assert all(script.get("src") and not script.text for script in select(page.tree, "script"))
    assert page.tree.get("lang") == "nb"


def test_every_table_scrolls_in_a_named_region(client, reperfusion):
    page = Page(client)
    region = select(page.tree, "[role=region]")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == "Tabell: Hjerteinfarkt"


def test_only_reading_is_allowed(client):
    assert client.post(ADDRESS).status_code == 405


def test_provisional_years_are_said_to_be_so(client, country, release):
    definition = an_indicator(release)
    for year in (2024, 2025):
        a_result(definition, country["nation"], 8, 10, year=year, provisional=year == 2025)
    assert Page(client, aar=2024).texts("[data-provisional]") == []
    page = Page(client, aar=2025)
    assert page.texts("[data-provisional]") == ["Foreløpige tall. Registeret er komplett til og med 2024."]
    assert "foreløpig" in page.cells()[0]
