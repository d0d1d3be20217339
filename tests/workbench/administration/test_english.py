"""Nothing is forgotten in Norwegian in the administration in English, and what is refused is told so."""

import pytest
from django.contrib.auth.models import User

from organisations.models import Unit
from registries.models import MedicalField, Registry
from tests.english import forgotten, known_names, norwegian_in
from tests.workbench.administration.conftest import Form, address, unit

pytestmark = [pytest.mark.django_db, pytest.mark.crawls]
LISTS = ["organisations/unit", "registries/registry", "registries/medicalfield", "auth/user"]
UNIT, REGISTRY, FIELD, USER = (f"/en/admin/{one}/" for one in LISTS)


@pytest.fixture(autouse=True)
def english(nation):
    Registry.objects.update(name_en="Norwegian Heart Registry", short_name_en="Heart")
    MedicalField.objects.update(name_en="heart and blood vessels")


def in_english(one, what="change"):
    return f"/en{address(one, what)}"


def changed(client, one, **values):
    """What the page says that the form leads to."""
    form = Form(client, in_english(one))
    values = {name: value for name, value in (form.values | values).items() if value is not None}
    return client.post(form.address, values, follow=True)


def test_lists_and_forms_are(client, administrator):
    shown = [
        *Unit.objects.filter(slug__in=["norge", "storby", "kyst-hf"]),
        *Registry.objects.all()[:1],
        *MedicalField.objects.all()[:1],
        administrator,
    ]
    addresses = [
        "/en/admin/",
        *(f"/en/admin/{one}/" for one in LISTS),
        *(f"/en/admin/{one}/add/" for one in LISTS[:3]),
        f"{UNIT}?level=hf&kind=public",
        f"{UNIT}?q=qqqq",
        *(in_english(one) for one in shown),
        *(in_english(one, "history") for one in shown),
        *(in_english(one, "delete") for one in shown[:-1]),
    ]
    assert forgotten(client, addresses, names()) == {}
    for page in (REGISTRY, f"{REGISTRY}add/"):
        assert "heart and blood vessels" in client.get(page).content.decode()


def names():
    users = User.objects.values_list("first_name", "last_name", "email")
    fields = MedicalField.objects.values_list("slug", flat=True)
    return {*known_names(), *(word for user in users for word in user if word), *fields, "hjerte-og-kar"}


def test_what_was_changed_is_told(client, administrator):
    storby, registry = unit("storby"), Registry.objects.first()
    field = MedicalField.objects.first()
    year = {"years-0-year": "2024", "years-0-stage": "3", "years-0-coverage": "85.5"}
    answers = [
        changed(client, storby, parent=str(unit("smaaby").parent_id), numbers="987654321"),
        changed(client, registry, **year),
        changed(client, field, name_en="hearts"),
        changed(client, administrator, first_name="Eva"),
    ]
    answers += [client.get(in_english(one, "history")) for one in (storby, registry, field, administrator)]
    assert [told for answer in answers for told in norwegian_in(answer, names())] == []
    assert "85.5" in answers[-3].content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"parent": None},
        {"level": "rhf"},
        {"level": "nation"},
        {"numbers": "x"},
        {"numbers": "974753898", "company_numbers": "974753898"},
        {"first_year": "2020", "last_year": "2010"},
        {"name": ""},
    ],
)
def test_what_a_unit_can_not_be_is_told(client, administrator, values):
    answer = changed(client, unit("storby"), **values)
    assert answer.context["errors"]
    assert norwegian_in(answer, names()) == []


def test_what_others_can_not_be_is_told(client, administrator):
    field = MedicalField.objects.first()
    other = User.objects.create_user("eva", "eva@example.com")
    years = {"years-0-year": "2018", "years-0-stage": "", "years-0-level": "A", "years-0-coverage": "120"}
    answers = [
        changed(client, Registry.objects.first(), **years),
        changed(client, Registry.objects.first(), main_field=None, more_fields=str(field.pk)),
        changed(client, administrator, is_active=None),
        changed(client, other, email=administrator.email),
        client.post(f"{REGISTRY}add/", {"key": "å"}),
    ]
    assert [bool(answer.context["errors"]) for answer in answers[:-1]] == [True] * 4
    assert [told for answer in answers for told in norwegian_in(answer, names())] == []
