"""The results page in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
ROWS = [
    f"caregiver;2022;{unit};{key};{numerator};{denominator}"
    for unit, numerator, denominator in ((111, 93, 100), (113, 1, 4), (211, 40, 60))
    for key in ("h_andel", "h_dg")
]


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


def test_a_reader_chooses_a_hospital_and_sees_its_level(results, page, errors):
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Behandlingskvalitet").click()
    page.get_by_text("Velg steder").click()
    page.locator("summary").filter(has_text="2 sykehus").click()
    page.get_by_role("checkbox", name="Småby").check()
    page.get_by_role("button", name="Vis stedene").click()
    page.wait_for_url("**sted=smaaby**")
    row = page.get_by_role("row").filter(has_text="Behandlet i tide")
    # Drawn a moment after the address has changed.
    expect(row).to_contain_text("Færre enn 5 pasienter.", use_inner_text=True)
    assert "av 4" not in row.inner_text()
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(results, page, errors, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in ("/", "/behandlingskvalitet/", "/behandlingskvalitet/?aar=1999&sted=ukjent"):
        page.goto(address)
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
        assert violations == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
