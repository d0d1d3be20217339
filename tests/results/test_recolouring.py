"""Rows that a page has read, judged by one target: their words and levels agree."""

from dataclasses import replace
from decimal import Decimal

import pytest

from results.models import Result
from results.presenters.cells import point
from results.presenters.measures import measure
from results.recolouring import recoloured_measure, recoloured_rows
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator

pytestmark = pytest.mark.django_db
YEARS = (2020, 2022, 2024)


@pytest.fixture
def release():
    return a_release(a_registry("Hjerte"))


def definition_with(release, *targets, **fields):
    definition = an_indicator(release, "h_andel", targets=targets, **fields)
    unit = a_unit()
    for year in YEARS:
        a_result(
            definition, unit, 64, 100, year=year, ci_low=0.54, ci_high=0.73, attainment="high", certain=True
        )
    return definition


def target(valid_from, high, **fields):
    return {"valid_from": valid_from, "direction": "higher", "high": high} | fields


def levels(definition, year=None):
    rows = Result.objects.filter(indicator=definition.indicator).order_by("year").rows()
    found = recoloured_rows(rows, [definition], year)
    return [(row.attainment, row.certain, row.distance) for row in found.rows], found.not_comparable


def test_every_year_has_the_level_that_the_last_target_gives(release):
    definition = definition_with(release, target(None, "0.5"), target(2023, "0.7"))
    assert levels(definition) == ([("low", False, 6)] * 3, frozenset())
    assert levels(definition, 2022)[0] == [("high", True, 0)] * 3


def test_years_before_a_break_are_told_apart(release):
    definition = definition_with(release, target(None, "0.5"), target(2022, "0.7", is_break=True))
    assert levels(definition)[1] == {(definition.indicator_id, 2020)}


def test_without_targets_there_are_no_levels(release):
    assert levels(definition_with(release))[0] == [("", None, None)] * 3


def test_the_numbers_stay(release):
    definition = definition_with(release, target(None, "0.5"))
    rows = Result.objects.order_by("year").rows()
    changed = [row._replace(attainment="", certain=None, distance=None) for row in rows]
    found = recoloured_rows(rows, [definition]).rows
    assert [row._replace(attainment="", certain=None, distance=None) for row in found] == changed


def test_the_measure_has_the_last_limits_in_every_year_and_its_breaks(release):
    definition = definition_with(
        release, target(2021, "0.5"), target(2023, "0.7", is_break=True, note_nb="Nytt mål")
    )
    told = recoloured_measure(measure(definition, release.registry, "caregiver"))
    assert [(one.first, one.last, one.high, one.is_break) for one in told.targets] == [
        (None, 2020, Decimal("0.7"), False),
        (2021, 2022, Decimal("0.7"), False),
        (2023, None, Decimal("0.7"), True),
    ]
    assert {one.goal for one in told.targets} == {told.targets[-1].goal}
    assert told.targets[-1].note == "Nytt mål"
    assert all(told.target(year).high == Decimal("0.7") for year in range(2000, 2030))


def test_or_those_of_a_year(release):
    definition = definition_with(release, target(2021, "0.5"), target(2023, "0.7"))
    own = measure(definition, release.registry, "caregiver")
    assert {one.high for one in recoloured_measure(own, 2022).targets} == {Decimal("0.5")}
    assert {one.goal for one in recoloured_measure(own, 2020).targets} == {None}
    assert recoloured_measure(replace(own, targets=())).targets == ()


def test_a_point_reads_as_it_is_judged(release):
    """63.9 % is written so that it does not contradict the level that the last limit gives it."""
    definition = definition_with(release, target(None, "0.5"), target(2023, "0.64"))
    unit = a_unit("Nord", parent=Result.objects.first().unit)
    a_result(
        definition, unit, 639, 1000, year=2020, ci_low=0.6, ci_high=0.67, attainment="high", certain=True
    )
    (row,) = recoloured_rows(Result.objects.filter(unit=unit).rows(), [definition]).rows
    told = recoloured_measure(measure(definition, release.registry, "caregiver"))
    assert point(told, unit, "Nord", 2020, row).cell.text.startswith("Lav 63,9\u202f% · 639 av 1\u202f000")
