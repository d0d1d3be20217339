"""What people come for, from the front page on, in a real browser: on a desktop and on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories import found_story

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# A reader who has pressed Tab so often has given up.
MOST_TABS = 80
FOCUSED = "document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || ''"
OUTLINED = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"


@pytest.fixture(autouse=True)
def story(tmp_path, transactional_db):
    found_story(tmp_path)


@pytest.fixture(params=SIZES)
def reader(request, page):
    """A page in each size, which must say nothing in its console."""
    page.set_viewport_size(SIZES[request.param])
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    yield page
    assert errors == []


def menu(page, name):
    return page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name=name)


def test_a_director_sees_where_it_is_low_and_what_it_takes(reader):
    menu(reader, "Sykehus").click()
    reader.get_by_role("link", name="Småby", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Småby")
    low = reader.locator("[data-low]").filter(has_text="Behandlet i tide")
    expect(low).to_contain_text("40")
    expect(low).to_contain_text("50 flere av 100 pasienter")
    expect(reader.locator("[data-changed]").filter(has_text="Behandlet i tide")).to_contain_text(
        "40 prosentpoeng"
    )
    low.get_by_role("link", name="Behandlet i tide").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Behandlet i tide")
    trend = reader.locator("#utvikling")
    trend.scroll_into_view_if_needed()
    trend.locator("[data-drawn] .scatterlayer path.point").first.wait_for()
    with reader.expect_download() as download:
        trend.get_by_role("link", name="Last ned CSV").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert re.search(r"Småby;smaaby;sykehus;behandlet ved;2022;40;prosent;lav;nei;40;100", saved)


def test_a_citizen_has_two_hospitals_side_by_side_in_three_clicks(reader):
    menu(reader, "Sammenlign").click()
    reader.get_by_role("link", name="Storby og Småby").click()
    expect(reader.locator("[data-place] h3")).to_have_text(["Storby", "Småby"])
    row = reader.get_by_role("row").filter(has_text="Behandlet i tide")
    expect(row).to_contain_text("56 prosentpoeng lavere enn Storby")
    side_by_side = reader.url
    row.get_by_role("link", name="Behandlet i tide").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Behandlet i tide")
    for slug in ("storby", "smaaby"):
        expect(reader.locator(f"[data-answer={slug}]")).to_be_visible()
    reader.go_back()
    expect(reader).to_have_url(side_by_side)


def test_the_back_button_undoes_a_choice_and_forward_does_it_again(reader):
    menu(reader, "Behandlingskvalitet").click()
    lead = reader.locator(".page-head .lead")
    expect(lead).to_contain_text("2022")
    # On a wide screen they are always open: that is known when the styles are there.
    reader.wait_for_load_state()
    if (choices := reader.get_by_text("År og andre valg")).is_visible():
        choices.click()
    reader.get_by_role("combobox", name="År").select_option("2021")
    expect(reader).to_have_url(re.compile("aar=2021"))
    expect(lead).to_contain_text("2021")
    expect(row(reader)).to_contain_text("83")
    reader.go_back()
    expect(lead).to_contain_text("2022")
    expect(row(reader)).to_contain_text("69")
    reader.go_forward()
    expect(lead).to_contain_text("2021")


def row(page):
    return page.get_by_role("row").filter(has_text="Behandlet i tide").first


def test_everything_the_director_does_is_done_by_keyboard(reader):
    tab_to(reader, "Hopp til innholdet")
    for name in ("Sykehus", "Småby", "Behandlet i tide"):
        tab_to(reader, name)
        with reader.expect_navigation():
            reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Behandlet i tide")
    tab_to(reader, "Last ned CSV")
    with reader.expect_download():
        reader.keyboard.press("Enter")


def tab_to(page, name):
    """Where one sees that one is there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip() == name:
            assert page.evaluate(OUTLINED) >= 2, name
            return
    raise AssertionError(f"Nobody comes to {name} by the keyboard.")


@pytest.fixture
def plain(browser, live_server):
    """A phone's page without scripts."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=SIZES["phone"], locale="nb-NO"
    )
    yield context.new_page()
    context.close()


def test_without_scripts_the_same_is_there_as_tables(plain):
    plain.goto("/sykehus/smaaby/")
    expect(plain.locator("[data-low]").first).to_contain_text("50 flere av 100 pasienter")
    plain.goto("/indikator/hjerte/h_andel/?sted=smaaby&aar=2022")
    expect(plain.locator("#tabell-utvikling")).to_contain_text("40 av 100")
    plain.locator("#rangering summary").click()
    expect(plain.locator("#tabell-rangering")).to_contain_text("Småby")
    plain.goto("/sammenlign/?sted=storby&sted=smaaby")
    expect(plain.get_by_role("row").filter(has_text="Behandlet i tide")).to_contain_text("56 prosentpoeng")


def test_without_scripts_places_and_years_are_chosen_and_rows_opened(plain):
    plain.goto("/behandlingskvalitet/?sted=smaaby")
    plain.get_by_text("År og andre valg").click()
    plain.get_by_role("combobox", name="År").select_option("2021")
    plain.get_by_role("button", name="Vis", exact=True).click()
    expect(row(plain)).to_contain_text("80 av 100")
    plain.get_by_role("link", name="Behandlet i tide").first.click()
    expect(plain).to_have_url(re.compile("rad=h_andel"))
    expect(plain.locator("#tabell-utvikling")).to_contain_text("40 av 100")


@pytest.mark.parametrize(
    "address", ["/", "/behandlingskvalitet/", "/sykehus/smaaby/", "/indikator/hjerte/h_andel/"]
)
def test_no_page_loads_chart_code_before_a_chart_is_seen(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1440, "height": 200})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not any("plotly" in url for url in asked)
    assert len(asked) <= 15
