"""Who is let into the administration, and what is not in it for anyone."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Unit
from registries.models import MedicalField, Registry, Role
from tests.people import a_person
from tests.workbench.administration.conftest import ROLES, address
from workbench.admin import site

pytestmark = pytest.mark.django_db
OURS = {Unit, Registry, MedicalField, User}
PAGES = [
    "/admin/",
    "/admin/jsi18n/",
    "/admin/organisations/",
    *(
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/{rest}"
        for model in sorted(OURS, key=lambda model: model.__name__)
        for rest in ("", "add/", "1/change/", "1/delete/", "1/history/")
    ),
]
NOT_THERE = ["/admin/no-such-page/", "/admin/login/", "/admin/logout/", "/admin/password_change/"]
METHODS = ["get", "post", "put", "delete"]


@pytest.mark.parametrize("method", METHODS)
def test_who_is_not_signed_in_is_sent_to_sign_in_from_every_address(client, settings, method):
    for page in PAGES + NOT_THERE:
        answer = getattr(client, method)(page)
        assert (page, answer.status_code) == (page, 302)
        assert answer["Location"] == f"/konto/logg-inn/?next={page}"


@pytest.mark.parametrize("who", [one for one in ROLES if one != "administrator"])
def test_the_others_meet_what_is_not_there(client, someone, who):
    someone(who)
    for method in METHODS:
        answers = {page: getattr(client, method)(page).status_code for page in PAGES + NOT_THERE}
        assert answers == dict.fromkeys(PAGES + NOT_THERE, 404)


@pytest.mark.ignore_template_errors
def test_administrators_are_let_in(client, administrator):
    unit, registry = Unit.objects.get(slug="smaaby"), Registry.objects.get(key="hjerte")
    for one in (unit, registry, MedicalField.objects.first(), administrator):
        meta = one._meta
        assert client.get(f"/admin/{meta.app_label}/{meta.model_name}/").status_code == 200
        assert client.get(address(one)).status_code == 200
        assert client.get(address(one, "history")).status_code == 200
        deletes = client.get(address(one, "delete")).status_code
        assert deletes == (404 if one == administrator else 200)
    assert client.get("/admin/").status_code == 200


def test_who_is_no_longer_administrator_is_out_at_once(client, administrator):
    administrator.memberships.all().delete()
    assert client.get("/admin/").status_code == 404


def test_a_password_alone_does_not_open_it(client):
    client.force_login(a_person("Ada", Role.ADMINISTRATOR))
    for page in PAGES + NOT_THERE:
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, "/konto/")


def test_staff_and_superusers_of_django_are_nobody_here(client, db):
    client.force_login(User.objects.create_superuser("root", "root@example.org", "hemmelig"))
    assert client.get("/admin/").status_code == 404


@pytest.mark.ignore_template_errors
def test_nothing_that_releases_hold_is_reachable(client, administrator):
    assert set(site._registry) == OURS
    others = [model for model in apps.get_models() if model not in OURS]
    assert len(others) > 20
    for model in others:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        answers = [client.get(base + rest).status_code for rest in ("", "add/", "1/change/", "1/delete/")]
        assert answers == [404] * 4, base


@pytest.mark.parametrize(
    "page", NOT_THERE + ["/admin/auth/user/add/", "/admin/organisations/unit/999/change/"]
)
def test_what_is_not_there_is_not_there_for_administrators_either(client, administrator, page):
    assert client.get(page).status_code == 404


def test_a_password_can_not_be_guessed_letter_by_letter(client, administrator):
    answer = client.get("/admin/auth/user/", {"password__startswith": "m"})
    assert answer.status_code in (302, 400)
    assert client.get("/admin/auth/user/", {"q": "ada"}).status_code == 200
    assert "md5" not in client.get(address(administrator)).getvalue().decode()
    assert "pbkdf2" not in client.get(address(administrator)).getvalue().decode()


@pytest.mark.parametrize("page", ["/", "/behandlingskvalitet/"])
def test_the_publics_pages_pay_nothing_for_it(client, page):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
        assert answer.getvalue()
    assert not answer.cookies
    assert not [one["sql"] for one in asked if "django_session" in one["sql"] or "auth_user" in one["sql"]]
