"""Places side by side in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ROWS = [
    f"caregiver;2022;{unit};{key};{numerator};{denominator}"
    for unit, numerator, denominator in ((111, 93, 100), (113, 60, 100), (211, 40, 60))
    for key in ("h_andel", "h_dg")
]
TWO = "/sammenlign/?sted=storby&sted=smaaby"


@pytest.fixture
def results(tmp_path):
    found_nation(tmp_path)
    report, code = deliver(tmp_path, ROWS, "--publish")
    assert (code, report["fault_count"]) == (0, 0)


@pytest.fixture
def errors(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def expect_places(page, *names):
    expect(page.locator("[data-place] h3")).to_have_text(names)


def test_from_the_front_page_to_two_hospitals_in_two_clicks(results, page, errors):
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Sammenlign").click()
    page.get_by_role("link", name="Fjord HF: Storby og Småby").click()
    expect_places(page, "Storby", "Småby")
    row = page.get_by_role("row").filter(has_text="Behandlet i tide")
    expect(row).to_contain_text("Dårligere: 33 prosentpoeng lavere enn Storby")
    assert errors == []


def test_places_are_found_as_one_types_and_compared(results, page, errors):
    page.goto("/sammenlign/")
    search = page.get_by_label("Søk etter sted")
    search.fill("smaby")
    page.get_by_role("checkbox", name="Småby").check()
    expect(page.get_by_role("checkbox", name="Storby")).to_have_count(0)
    page.get_by_text("1 sted passer.").wait_for()
    search.fill("hele")
    # What is chosen stays in sight.
    expect(page.get_by_role("checkbox", name="Småby")).to_be_checked()
    page.get_by_role("checkbox", name="Hele landet").check()
    page.get_by_role("button", name="Sammenlign").click()
    expect_places(page, "Hele landet", "Småby")
    expect(page.get_by_role("main")).to_contain_text("stedet er en del av hele landet")
    assert errors == []


def test_another_place_is_added_and_made_the_first_by_keyboard(results, page, errors):
    page.goto(TWO)
    page.get_by_text("Bytt eller legg til steder").press("Enter")
    page.get_by_role("checkbox", name="Nord", exact=True).press("Space")
    page.get_by_role("button", name="Sammenlign").press("Enter")
    expect_places(page, "Storby", "Småby", "Nord")
    page.get_by_role("link", name="Sammenlign med dette (Småby)").press("Enter")
    expect_places(page, "Småby", "Storby", "Nord")
    page.go_back()
    expect_places(page, "Storby", "Småby", "Nord")
    assert errors == []


def test_it_works_without_scripts(results, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sammenlign/")
    assert not page.get_by_label("Søk etter sted").is_visible()
    page.get_by_role("checkbox", name="Småby").check()
    page.get_by_role("checkbox", name="Nord", exact=True).check()
    page.get_by_role("button", name="Sammenlign").click()
    expect_places(page, "Nord", "Småby")
    context.close()


def test_the_places_stay_in_sight_while_one_reads(results, page):
    page.set_viewport_size({"width": 1440, "height": 300})
    page.goto(TWO)
    page.get_by_role("rowheader", name="Dekningsgrad").scroll_into_view_if_needed()
    header = page.get_by_role("columnheader", name="Småby")
    page.evaluate("scrollBy({top: 150, behavior: 'instant'})")
    assert page.evaluate("scrollY") > 100
    assert header.bounding_box()["y"] >= 0


# tests/portal/test_axe.py tries the other two.
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(results, page, errors, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in (
        "/sammenlign/",
        "/sammenlign/?sted=storby&aar=1999",
        TWO,
        f"{TWO}&sted=nord&sted=norge&sted=storby-2&sted=soer&forskjell=x",
        "/sammenlign/?sted=smaaby&sted=storby-2&forskjell=sikre",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(found => found.open = true)")
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
        assert violations == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert errors == []
