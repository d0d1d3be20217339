"""The accounts to try the demonstration with: five, made once, and only where there is a demonstration."""

import lxml.html
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from demo.accounts import ACCOUNTS, PASSWORD, WARNING, accounts_to_try, make_accounts
from portal.management.commands import load_demo, prepare
from portal.management.commands.prepare import load_first
from registries.access import access_of
from registries.models import AuditEntry, Membership, Registry, Role
from results.models import Delivery
from tests.demonstration import load_some
from tests.nation import command
from tests.pages import select
from tests.people import a_person

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/konto/logg-inn/", "/konto/logg-inn/kode/"


@pytest.fixture(scope="module", autouse=True)
def first(begun):
    load_first()


@pytest.fixture
def accounts():
    make_accounts()


def test_there_is_one_for_each_role_and_one_of_another_registry(accounts):
    assert {(one.role, one.registry and one.registry.key) for one in Membership.objects.all()} == {
        ("contributor", "hjerteinfarkt"),
        ("publisher", "hjerteinfarkt"),
        ("publisher", "hjerneslag"),
        ("reviewer", None),
        ("administrator", None),
    }
    assert {one.email.partition("@")[2] for one in User.objects.all()} == {"example.org"}


def test_those_that_need_more_than_a_password_are_enrolled(accounts):
    must = {one for one in User.objects.all() if access_of(one).must_use_mfa}
    assert {one.user for one in Authenticator.objects.all()} == must
    assert len(must) == 3
    assert {one.email for one in must} == {one.email for one in ACCOUNTS if one.needs_code}


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda one: one.email)
def test_each_signs_in_with_the_password_and_the_code_that_the_command_prints(client, accounts, account):
    answer = client.post(LOGIN, {"login": account.email, "password": PASSWORD})
    if account.needs_code:
        assert answer["Location"] == CODE
        out, _, code = command("demo_code", account.email)
        assert code == 0
        answer = client.post(CODE, {"code": out.strip()})
    assert answer["Location"] == "/levering/"


def test_made_again_they_are_left_as_they_are(accounts):
    admin = User.objects.get(email="admin@example.org")
    admin.set_password("et ganske annet ord")
    admin.save()
    Membership.objects.filter(role=Role.REVIEWER).delete()
    trail = AuditEntry.objects.count()
    make_accounts()
    admin.refresh_from_db()
    assert admin.check_password("et ganske annet ord")
    assert not Membership.objects.filter(role=Role.REVIEWER).exists()
    assert (User.objects.count(), AuditEntry.objects.count()) == (len(ACCOUNTS), trail)


@pytest.mark.parametrize("who", ["bidrag@example.org", "kari@example.com", "ukjent@example.org"])
def test_there_is_a_code_of_no_other_account(accounts, who):
    a_person("Kari", app=True)
    out, err, code = command("demo_code", who)
    assert (out, code) == ("", 1)
    assert "admin@example.org" in err


def test_nor_of_a_demo_account_that_has_set_up_an_app_of_its_own(accounts):
    Authenticator.objects.filter(user__email="admin@example.org").update(data={"secret": "EGEN" * 8})
    assert command("demo_code", "admin@example.org")[2] == 1


def test_loading_the_demonstration_makes_them_and_the_page_to_sign_in_on_names_them(tmp_path, client):
    load_some(tmp_path, ["barnekreft"])
    assert accounts_to_try() == list(ACCOUNTS)
    page = lxml.html.fromstring(client.get(LOGIN).content)
    [note] = select(page, "[data-demo-accounts]")
    assert all(account.email in note.text_content() for account in ACCOUNTS)
    assert PASSWORD in note.text_content()


def test_only_those_that_are_there_and_open_are_named(tmp_path, client):
    load_some(tmp_path, ["barnekreft"])
    User.objects.filter(email="vurder@example.org").update(is_active=False)
    assert "vurder@example.org" not in client.get(LOGIN).content.decode()


def test_without_the_demonstration_there_are_none_and_nothing_is_said(tmp_path, client, settings):
    settings.DEMO = False
    load_some(tmp_path, ["barnekreft"])
    assert not User.objects.exists()
    make_accounts()
    assert "example.org" not in client.get(LOGIN).content.decode()


def test_nothing_is_said_where_no_generated_number_is_shown(client, accounts):
    assert "example.org" not in client.get(LOGIN).content.decode()


def test_a_database_in_use_gets_none():
    Delivery.objects.create(
        registry=Registry.objects.get(key="nkr"), rows=1, updated_to="2026-05-01", complete_to="2025-12-31"
    )
    assert "Databasen er i bruk" in command("load_demo")[0]
    assert not User.objects.exists()


def test_the_commands_warn_of_the_known_passwords(accounts, monkeypatch):
    monkeypatch.setattr(load_demo, "load", lambda *, tell: None)
    assert command("load_demo")[0].splitlines()[-1] == WARNING
    # Also at each start after that, whatever DEMO says by then.
    monkeypatch.setattr(prepare, "standing", lambda: prepare.Standing.LOADED)
    assert command("prepare", "--without-static")[0].splitlines() == [WARNING]


def test_a_restart_makes_none_again(accounts, monkeypatch, settings):
    settings.DEMO = True
    User.objects.all().delete()
    monkeypatch.setattr(prepare, "standing", lambda: prepare.Standing.LOADED)
    command("prepare", "--without-static")
    assert not User.objects.exists()
