"""The results page in a real browser: what changes in place, and what the address and the back button say."""

import re

import pytest
from playwright.sync_api import expect

from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/behandlingskvalitet/"
ROWS = [
    f"caregiver;{year};{unit};{key};{numerator};{denominator}"
    for year in (2020, 2021, 2022)
    for unit, numerator, denominator in ((111, 93, 100), (113, 40, 60), (211, 40, 60))
    for key in ("h_andel", "h_dg")
]
LUNGE = ["caregiver;2022;111;l_andel;9;10", "caregiver;2022;211;l_andel;1;10"]


@pytest.fixture
def results(tmp_path):
    found_nation(tmp_path)
    for rows, registry in ((ROWS, "hjerte"), (LUNGE, "lunge")):
        report, code = deliver(tmp_path, rows, "--publish", registry=registry, name=f"{registry}.csv")
        assert (code, report["fault_count"]) == (0, 0)


@pytest.fixture
def errors(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def reloads(page):
    """The addresses of the pages that were loaded anew."""
    found = []
    page.on("domcontentloaded", lambda frame: found.append(page.url))
    return found


def choice(page, label):
    return page.get_by_role("combobox", name=label, exact=True)


def test_a_filter_changes_the_rows_in_place_and_the_back_button_undoes_it(results, page, errors, reloads):
    page.goto("/")
    page.goto(ADDRESS)
    expect(page.locator("#antall")).to_have_text("3 indikatorer fra 2 registre.")
    choice(page, "Register").focus()
    choice(page, "Register").select_option("lunge")
    expect(page.locator("#melding")).to_have_text("1 indikator fra 1 register.")
    expect(page).to_have_url(re.compile("register=lunge"))
    assert "nivaa=" not in page.url
    expect(page.locator("[data-registry]")).to_have_count(1)
    expect(choice(page, "Register")).to_be_focused()
    choice(page, "År").select_option("2021")
    expect(page).to_have_url(re.compile("aar=2021.*register=lunge"))
    page.go_back()
    expect(choice(page, "År")).to_have_value("2022")
    page.go_back()
    expect(page.locator("[data-registry]")).to_have_count(2)
    expect(choice(page, "Register")).to_have_value("")
    assert len(reloads) == 2
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    assert errors == []


def test_a_row_opens_in_place_draws_its_chart_and_closes_the_one_before(results, page, errors, reloads):
    page.goto(ADDRESS)
    page.get_by_role("link", name="Behandlet i tide").click()
    expect(page.locator("[data-drawn] svg.main-svg").first).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile("rad=h_andel"))
    opener = page.get_by_role("link", name="Behandlet i tide", exact=True)
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(opener).to_be_focused()
    page.locator(".panel").get_by_role("link", name="Rangering", exact=True).click()
    expect(page).to_have_url(re.compile("rad=h_andel&figur=rangering"))
    expect(page.get_by_role("heading", name="Sykehus i 2022")).to_be_visible()
    expect(page.locator("#melding")).to_have_text(page.locator(".chart-sentence").inner_text())
    expect(page.locator(".panel").get_by_role("link", name="Rangering", exact=True)).to_be_focused()
    page.get_by_role("link", name="Dekningsgrad", exact=True).click()
    expect(page.locator(".panel")).to_have_count(1)
    expect(page).to_have_url(re.compile("rad=h_dg"))
    choice(page, "År").select_option("2021")
    expect(page).to_have_url(re.compile("aar=2021.*rad=h_dg"))
    expect(page.locator(".panel")).to_have_count(1)
    page.get_by_role("link", name="Dekningsgrad", exact=True).click()
    expect(page.locator(".panel")).to_have_count(0)
    assert "rad=" not in page.url
    assert len(reloads) == 1
    assert errors == []


def test_a_place_leaves_and_others_are_found_by_typing(results, page, errors):
    page.goto(ADDRESS)
    page.get_by_role("link", name="Ta bort Nord", exact=True).click()
    expect(page).not_to_have_url(re.compile("sted=nord"))
    expect(page.get_by_role("link", name="Ta bort Sør", exact=True)).to_be_focused()
    choice(page, "År").select_option("2021")
    expect(page).to_have_url(re.compile("aar=2021"))
    assert "sted=nord" not in page.url
    page.get_by_text("Velg steder").click()
    page.get_by_label("Søk etter sted").press("Escape")
    expect(page.get_by_label("Søk etter sted")).to_be_hidden()
    page.get_by_text("Velg steder").click()
    page.get_by_label("Søk etter sted").fill("smaab")
    page.get_by_role("checkbox", name="Småby").check()
    expect(page.get_by_role("checkbox", name="Sør", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Vis stedene").click()
    expect(page).to_have_url(re.compile("sted=smaaby"))
    expect(page.locator("#valgte")).to_contain_text("Småby")
    expect(page.locator("thead").first).to_contain_text("Småby")
    assert errors == []


def test_everything_is_done_by_keyboard(results, page, errors):
    page.goto(ADDRESS)
    page.get_by_role("link", name="Behandlet i tide").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".panel a").first).to_be_focused()
    page.get_by_role("link", name="Behandlet i tide", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_have_count(0)
    assert errors == []


def test_without_javascript_the_same_addresses_give_the_same_page(results, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nb-NO")
    page = context.new_page()
    page.goto(ADDRESS)
    choice(page, "Register").select_option("hjerte")
    page.locator("#valg").get_by_role("button", name="Vis", exact=True).click()
    expect(page).to_have_url(re.compile("register=hjerte"))
    page.get_by_role("link", name="Behandlet i tide").click()
    expect(page).to_have_url(re.compile("rad=h_andel"))
    expect(page.locator(".trend-table tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Trakt", exact=True).click()
    expect(page.get_by_role("heading", name="Kan forskjellene skyldes tilfeldigheter?")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_the_head_of_a_table_and_an_open_row_fit_their_frames(results, page, errors, width, scheme):
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{ADDRESS}?rad=h_andel&figur=rangering")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
