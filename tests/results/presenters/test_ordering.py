from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from organisations.models import Unit
from results.choices.table import Choices
from results.points import Change
from results.presenters.ordering import arranged
from results.presenters.sections import Row, Section
from tests.results.presenters.seen import a_measure, a_target, seen

BODO, OSLO = Unit(pk=1, slug="bodoe"), Unit(pk=2, slug="oslo")
AIM = a_target(high="0.9", moderate="0.5")


def a_point(measure, value, level="", points=None, distance=None):
    """A share of a thousand, or what is not one as it is; changed for certain by so many points."""
    change = Change(Fraction(points, 100), 0.01, 0.1, 0.001, certain=True) if points else None
    if value is None:
        return seen(measure, withheld="privacy", numerator=999, denominator=999, attainment="high")
    if not measure.in_percent:
        return seen(measure, value=Decimal(value), denominator=9)
    return seen(
        measure, change, numerator=value, denominator=1000, attainment=level, distance=distance
    )  # fmt: skip


def a_row(title, *points, **fields):
    measure = replace(a_measure(AIM, **fields), title=title)
    return Row(1, measure, "", "", AIM, tuple(a_point(measure, *point) for point in points))


def titles(rows, units=(BODO,), **choices):
    sections = arranged([Section("hjerte", "Hjerte", "", tuple(rows))], Choices(units, 2024, **choices))
    return [row.title for section in sections for row in section.rows]


def test_without_a_choice_the_registry_decides():
    assert titles([a_row("b", (1,)), a_row("a", (2,))]) == ["b", "a"]


@pytest.mark.parametrize(
    ("sort", "order"), [("navn", ["Alta", "Bodø", "Åsen"]), ("-navn", ["Åsen", "Bodø", "Alta"])]
)
def test_names_are_in_norwegian_order(sort, order):
    assert titles([a_row("Åsen", (1,)), a_row("Alta", (2,)), a_row("Bodø", (3,))], sort=sort) == order


def test_values_are_sorted_and_the_hidden_ones_are_last_either_way():
    rows = [a_row("skjult", (None,)), a_row("lav", (100,)), a_row("høy", (900,))]
    assert titles(rows, sort="verdi") == ["høy", "lav", "skjult"]
    assert titles(rows, sort="-verdi") == ["lav", "høy", "skjult"]


def test_what_is_measured_in_days_is_not_mixed_with_shares():
    days = {"in_percent": False, "type": "mean", "unit_word": "dager"}
    rows = [a_row("dager", ("40",), **days), a_row("andel", (100,)), a_row("flere dager", ("50",), **days)]
    assert titles(rows, sort="verdi") == ["andel", "flere dager", "dager"]


def test_certain_changes_to_the_better_come_first():
    rows = [
        a_row("ned", (500, "", -9)),
        a_row("lik", (500,)),
        a_row("litt", (500, "", 2)),
        a_row("opp", (500, "", 9)),
    ]
    assert titles(rows, sort="endring") == ["opp", "litt", "ned", "lik"]
    assert titles(rows, sort="-endring") == ["ned", "litt", "opp", "lik"]


def test_the_longest_way_to_the_target_comes_first_and_what_has_reached_it_last():
    rows = [
        a_row("nådd", (950, "", None, 0)),
        a_row("nær", (890, "", None, 10)),
        a_row("langt", (1, "", None, 899)),
    ]
    assert titles(rows, sort="avstand") == ["langt", "nær", "nådd"]


def test_rows_are_sorted_by_the_place_that_is_chosen():
    rows = [a_row("a", (900,), (1,)), a_row("b", (1,), (900,))]
    assert titles(rows, (BODO, OSLO), sort="verdi") == ["a", "b"]
    assert titles(rows, (BODO, OSLO), sort="verdi", sort_by=OSLO) == ["b", "a"]


def test_a_level_is_kept_where_any_place_has_it():
    rows = [
        a_row("a", (1, "low"), (9, "high")),
        a_row("b", (1, "high"), (9, "high")),
        a_row("c", (None,), (None,)),
    ]
    assert titles(rows, (BODO, OSLO), level="low") == ["a"]
    assert titles(rows, (BODO, OSLO), level="moderate") == []


def test_data_quality_is_what_coverage_tells():
    rows = [a_row("andel", (1,)), a_row("dekningsgrad", (1,), type="coverage")]
    assert titles(rows, quality="dekningsgrad") == ["dekningsgrad"]
    assert titles(rows, quality="behandling") == ["andel"]
