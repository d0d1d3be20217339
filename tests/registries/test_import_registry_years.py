from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registries.models import Registry, RegistryYear
from tests.nation import REGISTRIES, UNITS, command, import_table

pytestmark = pytest.mark.django_db
YEARS = """key,year,stage,level,coverage
hjerte,2018,3,,84.2
hjerte,2019,4,A,
lunge,2019,1,C,100
"""


@pytest.fixture(autouse=True)
def registries(tmp_path):
    import_table(tmp_path, "units", UNITS)
    import_table(tmp_path, "registries", REGISTRIES)


def import_years(tmp_path, content):
    return import_table(tmp_path, "registry_years", content)


def status(key, year):
    found = RegistryYear.objects.get(registry__key=key, year=year)
    return found.stage, found.level, found.coverage


def test_each_row_is_a_registrys_status_in_a_year(tmp_path):
    out, _, code = import_years(tmp_path, YEARS)
    assert (out.strip(), code) == ("3 statuser lest: 3 nye, 0 endret.", 0)
    assert status("hjerte", 2018) == (3, "", Decimal("84.2"))
    assert status("lunge", 2019) == (1, "C", Decimal(100))


def test_what_is_empty_stays_empty(tmp_path):
    import_years(tmp_path, YEARS)
    assert status("hjerte", 2019) == (4, "A", None)
    import_years(tmp_path, "key,year\nlunge,2020\n")
    assert status("lunge", 2020) == (None, "", None)


def test_a_second_import_changes_nothing(tmp_path):
    import_years(tmp_path, YEARS)
    before = RegistryYear.history.count()
    out, _, _ = import_years(tmp_path, YEARS)
    assert out.strip() == "3 statuser lest: 0 nye, 0 endret."
    assert RegistryYear.history.count() == before


def test_a_changed_row_changes_the_status_and_the_others_stay(tmp_path):
    import_years(tmp_path, YEARS)
    out, _, _ = import_years(tmp_path, "key,year,stage,level,coverage\nHJERTE,2019,3,B,91\n")
    assert out.strip() == "1 statuser lest: 0 nye, 1 endret."
    assert status("hjerte", 2019) == (3, "B", Decimal(91))
    assert RegistryYear.objects.count() == 3
    assert RegistryYear.history.filter(year=2019, stage=4).count() == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lunge,2019", "nyre,2019", "Rad 4, kolonne key: «nyre»: Registeret finnes ikke."),
        ("lunge,2019", "lunge,to", "Rad 4, kolonne year: «to»"),
        ("lunge,2019", "Hjerte,2018", "Rad 4, kolonne level: «C»: Nivå finnes først fra 2019."),
        ("lunge,2019", "Hjerte,2019", "Rad 4, kolonne year: hjerte har alt 2019 på rad 3."),
        ("2019,4,A", "2019,5,A", "Rad 3, kolonne stage: «5»"),
        ("2019,4,A", "2019,,A", "Rad 3, kolonne stage: Et nivå må ha et stadium."),
        ("2019,4,A", "2019,4,D", "Rad 3, kolonne level: «D»: Skriv en av: A, B, C."),
        ("84.2", "101", "Rad 2, kolonne coverage: «101»"),
        ("84.2", "mye", "Rad 2, kolonne coverage: «mye»"),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_changes_nothing(tmp_path, old, new, told):
    assert old in YEARS
    _, err, code = import_years(tmp_path, YEARS.replace(old, new))
    assert code == 1
    assert told in err
    assert RegistryYear.objects.count() == 0


WRONG = [
    ({"stage": 5}, "Stadium må være 1, 2, 3 eller 4."),
    ({"stage": 0}, "Stadium må være 1, 2, 3 eller 4."),
    ({"stage": 3, "level": "D"}, "Nivå må være A, B eller C."),
    ({"year": 2018, "stage": 3, "level": "A"}, "Nivå finnes først fra 2019."),
    ({"level": "A"}, "Et nivå må ha et stadium."),
    ({"coverage": Decimal("100.1")}, "Dekningsgraden må være fra 0 til 100 prosent."),
    ({"year": 19}, "Året må være et årstall."),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG)
def test_a_wrong_status_is_refused_in_words_and_by_the_database(wrong, told):
    wrong_status = RegistryYear(**{"registry": Registry.objects.get(key="hjerte"), "year": 2019} | wrong)
    with pytest.raises(ValidationError) as refused:
        wrong_status.validate_constraints()
    assert told in refused.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong_status.save()


def test_a_registry_has_one_status_a_year():
    registry = Registry.objects.get(key="hjerte")
    RegistryYear.objects.create(registry=registry, year=2019)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistryYear.objects.create(registry=registry, year=2019)


def test_the_portals_own_file_has_the_printed_status_of_every_evaluated_registry(settings):
    fixtures = settings.BASE_DIR / "fixtures"
    for name in ("units", "registries", "registry_years"):
        assert command(f"import_{name}", str(fixtures / f"{name}.csv"))[2] == 0
    assert Registry.objects.count() >= 55
    evaluated = RegistryYear.objects.exclude(stage=None)
    assert [evaluated.filter(year=year).count() for year in (2018, 2019)] == [51, 51]
    assert not evaluated.filter(registry__established=None).exists()
    # The report of 2019 counts ten, four and four registries at levels A, B and C in Helse Vest.
    vest = evaluated.filter(year=2019, registry__rhf__name="Helse Vest RHF")
    assert [vest.filter(level=level).count() for level in "ABC"] == [10, 4, 4]
    assert status("barnekreft", 2018) == (2, "", Decimal("84.2"))
