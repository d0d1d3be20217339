from decimal import Decimal
from fractions import Fraction

import pytest

from results.points import Cell, Change, Point
from results.presenters.cells import point
from tests.results.presenters.seen import BODO, B, N, a_measure, a_target, seen

SHARE = a_measure()
NUMBERS = ("value", "numerator", "denominator", "low", "high", "certain", "distance", "coverage", "change")


def test_share_has_level_value_and_counts():
    found = seen(SHARE, numerator=81, denominator=100, attainment="moderate", certain=True)
    assert (found.cell.level, found.cell.word, found.cell.value) == ("moderate", "Moderat", f"81{N}%")
    assert found.cell.details == ("81 av 100",)
    assert (found.value, found.numerator, found.denominator) == (Fraction(81, 100), 81, 100)


def test_value_is_rounded_half_up_from_the_exact_share():
    assert seen(a_measure(decimals=1), numerator=57, denominator=800).cell.value == f"7,1{N}%"
    assert seen(SHARE, numerator=1, denominator=8).cell.value == f"13{N}%"


def test_uncertain_and_provisional_are_said():
    found = seen(SHARE, numerator=8, denominator=9, attainment="high", certain=False, provisional=True)
    assert found.cell.details == ("8 av 9", "usikkert nivå", "foreløpig")


def test_without_level_says_so():
    assert seen(SHARE, numerator=1, denominator=4).cell.details == ("1 av 4", "uten målnivå")


def test_mean_has_unit_word_and_patients():
    mean = a_measure(type="mean", in_percent=False, decimals=1, unit_word="dager")
    cell = seen(mean, value=Decimal("-5.25"), denominator=83, attainment="high").cell
    assert (cell.value, cell.details, cell.interval) == (f"−5,3{B}dager", ("83 pasienter",), "")


def test_count_has_value_only():
    cell = seen(a_measure(type="count", in_percent=False), value=Decimal(8477)).cell
    assert (cell.value, cell.details) == (f"8{N}477", ())


def test_no_result_is_no_numbers():
    nothing = Cell("Bodø", reason="Ingen tall")
    assert point(SHARE, BODO, "Bodø", 2024, None) == Point("bodoe", "Bodø", "hospital", 2024, nothing)


@pytest.mark.parametrize(
    ("withheld", "words"),
    [
        ("too_few", "Færre enn 10 pasienter. Vises ikke."),
        ("privacy", "Svært få pasienter. Vises ikke av hensyn til personvernet."),
        ("low_coverage", f"Lav dekningsgrad (54{N}%). Vises ikke fordi for få pasienter er registrert."),
        (
            "complementary",
            "Skjult av hensyn til personvernet. Tallet kunne røpet enkeltpersoner ved et annet sykehus.",
        ),
    ],
)
def test_withheld_is_words_and_keeps_no_number(withheld, words):
    found = seen(
        a_measure(a_target(high="0.9"), min_denominator=10), Change(Fraction(1, 9), 0.1, 0.2, 0.01, True),
        numerator=77, denominator=7913, attainment="high", certain=False, ci_low=0.77, ci_high=0.79,
        distance=31, withheld=withheld, coverage_numerator=54, coverage_denominator=100, provisional=True,
    )  # fmt: skip
    assert found.cell.text == words
    assert [getattr(found, name) for name in NUMBERS] == [None] * len(NUMBERS)
    assert found.provisional is False
    only_words = Cell("Bodø", reason=found.cell.reason, explanation=found.cell.explanation, withheld=withheld)
    assert found.cell == only_words


@pytest.mark.parametrize(("covered", "words"), [(5949, "59"), (5950, "59,5"), (5997, "59,97"), (59, "1")])
def test_low_coverage_never_reads_as_enough(covered, words):
    found = seen(
        SHARE, numerator=7, denominator=9, withheld="low_coverage",
        coverage_numerator=covered, coverage_denominator=10_000,
    )  # fmt: skip
    assert found.cell.reason == f"Lav dekningsgrad ({words}{N}%)."


def test_coverage_is_said_of_a_shown_result_where_it_is_known():
    found = seen(SHARE, numerator=7, denominator=9, coverage_numerator=87, coverage_denominator=100)
    assert (found.cell.coverage, found.coverage) == (f"Dekningsgrad 87{N}%", Fraction(87, 100))


@pytest.mark.parametrize("withheld", ["", "low_coverage"])
def test_withheld_coverage_is_not_named(withheld):
    found = seen(
        SHARE, numerator=7, denominator=9, withheld=withheld, coverage_withheld=True,
        coverage_numerator=54, coverage_denominator=100,
    )  # fmt: skip
    assert found.coverage is None
    assert "54" not in found.cell.text


@pytest.mark.parametrize(
    ("direction", "high", "moderate", "numerator", "denominator", "shown"),
    [
        ("lower", "0.03", "0.04", 50, 1605, f"3,1{N}%"),  # moderate: over 3 %
        ("higher", "0.8", "0.6", 389, 649, f"59,9{N}%"),  # low: under 60 %
        ("higher", "0.9", "0.8", 9002, 10000, f"90{N}%"),  # high, and 90 % says so
        ("higher", "0.9", "0.8", 89996, 100000, f"89,996{N}%"),
        ("", None, None, 389, 649, f"60{N}%"),
    ],
)
def test_a_shown_value_never_contradicts_its_level(direction, high, moderate, numerator, denominator, shown):
    measure = a_measure(a_target(direction, high, moderate))
    assert seen(measure, numerator=numerator, denominator=denominator).cell.value == shown


def test_the_interval_has_the_values_decimals():
    cell = seen(a_measure(decimals=1), numerator=7, denominator=9, ci_low=0.45258, ci_high=0.93681).cell
    assert cell.interval == f"95{N}% KI 45,3–93,7{N}%"


def test_the_interval_never_contradicts_how_certain_the_level_is():
    measure = a_measure(a_target(high="0.97", moderate="0.95"))
    # 94.96 % lies below 95 %, which is why the level is uncertain.
    cell = seen(measure, numerator=3228, denominator=3374, ci_low=0.94958, ci_high=0.96297).cell
    assert (cell.value, cell.interval) == (f"96{N}%", f"95{N}% KI 94,96–96,30{N}%")


@pytest.mark.parametrize(
    ("direction", "distance", "denominator", "words"),
    [
        ("higher", 25, 68, "25 flere av 68 pasienter"),
        ("lower", 1, 1, "1 færre av 1 pasient"),
        ("higher", 0, 68, ""),
        ("higher", None, 68, ""),
    ],
)
def test_distance_is_in_patients(direction, distance, denominator, words):
    measure = a_measure(a_target(direction, "0.85", "0.7"))
    found = seen(measure, numerator=1, denominator=denominator, distance=distance)
    assert found.cell.distance == words


@pytest.mark.parametrize(
    ("difference", "direction", "words", "side"),
    [
        (Fraction(9, 100), "higher", "opp 9 prosentpoeng", "better"),
        (Fraction(-1, 100), "higher", "ned 1 prosentpoeng", "worse"),
        (Fraction(9, 100), "lower", "opp 9 prosentpoeng", "worse"),
        (Fraction(-1, 400), "lower", "ned 0,3 prosentpoeng", "better"),
        (Fraction(9, 100), "", "opp 9 prosentpoeng", ""),
    ],
)
def test_a_certain_change_is_said_and_never_as_none(difference, direction, words, side):
    measure = a_measure(a_target(direction, "0.85"))
    change = Change(difference, 0.01, 0.2, 0.001, certain=True)
    cell = seen(measure, change, numerator=5, denominator=9).cell
    assert (cell.change, cell.change_is) == (words, side)
    assert cell.text.endswith(words)


def test_a_change_that_chance_may_explain_is_not_said():
    found = seen(SHARE, Change(Fraction(9, 100), -0.01, 0.2, 0.08, certain=False), numerator=5, denominator=9)
    assert (found.cell.change, found.cell.change_is) == ("", "")
    assert found.change is not None
