"""Delivering in a real browser: a faulty file, its faults, the right file; and each page as it is read."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Error, expect

from registries.members import give_role
from registries.models import Registry, Role
from results.models import Job
from tests.jobs import FAULTY, ROWS, asked
from tests.nation import HEADER, deliver, write
from tests.people import sign_in
from tests.reading import violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation")]


@pytest.fixture
def kari(nation):
    user = User.objects.create_user("kari", "kari@example.org", first_name="Kari", last_name="Berg")
    give_role(user=user, role=Role.PUBLISHER, registry=Registry.objects.get(key="hjerte"), by=None)
    return user


@pytest.fixture
def signed_in(page, live_server, kari):
    """A page in which Kari is signed in, or the user given."""

    def signed_in(user=kari):
        client = Client()
        sign_in(client, user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return signed_in


@pytest.fixture
def errors(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def file(folder, name, rows):
    return write(folder, name, HEADER + "\n".join(rows) + "\n")


def test_a_faulty_file_then_the_right_one(tmp_path, signed_in, errors, work):
    page = signed_in()
    page.goto("/levering/hjerte/")
    page.get_by_label("Velg en fil eller dra den hit").set_input_files(file(tmp_path, "feil.csv", FAULTY))
    page.get_by_role("button", name="Lever og kontroller").click()
    page.wait_for_url("**/jobb/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leverer filen")
    address = page.url
    work(Job.objects.get())
    expect(page.get_by_role("heading", level=1)).to_have_text("Filen har feil")
    expect(page.get_by_role("status").filter(has_text="Filen har feil. 1 feil i filen.")).to_be_attached()
    expect(page.locator("[data-marked]")).to_have_text("9 (feil)")
    expect(page).to_have_title("Filen har feil: feil.csv – Kvalitetsviser")
    assert page.url == address
    page.get_by_role("link", name="lever den på nytt").click()
    page.get_by_label("Velg en fil eller dra den hit").set_input_files(file(tmp_path, "riktig.csv", ROWS))
    page.get_by_role("button", name="Lever og kontroller").click()
    page.wait_for_url(lambda url: "/jobb/" in url and url != address)
    work(Job.objects.latest("pk"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet er klart")
    expect(page.locator("[data-outcome] a")).to_have_text(
        f"Se utkast {Job.objects.latest('pk').release_id} før det publiseres"
    )
    assert errors == []


def test_the_job_goes_on_while_the_page_is_closed_and_is_not_asked_for_when_it_is_done(
    tmp_path, signed_in, work
):
    page, job = signed_in(), asked()
    page.goto(f"/levering/hjerte/jobb/{job.pk}/")
    page.goto("/")
    work(job)
    page.goto(f"/levering/hjerte/jobb/{job.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet er klart")
    polls = []
    page.on("request", lambda request: polls.append(request.url))
    page.wait_for_timeout(1500)
    assert polls == []


def test_a_file_is_dropped_on_the_form_and_its_progress_told(tmp_path, signed_in, errors):
    page = signed_in()
    page.goto("/levering/hjerte/")
    content = (HEADER + "\n".join(ROWS) + "\n").replace("\n", "\\n")
    dropped = page.evaluate_handle(
        f"""() => {{ const held = new DataTransfer();
        held.items.add(new File(["{content}"], "sluppet.csv")); return held }}"""
    )
    page.dispatch_event("[data-drop]", "dragenter", {"dataTransfer": dropped})
    expect(page.locator("[data-drop]")).to_have_class("drop is-over")
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-drop]")).to_have_class("drop")
    held = []
    page.route("**/last-opp/", lambda route: held.append(route))  # the answer is long in coming
    page.get_by_role("button", name="Lever og kontroller").click()
    expect(page.get_by_role("progressbar", name="Sender filen")).to_be_visible()
    expect(page.get_by_role("button", name="Lever og kontroller")).to_be_disabled()
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator("#file-error")).to_have_text("Avbrutt. Filen er ikke levert.")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    with suppress(Error):  # it is gone already where the browser was quick
        held.pop().abort()
    page.unroute("**/last-opp/")
    page.get_by_role("button", name="Lever og kontroller").click()
    page.wait_for_url("**/jobb/*/")
    assert Job.objects.get().filename == "sluppet.csv"
    assert errors == []


def test_what_is_lacking_is_said_in_the_form_without_leaving_it(tmp_path, signed_in, settings):
    page = signed_in()
    page.goto("/levering/hjerte/")
    page.evaluate("document.querySelector('[data-upload]').dataset.limit = 20")
    chosen = page.get_by_label("Velg en fil eller dra den hit")
    chosen.set_input_files(file(tmp_path, "stor.csv", ROWS))
    expect(page.locator("#file-error")).to_contain_text("Den kan være høyst")
    page.evaluate("document.querySelector('[data-upload]').dataset.limit = 10000")
    page.get_by_label("Komplett til").fill("2099-12-31")
    page.get_by_role("button", name="Lever og kontroller").click()
    expect(page.locator("#complete_to-error")).to_contain_text("komplette lenger fram")
    expect(page.get_by_label("Komplett til")).to_be_focused()
    assert Job.objects.count() == 0


def test_without_scripts_the_form_sends_itself_and_the_page_reloads(
    browser, live_server, tmp_path, kari, work
):
    client = Client()
    sign_in(client, kari)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto("/levering/hjerte/")
    page.locator("#id_file").set_input_files(file(tmp_path, "riktig.csv", ROWS))
    page.get_by_role("button", name="Lever og kontroller").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leverer filen")
    work(Job.objects.get())
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkastet er klart", timeout=10_000)
    context.close()


def test_who_is_signed_out_while_a_job_is_followed_is_asked_to_sign_in(signed_in, settings, page):
    settings.LOGIN_URL = "/utgivelser/"
    signed_in()
    page.goto(f"/levering/hjerte/jobb/{asked().pk}/")
    page.context.clear_cookies()
    page.wait_for_url("**/utgivelser/?next=/levering/hjerte/jobb/*/")


@pytest.fixture
def places(tmp_path, kari, work):
    """The address of each page, with something on it."""
    deliver(tmp_path, ROWS, "--publish")
    mixed = work(asked([*FAULTY, *ROWS, "caregiver;2022;97477870;h_andel;1;2", "a;b"]))
    warned, drafted = work(asked(ROWS[:1])), work(asked([*ROWS, "caregiver;2022;113;h_andel;8;10"]))
    working = asked()
    give_role(user=kari, role=Role.ADMINISTRATOR, registry=None, by=None)
    job = "/levering/hjerte/jobb/{}/".format
    return {
        "registries": "/levering/",
        "registry": "/levering/hjerte/",
        "new registry": "/levering/lunge/",
        "working": job(working.pk),
        "faults": job(mixed.pk),
        "warnings": job(warned.pk),
        "draft": job(drafted.pk),
        "trail": "/levering/hjerte/logg/",
        "all trails": "/logg/",
        "empty trail": "/levering/lunge/logg/?fra=2020-01-01&til=2020-01-01",
    }


def test_axe_finds_nothing_and_nothing_scrolls_sideways(places, signed_in):
    page = signed_in()
    assert {name: found for name, address in places.items() if (found := violations(page, address))} == {}


def test_warnings_that_lack_something_are_read_as_well(places, signed_in):
    page = signed_in()
    page.goto(places["warnings"])
    page.get_by_role("button", name="Godta og lever").click()
    expect(page.get_by_role("alert")).to_contain_text("mangler noe")
    assert violations(page) == []
