"""Who comes into which room of definitions, by which method; what is not yours is not there."""

import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from indicators.models import Indicator, Target
from registries.models import AuditEntry
from results.models import Job
from tests.nation import found_nation
from tests.pages import select
from tests.workbench.definers import ROLES, client_of, read

pytestmark = pytest.mark.django_db
HERE, OTHER = "/definisjoner/hjerte/", "/definisjoner/lunge/"
READ = [
    HERE,
    f"{HERE}ny/",
    f"{HERE}rekkefolge/",
    f"{HERE}eksport.csv",
    f"{HERE}eksport.xlsx",
    f"{HERE}import/",
    f"{HERE}h_andel/",
]
WRITTEN = [
    f"{HERE}utkast/",
    f"{HERE}h_andel/avslutt/",
    f"{HERE}h_andel/slett/",
    f"{HERE}h_andel/hva-om/",
    f"{HERE}h_andel/maal/",
    f"{HERE}h_andel/maal/2023/",
    f"{HERE}h_andel/maal/begynnelsen/fjern/",
]
MISSING = [
    "/definisjoner/ukjent/",
    "/definisjoner/HJERTE/",
    f"{HERE}ukjent/",
    f"{HERE}l_andel/",
    f"{HERE}ukjent/hva-om/",
    f"{HERE}l_andel/hva-om/",
    f"{HERE}h_andel/maal/x/",
    f"{HERE}h_andel/maal/2023/x/",
    f"{HERE}eksport.pdf/",
]
MAY = {"publisher", "administrator"}


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def without_token(answer):
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content)


def state():
    return (
        list(Indicator.objects.values().order_by("pk")),
        list(Target.objects.values().order_by("pk")),
        Job.objects.count(),
    )


@pytest.mark.parametrize("name", ROLES)
def test_who_may_read_what(name):
    client = client_of(name)
    expected = 200 if name in MAY else 404
    assert {address: client.get(address).status_code for address in READ} == dict.fromkeys(READ, expected)


@pytest.mark.parametrize("name", [name for name in ROLES if name not in MAY])
def test_who_may_not_write_changes_nothing(name):
    client, before = client_of(name), state()
    for address in (*READ, *WRITTEN, f"{HERE}import/lagre/"):
        assert client.post(address, {"reason": "Fordi"}).status_code == 404, address
    assert state() == before


@pytest.mark.parametrize("name", ["publisher", "administrator"])
def test_what_is_only_written_is_not_read(name):
    client = client_of(name)
    for address in WRITTEN:
        assert client.get(address).status_code == 405, address
        assert client.delete(address).status_code == 405, address
    for address in READ:
        assert client.put(address).status_code == 405, address


@pytest.mark.parametrize("name", ["publisher", "administrator"])
def test_what_does_not_exist_is_not_found(name):
    client = client_of(name)
    for address in MISSING:
        assert client.get(address).status_code in (404, 405), address
        assert client.post(address).status_code == 404, address


def test_the_publisher_of_another_registry_meets_the_same_as_for_what_is_not_there():
    client = client_of("other")
    not_mine, not_there = client.get(HERE), client.get("/definisjoner/ukjent/")
    assert not_mine.status_code == not_there.status_code == 404
    assert without_token(not_mine) == without_token(not_there)
    assert client.get(OTHER).status_code == 200


@pytest.mark.parametrize("address", ["/definisjoner/", "/definisjoner/ukjent/", *READ])
def test_who_is_not_signed_in_is_asked_to(address):
    answer = client_of("anonymous").get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(resolve_url(settings.LOGIN_URL))


@pytest.mark.parametrize(
    ("name", "registries"),
    [("publisher", ["hjerte"]), ("other", ["lunge"]), ("administrator", ["hjerte", "lunge"])],
)
def test_the_list_of_registries_is_of_ones_own(name, registries):
    tree = read(client_of(name).get("/definisjoner/"))
    assert [one.get("data-registry") for one in select(tree, "[data-registry]")] == registries


@pytest.mark.parametrize("name", ["contributor", "reviewer", "nobody"])
def test_who_may_define_nothing_finds_no_list(name):
    assert client_of(name).get("/definisjoner/").status_code == 404


def test_reading_leaves_no_trace():
    client, before = client_of(), AuditEntry.objects.count()
    for address in READ:
        client.get(address)
    assert AuditEntry.objects.count() == before
