"""The search's box in a real browser: by keyboard, by mouse, on a phone, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories import found_story

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = ".suggestions:not([hidden])"


@pytest.fixture(autouse=True)
def story(tmp_path, transactional_db):
    found_story(tmp_path)


@pytest.fixture
def reader(page):
    """A page that must say nothing in its console."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    yield page
    assert errors == []


def box(page):
    return page.get_by_role("combobox", name="Finn sykehus")


def suggested(page, typed):
    """The suggestions, when they have come."""
    box(page).press_sequentially(typed)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


@pytest.mark.parametrize("start", ["/", "/sok/", "/behandlingskvalitet/"])
def test_a_hospital_is_found_with_a_slip_and_opened_by_keyboard(reader, start):
    reader.goto(start)
    options = suggested(reader, "smbay")
    expect(options.first).to_contain_text("Småby")
    expect(box(reader)).to_have_attribute("aria-expanded", "true")
    reader.keyboard.press("ArrowDown")
    expect(box(reader)).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile("/sykehus/smaaby/$"))
    expect(reader.get_by_role("heading", level=1)).to_have_text("Småby")


def test_the_arrows_go_round_by_way_of_the_box(reader):
    reader.goto("/")
    options = suggested(reader, "storby")
    expect(options).to_have_count(2)
    marks = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        reader.keyboard.press(key)
        marks.append(box(reader).get_attribute("aria-activedescendant"))
    first, second = (options.nth(at).get_attribute("id") for at in range(2))
    assert marks == [first, second, None, second, first]
    assert reader.locator("[aria-selected=true]").count() == 1


def test_escape_closes_and_leaves_what_was_typed(reader):
    reader.goto("/")
    suggested(reader, "storby")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Escape")
    expect(reader.locator(OPEN)).to_have_count(0)
    expect(box(reader)).to_have_value("storby")
    expect(box(reader)).to_have_attribute("aria-expanded", "false")
    assert box(reader).get_attribute("aria-activedescendant") is None
    # What was chosen is chosen no more: Enter asks for all.
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/sok/\?sok=storby$"))
    expect(reader.locator("[data-hit]")).to_have_count(2)


def test_the_number_of_suggestions_is_announced(reader):
    reader.goto("/")
    suggested(reader, "storby")
    expect(reader.locator("#melding")).to_have_text("2 forslag.")
    box(reader).fill("qqqq")
    expect(reader.locator("#melding")).to_have_text("Ingen treff.")
    expect(reader.locator(OPEN)).to_contain_text("Ingen treff på «qqqq»")
    expect(box(reader)).to_have_attribute("aria-expanded", "false")
    box(reader).fill("")
    expect(reader.locator(OPEN)).to_have_count(0)


def test_a_suggestion_is_opened_by_a_click_and_closed_by_leaving(reader):
    reader.goto("/sykehus/")
    suggested(reader, "storby").nth(1).click()
    expect(reader).to_have_url(re.compile("/sykehus/storby-fjord-hf/$"))
    suggested(reader, "storby")
    reader.get_by_role("heading", level=1).click()
    expect(reader.locator(OPEN)).to_have_count(0)


def test_what_comes_late_is_not_shown(reader):
    reader.goto("/")
    waiting = []
    reader.route("**/sok/forslag/?sok=stor", lambda route: waiting.append(route))
    box(reader).press_sequentially("stor")
    reader.wait_for_timeout(300)
    assert waiting
    box(reader).fill("småby")
    expect(reader.get_by_role("option")).to_have_count(1)
    for route in waiting:
        route.continue_()
    reader.wait_for_timeout(300)
    expect(reader.get_by_role("option")).to_contain_text(["Småby"])


def test_the_header_does_not_move_when_the_box_comes_to_life(reader):
    reader.goto("/sykehus/")
    header = reader.locator(".site-header")
    before = header.bounding_box()
    suggested(reader, "storby")
    assert header.bounding_box() == before
    assert before["height"] < 70


def test_on_a_phone_there_is_a_way_to_the_search(reader):
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.goto("/sykehus/")
    expect(box(reader)).to_be_hidden()
    reader.get_by_role("banner").get_by_role("link", name="Søk").click()
    expect(suggested(reader, "storbi").first).to_contain_text("Storby")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_first_screen_has_the_search_the_doors_and_the_nation(reader):
    for width, height in ((1440, 900), (390, 844)):
        reader.set_viewport_size({"width": width, "height": height})
        reader.goto("/")
        for content in (".large-search input", ".door >> nth=3", "[data-part=glance] .tallies"):
            seen = reader.locator(content).bounding_box()
            assert seen["y"] + seen["height"] <= height


def test_axe_finds_nothing_while_the_suggestions_are_open(reader, axe):
    reader.goto("/")
    suggested(reader, "storby")
    reader.keyboard.press("ArrowDown")
    assert axe() == []
    expect(reader.locator(OPEN)).to_be_visible()


def test_without_scripts_it_is_a_form(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/")
    plain.get_by_role("searchbox").fill("smabi")
    plain.get_by_role("button", name="Søk").click()
    plain.get_by_role("link", name="Småby").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Småby")
    context.close()
