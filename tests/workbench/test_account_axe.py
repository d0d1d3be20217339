"""The pages to sign in on, one's account and the list of members, read as the public's pages are."""

import pytest
from playwright.sync_api import expect

from registries.models import Role
from tests.builders import a_registry
from tests.people import PASSWORD, a_person, code_now

pytestmark = pytest.mark.django_db(transaction=True)
OUTSIDE = [
    "/konto/logg-inn/",
    "/konto/tilgang/",
    "/konto/stengt/",
    "/konto/passord/glemt/",
    "/konto/passord/glemt/sendt/",
    "/konto/passord/nytt/1-a/",
    "/konto/passord/valgt/",
    "/konto/oidc/feil/",
]
INSIDE = [
    "/konto/",
    "/konto/passord/",
    "/konto/app/fjern/",
    "/konto/passnokler/",
    "/konto/passnokler/ny/",
    "/konto/koder/",
    "/konto/koder/nye/",
    "/konto/bekreft/passord/",
    "/konto/bekreft/kode/",
    "/medlemmer/",
    "/medlemmer/?sok=ingen",
]


@pytest.fixture
def administrator():
    a_person("Bo", (Role.CONTRIBUTOR, a_registry()))
    return a_person("Ada", Role.ADMINISTRATOR, app=True)


def password(page, user):
    page.goto("/konto/logg-inn/")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Passord").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Logg inn", exact=True).click()


def test_axe_finds_nothing_where_anyone_may_come(axe):
    found = {address: axe(address) for address in OUTSIDE}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_nor_where_one_has_signed_in(page, axe, administrator):
    password(page, administrator)
    assert axe("/konto/logg-inn/kode/") == []
    page.get_by_label("Kode").fill(code_now())
    page.get_by_role("button", name="Logg inn", exact=True).click()
    page.goto("/konto/koder/nye/")
    page.get_by_role("button", name="Lag nye koder").click()
    page.get_by_role("heading", name="Gjenopprettingskoder").wait_for()
    removal = f"/medlemmer/{administrator.memberships.get().pk}/fjern/"
    found = {address: axe(address) for address in [*INSIDE, removal]}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_nor_where_something_is_wrong(page, axe, administrator):
    page.goto("/konto/logg-inn/")
    page.get_by_label("E-post").fill(administrator.email)
    page.get_by_label("Passord").fill("feil")
    page.get_by_role("button", name="Logg inn", exact=True).click()
    expect(page.locator("main")).to_contain_text("E-postadressen eller passordet stemmer ikke.")
    assert axe() == []


def test_nor_where_an_app_is_set_up(page, axe):
    password(page, a_person("Bo", (Role.CONTRIBUTOR, a_registry())))
    page.wait_for_url("**/levering/")
    assert axe("/konto/app/") == []
