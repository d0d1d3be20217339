import csv
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registries.models import PromStatus, Registry
from tests.nation import REGISTRIES, UNITS, command, import_table

pytestmark = pytest.mark.django_db
PROM = """key,status_date,chosen,collected,electronic,generic_instrument,disease_specific_instrument,prem,note
hjerte,2020-12-31,ja,ja,,EQ-5D-5L,MLHFQ,,
lunge,2020-12-31,nei,nei,,,,nei,
"""


@pytest.fixture(autouse=True)
def registries(tmp_path):
    import_table(tmp_path, "units", UNITS)
    import_table(tmp_path, "registries", REGISTRIES)


def import_prom(tmp_path, content=PROM):
    return import_table(tmp_path, "prom", content)


def status(key):
    found = PromStatus.objects.get(registry__key=key)
    return found.chosen, found.collected, found.electronic, found.prem


def test_what_is_not_said_is_not_a_no(tmp_path):
    out, _, code = import_prom(tmp_path)
    assert (out.strip(), code) == ("2 statuser lest: 2 nye, 0 endret.", 0)
    assert status("hjerte") == (True, True, None, None)
    assert status("lunge") == (False, False, None, False)
    hjerte = PromStatus.objects.get(registry__key="hjerte")
    assert (hjerte.status_date, hjerte.generic_instrument) == (date(2020, 12, 31), "EQ-5D-5L")


def test_a_second_import_changes_what_differs_and_no_more(tmp_path):
    import_prom(tmp_path)
    before = PromStatus.history.count()
    assert import_prom(tmp_path)[0].strip() == "2 statuser lest: 0 nye, 0 endret."
    assert PromStatus.history.count() == before
    out, _, _ = import_prom(tmp_path, "key,status_date,chosen\nHJERTE,2020-12-31,ja\nhjerte,2021-12-31,ja\n")
    assert out.strip() == "2 statuser lest: 1 nye, 1 endret."
    assert PromStatus.objects.count() == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lunge,2020", "nyre,2020", "Rad 3, kolonne key: «nyre»: Registeret finnes ikke."),
        ("lunge,2020", "Hjerte,2020", "Rad 3, kolonne status_date: hjerte har alt 2020-12-31 på rad 2."),
        ("lunge,2020-12-31", "lunge,31.12.2020", "Rad 3, kolonne status_date: «31.12.2020»: Skriv datoen"),
        ("nei,nei", "nei,kanskje", "Rad 3, kolonne collected: «kanskje»: Skriv 1 eller 0."),
        ("nei,nei", "nei,ja", "Rad 3, kolonne collected: «ja»: Et register som ikke har valgt PROM"),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_changes_nothing(tmp_path, old, new, told):
    assert old in PROM
    _, err, code = import_prom(tmp_path, PROM.replace(old, new))
    assert code == 1
    assert told in err
    assert not PromStatus.objects.exists()


def test_what_contradicts_itself_is_refused_by_the_database(tmp_path):
    wrong = PromStatus(
        registry=Registry.objects.get(key="hjerte"),
        status_date=date(2020, 12, 31),
        chosen=False,
        collected=True,
    )
    with pytest.raises(ValidationError, match="kan ikke samle det inn"):
        wrong.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def test_a_registry_has_one_status_a_day(tmp_path):
    import_prom(tmp_path)
    again = PromStatus(registry=Registry.objects.get(key="hjerte"), status_date=date(2020, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_portals_own_file_has_the_printed_status(settings):
    """The report of 2020 counts 50 of the 51 registries as having chosen; the pandemic's is beside them."""
    fixtures = settings.BASE_DIR / "fixtures"
    for name in ("units", "registries", "prom"):
        assert command(f"import_{name}", str(fixtures / f"{name}.csv"))[2] == 0
    with (fixtures / "prom.csv").open(encoding="utf-8") as file:
        assert PromStatus.objects.count() == len(list(csv.DictReader(file))) == 52
    printed = PromStatus.objects.exclude(registry__key="pandemi")
    assert (printed.filter(chosen=True).count(), printed.filter(collected=True).count()) == (50, 42)
    assert PromStatus.objects.filter(electronic=True).count() == 23
    assert not PromStatus.objects.filter(electronic=False).exists()
