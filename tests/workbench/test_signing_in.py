"""Signing in, by password and code; forgotten passwords; what is not offered."""

import re

import lxml.html
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from registries.models import Role
from tests.builders import a_registry
from tests.pages import select
from tests.people import PASSWORD, SECRET, a_person, code_now, sign_in

pytestmark = pytest.mark.django_db
LOGIN, CODE, ACCOUNT = "/konto/logg-inn/", "/konto/logg-inn/kode/", "/konto/"


@pytest.fixture
def registry():
    return a_registry()


@pytest.fixture
def publisher(registry):
    return a_person("Pia", (Role.PUBLISHER, registry), app=True)


@pytest.fixture
def contributor(registry):
    return a_person("Bo", (Role.CONTRIBUTOR, registry))


def log_in(client, user, password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": user.email, "password": password}, **headers)


def is_signed_in(client):
    return client.get(ACCOUNT).status_code == 200


def shown(answer):
    return lxml.html.fromstring(answer.content)


def text_of(answer, selector):
    return " ".join(" ".join(one.text_content().split()) for one in select(shown(answer), selector))


def test_password_alone_lets_in_who_need_not_show_more(client, contributor):
    answer = log_in(client, contributor)
    assert (answer.status_code, answer["Location"]) == (302, "/levering/")
    assert is_signed_in(client)


def test_the_address_is_read_without_regard_to_case(client, contributor):
    assert client.post(LOGIN, {"login": "BO@Example.com", "password": PASSWORD}).status_code == 302
    assert is_signed_in(client)


def test_who_is_enrolled_shows_a_code_too(client, publisher):
    assert log_in(client, publisher)["Location"] == CODE
    assert not is_signed_in(client)
    answer = client.post(CODE, {"code": code_now()})
    assert answer["Location"] == "/levering/"
    assert is_signed_in(client)


def test_a_wrong_code_lets_nobody_in(client, publisher):
    log_in(client, publisher)
    wrong = f"{(int(code_now()) + 1) % 10**6:06}"
    answer = client.post(CODE, {"code": wrong})
    assert "Koden stemmer ikke" in text_of(answer, ".stacked .field-error")
    assert not is_signed_in(client)


def test_a_code_is_used_once(client, publisher):
    code = code_now()
    log_in(client, publisher)
    client.post(CODE, {"code": code})
    client.post("/konto/logg-ut/")
    log_in(client, publisher)
    assert "Koden stemmer ikke" in text_of(client.post(CODE, {"code": code}), ".stacked .field-error")


def test_it_goes_on_to_where_one_was_going(client, contributor):
    answer = client.post(
        LOGIN, {"login": contributor.email, "password": PASSWORD, "next": "/levering/hjerteinfarkt/"}
    )
    assert answer["Location"] == "/levering/hjerteinfarkt/"


def test_it_goes_on_to_no_other_site(client, contributor):
    answer = client.post(
        LOGIN, {"login": contributor.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/levering/"


def test_someone_without_a_role_comes_to_the_account(client):
    answer = log_in(client, a_person("Nils"))
    assert answer["Location"] == ACCOUNT
    assert "Du har ingen roller nå." in client.get(ACCOUNT).content.decode()


def test_an_unknown_address_and_a_wrong_password_answer_alike(client, contributor):
    answers = [
        client.post(LOGIN, {"login": email, "password": "feil passord"})
        for email in (contributor.email, "ukjent@example.com")
    ]
    texts = [text_of(one, ".stacked .field-error") for one in answers]
    assert texts == ["E-postadressen eller passordet stemmer ikke."] * 2
    assert [one.status_code for one in answers] == [200, 200]


def test_a_password_is_never_sent_back(client, contributor):
    assert "feil passord" not in log_in(client, contributor, "feil passord").content.decode()


def test_who_is_deactivated_is_told_and_stays_out(client, contributor):
    contributor.is_active = False
    contributor.save()
    assert log_in(client, contributor)["Location"] == "/konto/stengt/"
    assert "Kontoen er stengt" in client.get("/konto/stengt/").content.decode()
    assert not is_signed_in(client)


def test_too_many_wrong_passwords_answer_429_also_to_the_right_one(client, contributor):
    for _ in range(5):
        assert log_in(client, contributor, "feil passord").status_code == 200
    # From anywhere: the limit is the address's.
    answer = log_in(client, contributor, REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 429
    assert text_of(answer, "h1") == "For mange forsøk"
    assert not is_signed_in(client)
    other = a_person("Kari")
    assert log_in(client, other, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_trying_many_addresses_from_one_place_answers_429(client):
    answers = {
        client.post(LOGIN, {"login": f"en{number}@example.com", "password": "feil"}).status_code
        for number in range(20)
    }
    assert answers == {200}
    assert client.post(LOGIN, {"login": "en-til@example.com", "password": "feil"}).status_code == 429


def test_too_many_wrong_codes_are_refused_also_the_right_one(client, publisher):
    log_in(client, publisher)
    wrong = f"{(int(code_now()) + 1) % 10**6:06}"
    for _ in range(5):
        client.post(CODE, {"code": wrong})
    assert "For mange forsøk" in text_of(client.post(CODE, {"code": code_now()}), ".stacked .field-error")
    assert not is_signed_in(client)


def test_the_session_ends_with_the_browser_and_is_for_the_server_alone(client, contributor):
    log_in(client, contributor)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_signing_out_takes_a_post(client, contributor):
    sign_in(client, contributor)
    assert client.get("/konto/logg-ut/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/konto/logg-ut/")["Location"] == "/"
    assert not is_signed_in(client)


def link_in(message):
    return re.search(r"https?://[^/]+(/konto/passord/nytt/\S+)", message.body)[1]


def test_a_forgotten_password_is_chosen_anew_by_mail(client, contributor):
    answer = client.post("/konto/passord/glemt/", {"email": contributor.email})
    assert answer["Location"] == "/konto/passord/glemt/sendt/"
    [message] = mail.outbox
    assert message.subject == "Kvalitetsviser: Velg nytt passord"
    assert message.to == [contributor.email]
    assert "Lenken gjelder i tre dager" in message.body
    form = client.get(link_in(message))["Location"]
    new = {"password1": "et ganske annet ord", "password2": "et ganske annet ord"}
    assert client.post(form, new)["Location"] == "/konto/passord/valgt/"
    assert not is_signed_in(client)
    assert log_in(client, contributor, "et ganske annet ord").status_code == 302
    assert is_signed_in(client)
    assert mail.outbox[1].subject == "Kvalitetsviser: Passordet er valgt"
    assert "Det skjedde" in mail.outbox[1].body


def test_the_link_works_once(client, contributor):
    client.post("/konto/passord/glemt/", {"email": contributor.email})
    link = link_in(mail.outbox[0])
    new = {"password1": "et ganske annet ord", "password2": "et ganske annet ord"}
    client.post(client.get(link)["Location"], new)
    assert text_of(client.get(link), "h1") == "Lenken gjelder ikke lenger"


def test_a_new_password_needs_a_code_still(client, publisher):
    client.post("/konto/passord/glemt/", {"email": publisher.email})
    new = {"password1": "et ganske annet ord", "password2": "et ganske annet ord"}
    client.post(client.get(link_in(mail.outbox[0]))["Location"], new)
    assert log_in(client, publisher, "et ganske annet ord")["Location"] == CODE


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_says_so(client):
    answer = client.post("/konto/passord/glemt/", {"email": "ukjent@example.com"})
    assert answer["Location"] == "/konto/passord/glemt/sendt/"
    assert mail.outbox[0].subject == "Kvalitetsviser: Ingen konto med denne adressen"
    assert "ukjent@example.com" in mail.outbox[0].body


def test_asking_again_and_again_answers_429(client, contributor):
    asked = [client.post("/konto/passord/glemt/", {"email": contributor.email}).status_code for _ in range(6)]
    assert asked == [302] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    ("password", "fault"),
    [("kort", "minst 12"), ("password1234", "vanlig"), ("bo@example.com", "e-post")],
    ids=["short", "common", "one's own address"],
)
def test_weak_passwords_are_refused(client, contributor, password, fault):
    sign_in(client, contributor)
    answer = client.post(
        "/konto/passord/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    assert fault in text_of(answer, ".stacked .field-error").lower()


def test_the_password_is_changed_on_the_account_page(client, contributor):
    sign_in(client, contributor)
    new = {"oldpassword": PASSWORD, "password1": "et ganske annet ord", "password2": "et ganske annet ord"}
    assert client.post("/konto/passord/", new)["Location"] == ACCOUNT
    assert is_signed_in(client)
    contributor.refresh_from_db()
    assert contributor.check_password("et ganske annet ord")
    assert mail.outbox[0].subject == "Kvalitetsviser: Passordet er byttet"


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_lets_in_at_once(client, registry):
    publisher = a_person("Pia", (Role.PUBLISHER, registry))
    log_in(client, publisher)
    page = shown(client.get("/konto/app/"))
    [secret] = [one.text_content() for one in select(page, "[data-secret]")]
    [picture] = select(page, "img.qr")
    assert picture.get("src").startswith("data:image/svg+xml;base64,")
    answer = client.post("/konto/app/", {"code": code_now(secret)})
    assert answer["Location"] == "/konto/koder/"
    assert len(select(shown(client.get("/konto/koder/")), ".codes li")) == 10
    # The door opens without one more code: this session has shown one.
    assert client.get("/medlemmer/").status_code == 404
    assert mail.outbox[0].subject == "Kvalitetsviser: En app er tatt i bruk"


def test_a_recovery_code_lets_in_once(client, publisher):
    sign_in(client, publisher)
    client.post("/konto/koder/nye/")
    codes = Authenticator.objects.get(user=publisher, type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/konto/koder/fil/").content.decode()
    client.logout()
    log_in(client, publisher)
    assert client.post(CODE, {"code": codes[0]})["Location"] == "/levering/"
    client.logout()
    log_in(client, publisher)
    assert "Koden stemmer ikke" in text_of(client.post(CODE, {"code": codes[0]}), ".stacked .field-error")


def test_what_matters_asks_once_more_who_it_is_when_time_has_passed(client, publisher):
    sign_in(client, publisher)
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= 10 * 60
    session.save()
    assert (
        client.get("/konto/app/fjern/")["Location"] == "/konto/bekreft/kode/?next=%2Fkonto%2Fapp%2Ffjern%2F"
    )
    answer = client.post("/konto/bekreft/kode/?next=/konto/app/fjern/", {"code": code_now(SECRET)})
    assert answer["Location"] == "/konto/app/fjern/"
    assert client.post("/konto/app/fjern/")["Location"] == ACCOUNT
    assert not Authenticator.objects.filter(user=publisher).exists()


@pytest.mark.parametrize("name", ["account_email", "account_confirm_email", "socialaccount_connections"])
def test_what_is_not_offered_has_no_address(name):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, method):
    from django.contrib.auth.models import User

    new = {"email": "ny@example.com", "password1": PASSWORD, "password2": PASSWORD}
    answer = getattr(client, method)("/konto/tilgang/", new)
    assert answer.status_code == (200 if method == "get" else 405)
    assert not User.objects.exists()


def test_account_pages_are_for_those_who_are_signed_in(client):
    for name in ("mfa_index", "account_change_password", "mfa_activate_totp", "mfa_add_webauthn",
                 "mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):  # fmt: skip
        assert client.get(reverse(name))["Location"].startswith(LOGIN), name


def test_pages_run_no_script_that_stands_in_them(client):
    sign_in(client, a_person("Ada", Role.ADMINISTRATOR))
    for address in (ACCOUNT, "/konto/passnokler/ny/", "/medlemmer/"):
        answer = client.get(address)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        page = shown(answer)
        inline = [one for one in select(page, "script") if not one.get("src")]
        assert {one.get("type") for one in inline} <= {"application/json"}
        assert page.xpath("//@style | //@onclick") == []
