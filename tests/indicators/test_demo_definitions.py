"""The demo's definitions, fixtures/demo/indicators.csv: that they load, and what is promised of them."""

import csv
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.db.models import Q

from indicators.models import Indicator, Target, Type
from registries.models import MedicalField, Registry
from tests.nation import command
from wording.collation import norwegian_key

FIXTURES = settings.BASE_DIR / "fixtures"
FILE = FIXTURES / "demo" / "indicators.csv"
ENGLISH_STARTS = ("Share ", "Number of ", "Coverage of ", "Mean ", "Median ", "Relative survival ")
STARTS = ("Andel ", "Antall ", "Dekningsgrad for ", "Gjennomsnittlig ", "Median ", "Relativ overlevelse ")


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def definitions():
    """The first row of each key."""
    return list({row["key"]: row for row in reversed(rows())}.values())[::-1]


def shown():
    return [row for row in definitions() if row["shown"] == "1"]


@pytest.mark.django_db
def test_the_definitions_load_with_enough_shown_in_enough_registries():
    for name, file in [("units", "units.csv"), ("registries", "registries.csv"), ("indicators", FILE)]:
        _, err, code = command(f"import_{name}", str(FIXTURES / file))
        assert (err, code) == ("", 0)
    public = Indicator.objects.filter(shown=True)
    assert public.count() >= 190
    assert public.values("registry").distinct().count() >= 30
    assert Target.objects.count() >= 190


def test_every_shown_indicator_is_told_in_a_short_title_and_a_short_description():
    wrong = [
        row["key"]
        for row in shown()
        if not row["title"].startswith(STARTS)
        or len(row["title"]) > 80
        or row["title"].endswith(".")
        or not row["short_description"].endswith(".")
        or len(row["short_description"]) > 220
    ]
    assert wrong == []


@pytest.mark.parametrize("title", ["title", "title_en"])
def test_no_two_shown_indicators_of_a_registry_share_a_title(title):
    titles = [(row["registry"], row[title].casefold()) for row in shown()]
    assert len(set(titles)) == len(titles)


def numbers(text):
    """As they are written in Norwegian."""
    return sorted(number.replace(".", ",") for number in re.findall(r"\d+(?:[.,]\d+)?", text))


def test_every_indicator_has_a_short_title_in_english():
    wrong = [
        row["key"]
        for row in definitions()
        if not row["title_en"].startswith(ENGLISH_STARTS)
        or len(row["title_en"]) > 95
        or row["title_en"].endswith(".")
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["title", "short_description", "long_description", "unit_word"])
def test_what_is_said_in_norwegian_is_said_in_english_with_the_same_numbers(text):
    wrong = [
        row["key"]
        for row in rows()
        if bool(row[text]) != bool(row[f"{text}_en"]) or numbers(row[text]) != numbers(row[f"{text}_en"])
    ]
    assert wrong == []


def test_english_texts_are_as_short_and_as_well_made_as_the_norwegian():
    for row in definitions():
        short = row["short_description_en"]
        assert not short or (short.endswith(".") and len(short) <= 220), row["key"]
        assert row["long_description_en"].count("**") == row["long_description"].count("**"), row["key"]


@pytest.mark.django_db
def test_every_registry_and_field_has_a_name_in_english():
    for name, file in [("units", "units"), ("registries", "registries"), ("fields", "medical_fields")]:
        _, err, code = command(f"import_{name}", str(FIXTURES / f"{file}.csv"))
        assert (err, code) == ("", 0)
    assert Registry.objects.exists()
    assert not Registry.objects.filter(Q(name_en="") | Q(short_name_en="")).exists()
    assert list(MedicalField.objects.filter(name_en="")) == []


def test_what_is_looked_up_most_is_told_at_length():
    told = {row["key"] for row in shown() if row["long_description"].count("**") == 8}
    assert len(told) >= 12
    assert {"hjerneslag_inn_enhet", "hjerteinfarkt_reper_stemi_tid", "hoftebrudd_24t"} <= told
    assert {"barnediabetes_hba1c_lt_7", "ms_tid_til_beh", "lungekreft_overl_5aar"} <= told


def test_every_type_is_shown_and_numbers_have_their_unit():
    assert {row["type"] for row in shown()} == set(Type.values)
    numbers = [row for row in shown() if row["number_format"] == "number"]
    assert {row["type"] for row in numbers} == {Type.MEAN, Type.MEDIAN, Type.COUNT}
    assert [row["key"] for row in numbers if not row["unit_word"]] == []


def test_coverage_is_of_type_coverage_and_of_the_same_registry():
    coverage = {row["key"]: row["registry"] for row in definitions() if row["type"] == Type.COVERAGE}
    pointing = [row for row in definitions() if row["coverage_indicator"]]
    assert len(pointing) > 100
    assert [r["key"] for r in pointing if coverage.get(r["coverage_indicator"]) != r["registry"]] == []


def test_each_registry_with_coverage_shows_it():
    having = {row["registry"] for row in definitions() if row["type"] == Type.COVERAGE}
    assert having == {row["registry"] for row in shown() if row["type"] == Type.COVERAGE}


def test_high_is_at_least_as_good_as_moderate():
    limited = [row for row in rows() if row["target_high"] and row["target_moderate"] and row["direction"]]
    assert len(limited) > 150
    sign = {"higher": 1, "lower": -1}
    wrong = [
        row["key"]
        for row in limited
        if sign[row["direction"]] * (Decimal(row["target_high"]) - Decimal(row["target_moderate"])) < 0
    ]
    assert wrong == []


DATED = {
    "barnediabetes_hba1c_lt_7": [("", "0.4", "0.2", ""), ("2023", "0.6", "0.4", "0")],
    "ms_tid_til_beh": [("", "0.75", "0.6", ""), ("2022", "0.75", "0.6", "1")],
    "tonsille_blodning": [("", "0.06", "0.1", ""), ("2021", "0.04", "0.1", "0")],
    "cp_kognisjon": [("2020", "0.85", "", "0")],
    "soreg_kontroll_1aar": [("2018", "0.95", "", "0")],
    "soreg_kontroll_2aar": [("2018", "0.9", "", "0")],
}


@pytest.mark.parametrize("key", DATED)
def test_a_dated_change_has_its_limits_and_its_break(key):
    columns = ("valid_from", "target_high", "target_moderate", "break")
    dated = [row for row in rows() if row["key"] == key]
    assert [tuple(row[column] for column in columns) for row in dated] == DATED[key]


def test_every_dated_change_is_explained_in_both_languages_and_there_are_no_others():
    dated = [row for row in rows() if row["valid_from"]]
    assert {row["key"] for row in dated} == set(DATED)
    assert [row["key"] for row in dated if row["valid_from"] not in row["note"]] == []
    assert [row["key"] for row in dated if row["valid_from"] not in row["note_en"]] == []
    assert [row["note"] for row in dated if row["break"] == "1"] == [
        "Nytt mål fra 2022: behandling innen 21 dager (før: 30)."
    ]


@pytest.mark.parametrize(
    ("key", "high"),
    [
        ("hjerteinfarkt_reper_stemi_tid", "0.85"),
        ("hjerneslag_bilde_15min", "0.6"),
        ("ms_diagnosetid", "0.8"),
        ("hjerneslag_beh_enhet", "0.9"),
    ],
)
def test_a_limit_of_the_registries_is_kept(key, high):
    assert [(row["type"], row["target_high"]) for row in shown() if row["key"] == key] == [("share", high)]


def test_the_file_is_in_norwegian_order_of_registry_then_in_its_own():
    order = [(norwegian_key(row["registry"]), row["sorting"]) for row in definitions()]
    assert order == sorted(order)
    assert len(set(order)) == len(order)
