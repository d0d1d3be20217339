"""A limit is moved in a browser: seen, saved, rehearsed, public with its line in the log, and taken back."""

import re

import pytest
from playwright.sync_api import expect

from registries.models import Registry, Role
from results.models import Job, Release
from tests.nation import deliver, found_nation
from tests.people import a_person
from tests.reading import OPEN_ALL, violations
from tests.stories import found_story
from tests.workbench.definers import client_of, indicator
from tests.workbench.test_story_browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
EDITOR, PUBLIC = "/definisjoner/hjerte/h_andel/", "/indikator/hjerte/h_andel/"
LOG = "Grensen for høy måloppnåelse er endret fra 90 % til 97 % fra 2022."
FALLS = "[data-units=moved] [data-way=down]"
N, B = "\u202f", "\u00a0"
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def staff(page):
    """A browser's page that has said nothing wrong at the end."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


def enter(context, live_server):
    cookie = client_of().cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def new_target(page):
    page.goto(EDITOR)
    page.get_by_text("Nytt mål fra et år").click()
    return page.locator("[data-new-target]")


def read(page, address=PUBLIC):
    """What a reader who is not signed in sees."""
    context = page.context.browser.new_context(
        base_url="/".join(page.url.split("/")[:3]), locale="nb-NO", java_script_enabled=False
    )
    reader = context.new_page()
    reader.goto(address)
    text = " ".join(reader.locator("main").text_content().split())
    broken = reader.locator("[data-break='2022']").count()
    context.close()
    return text, broken


@pytest.mark.parametrize("size", SIZES)
def test_from_a_moved_limit_to_a_public_target_and_back(tmp_path, staff, work, size):
    found_story(tmp_path)
    first = Release.objects.get(registry__key="hjerte")
    publisher = a_person("Pia", (Role.PUBLISHER, Registry.objects.get(key="hjerte")), app=True)
    staff.set_viewport_size(SIZES[size])
    sign_in(staff, publisher)
    assert LOG not in read(staff)[0]
    assert f"≥{B}97{N}%" not in read(staff)[0]

    form = new_target(staff)
    form.get_by_label("Gjelder fra år").fill("2022")
    high = form.get_by_label("Grense for høy (prosent)", exact=True)
    high.fill("96,5")
    slider = form.get_by_role("slider", name="Grense for høy (prosent)")
    expect(slider).to_have_js_property("value", "97")
    expect(slider).to_have_attribute("aria-valuetext", "96,5 %")
    falls = form.locator(FALLS)
    expect(falls).to_have_count(1)
    slider.focus()
    staff.keyboard.press("ArrowRight")
    staff.keyboard.press("ArrowLeft")
    expect(high).to_have_value("97")
    panel = form.locator("[data-sentences]")
    told = f"Med høy ≥{B}97{N}%"
    expect(panel).to_contain_text(told)
    expect(panel).to_contain_text("faller ett av 3 sykehus fra høy til moderat: Storby (Fjord HF).")
    expect(falls).to_contain_text("Storby")
    expect(staff.locator("#melding")).to_contain_text(told)
    expect(slider).to_be_focused()
    form.locator("[data-chart]").scroll_into_view_if_needed()
    expect(form.locator("[data-chart][data-drawn]")).to_be_visible()

    form.get_by_label("Merknad", exact=False).first.fill("Strengere krav fra 2022.")
    form.get_by_label("Hvorfor").fill("Fagrådet har vedtatt det.")
    form.get_by_role("button", name="Legg til målet").click()
    expect(staff.locator("[data-done]")).to_contain_text("Målet er lagret")
    work(Job.objects.latest("pk"))
    staff.goto(EDITOR)
    staff.get_by_role("link", name="Se hva utkastet endrer, og publiser").click()
    expect(staff.locator("main")).to_contain_text(LOG.replace(" %", f"{N}%"))
    assert LOG not in read(staff)[0]
    staff.get_by_role("link", name="Publiser").click()
    staff.get_by_label("Hva er endret, og hvorfor?").fill("Kravet er strengere.")
    staff.get_by_role("checkbox").check()
    staff.get_by_role("button", name="Publiser nå").click()
    expect(staff.locator("[data-told]")).to_contain_text("Alle sider viser nå de nye tallene.")
    text, broken = read(staff)
    assert (LOG in text, broken) == (True, 1)
    assert "Strengere krav fra 2022." in text
    assert f"≥{B}97{N}%" in text.replace(" %", f"{N}%").replace("≥ 97", f"≥{B}97")
    assert LOG in read(staff, "/utgivelser/")[0]

    staff.goto("/levering/hjerte/")
    staff.get_by_role("link", name=f"Utgivelse {first.pk}", exact=True).first.click()
    staff.get_by_label("Hvorfor?").fill("Vedtaket var ikke endelig.")
    staff.get_by_role("button", name=f"Publiser utgivelse {first.pk} igjen").click()
    expect(staff.locator("[data-told]")).to_be_visible()
    text, broken = read(staff)
    assert broken == 0
    assert "Vedtaket var ikke endelig." in text
    staff.goto(EDITOR)
    expect(staff.locator("[data-target]")).to_have_count(2)
    expect(staff.locator("[data-target=begynnelsen]")).to_contain_text(f"Høy ≥{B}90{N}%")
    expect(staff.locator("[data-standing]")).to_have_attribute("data-standing", "public")


@pytest.fixture
def editor(tmp_path, staff, live_server):
    found_story(tmp_path)
    enter(staff.context, live_server)
    return staff


def test_axe_finds_nothing_in_the_panel(editor):
    form = new_target(editor)
    form.get_by_label("Gjelder fra år").fill("2022")
    form.get_by_label("Grense for høy (prosent)", exact=True).fill("97")
    expect(form.locator(FALLS)).to_have_count(1)
    # Every form's panel comes when it is unfolded.
    editor.evaluate(OPEN_ALL)
    expect(editor.locator("[data-idle]")).to_have_count(0)
    assert violations(editor) == []


def test_nor_in_what_is_wrong(editor):
    form = new_target(editor)
    form.get_by_label("Gjelder fra år").fill("2023")
    expect(form.locator("[data-faults]")).to_contain_text("Indikatoren har alt et mål fra 2023.")
    expect(editor.locator("#melding")).to_have_text("Indikatoren har alt et mål fra 2023.")
    assert violations(editor) == []


def test_the_level_is_chosen_by_the_keyboard_and_keeps_the_focus(editor):
    form = new_target(editor)
    form.get_by_label("Gjelder fra år").fill("2022")
    hospitals = form.get_by_role("radio", name="Sykehus")
    expect(hospitals).to_be_checked()
    form.get_by_text("Alle sykehus i 2022").click()
    hospitals.focus()
    editor.keyboard.press("ArrowRight")
    trusts = form.get_by_role("radio", name="Helseforetak")
    expect(form.locator("summary", has_text="Alle helseforetak i 2022")).to_be_visible()
    expect(trusts).to_be_checked()
    expect(trusts).to_be_focused()
    # What was unfolded stays so.
    expect(form.locator("#tabell-hva-om-nytt")).to_be_visible()


def test_what_is_saved_before_it_was_seen_is_shown_first(tmp_path, page, live_server):
    found_story(tmp_path)
    enter(page.context, live_server)
    form = new_target(page)
    page.route(re.compile("hva-om"), lambda route: route.abort())
    form.get_by_label("Gjelder fra år").fill("2022")
    form.get_by_label("Grense for høy (prosent)", exact=True).fill("97")
    form.get_by_label("Hvorfor").fill("Fagrådet har vedtatt det.")
    form.evaluate("one => one.querySelector('form').submit()")
    expect(page.get_by_role("alert")).to_contain_text("Se hva endringen gjør før du lagrer.")
    expect(page.locator(f"[data-new-target] {FALLS}")).to_contain_text("Storby")
    assert indicator().targets.count() == 2
    page.get_by_role("button", name="Legg til målet").click()
    expect(page.locator("[data-done]")).to_contain_text("Målet er lagret")


def test_without_scripts_a_button_shows_it_and_enter_presses_that(tmp_path, browser, live_server):
    found_nation(tmp_path)
    deliver(tmp_path, ["caregiver;2022;111;h_andel;93;100"], "--publish")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nb-NO")
    enter(context, live_server)
    page = context.new_page()
    form = new_target(page)
    expect(form.get_by_role("slider")).to_have_count(0)
    form.get_by_label("Gjelder fra år").fill("2022")
    form.get_by_label("Grense for høy (prosent)", exact=True).fill("97")
    form.get_by_label("Hvorfor").fill("Fagrådet har vedtatt det.")
    form.get_by_label("Hvorfor").blur()
    form.get_by_label("Gjelder fra år").press("Enter")
    expect(form.locator(FALLS)).to_contain_text("Storby")
    assert indicator().targets.count() == 2
    form.get_by_role("button", name="Legg til målet").click()
    expect(page.locator("[data-done]")).to_contain_text("Målet er lagret")
    context.close()
    assert indicator().targets.count() == 3
