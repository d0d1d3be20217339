"""The status report from the data, against what is printed and counted of it elsewhere."""

import pytest

from registries.models import RegistryYear
from tests.nation import command
from tests.pages import select
from tests.results.views.test_registry import rows_of
from tests.results.world import Page

pytestmark = pytest.mark.django_db
# Counted from the printed region tables: registries at stages 4, 3, 2 and 1.
STAGES = {2018: [7, 8, 28, 8], 2019: [6, 29, 13, 3]}


@pytest.fixture
def printed(settings):
    for name in ("units", "registries", "registry_years", "prom"):
        assert command(f"import_{name}", str(settings.BASE_DIR / "fixtures" / f"{name}.csv"))[2] == 0


def sums(page):
    return {
        one.get("data-sum"): int(select(one, "dd")[0].text)
        for one in select(page.tree, ".sum-list div")
        if one.get("data-sum")
    }


def distribution(page, year):
    (found,) = select(page.tree, f"[data-distribution={year}]")
    return [[int(cell.text) for cell in select(row, "td")] for row in select(found, "tbody tr")]


def test_the_counts_are_those_of_the_report(client, printed):
    page = Page(client, "/registerstatus/")
    assert page.texts("h1") == ["Registerstatus 2019"]
    told = sums(page)
    # 42 and 27 of the 51 registries had a coverage of 60 and 80 per cent; 50 of them, and the pandemic's
    # registry beside them, had chosen a PROM.
    assert {name: told[name] for name in ("stage", "good", "best", "chosen", "collected")} == {
        "stage": 6, "good": 42, "best": 27, "chosen": 51, "collected": 43,
    }  # fmt: skip
    vest = next(text for text in page.texts("[data-sum]") if "19 registre" in text and "Nivå A: 10" in text)
    assert "Nivå B: 4" in vest
    assert "Nivå C: 4" in vest


@pytest.mark.parametrize("year", STAGES)
def test_each_year_is_counted_by_stage(client, printed, year):
    page = Page(client, "/registerstatus/", aar=year)
    assert page.texts("h1") == [f"Registerstatus {year}"]
    assert [row[-1] for row in distribution(page, year)] == STAGES[year]


def test_a_year_that_is_only_printed_is_shown_as_printed_with_its_source(client, printed):
    page = Page(client, "/registerstatus/")
    assert distribution(page, 2023) == [[24, 2, 0, 26], [12, 3, 1, 16], [1, 2, 7, 10], [1, 1, 5, 7]]
    assert "Kilde: Presentasjon om registrene" in page.texts("[data-distribution=2023]")[0]
    assert "2023" not in page.texts("option")
    RegistryYear.objects.create(registry_id=RegistryYear.objects.first().registry_id, year=2023, stage=4)
    assert distribution(Page(client, "/registerstatus/"), 2023) == [[1], [0], [0], [0]]


def test_what_is_not_said_is_no_no(client, printed):
    page = Page(client, "/registerstatus/")
    (heart,) = select(page.tree, "tr[data-registry=hjerteinfarkt]")
    assert [cell.text_content().strip() for cell in select(heart, "td")][:7] == [
        "2001", "4A", "89\u202f%", "ja", "ja", "ja", "ja",
    ]  # fmt: skip
    (spine,) = select(page.tree, "tr[data-registry=norgast]")
    assert [cell.text_content().strip() for cell in select(spine, "td")][3:7] == [
        "ja", "ja", "Ikke oppgitt", "Ikke oppgitt",
    ]  # fmt: skip
    (newborn,) = select(page.tree, "tr[data-registry=nyfodt]")
    assert [cell.text_content().strip() for cell in select(newborn, "td")][3:5] == ["nei", "nei"]


def test_the_files_hold_the_same(client, printed):
    rows = rows_of(client, "/registerstatus/?aar=2019&format=csv")
    assert len(rows) == 52
    heart = next(row for row in rows if row["Nøkkel"] == "hjerteinfarkt")
    assert (heart["Ansvarlig region"], heart["Stadium"], heart["Nivå"], heart["PREM"]) == (
        "Helse Midt-Norge RHF", "4", "A", "ja",
    )  # fmt: skip
    coverages = [float(row["Dekningsgrad (prosent)"].replace(",", ".") or -1) for row in rows]
    assert sum(one >= 60 for one in coverages) == 42
    counted = rows_of(client, "/registerstatus/?tabell=fordeling&format=csv")
    by_year = {
        year: sum(int(row["Antall registre"]) for row in counted if row["År"] == year)
        for year in ("2018", "2019", "2023")
    }
    assert by_year == {"2018": 51, "2019": 51, "2023": 59}
    assert client.get("/registerstatus/?format=xlsx").status_code == 200


def test_what_the_address_says_and_does_not_exist_falls_back(client, printed):
    page = Page(client, "/registerstatus/", aar="1812", tabell="x", format="pdf")
    assert len(page.texts("[data-notice]")) == 3
    assert page.texts("h1") == ["Registerstatus 2019"]


def test_an_empty_portal_says_what_will_come(client):
    page = Page(client, "/registerstatus/")
    assert page.texts("[data-empty] h2") == ["Ingen registre er vurdert ennå"]
    assert client.post("/registerstatus/").status_code == 405


def test_queries_are_few_whatever_the_size(client, printed, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/registerstatus/")
