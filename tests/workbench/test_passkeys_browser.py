"""Passkeys, in a real browser whose authenticator is virtual; browsers refuse them at 127.0.0.1."""

import pytest
from allauth.mfa.models import Authenticator

from registries.models import Role
from tests.builders import a_registry
from tests.people import PASSWORD, a_person

pytestmark = pytest.mark.django_db(transaction=True)
IS = {"name": "Logg inn", "exact": True}


@pytest.fixture
def page(page, live_server):
    """On localhost, with an authenticator that says yes to all."""
    context = page.context.browser.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="nb-NO"
    )
    found = context.new_page()
    devices = context.new_cdp_session(found)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    found.authenticators = devices
    yield found
    context.close()


@pytest.fixture
def publisher():
    return a_person("Pia", (Role.PUBLISHER, a_registry()))


def log_in(page, user):
    page.goto("/konto/logg-inn/")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", **IS).click()


def enter(page, user):
    """With a password alone, which leads to where one gets more than that."""
    log_in(page, user)
    page.wait_for_url("**/konto/")


def log_out(page):
    page.get_by_role("navigation", name="For registre").get_by_role("button", name="Logg ut").click()


def add_passkey(page, *, alone=True):
    page.goto("/konto/passnokler/ny/")
    page.get_by_label("Navn på nøkkelen").fill("Jobbmaskinen")
    page.get_by_label("Logg inn med nøkkelen alene").set_checked(alone)
    page.get_by_role("button", name="Lag passnøkkelen").click()
    page.get_by_role("heading", name="Gjenopprettingskoder").wait_for()


def test_a_passkey_is_made_and_signs_in_alone(page, publisher):
    enter(page, publisher)
    add_passkey(page)
    [passkey] = Authenticator.objects.filter(user=publisher, type="webauthn")
    assert str(passkey) == "Jobbmaskinen"
    page.goto("/konto/passnokler/")
    assert page.get_by_text("logger inn alene").is_visible()
    log_out(page)
    page.goto("/konto/logg-inn/?next=/konto/")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.get_by_role("navigation", name="For registre").wait_for()
    page.goto("/konto/")
    assert page.get_by_role("heading", name="Pia Nordmann").is_visible()


def test_a_passkey_is_the_second_step_after_the_password(page, publisher):
    enter(page, publisher)
    add_passkey(page, alone=False)
    log_out(page)
    log_in(page, publisher)
    page.wait_for_url("**/konto/logg-inn/kode/")
    page.get_by_role("button", name="Bruk en passnøkkel").click()
    page.get_by_role("navigation", name="For registre").wait_for()


def test_a_passkey_confirms_who_it_is(page, publisher):
    enter(page, publisher)
    add_passkey(page)
    page.goto("/konto/bekreft/passnokkel/?next=/konto/")
    page.get_by_role("button", name="Bruk passnøkkelen").click()
    page.get_by_role("heading", name="Konto", exact=True).wait_for()


def test_a_passkey_that_is_not_used_is_told_about(page, publisher):
    enter(page, publisher)
    log_out(page)
    page.goto("/konto/logg-inn/")
    sentence = page.get_by_text("Passnøkkelen ble ikke brukt")
    assert not sentence.is_visible()
    refused = "Promise.reject(new DOMException('no', 'NotAllowedError'))"
    page.evaluate(f"void (navigator.credentials.get = () => {refused})")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    sentence.wait_for()
    assert page.url.endswith("/konto/logg-inn/")


def test_without_javascript_there_is_no_button_that_does_nothing(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/konto/logg-inn/")
    assert page.get_by_role("button", **IS).is_visible()
    assert not page.get_by_role("button", name="Logg inn med passnøkkel").is_visible()
    context.close()
