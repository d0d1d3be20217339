"""The rooms of definitions in a browser: read by axe, edited with a preview, sorted without a mouse."""

import pytest
from playwright.sync_api import expect

from indicators.definitions import in_own_order
from registries.models import Registry
from tests.nation import deliver, found_nation
from tests.reading import violations
from tests.workbench.definers import client_of, indicator

pytestmark = pytest.mark.django_db(transaction=True)
LIST, EDITOR = "/definisjoner/hjerte/", "/definisjoner/hjerte/h_andel/"
IMPORT = f"{LIST}import/"


@pytest.fixture
def staff(tmp_path, page, live_server):
    """The page of a publisher's browser, which has said nothing wrong at the end."""
    found_nation(tmp_path)
    deliver(tmp_path, ["caregiver;2022;111;h_andel;93;100"], "--publish")
    cookie = client_of().cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.mark.parametrize(
    "address",
    [
        "/definisjoner/",
        LIST,
        f"{LIST}?vis=skjult",
        f"{LIST}ny/",
        EDITOR,
        f"{LIST}rekkefolge/",
        f"{LIST}import/",
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(staff, address):
    assert violations(staff, address) == []


def test_nor_where_something_is_wrong_or_has_been_changed_by_another(tmp_path, page, live_server):
    found_nation(tmp_path)
    cookie = client_of().cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(EDITOR)
    page.get_by_label("Tittel", exact=True).fill("")
    page.get_by_role("button", name="Lagre definisjonen").click()
    expect(page.get_by_role("alert")).to_contain_text("Ingenting er lagret.")
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(EDITOR)
    one = indicator()
    one.short_description = "En annen skrev dette."
    one.save()
    page.get_by_label("Tittel", exact=True).fill("Mitt")
    page.get_by_role("button", name="Lagre definisjonen").click()
    expect(page.get_by_role("alert")).to_contain_text("Noen andre har endret indikatoren")
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Lagre definisjonen").click()
    expect(page.locator("[data-done]")).to_contain_text("lagret")
    assert (indicator().title, indicator().short_description) == ("Mitt", "")


def test_what_one_writes_is_seen_as_the_public_would_read_it(staff):
    staff.goto(EDITOR)
    preview = staff.locator("#forhandsvisning")
    expect(preview.locator("[data-example]")).to_have_text("Høy 95 %")
    expect(staff.get_by_role("button", name="Forhåndsvis")).to_be_hidden()
    title = staff.get_by_label("Tittel", exact=True)
    title.fill("Behandlet raskt")
    expect(preview.locator(".preview-title")).to_have_text("Behandlet raskt")
    expect(title).to_be_focused()
    expect(staff.locator("[data-count=id_title] [data-number]")).to_have_text("15")
    staff.get_by_label("Lang beskrivelse", exact=True).fill("**Hvem?** Alle.")
    expect(preview.locator(".prose strong")).to_have_text("Hvem?")
    staff.get_by_label("Desimaler").fill("1")
    expect(preview.locator("[data-example]")).to_have_text("Høy 95,0 %")
    assert indicator().title == "Behandlet i tide"
    staff.get_by_role("button", name="Lagre definisjonen").click()
    expect(staff.locator("[data-done]")).to_contain_text("Endringene er lagret")
    expect(staff.get_by_role("heading", level=1)).to_have_text("Behandlet raskt")


def test_a_target_is_added_where_it_is_listed(staff):
    staff.goto(EDITOR)
    staff.get_by_text("Nytt mål fra et år").click()
    new = staff.locator("[data-new-target]")
    new.get_by_label("Gjelder fra år").fill("2026")
    new.get_by_label("Grense for høy (prosent)", exact=True).fill("97,5")
    new.get_by_label("Hvorfor").fill("Fagrådet har vedtatt det.")
    expect(new.locator("[data-sentences]")).to_contain_text("97,5")
    new.get_by_role("button", name="Legg til målet").click()
    expect(staff.locator("[data-target='2026']")).to_contain_text("Høy ≥\u00a097,5\u202f%")


def order(page):
    return page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.dataset.row)")


def stored():
    return [one.key for one in in_own_order(Registry.objects.get(key="hjerte").indicators.all())]


def test_the_order_is_changed_without_a_mouse(staff):
    staff.goto(f"{LIST}rekkefolge/")
    down = staff.get_by_role("button", name="Flytt ned: Behandlet i tide")
    down.focus()
    staff.keyboard.press("Enter")
    expect(staff.locator("#melding")).to_have_text("Behandlet i tide er nå nummer 2 av 6.")
    expect(down).to_be_focused()
    staff.keyboard.press("Space")
    expect(staff.locator("#melding")).to_have_text("Behandlet i tide er nå nummer 3 av 6.")
    assert order(staff)[:3] == ["h_dg", "h_tid", "h_andel"]
    number = staff.get_by_label("Nummer for Ikke vist")
    number.fill("1")
    number.press("Tab")
    expect(staff.locator("#melding")).to_have_text("Ikke vist er nå nummer 1 av 6.")
    wanted = order(staff)
    assert (wanted[0], stored()[0]) == ("h_skjult", "h_andel")
    expect(staff.get_by_text("Rekkefølgen er ikke lagret ennå.")).to_be_visible()
    staff.get_by_role("button", name="Lagre rekkefølgen").click()
    expect(staff.locator("[data-done]")).to_contain_text("Rekkefølgen er lagret")
    assert stored() == wanted


def test_the_order_is_changed_by_dragging(staff):
    staff.goto(f"{LIST}rekkefolge/")
    before = order(staff)
    first, fourth = (staff.locator("[data-row]").nth(at) for at in (0, 3))
    start, end = first.locator("[data-handle]").bounding_box(), fourth.bounding_box()
    staff.mouse.move(start["x"] + 10, start["y"] + 10)
    staff.mouse.down()
    staff.mouse.move(start["x"] + 10, end["y"] + end["height"] / 2, steps=12)
    staff.mouse.up()
    assert order(staff) == [*before[1:4], before[0], *before[4:]]
    expect(staff.locator("#melding")).to_have_text("Behandlet i tide er nå nummer 4 av 6.")


def test_the_order_is_changed_without_scripts(tmp_path, browser, live_server):
    found_nation(tmp_path)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="nb-NO")
    cookie = client_of().cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{LIST}rekkefolge/")
    page.get_by_role("button", name="Flytt ned: Behandlet i tide").click()
    page.get_by_label("Nummer for Ikke vist").fill("1")
    page.get_by_label("Nummer for Ikke vist").press("Enter")
    expect(page.locator("[data-done]")).to_contain_text("Rekkefølgen er lagret")
    context.close()
    assert stored()[:3] == ["h_skjult", "h_dg", "h_andel"]
