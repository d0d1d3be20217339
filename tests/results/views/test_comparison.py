import csv
import io
import re
from decimal import Decimal
from itertools import product

import openpyxl
import pytest
from lxml import html

from results.models import TreeUnit
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select
from tests.results.world import Page
from tests.twins.difference import difference

pytestmark = pytest.mark.django_db
ADDRESS = "/sammenlign/"
QUERIES = 10
N = " "  # the texts below have ordinary spaces for every kind
BOTH = {"sted": ["levanger", "namsos"]}


@pytest.fixture
def country():
    nation = a_unit("Norge")
    region = a_unit("Helse Midt", parent=nation)
    trust = a_unit("Nord-Trøndelag HF", parent=region)
    units = {
        "nation": nation,
        "region": region,
        "south": a_unit("Helse Sør", parent=nation),
        "private": a_unit("Private", parent=nation, kind="private"),
        "undefined": a_unit("Ukjent", parent=nation, kind="undefined"),
        "trust": trust,
        "levanger": a_unit("Levanger", parent=trust),
        "namsos": a_unit("Namsos", parent=trust),
    }
    return units


@pytest.fixture
def release(country):
    release = a_release(a_registry("Hjerteinfarkt", fields=["Hjerte og kar"]))
    TreeUnit.objects.bulk_create(
        TreeUnit(
            tree=release.tree,
            unit=unit,
            parent=unit.parent,
            level=unit.level,
            kind=unit.kind,
            sorting=unit.sorting,
        )
        for unit in country.values()
    )
    return release


@pytest.fixture
def shares(country, release):
    """A definition by its key, with the two hospitals' results."""

    def shares(key, levanger, namsos, **fields):
        known = {"title": f"Indikator {key}", "high": "0.85", "moderate": "0.5"} | fields
        definition = an_indicator(release, key, **known)
        for place, counts in (("levanger", levanger), ("namsos", namsos)):
            if counts:
                level = {"attainment": "high"} if known["high"] else {}
                a_result(definition, country[place], *counts[:2], **{**level, **dict(*counts[2:])})
        return definition

    return shares


def differences(page):
    return [(found.get("data-difference"), words(found)) for found in select(page.tree, "[data-difference]")]


def words(element):
    return " ".join(element.text_content().split())


def test_a_row_for_each_indicator_and_a_column_for_each_place(client, shares):
    shares("a", (63, 100), (45, 100, {"attainment": "low"}))
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("table thead th") == ["Indikator", "Mål", "Levanger", "Namsos"]
    assert page.texts("tbody th") == ["Indikator a"]
    assert page.cells() == [f"Høy 63{N}% 63 av 100", f"Lav 45{N}% 45 av 100"]
    assert page.links("tbody th a") == [
        "/indikator/hjerteinfarkt/a/?aar=2018&kontekst=behandlet&sted=levanger&sted=namsos"
    ]


def test_a_certain_difference_is_told_with_its_size_and_interval(client, shares):
    shares("a", (45, 100), (63, 100))
    assert differences(Page(client, ADDRESS, **BOTH)) == [
        ("better", f"Bedre: 18 prosentpoeng høyere enn Levanger 95{N}% KI 4 til 31")
    ]


def test_where_lower_is_better_a_lower_share_is_better(client, shares):
    shares("a", (45, 100), (63, 100), direction="lower", high="0.1", moderate="0.2")
    shares("b", (63, 100), (45, 100), direction="lower", high="0.1", moderate="0.2")
    assert [verdict for verdict, _ in differences(Page(client, ADDRESS, **BOTH))] == ["worse", "better"]


def test_without_a_target_a_difference_is_neither_better_nor_worse(client, shares):
    shares("a", (45, 100), (63, 100), high=None)
    [(verdict, text)] = differences(Page(client, ADDRESS, **BOTH))
    assert verdict == "differs"
    assert text.startswith("18 prosentpoeng høyere enn Levanger")


def test_what_chance_can_explain_is_no_difference(client, shares):
    shares("a", (67, 100), (71, 100))
    page = Page(client, ADDRESS, **BOTH)
    assert differences(page) == [("uncertain", "ingen sikker forskjell")]
    assert not re.search("bedre|dårligere", page.text.casefold().replace("hvor god er behandlingen", ""))


def test_differences_are_those_of_the_slow_twin(client, shares):
    counts = [(1, 30), (29, 30), (5, 100), (13, 100), (45, 100), (63, 100), (400, 1000), (455, 1000)]
    pairs = list(product(counts, counts))
    for number, (levanger, namsos) in enumerate(pairs):
        shares(f"i{number:03d}", levanger, namsos)
    verdicts = [verdict for verdict, _ in differences(Page(client, ADDRESS, **BOTH))]
    expected = []
    for levanger, namsos in pairs:
        size, *_, certain = difference(namsos, levanger)
        expected.append(("better" if size > 0 else "worse") if certain else "uncertain")
    assert verdicts == expected


def test_nothing_is_said_where_a_number_is_missing_or_withheld(client, country, release, shares):
    definition = shares("a", (45, 100), (63, 100, {"withheld": "too_few"}))
    a_result(definition, country["south"], 45, 100)
    shares("b", None, (63, 100))
    page = Page(client, ADDRESS, sted=["levanger", "namsos", "helse-soer"])
    assert page.texts("tbody th") == ["Indikator a"]
    assert differences(page) == [("uncertain", "ingen sikker forskjell")]  # Helse Sør's


def test_what_has_no_numerators_is_not_tested(client, country, release):
    definition = an_indicator(
        release, "tid", type="median", high="3", direction="lower", number_format="number"
    )
    for place, value in (("levanger", Decimal("2.5")), ("namsos", Decimal(9))):
        a_result(definition, country[place], None, 40, value=value)
    page = Page(client, ADDRESS, **BOTH)
    assert differences(page) == [("untested", "forskjellen er ikke testet")]
    assert page.texts("[data-tests]") == ["Ingen forskjeller er testet her."]


@pytest.mark.parametrize(
    ("first", "other", "says"),
    [
        ("levanger", "nord-troendelag-hf", "stedet omfatter Levanger"),
        ("norge", "namsos", "stedet er en del av hele landet"),
    ],
)
def test_a_place_is_not_tested_against_one_that_holds_its_patients(
    client, country, shares, first, other, says
):
    definition = shares("a", (45, 100), (63, 100))
    a_result(definition, country["trust"], 108, 200)
    a_result(definition, country["nation"], 900, 1000)
    page = Page(client, ADDRESS, sted=[first, other])
    assert differences(page) == []
    [told] = page.texts("[data-overlap]")
    assert says in told
    assert page.texts("tbody th") == ["Indikator a"]


def test_the_places_are_summed_on_what_all_of_them_have(client, shares):
    shares("a", (90, 100), (50, 100, {"attainment": "low"}))
    shares("b", (90, 100), (60, 100, {"attainment": "moderate"}))
    shares("c", (90, 100), None)
    shares("d", (90, 100, {"attainment": ""}), (90, 100, {"attainment": ""}), high=None)
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-tally]") == ["2 høy", "0 moderat", "0 lav", "0 høy", "1 moderat", "1 lav"]
    assert page.texts("[data-common]") == [
        "Måloppnåelse på de 2 indikatorene der alle stedene har tall og mål."
    ]
    assert page.texts("[data-verdict]") == ["2 dårligere"]


def test_it_is_told_how_many_would_look_certain_by_chance(client, shares):
    for number in range(40):
        shares(f"i{number}", (45, 100), (63, 100) if number < 3 else (45, 100))
    assert Page(client, ADDRESS, **BOTH).texts("[data-tests]") == [
        "40 forskjeller fra Levanger er testet, og 3 er sikre. Også om det ikke var noen reelle forskjeller, "
        f"ville i snitt 2 av 40 sett sikre ut ved ren tilfeldighet (5{N}%)."
    ]


def test_only_the_certain_ones_on_request(client, shares):
    shares("a", (45, 100), (63, 100))
    shares("b", (45, 100), (46, 100))
    shares("c", (45, 100), None)
    page = Page(client, ADDRESS, forskjell="sikre", **BOTH)
    assert page.texts("tbody th") == ["Indikator a"]
    assert not select(page.tree, "[data-alone]")
    assert page.texts("[data-tests]")[0].startswith("2 forskjeller")


def test_no_certain_difference_is_an_answer_with_a_way_out(client, shares):
    shares("b", (45, 100), (46, 100))
    page = Page(client, ADDRESS, forskjell="sikre", **BOTH)
    assert page.texts("[data-empty] h2") == ["Ingen forskjeller er sikre"]
    assert page.links("[data-empty] a") == [
        f"{ADDRESS}?sted=levanger&sted=namsos&aar=2018&kontekst=behandlet"
    ]


def test_what_only_one_place_has_stands_below_with_the_reason(client, shares):
    shares("a", (45, 100), (46, 100))
    shares("b", (45, 100), (3, 4, {"withheld": "too_few"}))
    shares("c", None, None)
    shares("d", None, (90, 100))
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-alone] dt") == ["Indikator b", "Indikator d"]
    assert page.texts("[data-alone] dd") == [
        f"Levanger: Høy 45{N}% · 45 av 100",
        "Namsos: Færre enn 5 pasienter. Vises ikke.",
        "Levanger: Ingen tall",
        f"Namsos: Høy 90{N}% · 90 av 100",
    ]


def test_what_none_of_the_places_has_is_only_named(client, country, shares):
    shares("a", (45, 100), (46, 100))
    definition = shares("b", None, None)
    a_result(definition, country["south"], 1, 2)
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-without] summary") == ["1 indikator der ingen av stedene har tall i 2018"]
    assert page.texts("[data-without] p") == ["Indikator b"]


def test_the_others_are_compared_with_the_first_and_any_can_be_it(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, **BOTH)
    [other] = [link for link in select(page.tree, ".actions a") if words(link).startswith("Sammenlign med")]
    assert words(other) == "Sammenlign med denne (Namsos)"
    turned = html.fromstring(client.get(other.get("href")).content)
    assert [words(found) for found in select(turned, "[data-place] h3")] == ["Namsos", "Levanger"]
    assert words(select(turned, "[data-difference]")[0]).startswith(
        "Dårligere: 18 prosentpoeng lavere enn Namsos"
    )


def test_a_place_can_be_moved_and_removed(client, country, shares):
    definition = shares("a", (45, 100), (63, 100))
    a_result(definition, country["south"], 1, 2)
    page = Page(client, ADDRESS, sted=["levanger", "namsos", "helse-soer"])
    last = select(page.tree, "[data-place]")[2]
    moved, removed = select(last, ".actions a")[1:]
    assert "?sted=levanger&sted=helse-soer&sted=namsos&" in moved.get("href")
    assert "?sted=levanger&sted=namsos&" in removed.get("href")


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
    side_by_side = html.fromstring(client.get(page.links(".suggestions a")[0]).content)
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
    assert not select(page.tree, "form")


def test_a_context_without_results_offers_the_other(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, kontekst="bosatt", **BOTH)
    assert "kontekst=behandlet" in page.links("[data-empty] a")[0]


def test_nothing_but_reading(client):
    assert client.post(ADDRESS).status_code == 405


def read_csv(client, **query):
    response = client.get(ADDRESS, {"format": "csv", **query})
    text = response.content.decode("utf-8-sig")
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
    assert told["Sammenlignet med"] == "Levanger"
    assert any(text.startswith("2 forskjeller fra Levanger er testet") for _, text in about)


def test_the_spreadsheet_has_the_same_rows(client, shares):
    shares("a", (45, 100), (63, 100))
    response = client.get(ADDRESS, {"format": "xlsx", **BOTH})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Tall"]
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
    assert differences(page) == []
    book = openpyxl.load_workbook(io.BytesIO(client.get(ADDRESS, {"format": "xlsx", **places}).content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    texts = [page.text, client.get(ADDRESS, {"format": "csv", **places}).content.decode(), " ".join(cells)]
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
