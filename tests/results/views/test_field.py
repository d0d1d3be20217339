"""The medical fields, and the page of one."""

import pytest

from registries.models import MedicalField
from tests.builders import a_registry, a_release, a_result, an_indicator
from tests.pages import select
from tests.results.views.test_registry import HIDDEN, rows_of
from tests.results.world import Page

pytestmark = pytest.mark.django_db
QUERIES, QUERIES_LIST = 15, 11


@pytest.fixture
def nation(country):
    """Judged in two registries of one field, one of which belongs to another field as well."""
    heart = a_release(a_registry("Hjerte", fields=["Hjerte og kar"]))
    vessels = a_release(a_registry("Kar", fields=["Hjerte og kar", "Kreft"]))
    levels = (
        (heart, "high", True),
        (heart, "low", True),
        (heart, "moderate", False),
        (vessels, "low", False),
    )
    for at, (release, level, certain) in enumerate(levels):
        known = an_indicator(release, f"i_{at}", title=f"Andel {at}", high="0.9", moderate="0.5")
        a_result(known, country["nation"], 40 + at, 80, attainment=level, certain=certain, distance=30 - at)
    hidden = an_indicator(heart, "skjult", title="Skjult andel", high="0.9")
    a_result(hidden, country["nation"], *HIDDEN, withheld="privacy", attainment="low")
    return country["nation"]


def test_each_field_has_the_nations_levels_as_its_profile_counts_them(client, nation):
    page = Page(client, "/fagomraade/")
    profile = Page(client, "/sykehus/norge/")
    there = {select(row, "th a")[0].text: counted(row) for row in select(profile.tree, "[data-field]")}
    here = {select(row, "th a")[0].text: counted(row) for row in select(page.tree, "[data-field]")}
    assert here == there == {"Hjerte og kar": [1, 1, 2], "Kreft": [0, 0, 1]}


def counted(row):
    return [int(one.text_content().split()[0]) for one in select(row, "[data-tally]")]


def test_a_field_tells_what_is_low_and_what_is_uncertain_in_the_whole_country(client, nation):
    page = Page(client, "/fagomraade/hjerte-og-kar/")
    assert page.texts("h1") == ["Hjerte og kar"]
    assert counted(select(page.tree, "[data-card=levels]")[0]) == [1, 1, 2]
    assert [one.get("data-low") for one in select(page.tree, "[data-low]")] == ["i_1", "i_3"]
    assert [one.get("data-uncertain") for one in select(page.tree, "[data-uncertain]")] == ["i_2"]
    assert page.texts("tr[data-registry] th a") == ["Hjerte", "Kar"]
    assert [counted(row) for row in select(page.tree, "tr[data-registry]")] == [[1, 1, 1], [0, 0, 1]]
    assert "fagomraade=hjerte-og-kar" in page.links(".ways a")[0]
    assert client.get(page.links(".ways a")[0]).status_code == 200
    for number in HIDDEN:
        assert str(number) not in page.text.replace("\u202f", "")


def test_the_files_hold_the_same(client, nation):
    rows = rows_of(client, "/fagomraade/?format=csv")
    assert [(row["Fagområde"], row["Høy"], row["Moderat"], row["Lav"], row["Skjult"]) for row in rows] == [
        ("Hjerte og kar", "1", "1", "2", "1"), ("Kreft", "0", "0", "1", "0"),
    ]  # fmt: skip
    results = rows_of(client, "/fagomraade/hjerte-og-kar/?format=csv")
    assert [row["Indikatornøkkel"] for row in results] == ["i_0", "i_1", "i_2", "skjult", "i_3"]
    assert results[3]["Verdi"] == ""


def test_a_field_without_results_or_registries_has_a_page(client, nation):
    a_registry("ALS", fields=["nervesystem"])
    assert Page(client, "/fagomraade/nervesystem/").texts("[data-empty] h2") == [
        "Ingen resultater er publisert i fagområdet ennå"
    ]
    MedicalField.objects.create(name="øye", slug="oeye")
    assert "Ingen registre" in Page(client, "/fagomraade/oeye/").text
    assert not Page(client, "/fagomraade/hjerte-og-kar/", kontekst="bosatt").texts("[data-low]")
    assert client.get("/fagomraade/finnes-ikke/").status_code == 404
    assert client.post("/fagomraade/").status_code == 405


def test_an_empty_portal_says_what_will_come(client):
    assert Page(client, "/fagomraade/").texts("[data-empty] h2") == ["Ingen fagområder er lagt inn ennå"]


@pytest.mark.parametrize(
    ("address", "queries"), [("/fagomraade/", QUERIES_LIST), ("/fagomraade/hjerte-og-kar/", QUERIES)]
)
def test_queries_do_not_grow(client, nation, address, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(4):
        release = a_release(a_registry(f"Nytt {number}", fields=["Hjerte og kar", f"Felt {number}"]))
        a_result(an_indicator(release, high="0.9"), nation, 1, 2, attainment="low", certain=True)
    with django_assert_num_queries(queries):
        client.get(address)
