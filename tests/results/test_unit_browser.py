"""A place's profile and the list of all places in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
LOW, ALL = 8, 12  # indicators at Levanger


@pytest.fixture
def results():
    """A hospital where much is low, with a worse and a better share than the year before; its peers."""
    nation = a_unit("Norge")
    region = a_unit("Helse Midt-Norge RHF", parent=nation)
    trust = a_unit("Nord-Trøndelag HF", parent=region, full_name="Helse Nord-Trøndelag HF")
    levanger, namsos = a_unit("Levanger", parent=trust), a_unit("Namsos", parent=trust)
    a_unit("Røros", parent=trust)
    release = a_release(a_registry("Hjerteinfarkt", fields=["hjerte og kar"]))
    for number in range(ALL):
        title = f"Andel som ble behandlet innen anbefalt tid, {number}"
        definition = an_indicator(release, f"i{number}", title=title, high="0.85", moderate="0.8")
        for unit, part in ((levanger, 40 + number), (namsos, 90), (trust, 65), (region, 70), (nation, 75)):
            level = "high" if part > 84 or number >= LOW else "low"
            fields = {"attainment": level, "certain": True, "distance": max(0, 85 - part)}
            a_result(definition, unit, part, 100, **fields)
            a_result(definition, unit, part + 25 * (-1) ** number, 120, year=2017, **fields)
    coverage = an_indicator(release, "dg", title="Dekningsgrad", type="coverage", high="0.8")
    a_result(coverage, levanger, 7, 10, attainment="low", certain=False, distance=1)
    hidden = an_indicator(release, "skjult", title="Skjult", high="0.8")
    a_result(hidden, levanger, 1, 2, withheld="privacy")
    return release


def test_a_director_sees_the_three_answers_above_the_fold(results, page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/sykehus/levanger/")
    for heading in ("Måloppnåelse", f"Her er det lavt {LOW}", "Sikre endringer fra 2017"):
        box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
        assert box["y"] < 300
    fifth = page.locator("[data-low]").nth(4).bounding_box()
    assert fifth["y"] + fifth["height"] < 900
    assert page.locator("[data-changed]").first.bounding_box()["y"] < 900


def test_the_cards_of_the_answers_end_together(results, page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/sykehus/levanger/")
    ends = page.locator("[data-card]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.card, one.getBoundingClientRect().bottom]))"
    )
    assert ends["low"] == pytest.approx(ends["changes"], abs=1)
    assert ends["peers"] == pytest.approx(ends["changes"], abs=1)
    assert ends["levels"] < ends["peers"]


def test_links_are_high_enough_for_a_thumb(results, page):
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/sykehus/levanger/", "/sykehus/"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        heights = page.locator("main a:visible").evaluate_all(
            "all => all.map(one => [one.textContent, one.getClientRects()[0].height])"
        )
        assert [one for one in heights if one[1] < 24] == []


def test_all_that_is_low_opens_by_the_keyboard(results, page):
    page.goto("/sykehus/levanger/")
    summary = page.get_by_text(f"Vis alle {LOW}")
    assert page.locator("[data-low]:visible").count() == 5
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-low]:visible")).to_have_count(LOW)


def test_another_year_and_the_way_to_the_trust(results, page):
    page.goto("/sykehus/levanger/")
    page.get_by_role("combobox", name="År").select_option("2017")
    page.get_by_role("button", name="Vis").click()
    page.wait_for_url("**aar=2017**")
    expect(page.locator("[data-lead]")).to_contain_text("i 2017")
    page.get_by_role("navigation", name="Du er her").get_by_role("link", name="Nord-Trøndelag HF").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nord-Trøndelag HF")
    expect(page).to_have_url(re.compile("aar=2017"))


# tests/portal/test_axe.py tries the other two.
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(results, page, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in (
        "/sykehus/levanger/",
        "/sykehus/nord-troendelag-hf/",
        "/sykehus/norge/?aar=2017",
        "/sykehus/levanger/?kontekst=bosatt&aar=1999",
        "/sykehus/",
        "/sykehus/?sok=namsos",
        "/sykehus/?sok=finnes+ikke",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
        assert violations == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def shown(page):
    return page.locator("[data-find] > a:visible, [data-find] > h2 > a:visible")


@pytest.mark.parametrize("typed", ["rør", "ror", "ROER", "nord-trøndelag roros"])
def test_the_list_follows_what_is_typed_and_tells_how_much_is_left(results, page, typed):
    page.goto("/sykehus/")
    page.get_by_role("searchbox", name="Finn et sted").press_sequentially(typed)
    expect(shown(page)).to_have_text(["Helse Midt-Norge RHF", "Nord-Trøndelag HF", "Røros"])
    page.get_by_role("status").get_by_text("1 sted.").wait_for()


def test_what_was_hidden_comes_back_and_nothing_found_is_told(results, page):
    page.goto("/sykehus/")
    everything = shown(page).all_inner_texts()
    field = page.get_by_role("searchbox", name="Finn et sted")
    field.fill("finnes ikke")
    page.get_by_role("status").get_by_text("Ingen steder passer til søket.").wait_for()
    expect(shown(page)).to_have_count(0)
    field.fill("")
    expect(shown(page)).to_have_text(everything)


@pytest.mark.parametrize("typed", ["aalesund", "Ålesund", "trøndelag", "namsos", "midt", "hele landet", "x"])
def test_the_browser_finds_what_the_server_finds(results, page, typed):
    page.goto(f"/sykehus/?sok={typed}")
    by_server = shown(page).all_inner_texts()
    page.goto("/sykehus/")
    page.get_by_role("searchbox", name="Finn et sted").fill(typed)
    expect(shown(page)).to_have_text(by_server)
