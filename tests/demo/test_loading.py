"""Loading the demonstration: a few of its registries, by the code that loads all of them."""

import csv
import shutil
from datetime import date

import pytest

from demo import loading
from demo.accounts import WARNING
from demo.loading import load
from demo.standing import TABLES, Standing, standing
from indicators.models import Indicator
from portal.management.commands import load_demo
from portal.management.commands.prepare import load_first
from registries.models import Registry
from results.actions import Refused
from results.models import Delivery, Observation, PrintedResult, Publication, Release, Result
from tests.nation import command, exported, one

pytestmark = pytest.mark.django_db
FEW = ["barnekreft", "kvarus"]


@pytest.fixture
def folder(tmp_path):
    """The tables of the demonstration, with deliveries of a few registries."""
    folder = tmp_path / "demo"
    shutil.copytree(TABLES, folder)
    plan(folder, FEW)
    return folder


def plan(folder, registries):
    path = folder / "deliveries.csv"
    with (TABLES / path.name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["registry"] in registries]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module", autouse=True)
def first_units_and_registries(begun):
    load_first()


def silent(number, of, name):
    pass


def test_it_is_delivered_and_published_as_generated(folder, client):
    told = []
    load(tell=lambda *progress: told.append(progress), folder=folder)
    assert told == [(1, 2, "Barnekreft"), (2, 2, "Rusbehandling")]
    deliveries = Delivery.objects.order_by("pk")
    assert [(one.registry.key, one.generated, one.accepted_warnings) for one in deliveries] == [
        ("barnekreft", True, []),
        ("kvarus", True, []),
    ]
    assert deliveries[0].complete_to == date(2024, 12, 31)
    reason = "Første publisering, med tall for 2020–2025. Tallene for 2025 er foreløpige."
    assert Publication.objects.get(registry__key="kvarus").reason == reason
    assert Release.objects.published().count() == 2
    assert "Demonstrasjon." in client.get("/").getvalue().decode()


def test_the_printed_result_is_met_and_named(folder, client):
    plan(folder, ["ms"])
    load(tell=silent, folder=folder)
    assert PrintedResult.objects.get().numerator == 67
    rows = [row for row in exported("--registry", "ms", "--year", "2024") if row["context"] == "caregiver"]
    region = one(rows, indicator="ms_diagnosetid", unit="Helse Midt-Norge RHF")
    assert (region["numerator"], region["denominator"]) == ("67", "78")
    assert region["source"].startswith("Helse Midt-Norge RHF")
    assert {row["source"] for row in rows if row is not region} == {"generated"}
    page = client.get("/behandlingskvalitet/", {"register": "ms", "aar": 2024}).getvalue().decode()
    assert page.count('class="source"') == 1
    assert "Kilde 1: Helse Midt-Norge RHF" in page


def test_a_correction_is_a_delivery_and_a_publication_of_its_own(folder):
    plan(folder, ["tonsille"])
    load(tell=silent, folder=folder)
    first, correction = Publication.objects.order_by("pk")
    assert "registrert for sent" in correction.reason
    assert first.added > 1000
    assert (correction.added, correction.removed) == (0, 0)
    assert 0 < correction.changed < 60
    assert Delivery.objects.order_by("pk").last().accepted_warnings == []


def test_broken_off_it_goes_on_where_it_was(folder, monkeypatch):
    publish = loading.publish_release

    def broken_off(*, release, **options):
        if release.registry.key == "kvarus":
            raise KeyboardInterrupt
        return publish(release=release, **options)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "publish_release", broken_off)
        with pytest.raises(KeyboardInterrupt):
            load(tell=silent, folder=folder)
    [kept] = Delivery.objects.all()
    assert (kept.registry.key, standing(folder)) == ("barnekreft", Standing.BEGUN)
    load(tell=silent, folder=folder)
    assert standing(folder) == Standing.LOADED
    assert sorted(Delivery.objects.values_list("registry__key", flat=True)) == FEW
    assert Release.objects.count() == Release.objects.published().count() == 2


def test_it_is_loaded_once(folder):
    load(tell=silent, folder=folder)
    counted = [model.objects.count() for model in (Delivery, Release, Observation, Result)]
    with pytest.raises(Refused, match="lastet fra før"):
        load(tell=silent, folder=folder)
    assert [model.objects.count() for model in (Delivery, Release, Observation, Result)] == counted


def a_real_delivery():
    Delivery.objects.create(
        registry=Registry.objects.get(key="nkr"),
        rows=1,
        updated_to=date(2026, 5, 1),
        complete_to=date(2025, 12, 31),
    )


def an_indicator_of_their_own():
    Indicator.objects.create(key="vår_egen", registry=Registry.objects.get(key="nkr"), type="share")


def a_registry_less():
    Registry.objects.get(key="kvarus").delete()


@pytest.mark.parametrize("theirs", [a_real_delivery, an_indicator_of_their_own, a_registry_less])
def test_nothing_is_loaded_into_a_database_that_is_in_use(folder, theirs):
    theirs()
    assert standing(folder) == Standing.IN_USE
    with pytest.raises(Refused, match="Databasen er i bruk"):
        load(tell=silent, folder=folder)
    assert not Delivery.objects.filter(generated=True).exists()


def test_a_database_with_its_first_units_alone_is_empty(folder):
    assert standing(folder) == Standing.EMPTY


def test_a_delivery_of_their_own_beside_the_demonstration_makes_it_theirs(folder):
    load(tell=silent, folder=folder)
    a_real_delivery()
    assert standing(folder) == Standing.IN_USE


def test_the_command_tells_how_far_it_has_come(monkeypatch, folder):
    monkeypatch.setattr(load_demo, "load", lambda *, tell: load(tell=tell, folder=folder))
    out, err, code = command("load_demo")
    assert (err, code) == ("", 0)
    assert out.splitlines() == [
        "Laster demodata: 1 av 2 registre (Barnekreft)",
        "Laster demodata: 2 av 2 registre (Rusbehandling)",
        "Demodata er lastet.",
        WARNING,
    ]
    assert command("load_demo") == ("Demodata er lastet fra før.\n", "", 0)
