"""An indicator's years, all judged by the target of today."""

import csv
import io

import pytest

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.results.world import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/indikator/hjerte/andel/"
TARGETS = (
    {"valid_from": None, "direction": "higher", "high": "0.6", "moderate": "0.5"},
    {"valid_from": 2023, "direction": "higher", "high": "0.8", "moderate": "0.7"},
)


@pytest.fixture
def nation():
    return a_unit("Norge")


def indicator(nation, targets):
    definition = an_indicator(a_release(a_registry("Hjerte")), "andel", title="Andel", targets=targets)
    for year, numerator, level in ((2022, 650, "high"), (2023, 850, "high")):
        counts = {"ci_low": numerator / 1000 - 0.03, "ci_high": numerator / 1000 + 0.03}
        own = {"attainment": level, "certain": True, "distance": 0}
        a_result(definition, nation, numerator, 1000, year=year, **counts, **own)


def levels(page):
    """Of the trend's table, the latest year first."""
    return page.texts("#tabell-utvikling [data-cell] strong")


def test_each_year_is_judged_by_its_own_target_unless_asked_otherwise(client, nation):
    indicator(nation, TARGETS)
    page = Page(client, ADDRESS)
    assert [text.split()[0] for text in levels(page)] == ["Høy", "Høy"]
    assert page.texts("[data-recoloured]") == []


def test_asked_for_all_years_have_the_last_targets_level_and_limits_and_it_is_said(client, nation):
    indicator(nation, TARGETS)
    page = Page(client, ADDRESS, maal="siste")
    assert [text.split()[0] for text in levels(page)] == ["Høy", "Lav"]
    assert [" ".join(text.split()) for text in page.texts("#tabell-utvikling .limit")] == ["≥ 80 %", "≥ 80 %"]
    assert page.texts("[data-recoloured]") == [
        "Alle år er vist etter dagens mål. Ellers vurderes hvert år etter målet som gjaldt da."
    ]
    assert "alle år etter dagens mål" in page.text


def test_what_the_page_answers_first_is_judged_by_the_years_own_target(client, nation):
    indicator(nation, TARGETS)
    page = Page(client, ADDRESS, maal="siste", aar=2022)
    assert page.texts(".answers strong")[0].startswith("Høy")


def test_the_file_has_the_same_levels_and_says_so(client, nation):
    indicator(nation, TARGETS)
    file = client.get(ADDRESS, {"maal": "siste", "figur": "utvikling", "format": "csv"}).content
    text = file.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    found = {row["År"]: row["Måloppnåelse"] for row in rows if row["Måloppnåelse"]}
    assert found == {"2022": "lav", "2023": "høy"}
    assert "Nivåer;Alle år etter dagens mål" in text


def test_with_one_target_there_is_nothing_to_choose(client, nation):
    indicator(nation, TARGETS[:1])
    assert "Hvert års eget" not in Page(client, ADDRESS).text


def test_with_several_there_is_and_the_choice_is_in_the_address(client, nation):
    indicator(nation, TARGETS)
    page = Page(client, ADDRESS)
    [way] = [one.get("href") for one in page.tree.xpath("//a[normalize-space()='Dagens']")]
    assert "maal=siste" in way
    assert [text.split()[0] for text in levels(Page(client, way.split("#")[0]))] == ["Høy", "Lav"]


def test_an_unknown_target_falls_back_with_a_notice(client, nation):
    indicator(nation, TARGETS)
    page = Page(client, ADDRESS, maal="x")
    assert any("Målet «x» finnes ikke." in text for text in page.texts("[data-notice]"))
