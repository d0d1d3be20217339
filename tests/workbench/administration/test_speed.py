"""No page's queries grow with what it lists, or with the results."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from organisations.models import Unit
from registries.members import give_role
from registries.models import MedicalField, Registry, Role
from tests.builders import a_registry, a_release, a_result, an_indicator
from tests.nation import command
from tests.workbench.administration.conftest import address

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
FIXTURES = Path(__file__).parents[3] / "fixtures"
# Who it is (4): the session, the account, the roles, how it was shown.
LISTS = {
    # How many, the units with their parents, their numbers.
    "/admin/organisations/unit/": 4 + 3,
    # The same, and the names searched in.
    "/admin/organisations/unit/?q=oslo": 4 + 4,
    # How many, the registries with their RHF, links to fields, fields; the filters' RHFs and fields.
    "/admin/registries/registry/": 4 + 6,
    "/admin/registries/medicalfield/": 4 + 2,
    # How many, the accounts, roles, registries.
    "/admin/auth/user/": 4 + 4,
}


@pytest.fixture(scope="module")
def nation(begun):
    """As many units, numbers and registries as the country has."""
    for name in ("units", "registries", "registry_years"):
        assert command(f"import_{name}", str(FIXTURES / f"{name}.csv"))[2] == 0
    a_registry("Hjerte")
    assert (Unit.objects.count(), Registry.objects.count()) == (169, 63)


@pytest.fixture(scope="module")
def members(nation):
    for number, registry in enumerate(Registry.objects.all()[:20]):
        user = User.objects.create_user(f"{number}@example.org", f"{number}@example.org")
        give_role(user=user, role=Role.PUBLISHER, registry=registry, by=None)


@pytest.mark.parametrize("page", LISTS)
def test_queries_of_the_lists(client, administrator, members, django_assert_num_queries, page):
    with django_assert_num_queries(LISTS[page]):
        assert client.get(page).status_code == 200


def test_queries_of_the_forms(client, administrator, members, django_assert_num_queries):
    pages = {
        # The unit, its numbers twice, the units to choose from twice; all units and who has results.
        address(Unit.objects.get(slug="hammerfest")): 4 + 7,
        # The registry; its links to fields twice, fields, years, PROM; RHFs, and fields twice.
        address(Registry.objects.get(key="nkr")): 4 + 9,
        address(MedicalField.objects.first()): 4 + 1,
        # The account, its roles, their registries.
        address(User.objects.get(username="3@example.org")): 4 + 3,
    }
    for page, queries in pages.items():
        client.get(page)  # which kinds of rows there are is asked once
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200, page


def test_queries_of_history_and_deletion(client, administrator, members, django_assert_num_queries):
    unit = Unit.objects.get(slug="hammerfest")
    for page, queries in {
        # The unit, its numbers; its history and the numbers', each with the units they name.
        address(unit, "history"): 4 + 6,
        # The unit, its numbers; four kinds of things that may stand on it.
        address(unit, "delete"): 4 + 6,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200, page


def test_results_cost_no_query(client, administrator, members, django_assert_num_queries):
    unit = Unit.objects.get(slug="hammerfest")
    for registry in Registry.objects.all()[:12]:
        definition = an_indicator(a_release(registry))
        for year in range(2015, 2024):
            a_result(definition, unit, 8, 10, year=year)
    client.get(address(unit))
    with django_assert_num_queries(4 + 7):
        answer = client.get(address(unit))
    assert "lages nytt utkast for 12 registre." in answer.getvalue().decode()
    with django_assert_num_queries(LISTS["/admin/organisations/unit/"]):
        client.get("/admin/organisations/unit/")
