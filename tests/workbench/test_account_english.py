"""Nothing is forgotten in Norwegian on the pages to sign in on and of one's account, nor in their mails; and
who came to one in English stays there."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from registries.models import Registry, Role
from tests.builders import a_registry
from tests.english import forgotten, is_norwegian, norwegian_in
from tests.people import PASSWORD, a_person, code_now, confirm, sign_in
from tests.workbench.test_open_id import START, provider, says

__all__ = ["provider", "says"]  # fixtures
pytestmark = pytest.mark.django_db
LOGIN, CODE, ACCOUNT = "/en/konto/logg-inn/", "/en/konto/logg-inn/kode/", "/en/konto/"
OUTSIDE = [
    LOGIN,
    "/en/konto/tilgang/",
    "/en/konto/stengt/",
    "/en/konto/passord/glemt/",
    "/en/konto/passord/glemt/sendt/",
    "/en/konto/passord/nytt/1-a/",
    "/en/konto/passord/valgt/",
    "/en/konto/oidc/avbrutt/",
]
INSIDE = [
    ACCOUNT,
    "/en/konto/passord/",
    "/en/konto/logg-ut/",
    "/en/konto/app/fjern/",
    "/en/konto/passnokler/",
    "/en/konto/passnokler/ny/",
    "/en/konto/koder/",
    "/en/konto/koder/nye/",
    "/en/konto/koder/fil/",
    "/en/konto/bekreft/passord/",
    "/en/konto/bekreft/kode/",
]
NEW = {"password1": "another long and secret one", "password2": "another long and secret one"}


@pytest.fixture
def registry():
    made = a_registry()
    Registry.objects.update(name_en="Norwegian Heart Registry", short_name_en="Heart")
    return made


@pytest.fixture
def contributor(registry):
    return a_person("Bo", (Role.CONTRIBUTOR, registry))


@pytest.fixture
def publisher(registry):
    return a_person("Pia", (Role.PUBLISHER, registry), app=True)


def a_passkey(user):
    credential = {"rawId": "AQ", "response": {}, "clientExtensionResults": {"credProps": {"rk": True}}}
    data = {"name": "Laptop", "credential": credential, "passwordless": True}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


def log_in(client, user, **more):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD} | more)


def test_where_anyone_may_come(client):
    assert forgotten(client, OUTSIDE) == {}
    assert norwegian_in(client.get("/en/konto/oidc/feil/")) == []


def test_where_one_has_signed_in(client, publisher, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda user: {})
    sign_in(client, publisher)
    client.post("/en/konto/koder/nye/")
    assert forgotten(client, INSIDE) == {}
    one = f"/en/konto/passnokler/{a_passkey(publisher).pk}/"
    of_it = ["/en/konto/bekreft/passnokkel/", "/en/konto/passnokler/", f"{one}fjern/", f"{one}navn/"]
    assert forgotten(client, [ACCOUNT, *of_it]) == {}


def test_what_is_not_set_up_yet(client, registry):
    sign_in(client, a_person("Bo", (Role.CONTRIBUTOR, registry), password=None))
    assert forgotten(client, ["/en/konto/app/", "/en/konto/passnokler/", "/en/konto/passord/velg/"]) == {}
    for user in (a_person("Nils"), a_person("Ada", Role.ADMINISTRATOR)):
        client.force_login(user)
        assert forgotten(client, [ACCOUNT]) == {}


def test_what_is_wrong_is_told(client, contributor, publisher):
    answers = [
        client.post(LOGIN, {"login": contributor.email, "password": "wrong"}),
        client.post(LOGIN, {}),
        client.post("/en/konto/passord/glemt/", {"email": "x"}),
    ]
    log_in(client, publisher)
    answers += [client.get(CODE), client.post(CODE, {"code": "1"})]
    client.force_login(contributor)
    confirm(client, contributor)
    short = {"oldpassword": "wrong", "password1": "short", "password2": "shorter"}
    common = {"oldpassword": PASSWORD, "password1": "passwordpassword", "password2": "x"}
    answers += [
        client.post("/en/konto/passord/", short),
        client.post("/en/konto/passord/", common),
        client.post("/en/konto/app/", {"code": "1"}),
        client.post("/en/konto/bekreft/passord/", {"password": "wrong"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert [told for answer in answers for told in norwegian_in(answer)] == []
    assert "The password is too short. It must have at least 12 characters." in answers[-4].content.decode()


def test_too_many_attempts_are_answered_in_english(client, contributor):
    for _ in range(6):
        answer = client.post(LOGIN, {"login": contributor.email, "password": "wrong"})
    assert answer.status_code == 429
    assert norwegian_in(answer) == []


def test_signing_in_and_out_stays_there(client, contributor, publisher):
    assert client.get("/en/levering/")["Location"] == f"{LOGIN}?next=/en/levering/"
    assert log_in(client, contributor)["Location"] == "/en/levering/"
    assert client.post("/en/konto/logg-ut/")["Location"] == "/en/"
    assert norwegian_in(client.get("/en/konto/logg-inn/")) == []  # that one is signed out
    assert log_in(client, publisher)["Location"] == CODE
    assert client.post(CODE, {"code": code_now()})["Location"] == "/en/levering/"
    client.logout()
    assert log_in(client, a_person("Nils"))["Location"] == ACCOUNT
    client.logout()
    contributor.is_active = False
    contributor.save()
    assert log_in(client, contributor)["Location"] == "/en/konto/stengt/"


def test_who_must_show_more_is_sent_to_do_so_there(client, registry):
    client.force_login(a_person("Ada", Role.ADMINISTRATOR))
    assert client.get("/en/admin/")["Location"] == ACCOUNT
    enrolled = a_person("Pia", (Role.PUBLISHER, registry), app=True)
    client.force_login(enrolled)
    assert client.get("/en/levering/")["Location"] == "/en/konto/bekreft/kode/?next=%2Fen%2Flevering%2F"


def test_a_forgotten_password_is_chosen_anew_there(client, contributor):
    answer = client.post("/en/konto/passord/glemt/", {"email": contributor.email})
    assert answer["Location"] == "/en/konto/passord/glemt/sendt/"
    client.post("/en/konto/passord/glemt/", {"email": "unknown@example.com"})
    link = re.search(r"http://testserver(/en/konto/passord/nytt/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]
    assert norwegian_in(client.get(form)) == []
    assert client.post(form, NEW)["Location"] == "/en/konto/passord/valgt/"
    assert norwegian_in(client.get("/en/konto/passord/valgt/")) == []
    assert mails() == [
        "Kvalitetsviser: Choose a new password",
        "Kvalitetsviser: No account with this address",
        "Kvalitetsviser: The password has been chosen",
    ]
    assert re.search(r"It happened on \d+ \w+ \d{4} at \d\d:\d\d, from the IP", mail.outbox[-1].body)


def test_changes_of_how_one_signs_in_are_told_there(client, publisher):
    sign_in(client, publisher)
    client.post("/en/konto/passord/", {"oldpassword": PASSWORD} | NEW)
    client.post(f"/en/konto/passnokler/{a_passkey(publisher).pk}/fjern/")
    client.post("/en/konto/app/fjern/")
    told = client.get(ACCOUNT)
    assert "The app has been removed." in told.content.decode()
    assert norwegian_in(told) == []
    assert mails() == [
        f"Kvalitetsviser: {subject}"
        for subject in (
            "The password has been changed",
            "A passkey has been removed",
            "The app has been removed",
        )
    ]


def test_who_is_invited_from_there_is_written_to_in_english(client, registry, commits):
    sign_in(client, a_person("Ada", Role.ADMINISTRATOR))
    new = {"name": "Nina Ny", "email": "nina@example.com", "registry": registry.key, "role": "publisher"}
    with commits():
        client.post("/en/medlemmer/", new)
    assert mails() == ["Kvalitetsviser: You have been given an account"]
    assert "as publisher for Norwegian Heart Registry." in mail.outbox[0].body
    assert "http://localhost:8000/en/konto/passord/nytt/" in mail.outbox[0].body


def mails():
    """Their subjects, when they are wholly in English."""
    for message in mail.outbox:
        lines = [message.subject, *message.body.splitlines()]
        assert [line for line in lines if is_norwegian(line, ["Nina Ny"])] == []
    return [message.subject for message in mail.outbox]


def test_a_provider_answers_at_the_one_address_it_knows_and_one_comes_back_to_english(
    client, provider, says, contributor
):
    says(email=contributor.email, email_verified=True)
    answer = client.post(f"/en{START}")
    assert norwegian_in(answer) == []
    back, state = re.search(r"redirect_uri=([^&]+)&.*?state=(\w+)", answer.content.decode()).groups()
    assert back == "http%3A%2F%2Ftestserver%2Fkonto%2Foidc%2Foidc%2Fsvar%2F"
    answer = client.get(f"{START}svar/", {"code": "abc", "state": state}, follow=True)
    assert [to for to, _ in answer.redirect_chain] == [LOGIN, "/en/levering/"]
