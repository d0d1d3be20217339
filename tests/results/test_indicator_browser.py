"""The page of one indicator in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ADDRESS = "/indikator/hjerte/h_andel/"
ROWS = [
    f"{context};{year};{unit};h_andel;{numerator};{denominator}"
    for context, units in (("caregiver", (111, 113, 211)), ("resident", (11, 21)))
    for year in (2021, 2022, 2023)
    for unit, numerator, denominator in zip(units, (93, 1, 40), (100, 4, 60), strict=False)
]
MEDIANS = [f"caregiver;2022;{unit};h_tid;{days};40" for unit, days in ((1, "2,5"), (111, "3,5"), (211, "6"))]


@pytest.fixture
def results(tmp_path):
    found_nation(tmp_path)
    report, code = deliver(tmp_path, ROWS + MEDIANS, "--accept-warnings", "--publish")
    assert (code, report["fault_count"]) == (0, 0)


@pytest.fixture
def errors(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_a_reader_chooses_a_hospital_and_sees_it_in_every_figure(results, page, errors):
    page.goto(ADDRESS)
    page.get_by_text("Velg steder").click()
    page.locator(".chooser summary").filter(has_text="1 sykehus").click()
    page.get_by_role("checkbox", name="Storby").check()
    page.get_by_role("button", name="Vis stedene").click()
    expect(page).to_have_url(re.compile("sted=storby"))
    expect(page.locator("[data-answer]")).to_have_count(2)
    page.locator("#rangering summary").click()
    expect(page.locator("#tabell-rangering [data-chosen]")).to_contain_text("Storby")
    hidden = page.locator("tr[data-hidden]").filter(has_text="Småby")
    expect(hidden).to_contain_text("Færre enn 5 pasienter.")
    page.get_by_role("link", name="Helseforetak").click()
    expect(page.locator("#rangering h2")).to_have_text("Helseforetak i 2023")
    expect(page).to_have_url(re.compile("rangert=hf$"))
    assert errors == []


def test_every_chart_is_drawn_under_the_page_s_own_policy(results, page, errors):
    page.goto(ADDRESS)
    for name in ("utvikling", "rangering", "trakt"):
        chart = page.locator(f"#figur-{name}")
        chart.scroll_into_view_if_needed()
        chart.locator("[data-drawn]").wait_for()
        assert chart.get_by_role("button", name="Last ned SVG").is_visible()
    assert errors == []


def test_what_is_printed_by_the_button_has_also_the_charts_that_were_not_seen(results, page, errors):
    page.add_init_script("window.print = () => { dispatchEvent(new Event('beforeprint')) }")
    page.set_viewport_size({"width": 1440, "height": 200})
    page.goto(ADDRESS)
    button = page.get_by_role("button", name="Skriv ut")
    # Pressed without going there: on the way one would see the charts.
    expect(button).to_be_attached()
    assert page.locator("[data-drawn]").count() == 0
    button.evaluate("one => one.click()")
    expect(page.locator("[data-drawn]")).to_have_count(3)
    assert errors == []


def test_the_link_to_the_numbers_opens_their_table(results, page):
    page.goto(ADDRESS)
    page.locator("#figur-rangering").get_by_role("link", name="Tallene i tabellen").click()
    expect(page.locator("#tabell-rangering")).to_be_visible()


def test_everything_but_the_drawing_works_without_scripts(results, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS)
    page.get_by_role("combobox", name="År").select_option("2021")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page).to_have_url(re.compile("aar=2021"))
    expect(page.locator("#svaret")).to_have_text("Resultat i 2021")
    page.locator("#rangering summary").click()
    expect(page.locator("#tabell-rangering tr[data-rank]")).to_have_count(1)
    context.close()


def test_a_setting_changes_in_place_and_keeps_the_focus_and_the_place_on_the_page(results, page, errors):
    page.goto(ADDRESS)
    link = page.locator("#valg-akse-tilpasset-tallene")
    link.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 300); window.same = true")
    link.focus()
    at = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    expect(page.locator("#valg-akse-tilpasset-tallene[aria-current]")).to_be_focused()
    assert page.evaluate("window.same && scrollY") == at > 0
    assert errors == []


def test_a_place_is_taken_away_in_place(results, page, errors):
    page.goto(f"{ADDRESS}?sted=storby&sted=fjord-hf")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Ta bort Storby").click()
    expect(page.locator("[data-answer]")).to_have_count(2)
    assert "storby" not in page.url
    assert page.evaluate("window.same")
    assert errors == []


CUT = """[...document.querySelectorAll(".figure-card :is(td, tbody th)")].filter(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
}).map(cell => cell.textContent)"""


@pytest.mark.parametrize("width", [320, 390, 700])
def test_no_number_is_cut(results, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    for address in (f"{ADDRESS}?sted=storby&sted=fjord-hf", "/indikator/hjerte/h_tid/?sted=storby"):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        assert page.locator(".figure-card td").count()
        assert page.evaluate(CUT) == []


def test_the_first_number_is_near_the_top_on_a_phone(results, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{ADDRESS}?sted=storby")
    assert page.locator("[data-answer] strong").first.bounding_box()["y"] <= 600


def test_tables_are_open_on_paper(results, page):
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    assert page.locator("#tabell-rangering").bounding_box()["height"] > 0
    assert page.locator(".filters").is_hidden()
    assert page.locator("[data-permanent] .on-paper").is_visible()


# tests/portal/test_axe.py tries the other two.
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(results, page, errors, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in (
        f"{ADDRESS}?sted=storby&sted=fjord-hf",
        "/indikator/hjerte/h_tid/?trakt=maal",
        f"{ADDRESS}?aar=1999&sted=ukjent&kontekst=bosatt",
        "/indikator/hjerte/h_tid/?kontekst=bosatt",
    ):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
        assert violations == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
