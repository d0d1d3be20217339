"""Accounts in the administration: names, addresses, open or closed."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client

from registries.accounts import change_account
from registries.members import Outdated
from registries.models import AuditEntry, Registry, Role
from tests.people import a_person, sign_in
from tests.results.world import Page
from tests.workbench.administration.conftest import address, rows

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def kari():
    return a_person("Kari", (Role.PUBLISHER, Registry.objects.get(key="hjerte")))


def test_name_and_address_are_changed(form, kari, administrator):
    page = form(address(kari)).send(last_name="Dahl", email="Kari.Dahl@example.com")
    assert page.errors == []
    before = kari.password
    kari.refresh_from_db()
    assert (kari.get_full_name(), kari.email, kari.username) == (
        "Kari Dahl",
        "kari.dahl@example.com",
        "kari.dahl@example.com",
    )
    assert kari.password == before
    kept = EmailAddress.objects.get(user=kari)
    assert (kept.email, kept.verified, kept.primary) == (kari.email, True, True)
    entry = AuditEntry.objects.get(action="change_account")
    assert (entry.by, entry.subject) == (administrator, f"konto {kari.pk}: kari.dahl@example.com")
    assert entry.before == {"last_name": "Nordmann", "email": "kari@example.com"}
    assert entry.after == {"last_name": "Dahl", "email": "kari.dahl@example.com"}


def test_who_is_closed_out_is_out_at_once(form, kari):
    theirs = Client()
    sign_in(theirs, kari)
    form(address(kari)).send(is_active=None)
    answer = theirs.get("/medlemmer/")
    assert answer["Location"] == "/konto/logg-inn/?next=/medlemmer/"
    assert AuditEntry.objects.get(action="change_account").after == {"is_active": False}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"email": "ADA@example.com"}, "En annen konto har denne adressen."),
        ({"email": None}, "Feltet er påkrevet."),
        ({"email": "kari"}, "Oppgi en gyldig e-postadresse"),
    ],
)
def test_an_address_is_one_accounts_own(form, kari, changes, told):
    assert told in form(address(kari)).send(**changes).errors
    kari.refresh_from_db()
    assert kari.email == "kari@example.com"


def test_nobody_closes_their_own_account(form, administrator):
    page = form(address(administrator)).send(is_active=None)
    assert "Du kan ikke stenge din egen konto." in page.errors
    administrator.refresh_from_db()
    assert administrator.is_active


def test_two_administrators_can_not_close_each_other_out(administrator, kari):
    other = a_person("Eva", Role.ADMINISTRATOR)
    administrator.is_active = other.is_active = False
    change_account(user=administrator, by=other)
    with pytest.raises(Outdated, match="ikke lenger administrator"):
        change_account(user=other, by=administrator)
    assert User.objects.get(pk=other.pk).is_active


@pytest.mark.parametrize(
    "sent", [{"password": "nytt"}, {"is_superuser": "on", "is_staff": "on"}, {"username": "annen"}]
)
def test_nothing_else_can_be_set(form, kari, sent):
    kept = {name: getattr(kari, name) for name in ("password", "is_superuser", "is_staff", "username")}
    form(address(kari)).send(**sent)
    kari.refresh_from_db()
    assert {name: getattr(kari, name) for name in kept} == kept


def test_no_password_is_shown_and_the_way_to_a_new_one_is(client, administrator, kari):
    page = Page(client, address(kari))
    assert kari.password not in page.text
    assert "/konto/passord/glemt/" in page.links(".affected a")
    assert not [one for one in page.tree.xpath("//input/@name") if "password" in one]


def test_the_list_tells_roles_and_finds_by_name_and_address(client, administrator, kari):
    def found(**asked):
        return rows(Page(client, "/admin/auth/user/", **asked), "#result_list")[1:]

    (shown,) = found(q="kari")
    assert shown.startswith("kari@example.com|Kari Nordmann|publiseringsansvarlig i Hjerte|")
    assert found(q="ingen") == []
    assert found(memberships__role__exact="publisher") == [shown]


def test_history_is_read_from_the_trail(client, form, kari):
    form(address(kari)).send(last_name="Dahl", is_active=None)
    told = rows(Page(client, address(kari, "history")), "#change-history")
    assert told[1].endswith("|Ada Nordmann|Endret: etternavn|Nordmann|Dahl")
    assert told[2] == "åpen|ja|nei"
