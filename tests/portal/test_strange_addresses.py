"""What is in no database is not looked for there: PostgreSQL fails where a text with NUL is."""

import pytest

from tests.builders import a_registry, a_release, an_indicator
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
NUL = "%00"
PUBLIC = [
    (f"/register/{NUL}/", 404),
    (f"/register/hjerte{NUL}/", 404),
    (f"/fagomraade/{NUL}/", 404),
    (f"/sykehus/{NUL}/", 404),
    (f"/indikator/hjerte/{NUL}/", 404),
    (f"/indikator/{NUL}/andel/", 404),
    (f"/utgivelser/atom.xml?register={NUL}", 404),
    (f"/utgivelser/?register={NUL}", 200),
    (f"/behandlingskvalitet/?sted={NUL}&register={NUL}&fagomraade={NUL}&rad={NUL}", 200),
    (f"/registerstatus/?aar={NUL}", 200),
    (f"/sok/?sok={NUL}", 200),
]
STAFFS = [
    f"/levering/{NUL}/",
    f"/levering/{NUL}/mal.csv",
    f"/definisjoner/{NUL}/",
    f"/definisjoner/{NUL}/eksport.csv",
    f"/definisjoner/{NUL}/andel/",
    f"/logg/?register={NUL}",
]


@pytest.fixture(autouse=True)
def published():
    an_indicator(a_release(a_registry("Hjerte")), "andel")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(("address", "status"), PUBLIC)
def test_nothing_is_called_so(client, language, address, status):
    assert client.get(language + address).status_code == status


@pytest.mark.parametrize("address", STAFFS)
def test_nothing_of_staffs_is_either(client, address):
    sign_in(client, a_person("Kari", "administrator"))
    assert client.get(address).status_code in (200, 404)
