"""Those who come to staff's rooms, and a browser's client for each."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from registries.members import give_role
from registries.models import Registry, Role
from tests.nation import found_nation
from tests.people import sign_in
from tests.results.world import Page

ROLES = {
    "contributor": (Role.CONTRIBUTOR, "hjerte"),
    "publisher": (Role.PUBLISHER, "hjerte"),
    "other": (Role.PUBLISHER, "lunge"),
    "reviewer": (Role.REVIEWER, None),
    "administrator": (Role.ADMINISTRATOR, None),
}


@pytest.fixture
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def hjerte(nation):
    return Registry.objects.get(key="hjerte")


@pytest.fixture
def people(nation):
    return each_role()


def each_role():
    """A user for each role; "nobody" has none."""
    found = {"nobody": User.objects.create_user("nobody")}
    for name, (role, key) in ROLES.items():
        user = User.objects.create_user(
            name, f"{name}@example.org", first_name=name.title(), last_name="Berg"
        )
        registry = Registry.objects.get(key=key) if key else None
        give_role(user=user, role=role, registry=registry, by=None)
        found[name] = user
    return found


@pytest.fixture
def visit(people):
    """A client signed in as one of them; "anonymous" is not."""

    def visit(name="contributor", **options):
        client = Client(**options)
        if name != "anonymous":
            sign_in(client, people[name])
        return client

    return visit


@pytest.fixture
def read(visit):
    """A page as one of them sees it, which must answer 200 unless another status is named."""

    def read(address, name="contributor", status=200, **query):
        return Page(visit(name), address, status, **query)

    return read
