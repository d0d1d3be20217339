"""OpenID Connect: on by settings alone; a verified address is matched to an account, a stranger refused."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.models import User

from registries.models import Role
from tests.builders import a_registry
from tests.pages import select
from tests.people import PASSWORD, a_person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
LOGIN, START, ANSWER = "/konto/logg-inn/", "/konto/oidc/oidc/", "/konto/oidc/oidc/svar/"
SERVER = "https://login.example.no"
DISCOVERED = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/me",
    "jwks_uri": f"{SERVER}/keys",
}


@pytest.fixture
def provider(settings, monkeypatch):
    """Switched on, with a server that is never asked over the network."""
    app = {
        "provider_id": "oidc",
        "name": "Helsenorge-ID",
        "client_id": "portal",
        "secret": "hemmelig",
        "settings": {"server_url": SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", DISCOVERED)
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda self, code, **more: {"access_token": "t"})


@pytest.fixture
def says(monkeypatch):
    """What the provider says of the person."""

    def says(**person):
        known = {"sub": "1", "name": "Bo Nordmann"} | person
        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda self, token: known)

    return says


def gone_to(client, **more):
    """The provider's address, and what it was asked."""
    answer = client.post(START, more)
    assert answer.status_code == 200
    [link] = select(lxml.html.fromstring(answer.content), "main a")
    return link.get("href"), {name: one for name, [one] in parse_qs(urlsplit(link.get("href")).query).items()}


def came_back(client, **more):
    _, asked = gone_to(client, **more)
    return client.get(ANSWER, {"code": "abc", "state": asked["state"]})


def test_it_is_off_when_no_settings_switch_it_on(client):
    assert "Logg inn med Helsenorge" not in client.get(LOGIN).content.decode()
    assert client.get(START).status_code == client.get(ANSWER).status_code == 404


def test_it_is_switched_on_by_the_environment_alone():
    code = "from portal import settings; print(settings.SOCIALACCOUNT_PROVIDERS)"
    given = {
        "SECRET_KEY": "x", "OIDC_SERVER_URL": SERVER, "OIDC_CLIENT_ID": "portal",
        "OIDC_CLIENT_SECRET": "hemmelig", "OIDC_NAME": "Helsenorge-ID",
    }  # fmt: skip
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=True
    )
    app = {
        "provider_id": "oidc", "name": "Helsenorge-ID", "client_id": "portal", "secret": "hemmelig",
        "settings": {"server_url": SERVER},
    }  # fmt: skip
    assert found.stdout.strip() == str({"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}})
    lacking = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=given | {"OIDC_CLIENT_SECRET": ""},
        capture_output=True,
        text=True,
    )
    assert "OIDC_CLIENT_SECRET is empty, and OIDC_SERVER_URL needs it." in lacking.stderr


def test_the_page_to_sign_in_on_has_a_button_for_it(client, provider):
    page = lxml.html.fromstring(client.get(LOGIN).content)
    [button] = [one for one in select(page, "button") if "Helsenorge-ID" in one.text_content()]
    form = button.getparent()
    assert form.get("method") == "post"
    assert form.get("action").startswith(START)


def test_it_leads_to_the_provider_by_a_page_of_ours(client, provider):
    """Not by a redirect of the form, which our own policy forbids."""
    address, asked = gone_to(client)
    assert address.startswith(f"{SERVER}/authorize?")
    assert asked["client_id"] == "portal"
    assert asked["redirect_uri"] == f"http://testserver{ANSWER}"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == "S256"


def test_a_provider_that_does_not_answer_is_said_to_be_so(client, provider, monkeypatch):
    import requests

    def down(self):
        raise requests.ConnectionError

    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", property(down))
    answer = client.post(START)
    assert "Innloggingen lyktes ikke" in answer.content.decode()


def test_a_verified_address_is_matched_to_its_account(client, provider, says):
    bo = a_person("Bo", (Role.CONTRIBUTOR, a_registry()))
    says(email="BO@example.com", email_verified=True)
    answer = came_back(client, next="/levering/hjerteinfarkt/")
    assert answer["Location"] == "/levering/hjerteinfarkt/"
    assert client.get("/konto/").context["user"] == bo
    bo.refresh_from_db()
    assert bo.check_password(PASSWORD)


def test_who_is_enrolled_shows_a_code_here_too(client, provider, says):
    a_person("Pia", (Role.PUBLISHER, a_registry()), app=True)
    says(email="pia@example.com", email_verified=True)
    assert came_back(client)["Location"] == "/konto/logg-inn/kode/"


def test_who_has_no_password_enrols_without_being_asked_for_one(client, provider, says):
    a_person("Pia", (Role.PUBLISHER, a_registry()), password=None)
    says(email="pia@example.com", email_verified=True)
    came_back(client)
    assert client.get("/konto/app/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.get("/konto/app/").status_code == 200


@pytest.mark.parametrize(
    "person",
    [
        {"email": "bo@example.com", "email_verified": False},
        {"email": "bo@example.com"},
        {"email": "en.annen@example.com", "email_verified": True},
        {},
    ],
    ids=["not verified", "not said to be", "unknown", "without an address"],
)
def test_others_are_refused_and_get_no_account(client, provider, says, person):
    a_person("Bo")
    says(**person)
    answer = came_back(client)
    assert answer.status_code == 403
    assert "Du har ingen konto her" in answer.content.decode()
    assert client.get("/konto/").status_code == 302
    assert User.objects.count() == 1


def test_a_deactivated_account_stays_closed(client, provider, says):
    bo = a_person("Bo")
    bo.is_active = False
    bo.save()
    says(email="bo@example.com", email_verified=True)
    assert came_back(client)["Location"] == "/konto/stengt/"


def test_an_answer_that_was_not_asked_for_is_refused(client, provider, says):
    a_person("Bo")
    says(email="bo@example.com", email_verified=True)
    answer = client.get(ANSWER, {"code": "abc", "state": "made up"})
    assert "Innloggingen lyktes ikke" in answer.content.decode()
    assert client.get("/konto/").status_code == 302


def test_who_thinks_again_is_led_back(client, provider):
    _, asked = gone_to(client)
    answer = client.get(ANSWER, {"error": "access_denied", "state": asked["state"]})
    assert answer["Location"] == "/konto/oidc/avbrutt/"
    assert "Innloggingen ble avbrutt" in client.get(answer["Location"]).content.decode()
