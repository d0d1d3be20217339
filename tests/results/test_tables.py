from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as generated
from hypothesis import settings

from results.points import Origin
from results.tables import Table, about, result_columns, result_row, result_rows
from tests.results import shown
from tests.results.presenters.seen import B, N, a_measure
from tests.results.shown import COUNT, MEAN, NATION, SHARE, WITHHELD, given, missing, share, withheld
from wording.numbers import decimal

TEXTS = {"source": "Norsk hjerteregister", "release": "Utgivelse 12, publisert 15. mai 2026"}
NUMBERS = ["value", "numerator", "denominator", "low", "high", "change", "distance", "coverage"]


def line(point, measure=SHARE, **fields):
    """The row's values by their columns' keys."""
    keys = [column.key for column in result_columns()]
    return dict(zip(keys, result_row(measure, point, **TEXTS | fields), strict=True))


def test_a_share_is_a_row_of_what_is_shown():
    point = share(126, 200, before=(90, 200), coverage_numerator=87, coverage_denominator=100)
    assert line(point) == {
        "registry": "Hjerte",
        "indicator": "Behandlet i tide",
        "indicator_key": "h_andel",
        "place": "Bodø",
        "place_key": "bodoe",
        "unit_level": "sykehus",
        "context": "behandlet ved",
        "year": 2024,
        "value": 63,
        "unit": "prosent",
        "attainment": "lav",
        "uncertain": "nei",
        "numerator": 126,
        "denominator": 200,
        "low": 56,
        "high": 69,
        "goal_high": f"≥{B}85{N}%",
        "goal_moderate": f"≥{B}70{N}%",
        "change": 18,
        "distance": 44,
        "coverage": 87,
        "provisional": "nei",
        "reason": "",
        **TEXTS,
    }


def test_the_columns_are_named_in_norwegian_and_once():
    headers = [column.header for column in result_columns()]
    assert headers[:3] == ["Register", "Indikator", "Indikatornøkkel"]
    assert {"Verdi", "Måleenhet", "95 % KI fra", "Vises ikke fordi", "Kilde", "Utgivelse"} <= set(headers)
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize("reason", WITHHELD)
def test_a_withheld_result_has_its_reason_and_no_number(reason):
    found = line(withheld(reason, provisional=True))
    assert [found[key] for key in NUMBERS] == [None] * len(NUMBERS)
    assert not found["attainment"]
    assert not found["uncertain"]
    assert not found["provisional"]
    assert found["reason"] == withheld(reason).cell.text != ""
    assert {key for key, value in found.items() if isinstance(value, int | Decimal)} == {"year"}


def test_missing_withheld_and_zero_are_three_different_things():
    assert line(missing())["reason"] == "Ingen tall"
    assert line(missing())["value"] is None
    nothing = line(share(0, 9))
    assert (nothing["value"], nothing["numerator"], nothing["low"], nothing["reason"]) == (0, 0, 0, "")


def test_a_level_that_is_not_certain_is_said_to_be_uncertain():
    assert line(share(8, 10))["uncertain"] == "ja"
    measure = a_measure()
    assert line(share(8, 10, measure=measure), measure)["uncertain"] == ""
    assert line(given("7"), MEAN)["uncertain"] == ""


def test_a_change_is_told_only_where_it_is_certain_and_has_its_sign():
    assert line(share(71, 100, before=(67, 100)))["change"] is None
    assert line(share(90, 200, before=(126, 200)))["change"] == -18
    # As on the screen: what rounds to none has the decimals it takes.
    assert line(share(502_000, 10**6, before=(498_000, 10**6)))["change"] == Decimal("0.4")


def test_numbers_have_the_decimals_of_the_screen():
    assert str(line(share(1, 2, measure=a_measure(decimals=1)), a_measure(decimals=1))["value"]) == "50.0"
    assert str(line(given("-5.25"), MEAN)["value"]) == "-5.3"
    # 69.6 % is low: as 70 % it would reach the limit.
    assert str(line(share(696, 1000))["value"]) == "69.6"
    assert str(line(share(696, 1000))["low"]) == "66.7"


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (SHARE, "prosent"),
        (MEAN, "dager"),
        (COUNT, "antall"),
        (replace(COUNT, unit_word="inngrep"), "inngrep"),
    ],
)
def test_the_unit_is_told(measure, unit):
    assert line(missing(measure=measure), measure)["unit"] == unit


def test_where_the_patients_are_counted_and_the_level_are_told():
    resident = replace(SHARE, context="resident")
    found = line(share(1, 2, unit=NATION, measure=resident), resident)
    assert (found["context"], found["unit_level"]) == ("bosatt i opptaksområdet", "nasjon")


def test_a_printed_result_names_its_own_source():
    point = share(1, 2)
    printed = replace(point, cell=replace(point.cell, source=2))
    assert line(printed, printed=("Årsrapport 2023", "Årsrapport 2024"))["source"] == "Årsrapport 2024"
    assert line(point, printed=("Årsrapport 2023",))["source"] == "Norsk hjerteregister"


def test_rows_come_in_the_order_of_the_points():
    rows = result_rows(SHARE, [share(1, 2), missing(), withheld()], **TEXTS)
    assert rows == [result_row(SHARE, point, **TEXTS) for point in (share(1, 2), missing(), withheld())]


@settings(max_examples=300, deadline=None)
@generated(shown.share_measures().flatmap(lambda one: shown.points_of(one).map(lambda point: (one, point))))
def test_every_number_is_the_one_on_the_screen(drawn):
    measure, point = drawn
    found = line(point, measure)
    if not point.shown:
        assert [found[key] for key in NUMBERS] == [None] * len(NUMBERS)
        return
    assert f"{written(found['value'])}{N}%" == point.cell.value
    ends = f"{written(found['low'])}–{written(found['high'])}{N}%"
    assert point.cell.interval == f"95{N}% KI {ends}"
    counts = [decimal(found[key], 0) for key in ("numerator", "denominator")]
    assert point.cell.details[0] == " av ".join(counts)
    assert found["attainment"] == point.cell.word.lower()
    if found["distance"]:
        assert point.cell.distance.startswith(decimal(found["distance"], 0))
    assert (found["uncertain"] == "ja") == ("usikkert nivå" in point.cell.details)
    assert (found["provisional"] == "ja") == ("foreløpig" in point.cell.details)


def written(number):
    """With the number's own decimals, as the screen has them."""
    return decimal(Fraction(number), max(0, -Decimal(number).as_tuple().exponent))


ONE = Origin(
    "Hjerteregisteret", "Utgivelse 12", "https://example.no/a", ("Genererte tall", "Foreløpige tall")
)
OTHER = Origin("Lungeregisteret", "Utgivelse 13", "https://example.no/b", ("Genererte tall",))


def test_about_tells_what_was_chosen_the_sources_and_what_holds_for_them():
    assert about(chosen=[("År", "2024"), ("Fagområde", "")], origins=[ONE], caveats=["Skjulte tall"]) == (
        ("År", "2024"),
        ("Kilde", "Hjerteregisteret. Utgivelse 12"),
        ("Fast adresse", "https://example.no/a"),
        ("Merk", "Genererte tall"),
        ("Merk", "Foreløpige tall"),
        ("Merk", "Skjulte tall"),
    )


def test_what_holds_for_one_of_several_sources_follows_it():
    assert about(origins=[ONE, OTHER]) == (
        ("Kilde", "Hjerteregisteret. Utgivelse 12"),
        ("Fast adresse", "https://example.no/a"),
        ("Merk", "Foreløpige tall"),
        ("Kilde", "Lungeregisteret. Utgivelse 13"),
        ("Fast adresse", "https://example.no/b"),
        ("Merk", "Genererte tall"),
    )


def test_an_address_for_all_sources_is_told_once():
    same = [replace(one, address="https://example.no/") for one in (ONE, OTHER)]
    addresses = [text for label, text in about(origins=same) if label == "Fast adresse"]
    assert addresses == ["https://example.no/"]


def test_without_a_source_there_is_nothing_to_tell():
    assert about() == ()


def test_the_notes_begin_with_the_title_and_end_with_the_day():
    table = Table("tabell", "Resultater", (), (), date(2026, 5, 15), (("År", "2024"),))
    assert table.notes == (("Tabell", "Resultater"), ("År", "2024"), ("Lastet ned", "15. mai 2026"))
