import pytest

from registries.models import MedicalField
from tests.nation import import_table

pytestmark = pytest.mark.django_db
FIELDS = "name,name_en\nkreft,cancer\nhjerte og kar,heart and blood vessels\n"


def imported(folder, text):
    out, err, code = import_table(folder, "fields", text)
    return out.strip() or err, code


def names():
    return list(MedicalField.objects.order_by("slug").values_list("slug", "name", "name_en"))


def test_fields_are_made_and_a_second_import_changes_nothing(tmp_path):
    assert imported(tmp_path, FIELDS) == ("2 fagområder lest: 2 nye, 0 endret.", 0)
    before = MedicalField.history.count()
    assert imported(tmp_path, FIELDS) == ("2 fagområder lest: 0 nye, 0 endret.", 0)
    assert MedicalField.history.count() == before
    assert names() == [
        ("hjerte-og-kar", "hjerte og kar", "heart and blood vessels"),
        ("kreft", "kreft", "cancer"),
    ]


def test_an_english_name_is_taken_away_by_an_empty_cell_alone(tmp_path):
    imported(tmp_path, FIELDS)
    assert imported(tmp_path, "name\nKreft\n") == ("1 fagområder lest: 0 nye, 1 endret.", 0)
    assert names()[1] == ("kreft", "Kreft", "cancer")
    imported(tmp_path, "name,name_en\nKreft,\n")
    assert names()[1] == ("kreft", "Kreft", "")


def test_a_field_that_stands_twice_is_a_fault(tmp_path):
    told, code = imported(tmp_path, f"{FIELDS}KREFT,Cancer\n")
    assert (told.splitlines()[0], code) == ("Rad 4, kolonne name: «KREFT» står også på rad 2.", 1)
    assert names() == []
