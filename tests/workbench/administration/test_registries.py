"""Registries, their years, and medical fields in the administration."""

import pytest
from django.core.exceptions import ValidationError

from registries.actions import delete_field, delete_registry
from registries.models import AuditEntry, MedicalField, PromStatus, Registry, RegistryYear
from results.models import Job
from tests.jobs import asked
from tests.results.world import Page
from tests.workbench.administration.conftest import address, rows, unit

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
YEAR = {"years-0-year": 2023, "years-0-stage": 3, "years-0-level": "B", "years-0-coverage": "87,5"}


PROM = {"proms-0-status_date": "2023-12-31", "proms-0-chosen": "true", "proms-0-collected": "false"}


@pytest.fixture
def hjerte():
    return Registry.objects.get(key="hjerte")


def field(name):
    return MedicalField.objects.get(name=name)


def fields_of(registry):
    return [link.field.name for link in registry.field_links.all()]


def test_a_registry_is_changed_with_its_fields_and_years(form, hjerte, administrator):
    page = form(address(hjerte)).send(
        short_name="Hjerteregisteret",
        rhf=unit("soer").pk,
        main_field=field("luftveier").pk,
        more_fields=[field("hjerte og kar").pk],
        **YEAR,
    )
    assert page.errors == []
    hjerte.refresh_from_db()
    assert (hjerte.short_name, hjerte.rhf.name) == ("Hjerteregisteret", "Sør")
    assert fields_of(hjerte) == ["luftveier", "hjerte og kar"]
    assert [(one.year, one.stage, one.level, str(one.coverage)) for one in hjerte.years.all()] == [
        (2023, 3, "B", "87.5")
    ]
    entry = AuditEntry.objects.get(action="change_registry")
    assert (entry.by, entry.registry, entry.subject) == (
        administrator,
        hjerte,
        "register hjerte: Hjerteregisteret",
    )
    assert entry.before == {"short_name": "Hjerte", "rhf": "nord", "fields": ["hjerte og kar"]}
    assert entry.after == {
        "short_name": "Hjerteregisteret",
        "rhf": "soer",
        "fields": ["luftveier", "hjerte og kar"],
        "2023": {"stage": 3, "level": "B", "coverage": "87.5"},
    }
    assert not Job.objects.exists()


def test_a_year_is_changed_and_removed(form, hjerte):
    RegistryYear.objects.create(registry=hjerte, year=2022, stage=2)
    form(address(hjerte)).send(**{"years-0-stage": 4})
    assert hjerte.years.get().stage == 4
    form(address(hjerte)).send(**{"years-0-DELETE": "on"})
    assert not hjerte.years.exists()
    assert [entry.after for entry in AuditEntry.objects.filter(action="change_registry")] == [
        {},
        {"2022": {"stage": 4, "level": "", "coverage": None}},
    ]


def test_what_it_asks_its_patients_is_added_changed_and_removed(form, hjerte):
    page = form(address(hjerte)).send(**PROM, **{"proms-0-generic_instrument": "EQ-5D-5L"})
    assert page.errors == []
    prom = hjerte.proms.get()
    assert (prom.chosen, prom.collected, prom.electronic, prom.prem) == (True, False, None, None)
    entry = AuditEntry.objects.get(action="change_registry")
    assert entry.after == {
        "PROM 2023-12-31": {"chosen": True, "collected": False, "generic_instrument": "EQ-5D-5L"}
    }
    form(address(hjerte)).send(**{"proms-0-collected": "true", "proms-0-prem": "true"})
    prom.refresh_from_db()
    assert (prom.collected, prom.prem) == (True, True)
    form(address(hjerte)).send(**{"proms-0-DELETE": "on"})
    assert not PromStatus.objects.exists()
    wrong = form(address(hjerte)).send(**PROM | {"proms-0-chosen": "false", "proms-0-collected": "true"})
    assert "Et register som ikke har valgt PROM, kan ikke samle det inn." in wrong.errors
    assert not PromStatus.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"years-0-level": "A", "years-0-year": 2018}, "Nivå finnes først fra 2019."),
        ({"years-0-stage": None}, "Et nivå må ha et stadium."),
        ({"years-0-stage": 5}, "Stadium må være 1, 2, 3 eller 4."),
        ({"years-0-coverage": "101"}, "Dekningsgraden må være fra 0 til 100 prosent."),
        ({"short_name": None}, "Feltet er påkrevet."),
        ({"established": 1}, "Etableringsåret må være et årstall."),
        ({"main_field": None}, "Velg hovedområdet først."),
    ],
)
def test_what_is_not_right_changes_nothing(form, hjerte, changes, told):
    page = form(address(hjerte)).send(more_fields=[field("luftveier").pk], **YEAR | changes)
    assert told in page.errors
    assert not hjerte.years.exists()
    assert fields_of(hjerte) == ["hjerte og kar"]
    assert not AuditEntry.objects.filter(action="change_registry").exists()


def test_a_key_is_given_once_whatever_its_case(form):
    new = {"key": "HJERTE", "short_name": "Ny", "name": "Et nytt register"}
    page = form("/admin/registries/registry/add/").send(**new)
    assert "Nøkkelen er i bruk." in page.errors
    page = form("/admin/registries/registry/add/").send(**new | {"key": "ny"}, **YEAR)
    assert page.errors == []
    registry = Registry.objects.get(key="ny")
    assert registry.years.get().year == 2023
    page = form(address(registry)).send(key="annen")
    assert Registry.objects.get(pk=registry.pk).key == "ny"


def test_a_registry_that_is_used_is_not_deleted(client, administrator, hjerte):
    for answer in (
        client.get(address(hjerte, "delete")),
        client.post(address(hjerte, "delete"), {"post": "yes"}),
    ):
        assert (answer.status_code, "kan registeret ikke slettes" in answer.getvalue().decode()) == (
            200,
            True,
        )
    with pytest.raises(ValidationError, match="ikke slettes"):
        delete_registry(registry=hjerte, by=None)


def test_a_registry_with_nothing_but_a_job_is_used(client):
    registry = Registry.objects.create(key="tomt", short_name="Tomt", name="Tomt register")
    asked(registry="tomt")
    with pytest.raises(ValidationError, match="ikke slettes"):
        delete_registry(registry=registry, by=None)


def test_a_registry_made_by_mistake_is_deleted(form, client, administrator):
    form("/admin/registries/registry/add/").send(key="ny", short_name="Ny", name="Nytt", **YEAR, **PROM)
    registry = Registry.objects.get(key="ny")
    answer = client.post(address(registry, "delete"), {"post": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/registries/registry/")
    assert not Registry.objects.filter(key="ny").exists()
    entry = AuditEntry.objects.get(action="delete_registry")
    assert (entry.by, entry.subject, entry.before["2023"]["stage"]) == (administrator, "register ny: Ny", 3)


def test_fields_are_added_renamed_and_deleted_when_no_registry_has_them(form, client, administrator):
    form("/admin/registries/medicalfield/add/").send(name="Øye")
    eye = field("Øye")
    assert eye.slug == "oeye"
    form(address(eye)).send(name="Øyne")
    assert (field("Øyne").slug, AuditEntry.objects.get(action="change_field").after) == (
        "oeye",
        {"name": "Øyne"},
    )
    used = field("luftveier")
    answer = client.post(address(used, "delete"), {"post": "yes"})
    assert (answer.status_code, "har registre" in answer.getvalue().decode()) == (200, True)
    with pytest.raises(ValidationError, match="har registre"):
        delete_field(field=used, by=None)
    assert client.post(address(eye, "delete"), {"post": "yes"}).status_code == 302
    assert AuditEntry.objects.get(action="delete_field").before == {
        "name": "Øyne",
        "name_en": "",
        "slug": "oeye",
    }


def test_registries_and_fields_have_names_in_english(form, hjerte):
    assert form(address(hjerte)).send(name_en="Norwegian Heart Registry", short_name_en="Heart").errors == []
    assert form(address(field("luftveier"))).send(name_en="airways and lungs").errors == []
    hjerte.refresh_from_db()
    assert (hjerte.name_en, hjerte.short_name_en) == ("Norwegian Heart Registry", "Heart")
    assert field("luftveier").name_en == "airways and lungs"
    entry = AuditEntry.objects.get(action="change_registry")
    assert entry.after == {"name_en": "Norwegian Heart Registry", "short_name_en": "Heart"}


def test_a_field_that_has_the_address_of_another_is_refused(form):
    page = form("/admin/registries/medicalfield/add/").send(name="Luftveier!")
    assert "Fagområde med Adresse finnes allerede." in page.errors


def test_history_tells_of_the_registry_its_fields_and_years(client, form, hjerte):
    form(address(hjerte)).send(main_field=field("luftveier").pk, **YEAR)
    shown = "\n".join(rows(Page(client, address(hjerte, "history")), "#change-history"))
    for told in ("status 2023", "Lagt til: fagområde luftveier", "Slettet: fagområde hjerte og kar", "87,5"):
        assert told in shown
