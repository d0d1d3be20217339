"""What each role may, of which registry."""

import pytest
from django.contrib.auth.models import AnonymousUser

from registries.access import NONE, access_of
from registries.models import Role
from tests.builders import a_registry
from tests.people import a_person

pytestmark = pytest.mark.django_db
# Deliver and publish in the own registry, and in another.
MAY = {
    "contributor": ((True, False), (False, False)),
    "publisher": ((True, True), (False, False)),
    "reviewer": ((False, False), (False, False)),
    "administrator": ((True, True), (True, True)),
    "nobody": ((False, False), (False, False)),
}


@pytest.fixture
def own():
    return a_registry()


@pytest.fixture
def other():
    return a_registry("Hjerneslag")


@pytest.fixture
def people(own):
    return {
        "contributor": a_person("Bo", (Role.CONTRIBUTOR, own)),
        "publisher": a_person("Pia", (Role.PUBLISHER, own)),
        "reviewer": a_person("Vera", Role.REVIEWER),
        "administrator": a_person("Ada", Role.ADMINISTRATOR),
        "nobody": a_person("Nils"),
    }


@pytest.mark.parametrize("who", MAY)
def test_each_may_what_the_role_says(people, own, other, who):
    access = access_of(people[who])
    found = tuple((access.may_deliver(one), access.may_publish(one)) for one in (own, other))
    assert found == MAY[who]


def test_registries_are_those_one_may_deliver_to(people, own, other):
    found = {who: set(access_of(user).registries()) for who, user in people.items()}
    assert found == {
        "contributor": {own},
        "publisher": {own},
        "reviewer": set(),
        "administrator": {own, other},
        "nobody": set(),
    }


def test_who_can_make_something_public_must_use_mfa(people):
    must = {who for who, user in people.items() if access_of(user).must_use_mfa}
    assert must == {"publisher", "administrator"}


def test_one_of_several_roles_is_enough_to_need_mfa(own, other):
    both = a_person("Kari", (Role.CONTRIBUTOR, own), (Role.PUBLISHER, other))
    assert access_of(both).must_use_mfa


def test_who_is_deactivated_may_nothing(people):
    user = people["administrator"]
    user.is_active = False
    assert access_of(user) == NONE


def test_who_is_not_signed_in_may_nothing_and_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert access_of(AnonymousUser()) == NONE


def test_roles_are_one_query(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        access_of(people["publisher"])
