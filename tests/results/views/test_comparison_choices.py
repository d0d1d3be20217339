"""What is compared, by whose choice, and the files of it."""

import csv
import io
import re

import openpyxl
import pytest
from lxml import html

from results.models import Publication, Release
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from tests.results.world import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/sammenlign/"
QUERIES = 10
BOTH = {"sted": ["levanger", "namsos"]}


def words(element):
    return " ".join(element.text_content().split())


def test_the_form_keeps_the_chosen_places_in_their_order(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, sted=["namsos", "levanger"])
    boxes = select(page.tree, "[type=checkbox]")
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["namsos", "levanger"]
    assert sorted(box.get("value") for box in boxes) == sorted({box.get("value") for box in boxes})
    assert "ukjent" not in {box.get("value") for box in boxes}
    hidden = [
        found.get("value") for found in select(page.tree, "[type=hidden]") if found.get("name") == "sted"
    ]
    assert hidden == ["namsos", "levanger"]


@pytest.mark.parametrize("query", [{}, {"sted": ["finnes-ikke"]}])
def test_without_places_there_are_suggestions(client, shares, query):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, **query)
    assert page.texts(".suggestions a") == [
        "Nord-Trøndelag HF: Levanger og Namsos",
        "Hele landet: Helse Midt og Helse Sør",
    ]
    assert bool(page.texts("[data-notice]")) == bool(query)
    side_by_side = html.fromstring(client.get(page.links(".suggestions a")[0]).getvalue())
    assert [words(found) for found in select(side_by_side, "[data-place] h3")] == ["Levanger", "Namsos"]


def test_one_place_asks_for_another(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, sted="levanger")
    assert page.texts(".suggestions a") == [
        "Levanger og Namsos",
        "Levanger og hele landet",
        "Levanger og Nord-Trøndelag HF",
    ]
    assert not select(page.tree, "table")


def test_patients_by_where_they_live_have_no_hospitals_to_choose(client, country, shares):
    definition = shares("a", (45, 100), (63, 100))
    for unit in ("trust", "south"):
        a_result(definition, country[unit], 1, 2, context="resident")
    offered = [
        box.get("value") for box in select(Page(client, ADDRESS, kontekst="bosatt").tree, "[type=checkbox]")
    ]
    assert "nord-troendelag-hf" in offered
    assert "levanger" not in offered


def test_no_more_than_six_places(client, country, shares):
    shares("a", (45, 100), (63, 100))
    many = [a_unit(f"Sykehus {number}", parent=country["trust"]).slug for number in range(7)]
    page = Page(client, ADDRESS, sted=many)
    assert len(select(page.tree, "[data-place] h3")) == 6
    assert page.texts("[data-notice]") == ["Du kan se høyst 6 steder om gangen. De første 6 vises."]


def test_what_does_not_exist_falls_back_with_a_notice(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(
        client, ADDRESS, forskjell="alt", register="x", fagomraade="y", format="pdf", utgivelse="9", **BOTH
    )
    assert page.texts("[data-notice]") == [
        "Registeret «x» finnes ikke blant de publiserte. Viser alle registre.",
        "Fagområdet «y» finnes ikke blant de publiserte. Viser alle fagområder.",
        "Utvalget «alt» finnes ikke. Viser alle indikatorer.",
        "Utgivelse «9» finnes ikke. Viser det som er publisert nå.",
        "Formatet «pdf» finnes ikke. Tabellen kan lastes ned som csv eller xlsx.",
    ]
    assert page.texts("tbody th") == ["Indikator a"]


def test_the_filters_narrow(client, country, shares):
    shares("a", (45, 100), (63, 100))
    other = an_indicator(a_release(a_registry("Hofte", fields=["Ortopedi"])), "h", title="Operert")
    for place in ("levanger", "namsos"):
        a_result(other, country[place], 3, 4)
    assert Page(client, ADDRESS, **BOTH).texts("tbody th") == ["Indikator a", "Operert"]
    assert Page(client, ADDRESS, register="hofte", **BOTH).texts("tbody th") == ["Operert"]
    assert Page(client, ADDRESS, fagomraade="hjerte-og-kar", **BOTH).texts("tbody th") == ["Indikator a"]


def test_an_address_holds_fast_to_its_release(client, country, release, shares):
    shares("a", (45, 100), (63, 100))
    newer = an_indicator(a_release(release.registry), "a", title="Ny")
    for place in ("levanger", "namsos"):
        a_result(newer, country[place], 3, 4)
    assert Page(client, ADDRESS, **BOTH).texts("tbody th") == ["Ny"]
    held = Page(client, ADDRESS, utgivelse=release.pk, **BOTH)
    assert held.texts("tbody th") == ["Indikator a"]
    assert held.texts("[data-release-notice] strong") == ["Hjerteinfarkt:"]
    assert "Dette er en fast adresse" in held.texts("[data-permanent]")[0]


def test_without_results_it_is_told(client, country):
    page = Page(client, ADDRESS)
    assert page.texts("[data-empty] h2") == ["Ingen resultater er publisert ennå"]
    assert not select(page.tree, "main form")


def test_a_context_without_results_offers_the_other(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, kontekst="bosatt", **BOTH)
    assert "kontekst=behandlet" in page.links("[data-empty] a")[0]


def test_nothing_but_reading(client):
    assert client.post(ADDRESS).status_code == 405


def read_csv(client, **query):
    response = client.get(ADDRESS, {"format": "csv", **query})
    text = response.getvalue().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    end = rows.index([])
    return [dict(zip(header, row, strict=True)) for row in rows[:end]], rows[end + 1 :]


def test_the_file_has_the_rows_of_the_page_and_the_differences(client, shares):
    shares("a", (45, 100), (63, 100))
    shares("b", (67, 100), (71, 100))
    shares("c", (67, 100), None)
    rows, about = read_csv(client, **BOTH)
    columns = ["Indikatornøkkel", "Sted", "Verdi", "Forskjell fra Levanger (prosentpoeng)"]
    columns += ["Forskjell: 95 % KI fra", "Forskjell: 95 % KI til", "Sikker forskjell"]
    assert [[row[column] for column in columns] for row in rows] == [
        ["a", "Levanger", "45", "", "", "", ""],
        ["a", "Namsos", "63", "18", "4", "31", "ja"],
        ["b", "Levanger", "67", "", "", "", ""],
        ["b", "Namsos", "71", "4", "-9", "17", "nei"],
        ["c", "Levanger", "67", "", "", "", ""],
        ["c", "Namsos", "", "", "", "", ""],
    ]
    told = dict(about)
    assert [label for label, _ in about].count("Kilde") == 1
    assert told["Sammenlignet med"] == "Levanger"
    assert any(text.startswith("2 forskjeller fra Levanger er testet") for _, text in about)


def a_withdrawn_release(country):
    release = a_release(a_registry("Hofte", fields=["Ortopedi"]))
    definition = an_indicator(release, "h", title="Operert")
    for place in ("levanger", "namsos"):
        a_result(definition, country[place], 31, 43)
    release.published_as.delete()
    Release.objects.filter(pk=release.pk).update(state="withdrawn")
    Publication.objects.create(
        registry=release.registry, release=release, kind="withdrawn", reason="Feil i tallene."
    )
    return release


def test_the_files_say_that_a_release_was_withdrawn(client, country, shares):
    shares("a", (45, 100), (63, 100))
    held = {"utgivelse": a_withdrawn_release(country).pk, **BOTH}
    rows, about = read_csv(client, **held)
    assert {row["Indikatornøkkel"] for row in rows} == {"a"}
    [told] = [text for label, text in about if label == "Merk" and "trukket tilbake" in text]
    assert told.startswith(f"Hofte: Utgivelse {held['utgivelse']} ble trukket tilbake")
    assert told.endswith("og tallene vises ikke. Begrunnelse: Feil i tallene.")
    book = openpyxl.load_workbook(io.BytesIO(client.get(ADDRESS, {"format": "xlsx", **held}).getvalue()))
    assert told in [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_file_of_nothing_but_a_withdrawn_release_says_so(client, country, shares):
    shares("a", (45, 100), (63, 100))
    release = a_withdrawn_release(country)
    text = (
        client.get(
            ADDRESS, {"format": "csv", "utgivelse": release.pk, "register": "hofte", "aar": "2018", **BOTH}
        )
        .getvalue()
        .decode("utf-8-sig")
    )
    assert f"Utgivelse {release.pk} ble trukket tilbake" in text
    assert "Operert" not in text


def test_the_spreadsheet_has_the_same_rows(client, shares):
    shares("a", (45, 100), (63, 100))
    response = client.get(ADDRESS, {"format": "xlsx", **BOTH})
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue()))["Tall"]
    header, *rows = sheet.iter_rows(values_only=True)
    assert [dict(zip(header, row, strict=True))["Forskjell fra Levanger (prosentpoeng)"] for row in rows] == [
        None,
        18,
    ]
    assert "attachment" in response["Content-Disposition"]


def test_the_page_links_to_its_files(client, shares):
    shares("a", (45, 100), (63, 100))
    links = Page(client, ADDRESS, forskjell="sikre", **BOTH).links("[data-download]")
    assert [link.rpartition("&")[2] for link in links] == ["format=csv", "format=xlsx"]
    assert all("forskjell=sikre" in link for link in links)


@pytest.mark.parametrize("reason", ["too_few", "privacy", "low_coverage", "complementary"])
def test_withheld_numbers_never_leave(client, country, shares, reason):
    hidden = {
        "withheld": reason, "distance": 887, "ci_low": 0.823456, "ci_high": 0.876543,
        "coverage_numerator": 54, "coverage_denominator": 100,
    }  # fmt: skip
    definition = shares("a", (613, 719, hidden), (45, 100), min_denominator=10, decimals=3)
    a_result(definition, country["south"], 45, 100)
    places = {"sted": ["levanger", "namsos", "helse-soer"]}
    page = Page(client, ADDRESS, **places)
    assert select(page.tree, f"[data-withheld={reason}]")
    assert not select(page.tree, "[data-difference]")
    book = openpyxl.load_workbook(io.BytesIO(client.get(ADDRESS, {"format": "xlsx", **places}).getvalue()))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    texts = [page.text, client.get(ADDRESS, {"format": "csv", **places}).getvalue().decode(), " ".join(cells)]
    for text in texts:
        # In another release's number or a slug they would stand among other digits.
        assert not re.search(r"(?<!\d)(613|719|887)(?!\d)|85,2|823456|876543", text)


def test_queries_do_not_grow(client, country, shares, django_assert_num_queries):
    shares("a", (45, 100), (63, 100))
    with django_assert_num_queries(QUERIES):
        Page(client, ADDRESS, **BOTH)
    for number in range(5):
        definition = an_indicator(
            a_release(a_registry(f"Register {number}", fields=[f"Felt {number}"])), high="0.9"
        )
        for unit in country.values():
            a_result(definition, unit, 3, 4)
    with django_assert_num_queries(QUERIES):
        Page(client, ADDRESS, sted=["levanger", "namsos", "helse-soer", "helse-midt", "norge", "private"])


def test_the_page_keeps_the_security_policy(client, shares):
    shares("a", (45, 100), (63, 100))
    for query in (BOTH, {}):
        page = Page(client, ADDRESS, **query)
        assert not select(page.tree, "style,[style],[onclick]")
        assert all(script.get("src") for script in select(page.tree, "script"))
