import pytest

from registries.models import MedicalField, Registry
from tests.nation import REGISTRIES, UNITS, import_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def units(tmp_path):
    import_table(tmp_path, "units", UNITS)


def test_registries_and_their_fields_are_made(tmp_path):
    out, _, code = import_table(tmp_path, "registries", REGISTRIES)
    assert (out.strip(), code) == ("2 registre lest: 2 nye, 0 endret.", 0)
    lunge = Registry.objects.get(key="lunge")
    assert [link.field.name for link in lunge.field_links.all()] == ["luftveier", "hjerte og kar"]
    assert (lunge.rhf.name, lunge.established) == ("Sør", None)
    assert MedicalField.objects.count() == 2


def test_a_second_import_changes_nothing(tmp_path):
    import_table(tmp_path, "registries", REGISTRIES)
    before = Registry.history.count()
    out, _, _ = import_table(tmp_path, "registries", REGISTRIES)
    assert out.strip() == "2 registre lest: 0 nye, 0 endret."
    assert Registry.history.count() == before


def test_a_changed_row_changes_the_registry_whatever_the_case_of_its_key(tmp_path):
    import_table(tmp_path, "registries", REGISTRIES)
    import_table(tmp_path, "registries", REGISTRIES.replace("hjerte,Norsk", "HJERTE,Nytt"))
    assert Registry.objects.get(key="hjerte").name == "Nytt hjerteregister"


def test_english_names_stay_where_the_file_has_no_column_for_them(tmp_path):
    import_table(tmp_path, "registries", REGISTRIES)
    names = "key,name,name_en,short_name,short_name_en\n"
    import_table(tmp_path, "registries", f"{names}hjerte,Norsk,Norwegian Heart Registry,Hjerte,Heart\n")
    import_table(tmp_path, "registries", REGISTRIES)
    hjerte = Registry.objects.get(key="hjerte")
    assert (hjerte.name_en, hjerte.short_name_en) == ("Norwegian Heart Registry", "Heart")
    import_table(tmp_path, "registries", f"{names}hjerte,Norsk,,Hjerte,\n")
    hjerte.refresh_from_db()
    assert (hjerte.name_en, hjerte.short_name_en) == ("", "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Hjerte,Nord", "Hjerte,Vest", "Rad 2, kolonne rhf: «Vest»"),
        ("2001", "to tusen", "Rad 2, kolonne established: «to tusen»"),
        ("lunge,Norsk", "Hjerte,Norsk", "Rad 3, kolonne key: «Hjerte» står også på rad 2"),
        ("lunge,Norsk", "lu nge,Norsk", "Rad 3, kolonne key: «lu nge»"),
        ("lunge,Norsk lungeregister", "lunge,", "Rad 3, kolonne name"),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_changes_nothing(tmp_path, old, new, told):
    _, err, code = import_table(tmp_path, "registries", REGISTRIES.replace(old, new))
    assert code == 1
    assert told in err
    assert Registry.objects.count() == 0
