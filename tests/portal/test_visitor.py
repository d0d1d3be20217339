"""Someone who has heard that Levanger is low, from the front page to an address sent to a colleague."""

import re

import pytest
from playwright.sync_api import expect

from organisations.models import Unit
from tests.stories import found_story

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=SIZES)
def visitor(request, browser, live_server, tmp_path, transactional_db):
    found_story(tmp_path)
    for slug, name in (("smaaby", "Levanger"), ("storby", "Namsos")):
        Unit.objects.filter(slug=slug).update(slug=name.lower(), name=name, full_name=f"Sykehuset {name}")
    context = browser.new_context(
        base_url=live_server.url,
        viewport=SIZES[request.param],
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def test_found_by_a_slip_compared_printed_read_in_english_and_shared(visitor):
    visitor.goto("/")
    box = visitor.get_by_role("main").get_by_role("combobox")
    box.press_sequentially("levangr")
    visitor.get_by_role("option", name=re.compile("^Levanger")).wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Levanger")

    low = visitor.locator("[data-low]").filter(has_text="Behandlet i tide")
    expect(low).to_contain_text("50 flere av 100 pasienter")
    low.get_by_role("link", name="Behandlet i tide").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Behandlet i tide")
    expect(visitor.locator("[data-answer=levanger]")).to_contain_text("Lav 40")
    visitor.go_back()

    visitor.locator(".ways a").first.click()
    expect(visitor.locator("[data-place] h3").first).to_have_text("Levanger")
    visitor.get_by_text(re.compile("^Bytt.* steder")).click()
    # Compared with what is beside it, unless that is what one wants.
    if not visitor.locator("[data-place] h3").filter(has_text="Namsos").count():
        visitor.get_by_label("Namsos").check()
        visitor.get_by_role("button", name="Sammenlign", exact=True).click()
    row = visitor.get_by_role("row").filter(has_text="Behandlet i tide")
    expect(row).to_contain_text("56 prosentpoeng")

    on_paper(visitor, row)

    visitor.get_by_role("link", name="English").click()
    expect(visitor).to_have_url(re.compile("/en/sammenlign/.*sted=levanger.*sted=namsos"))
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    row = visitor.get_by_role("row").filter(has_text="Behandlet i tide")
    expect(row).to_contain_text("56 percentage points")

    visitor.get_by_role("button", name="Copy the address").click()
    expect(visitor.locator("#melding")).to_have_text("The address has been copied.")
    shared = visitor.evaluate("navigator.clipboard.readText()")
    colleague = visitor.context.new_page()
    colleague.goto(shared)
    same = colleague.get_by_role("row").filter(has_text="Behandlet i tide")
    expect(same).to_be_visible()
    assert same.text_content() == row.text_content()


def on_paper(page, row):
    """What there is to press is gone; the numbers, the words of the levels and where it is from are there."""
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(row).to_be_visible()
    expect(row).to_contain_text("Lav 40")
    expect(page.locator(".on-paper").last).to_contain_text(re.compile(r"^http.*utgivelse="))
    assert "publisert" in page.locator("html").get_attribute("data-print-foot")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
