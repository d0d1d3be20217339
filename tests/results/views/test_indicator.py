import csv
import io
import json
import re
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from lxml import html

from results.models import Publication, PublishedRelease, Release
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from tests.results.world import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/indikator/hjerte/i_tide/"
QUERIES = 22
N = " "  # the texts below have ordinary spaces for every kind


@pytest.fixture
def country():
    nation = a_unit("Norge")
    north, south = a_unit("Helse Nord", parent=nation), a_unit("Helse Sør", parent=nation)
    trust = a_unit("Bodø HF", parent=north)
    hospitals = [a_unit(name, parent=trust) for name in ("Bodø", "Lofoten", "Ålesund", "Voss")]
    return {"nation": nation, "north": north, "south": south, "trust": trust, "hospitals": hospitals}


@pytest.fixture
def release():
    return a_release(a_registry("Hjerte", key="hjerte", name="Norsk hjerteregister"))


@pytest.fixture
def in_time(country, release):
    """Over three years with a break, in the last one at four hospitals of which one is withheld."""
    targets = (
        {"valid_from": None, "direction": "higher", "high": "0.8", "moderate": "0.6"},
        {
            "valid_from": 2018, "direction": "higher", "high": "0.9", "moderate": "0.7",
            "note_nb": "Nytt mål fra 2018: innen 21 dager (før: 30).", "is_break": True,
        },
    )  # fmt: skip
    definition = an_indicator(release, "i_tide", title="Behandlet i tide", targets=targets)
    for year, numerator in ((2016, 50), (2017, 60), (2018, 75)):
        a_result(
            definition, country["nation"], numerator, 100, year=year, attainment="moderate", certain=False
        )
    a_result(definition, country["trust"], 25, 30, attainment="moderate", certain=False)
    bodo, lofoten, alesund, voss = country["hospitals"]
    a_result(definition, bodo, 10, 20, attainment="low", certain=True, distance=8)
    a_result(definition, lofoten, 19, 20, attainment="high", certain=True, distance=0)
    a_result(definition, alesund, 16, 20, attainment="moderate", certain=False, distance=2)
    a_result(definition, voss, 613, 719, withheld="too_few", attainment="high", distance=887)
    return definition


def described(definition, **fields):
    for name, value in fields.items():
        setattr(definition, name, value)
    definition.save()
    return definition


def charts(page):
    """What is sent to the browser, by figure."""
    found = page.tree.xpath("//script[@type='application/json']")
    return {script.get("id"): json.loads(script.text_content()) for script in found}


def file_of(client, **query):
    response = client.get(ADDRESS, {"format": "csv", **query})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text.split("\r\n\r\n")[0]), delimiter=";")), text


def test_the_answer_stands_first(client, in_time):
    page = Page(client, ADDRESS, sted="bodoe")
    assert page.texts("h1") == ["Behandlet i tide"]
    assert page.texts("title") == ["Behandlet i tide 2018 – Hjerte – Kvalitetsviser"]
    assert page.texts("[data-answer] h3") == ["Hele landet", "Bodø"]
    assert page.texts("[data-answer] strong") == [f"Moderat 75{N}%", f"Lav 50{N}%"]
    assert page.texts("[data-answer=bodoe] .note") == ["8 flere av 20 pasienter ville gitt høy måloppnåelse."]
    assert page.texts("[data-tally]") == ["1 høy", "1 moderat", "1 lav"]
    assert page.texts(".breadcrumbs a") == ["Behandlingskvalitet", "Hjerte"]
    assert page.links(".breadcrumbs a")[1] == (
        "/behandlingskvalitet/?sted=bodoe&aar=2018&kontekst=behandlet&register=hjerte"
    )


def test_what_is_known_of_the_indicator(client, in_time):
    page = Page(client, ADDRESS)
    facts = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert facts == {
        "Register": "Norsk hjerteregister",
        "Måler": "Andel av pasientene",
        "Retning": "Høyere er bedre",
        "Mål i 2018": f"Høy ≥{N}90{N}%, moderat ≥{N}70{N}%",
        "Personvern": "Tall for færre enn 5 pasienter vises ikke",
        "Dekningsgrad": "Ikke kjent for hele landet",
        "Tallene": f"Utgivelse {in_time.release_id}, publisert 15. mai 2025",
    }


def test_every_year_is_judged_by_its_own_target(client, in_time):
    page = Page(client, ADDRESS)
    rows = "#tabell-utvikling tbody"
    assert page.texts(f"{rows} th") == ["2018", "2017", "2016"]
    assert page.texts(f"{rows} .limit") == [f"≥{N}90{N}%", f"≥{N}80{N}%", f"≥{N}80{N}%"]
    assert page.texts(f"{rows} strong") == [f"Moderat {share}{N}%" for share in (75, 60, 50)]
    assert page.texts("[data-break]") == [
        "Nytt mål fra 2018: innen 21 dager (før: 30). Årene før og etter kan ikke sammenlignes direkte."
    ]


def test_the_targets_are_listed_the_newest_first(client, in_time):
    page = Page(client, ADDRESS)
    assert page.texts("[data-targets] tbody th") == ["Fra 2018", "Til og med 2017"]
    assert page.texts("[data-targets] tbody td")[:5] == [
        f"≥{N}90{N}%", f"≥{N}70{N}%", "Høyere er bedre", "Nei",
        "Nytt mål fra 2018: innen 21 dager (før: 30). Årene før og etter kan ikke sammenlignes direkte.",
    ]  # fmt: skip


def test_units_are_ranked_and_hidden_ones_come_last_with_their_reason(client, in_time):
    page = Page(client, ADDRESS, sted="aalesund")
    assert page.texts("#tabell-rangering tbody th a") == ["Lofoten", "Ålesund", "Bodø", "Voss"]
    assert [row.get("data-rank") for row in select(page.tree, "tr[data-rank]")] == ["1", "2", "3"]
    assert page.texts("[data-chosen] th a")[0] == "Ålesund"
    assert page.texts("tr[data-hidden] [data-withheld=too_few]") == ["Færre enn 5 pasienter. Vises ikke."]
    assert page.links("#tabell-rangering tbody th a")[0] == "/sykehus/lofoten/?aar=2018&kontekst=behandlet"


def test_equals_share_a_rank(client, in_time, country):
    for name in ("Xby", "Yby"):
        a_result(in_time, a_unit(name, parent=country["trust"]), 4, 5)
    page = Page(client, ADDRESS)
    ranks = [row.get("data-rank") for row in select(page.tree, "tr[data-rank]")]
    assert ranks == ["1", "2", "2", "2", "5"]


def test_lower_can_be_better(client, release, country):
    definition = an_indicator(release, "i_tide", title="Dødsfall", direction="lower", high="0.1")
    for hospital, dead in zip(country["hospitals"], (3, 1, 2, 4), strict=True):
        a_result(definition, hospital, dead, 10)
    page = Page(client, ADDRESS)
    assert page.texts("#tabell-rangering tbody th a") == ["Lofoten", "Ålesund", "Bodø", "Voss"]
    assert "Lavere er bedre" in page.texts(".facts dd")


def test_another_level_can_be_ranked(client, in_time):
    page = Page(client, ADDRESS, rangert="hf")
    assert page.texts("#rangering h2") == ["Helseforetak i 2018"]
    assert page.texts("#tabell-rangering tbody th a") == ["Bodø HF"]
    assert page.texts("#rangering .setting a") == ["Sykehus", "Helseforetak"]
    assert page.texts("#rangering .setting [aria-current=true]") == ["Helseforetak"]
    missing = Page(client, ADDRESS, rangert="rhf")
    assert missing.texts("[data-notice]") == ["Ingen helseregioner har resultater i 2018 med disse valgene."]
    assert missing.texts("#rangering h2") == ["Sykehus i 2018"]


def test_the_funnel_tells_what_chance_can_explain(client, in_time):
    page = Page(client, ADDRESS)
    words = dict(
        zip(page.texts("#tabell-trakt tbody th a"), page.texts("#tabell-trakt [data-label]"), strict=True)
    )
    assert words == {
        "Lofoten": f"Over 95{N}%-grensen", "Ålesund": "Innenfor grensene", "Bodø": f"Under 95{N}%-grensen",
    }  # fmt: skip
    around = Page(client, ADDRESS, trakt="maal")
    assert around.texts("#trakt [aria-current=true]") == [f"Målet for høy, ≥{N}90{N}%"]
    assert around.texts("#tabell-trakt [data-label]")[0] == "Innenfor grensene"


def test_a_funnel_needs_counts(client, release, country):
    definition = an_indicator(release, "i_tide", type="median", number_format="number", high="3")
    a_result(definition, country["nation"], None, 40, value=Decimal("2.5"))
    page = Page(client, ADDRESS)
    assert "Denne indikatoren er en median" in page.texts("[data-no-funnel]")[0]
    assert not select(page.tree, "#figur-trakt")
    assert client.get(ADDRESS, {"figur": "trakt", "format": "csv"}).status_code == 404


def test_a_funnel_around_a_target_that_is_not_set_falls_back(client, release, country):
    definition = an_indicator(release, "i_tide")
    for unit in (country["nation"], *country["hospitals"]):
        a_result(definition, unit, 7, 10)
    page = Page(client, ADDRESS, trakt="maal")
    assert page.texts("[data-notice]") == [
        "Indikatoren har ikke noe mål i 2018. Trakten ligger rundt hele landet."
    ]
    assert len(page.texts("#tabell-trakt tbody th")) == 4


def test_both_contexts_stand_side_by_side(client, in_time, country):
    a_result(in_time, country["nation"], 70, 100, context="resident")
    a_result(in_time, country["trust"], 12, 30, context="resident")
    page = Page(client, ADDRESS, sted=["bodoe-hf", "bodoe"])
    assert page.texts(".contexts-table thead th") == ["Sted", "Behandlet ved", "Bosatt i opptaksområdet"]
    assert page.texts(".contexts-table tbody th") == ["Hele landet", "Bodø HF"]
    assert page.texts(".contexts-table strong") == [
        f"Moderat 75{N}%", f"70{N}%", f"Moderat 83{N}%", f"40{N}%",
    ]  # fmt: skip


def test_one_context_is_not_compared_with_nothing(client, in_time):
    assert not select(Page(client, ADDRESS).tree, ".contexts-table")


def test_a_context_without_results_offers_the_other(client, in_time):
    page = Page(client, ADDRESS, kontekst="bosatt")
    assert page.texts("[data-empty] h2") == ["Ingen resultater etter hvor pasientene bor"]
    assert "kontekst=behandlet" in page.links("[data-empty] a")[0]
    assert page.texts("[data-targets] tbody th")
    assert not charts(page)


def test_the_description_is_shown_and_cleaned(client, in_time):
    described(in_time, long_description="# Hvem\n\n**Alle** <script>alert(1)</script>")
    page = Page(client, ADDRESS)
    assert page.texts(".prose h3") == ["Hvem"]
    assert page.texts(".prose strong") == ["Alle"]
    assert not select(page.tree, ".prose script")


def test_provisional_years_are_said_to_be_so(client, release, country):
    definition = an_indicator(release, "i_tide")
    for year in (2024, 2025):
        a_result(definition, country["nation"], 8, 10, year=year, provisional=year == 2025)
    page = Page(client, ADDRESS)
    assert page.texts("[data-provisional]") == ["Foreløpige tall. Registeret er komplett til og med 2024."]
    assert page.texts("[data-deliveries] tbody th") == ["2024–2025"]
    assert Page(client, ADDRESS, aar=2024).texts("[data-provisional]") == []


@pytest.mark.parametrize("address", ["/indikator/HJERTE/i_tide/", "/indikator/hjerte/I_Tide/"])
def test_keys_in_another_case_lead_to_the_one_address(client, in_time, address):
    response = client.get(address, {"aar": "2017"})
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?aar=2017")


@pytest.mark.parametrize("key", ["Tid til Å.b", "dg_æøå-1"])
def test_old_keys_have_addresses_too(client, release, country, key):
    a_result(an_indicator(release, key, title="Gammel"), country["nation"], 3, 4)
    assert Page(client, f"/indikator/hjerte/{quote(key)}/").texts("h1") == ["Gammel"]
    other = client.get(f"/indikator/hjerte/{quote(key.swapcase())}/")
    assert (other.status_code, other["Location"]) == (302, f"/indikator/hjerte/{quote(key)}/")


def test_what_is_not_public_is_not_found(client, in_time, country):
    a_result(an_indicator(in_time.release, "skjult", shown=False), country["nation"], 3, 4)
    draft = a_release(in_time.release.registry, published=False)
    a_result(an_indicator(draft, "utkast"), country["nation"], 3, 4)
    for address in ("hjerte/skjult", "hjerte/utkast", "hjerte/ukjent", "ukjent/i_tide"):
        assert client.get(f"/indikator/{address}/").status_code == 404
    assert client.get("/indikator/hjerte/utkast/", {"utgivelse": draft.pk}).status_code == 404


def test_only_reading_is_allowed(client, in_time):
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


def test_an_earlier_release_is_shown_by_its_address(client, in_time, country):
    newer = a_release(in_time.release.registry)
    a_result(an_indicator(newer, "i_tide", title="Ny tittel"), country["nation"], 3, 4)
    assert Page(client, ADDRESS).texts("h1") == ["Ny tittel"]
    page = Page(client, ADDRESS, utgivelse=in_time.release_id)
    assert page.texts("h1") == ["Behandlet i tide"]
    assert select(page.tree, "[data-release-notice]")
    assert "Dette er en fast adresse" in page.texts("[data-permanent]")[0]


def test_the_permanent_address_shows_the_same(client, in_time):
    page = Page(client, ADDRESS, sted="bodoe")
    held = page.links("[data-permanent] a")[0]
    assert held == f"{ADDRESS}?sted=bodoe&aar=2018&kontekst=behandlet&utgivelse={in_time.release_id}"
    assert Page(client, held).texts("[data-answer]") == page.texts("[data-answer]")
    assert page.texts(".on-paper") == [f"http://testserver{held}"]


def test_nothing_is_shown_of_a_withdrawn_release(client, in_time, country):
    newer = a_release(in_time.release.registry)
    a_result(an_indicator(newer, "i_tide", title="Ny tittel"), country["nation"], 3, 4)
    withdrawn = in_time.release
    Release.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    Publication.objects.create(
        registry=withdrawn.registry, release=withdrawn, kind="withdrawn", reason="Feil i tallene."
    )
    page = Page(client, ADDRESS, status=410, utgivelse=withdrawn.pk, aar=2017)
    assert "ble trukket tilbake" in page.texts("[data-release-notice]")[0]
    assert "Feil i tallene." in page.texts("[data-release-notice]")[0]
    assert page.links("[data-release-notice] a") == [f"{ADDRESS}?aar=2017"]
    assert page.texts("h1") == ["Ny tittel"]
    assert not re.search("Behandlet i tide|75|60", page.texts("main")[0])
    PublishedRelease.objects.all().delete()
    alone = Page(client, ADDRESS, status=410, utgivelse=withdrawn.pk)
    assert alone.texts("h1") == ["Indikator"]
    assert alone.links("[data-release-notice] a") == []


@pytest.mark.parametrize("reason", ["too_few", "privacy", "low_coverage", "complementary"])
@pytest.mark.parametrize("query", [{}, {"sted": "voss"}, {"figur": "rangering"}, {"figur": "trakt"}])
def test_withheld_numbers_leave_by_no_route(client, in_time, country, reason, query):
    for unit, year in ((country["hospitals"][3], 2017), (country["north"], 2018), (country["trust"], 2017)):
        a_result(
            in_time, unit, 613, 719, year=year, withheld=reason, attainment="high", distance=887,
            ci_low=0.823456, ci_high=0.876543,
        )  # fmt: skip
    in_time.release.results.filter(denominator=719).update(withheld=reason)
    secret = re.compile("613|719|85,257|0[.,]852|887|823456|876543")
    assert not secret.search(Page(client, ADDRESS, **query, rangert="rhf").text)
    assert not secret.search(Page(client, ADDRESS, **query).text)
    assert not secret.search(file_of(client, **query)[1])


def test_charts_hold_the_very_numbers_of_the_tables(client, in_time):
    page = Page(client, ADDRESS)
    drawn = charts(page)
    assert set(drawn) == {"figur-utvikling-data", "figur-rangering-data", "figur-trakt-data"}
    hover = json.dumps(drawn["figur-rangering-data"], ensure_ascii=False)
    for place in ("Lofoten", "Ålesund", "Bodø"):
        assert place in hover
    assert "Voss" not in hover
    assert "Norsk hjerteregister" in hover


def test_each_table_is_a_file(client, in_time):
    trend, _ = file_of(client, sted="bodoe")
    assert [(row["Sted"], row["År"], row["Verdi"]) for row in trend if row["Verdi"]] == [
        ("Hele landet", "2016", "50"), ("Hele landet", "2017", "60"), ("Hele landet", "2018", "75"),
        ("Bodø", "2018", "50"),
    ]  # fmt: skip
    ranking, about = file_of(client, figur="rangering")
    assert [(row["Nummer"], row["Sted"], row["Verdi"]) for row in ranking] == [
        ("1", "Lofoten", "95"), ("2", "Ålesund", "80"), ("3", "Bodø", "50"), ("", "Voss", ""),
        ("", "Hele landet", "75"),
    ]  # fmt: skip
    assert f"utgivelse={in_time.release_id}" in about
    funnel, _ = file_of(client, figur="trakt")
    assert funnel[0]["Mot grensene"] == "Over 95\u202f%-grensen"


def test_the_page_links_to_its_files(client, in_time):
    for link in Page(client, ADDRESS).links("a[data-download]"):
        assert client.get(link)["Content-Disposition"].startswith("attachment")
    unknown = Page(client, ADDRESS, format="pdf")
    assert "Formatet «pdf» finnes ikke" in unknown.texts("[data-notice]")[0]


def test_a_chip_leaves_its_unit_out(client, in_time):
    page = Page(client, ADDRESS, sted=["bodoe", "voss"], akse="tilpasset")
    left = page.links("a.ds-chip")[0]
    assert left == f"{ADDRESS}?sted=voss&aar=2018&kontekst=behandlet&akse=tilpasset"
    fields = [(one.get("name"), one.get("value")) for one in select(page.tree, "form input[type=hidden]")]
    assert fields == [("akse", "tilpasset")]


def test_a_chip_says_what_it_does_and_changes_the_page_in_place(client, in_time):
    page = Page(client, ADDRESS, sted=["bodoe", "voss"])
    chips = select(page.tree, "a.ds-chip")
    assert [chip.get("aria-label") for chip in chips] == ["Ta bort Bodø", "Ta bort Voss"]
    assert [chip.get("hx-get") for chip in chips] == page.links("a.ds-chip")


def test_settings_change_the_page_in_place_and_keep_their_ids(client, in_time):
    chosen = {"akse": "tilpasset", "rangert": "hf", "trakt": "maal", "maal": "siste"}
    pages = Page(client, ADDRESS), Page(client, ADDRESS, **chosen)
    before, after = ([link.get("id") for link in select(page.tree, ".setting a")] for page in pages)
    assert before == after
    assert len(set(before)) == len(before) == 8
    for link in select(pages[0].tree, ".setting a"):
        # With the anchor the page would jump to it.
        assert link.get("href").startswith(link.get("hx-get") + "#")
        assert link.get("hx-target") == "#innhold"


def test_sections_stand_below_the_registry_s_heading_in_an_opened_row(client, in_time):
    page = Page(client, ADDRESS)
    assert [one.tag for one in select(page.tree, "#utvikling-tittel, #maal")] == ["h2", "h3"]
    given = {name: page.response.context[name] for name in page.response.context.keys()}  # noqa: SIM118
    given |= {"in_row": True, "changes_in_place": False}
    sections = {"trend": "utvikling", "ranking": "rangering", "funnel": "trakt", "definition": "definisjon"}
    for name, anchor in sections.items():
        tree = html.fromstring(render_to_string(f"results/_indicator_{name}.html", given))
        assert [one.tag for one in select(tree, f"#{anchor}-tittel")] == ["h3"]
        assert not select(tree, "h2, .setting a[hx-get]")
        assert [one.tag for one in select(tree, "#maal")] == (["h4"] if name == "definition" else [])


def test_an_interval_has_a_line_of_its_own(client, in_time, country):
    a_result(in_time, country["south"], 16, 20, attainment="moderate", certain=False, ci_low=0.6, ci_high=0.9)
    page = Page(client, ADDRESS, sted="helse-soer")
    details = select(page.tree, "[data-answer=helse-soer] .details")[0]
    assert [(line.tail or "").strip() for line in select(details, "br")] == [
        "usikkert\u00a0nivå", "95\u202f%\u00a0KI 60–\u206090\u202f%",
    ]  # fmt: skip


def test_the_trend_speaks_of_the_first_two_of_many_places(client, in_time):
    def sentence(*units):
        return Page(client, ADDRESS, sted=units).texts("#figur-utvikling-setning")[0]

    assert "Bodø" in sentence("bodoe")
    many = sentence("bodoe", "lofoten", "aalesund")
    assert "Bodø" in many
    assert "Lofoten" in many
    assert "Ålesund" not in many
    assert "hele landet" not in many.casefold()


def test_of_all_regions_the_nation_speaks(client, in_time, country):
    for name in ("Helse Vest", "Helse Midt"):
        a_unit(name, parent=country["nation"])
    page = Page(client, ADDRESS, sted=["helse-nord", "helse-soer", "helse-vest"])
    assert page.texts("#figur-utvikling-setning")[0].startswith("Hele landet")


def test_what_is_provisional_is_said_below_the_pictures(client, release, country):
    definition = an_indicator(release, "i_tide")
    for year in (2024, 2025):
        a_result(definition, country["nation"], 8, 10, year=year, provisional=year == 2025)
    caveat = "Registeret er komplett til og med 2024."
    assert caveat in json.dumps(charts(Page(client, ADDRESS)), ensure_ascii=False)
    assert caveat not in json.dumps(charts(Page(client, ADDRESS, aar=2024)), ensure_ascii=False)


def test_queries_do_not_grow(client, in_time, country, django_assert_num_queries):
    a_result(in_time, country["nation"], 70, 100, context="resident")
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS)
    for number in range(6):
        other = a_release(a_registry(f"Register {number}"))
        a_result(an_indicator(other), country["nation"], 3, 4)
        unit = a_unit(f"Sykehus {number}", parent=country["trust"])
        for year in (2016, 2017, 2018):
            a_result(in_time, unit, 7, 10, year=year)
            an_indicator(in_time.release, f"annen_{number}_{year}")
    for year in (2016, 2017):
        a_result(in_time, country["trust"], 7, 10, year=year, context="resident")
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS, {"sted": ["bodoe", "bodoe-hf", "sykehus-1", "sykehus-2"]})


def test_the_page_keeps_the_security_policy(client, in_time):
    page = Page(client, ADDRESS)
    policy = dict(part.strip().split(" ", 1) for part in page.response["Content-Security-Policy"].split(";"))
    assert "unsafe" not in policy["script-src"] + policy["style-src"]
    assert policy["style-src-attr"] == "'unsafe-inline'"
    assert not select(page.tree, "style,[style],[onclick]")
    scripts = page.tree.xpath("//script[not(@src)]")
    assert {script.get("type") for script in scripts} == {"application/json"}


def test_names_are_never_markup(client, release, country):
    definition = an_indicator(release, "i_tide", title="<b>Tid</b></script><script>x")
    a_result(definition, country["nation"], 3, 4)
    page = Page(client, ADDRESS)
    assert page.texts("h1") == ["<b>Tid</b></script><script>x"]
    assert len(html.fromstring(page.text).xpath("//main//script[not(@type='application/json')]")) == 0
