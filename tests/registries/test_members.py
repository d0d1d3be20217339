"""Giving roles and taking them away: what is stored, what the trail says, and who is refused."""

from functools import partial
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from registries.members import (
    Outdated,
    account_of,
    add_role,
    change_role,
    give_role,
    name_of,
    take_role,
)
from registries.models import AuditEntry, Membership, Role
from tests.builders import a_registry
from tests.people import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    return a_registry()


@pytest.fixture
def administrator():
    return a_person("Ada", Role.ADMINISTRATOR)


def trail():
    return [(one.action, one.subject, one.before, one.after) for one in AuditEntry.objects.order_by("pk")]


def test_an_account_has_the_address_and_no_password():
    user, is_new = account_of(email=" Kari.Nordmann@Example.com ", name="Kari Anne Nordmann")
    assert is_new
    assert (user.email, user.first_name, user.last_name) == (
        "kari.nordmann@example.com", "Kari Anne", "Nordmann"
    )  # fmt: skip
    assert not user.has_usable_password()
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == (user.email, True, True)


def test_an_account_is_found_by_its_address_whatever_its_case():
    known = User.objects.create(username="root", email="Kari@Example.com")
    assert account_of(email="KARI@example.com", name="En Annen") == (known, False)


@pytest.mark.parametrize(("name", "called"), [("Kari Nordmann", "Kari Nordmann"), ("Kari", "Kari")])
def test_someone_is_called_by_name(name, called):
    assert name_of(account_of(email="kari@example.com", name=name)[0]) == called


def test_someone_without_a_name_is_called_by_the_address():
    assert name_of(account_of(email="kari@example.com")[0]) == "kari@example.com"


def test_a_role_is_in_the_trail(registry, administrator):
    kari = a_person("Kari")
    AuditEntry.objects.all().delete()
    give_role(user=kari, role=Role.CONTRIBUTOR, registry=registry, by=administrator)
    give_role(user=kari, role=Role.CONTRIBUTOR, registry=registry, by=administrator)  # nothing new
    give_role(user=kari, role=Role.PUBLISHER, registry=registry, by=administrator)
    take_role(membership=Membership.objects.get(user=kari), by=administrator)
    assert trail() == [
        ("give_role", kari.email, {"role": None}, {"role": "contributor"}),
        ("give_role", kari.email, {"role": "contributor"}, {"role": "publisher"}),
        ("take_role", kari.email, {"role": "publisher"}, {"role": None}),
    ]
    assert {one.by for one in AuditEntry.objects.all()} == {administrator}
    assert {one.registry for one in AuditEntry.objects.all()} == {registry}


def test_one_role_in_a_registry_but_several_of_all(registry):
    kari = a_person("Kari", (Role.CONTRIBUTOR, registry), (Role.PUBLISHER, registry))
    assert [one.role for one in kari.memberships.all()] == ["publisher"]
    for role in (Role.REVIEWER, Role.ADMINISTRATOR, Role.REVIEWER):
        give_role(user=kari, role=role, registry=None, by=None)
    assert sorted(one.role for one in kari.memberships.filter(registry=None)) == ["administrator", "reviewer"]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_a_role_of_all_is_not_given_in_a_registry(registry, role):
    kari = a_person("Kari")
    with pytest.raises(ValidationError, match="hører til ett register"):
        give_role(user=kari, role=role, registry=registry, by=None)
    assert not Membership.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER])
def test_a_registrys_role_is_not_given_without_one(role):
    with pytest.raises(ValidationError, match="hører til ett register"):
        give_role(user=a_person("Kari"), role=role, registry=None, by=None)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("membership_role_fits_registry", [("administrator", True)]),
        ("membership_role_fits_registry", [("publisher", False)]),
        ("membership_once_per_registry", [("publisher", True), ("contributor", True)]),
        ("membership_of_all_once", [("reviewer", False), ("reviewer", False)]),
    ],
)
def test_the_database_keeps_roles_straight(registry, name, rows):
    kari = a_person("Kari")
    memberships = [
        Membership(user=kari, role=role, registry=registry if in_registry else None)
        for role, in_registry in rows
    ]
    *first, last = memberships
    for one in first:
        one.save()
    with pytest.raises(ValidationError):
        last.full_clean()
    with pytest.raises(IntegrityError) as error:
        last.save()
    assert name in str(error.value) or connection.vendor == "sqlite"


def test_adding_where_there_is_a_role_already_is_refused_and_says_which(registry, administrator):
    kari = a_person("Kari", (Role.CONTRIBUTOR, registry))
    with pytest.raises(Outdated, match="Kari Nordmann er allerede bidragsyter i Hjerteinfarkt"):
        add_role(user=kari, role=Role.PUBLISHER, registry=registry, by=administrator)
    assert kari.memberships.get().role == Role.CONTRIBUTOR


def test_changing_what_is_no_longer_so_is_refused(registry, administrator):
    seen = a_person("Kari", (Role.CONTRIBUTOR, registry)).memberships.get()
    change_role(membership=Membership.objects.get(pk=seen.pk), role=Role.PUBLISHER, by=administrator)
    with pytest.raises(Outdated, match="er nå publiseringsansvarlig"):
        change_role(membership=seen, role=Role.PUBLISHER, by=administrator)
    with pytest.raises(Outdated, match="er nå publiseringsansvarlig"):
        take_role(membership=seen, by=administrator)


def test_a_role_that_is_gone_is_neither_changed_nor_taken_again(registry, administrator):
    seen = a_person("Kari", (Role.CONTRIBUTOR, registry)).memberships.get()
    take_role(membership=Membership.objects.get(pk=seen.pk), by=administrator)
    for again in (
        lambda: take_role(membership=seen, by=administrator),
        lambda: change_role(membership=seen, role=Role.PUBLISHER, by=administrator),
    ):
        with pytest.raises(Outdated, match="har ikke lenger denne rollen"):
            again()
    assert not Membership.objects.filter(registry=registry).exists()


def test_the_last_one_can_be_taken_and_so_can_oneself(administrator):
    take_role(membership=administrator.memberships.get(), by=administrator)
    assert not Membership.objects.exists()


def test_who_is_no_longer_administrator_gives_and_takes_nothing(registry, administrator):
    kari = a_person("Kari", (Role.CONTRIBUTOR, registry))
    take_role(membership=administrator.memberships.get(), by=None)
    for attempt in (
        lambda: give_role(user=kari, role=Role.PUBLISHER, registry=registry, by=administrator),
        lambda: add_role(user=kari, role=Role.REVIEWER, registry=None, by=administrator),
        lambda: take_role(membership=kari.memberships.get(), by=administrator),
    ):
        with pytest.raises(Outdated, match="ikke lenger administrator"):
            attempt()
    assert kari.memberships.get().role == Role.CONTRIBUTOR


def at_once(*calls):
    """What each was refused with. One after the other where writers queue: on SQLite."""
    refused, together = [], Barrier(len(calls))

    def run(call):
        try:
            if connection.vendor == "postgresql":
                together.wait()
            call()
        except Outdated as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for one in threads:
        one.start()
        if connection.vendor != "postgresql":
            one.join()
    for one in threads:
        one.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_at_once_one_stays():
    ada, eva = a_person("Ada", Role.ADMINISTRATOR), a_person("Eva", Role.ADMINISTRATOR)
    seen = {one.user_id: one for one in Membership.objects.select_related("user")}
    refused = at_once(
        lambda: take_role(membership=seen[eva.pk], by=ada), lambda: take_role(membership=seen[ada.pk], by=eva)
    )
    assert refused == ["Du er ikke lenger administrator."]
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_person_at_once_one_is_told(registry):
    ada, eva = a_person("Ada", Role.ADMINISTRATOR), a_person("Eva", Role.ADMINISTRATOR)

    def add(by, role):
        user, _ = account_of(email="ny@example.com", name="Nina Ny")
        add_role(user=user, role=role, registry=registry, by=by)

    refused = at_once(partial(add, ada, Role.CONTRIBUTOR), partial(add, eva, Role.PUBLISHER))
    [membership] = Membership.objects.filter(registry=registry)
    assert refused == [f"Nina Ny er allerede {membership.get_role_display()} i Hjerteinfarkt."]
    assert User.objects.filter(email="ny@example.com").count() == 1
