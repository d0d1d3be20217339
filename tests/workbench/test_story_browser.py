"""A publisher's hour, in a real browser: a faulty file, the right one, what it changes, public, and back."""

import pytest
from playwright.sync_api import expect

from registries.models import Registry, Role
from results.models import Job, Release
from tests.jobs import FAULTY
from tests.nation import HEADER, write
from tests.people import PASSWORD, a_person, code_now
from tests.stories import found_story

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PUBLIC = "/sykehus/smaaby/?aar=2022"
# Of Småby, which had 40 of 100; the others are as they were.
RIGHT = [
    f"caregiver;2022;{unit};h_andel;{part};100" for unit, part in ((111, 96), (113, 88), (211, 72))
]  # fmt: skip


@pytest.fixture
def publisher(tmp_path):
    found_story(tmp_path)
    return a_person("Pia", (Role.PUBLISHER, Registry.objects.get(key="hjerte")), app=True)


@pytest.fixture(params=SIZES)
def browser_page(request, page):
    """In each size; nothing may be said in its console."""
    page.set_viewport_size(SIZES[request.param])
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


def sign_in(page, user):
    page.goto("/levering/")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn", exact=True).click()
    page.get_by_label("Kode").fill(code_now())
    page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine registre")


def deliver(page, folder, name, rows, work):
    path = write(folder, name, HEADER + "\n".join(rows) + "\n")
    page.get_by_label("Velg en fil eller dra den hit").set_input_files(path)
    page.get_by_role("button", name="Lever og kontroller").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leverer filen")
    work(Job.objects.latest("pk"))


def seen_by_everyone(page):
    """What a reader who is not signed in sees of Småby's first indicator."""
    context = page.context.browser.new_context(base_url=page.url.split("/levering")[0], locale="nb-NO")
    reader = context.new_page()
    reader.goto(PUBLIC)
    text = " ".join(reader.locator("main").text_content().split())
    context.close()
    return text


def test_from_a_faulty_file_to_public_numbers_and_back(tmp_path, browser_page, publisher, work):
    page, first = browser_page, Release.objects.get(registry__key="hjerte")
    sign_in(page, publisher)
    page.get_by_role("link", name="hjerte").first.click()
    assert "40 av 100" in seen_by_everyone(page)

    deliver(page, tmp_path, "feil.csv", FAULTY, work)
    expect(page.get_by_role("heading", level=1)).to_have_text("Filen har feil")
    expect(page.locator("main")).to_contain_text("telleren (9) er større enn nevneren (4)")
    page.get_by_role("link", name="lever den på nytt").click()

    deliver(page, tmp_path, "riktig.csv", RIGHT, work)
    expect(page.get_by_role("heading", level=1)).to_have_text("Advarsler må vurderes")
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_label("Begrunnelse").last.fill("Journalene er gått gjennom på nytt.")
    page.get_by_role("button", name="Godta og lever").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leverer filen")
    work(Job.objects.latest("pk"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet er klart")

    page.locator("[data-outcome] a").click()
    expect(page.locator("[data-summary]")).to_contain_text("Småby")
    rehearsal = page.url
    page.get_by_role("link", name="Se sidene slik de blir").click()
    expect(page.locator("[data-draft]")).to_contain_text("UTKAST – ikke publisert")
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Sykehus").click()
    page.get_by_role("link", name="Småby", exact=True).click()
    expect(page.locator("main")).to_contain_text("88 av 100")
    assert "88 av 100" not in seen_by_everyone(page)
    page.goto(rehearsal)

    page.get_by_role("link", name="Publiser").click()
    page.get_by_label("Hva er endret, og hvorfor?").fill("Småby hadde ført feil.")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Publiser nå").click()
    expect(page.locator("[data-told]")).to_contain_text("Alle sider viser nå de nye tallene.")
    assert "88 av 100" in seen_by_everyone(page)

    page.goto("/levering/hjerte/")
    page.get_by_role("link", name=f"Utgivelse {first.pk}", exact=True).first.click()
    page.get_by_label("Hvorfor?").fill("Rettelsen var selv feil.")
    page.get_by_role("button", name=f"Publiser utgivelse {first.pk} igjen").click()
    expect(page.locator("[data-told]")).to_be_visible()
    assert "40 av 100" in seen_by_everyone(page)
    page.goto("/utgivelser/")
    expect(page.locator("main")).to_contain_text("Rettelsen var selv feil.")
    expect(page.locator("main")).to_contain_text("Småby hadde ført feil.")
