from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import Indicator
from results import cell_presenters, presenters
from results.models import Release, ReleasedIndicator, ReleasedTarget, Result

N = "\u202f"

B = "\u00a0"


def defined(**fields):
    return ReleasedIndicator(indicator=Indicator(key="the_key"), **{"type": "share"} | fields)


def shown(definition, **fields):
    fields = {"provisional": False, "shown": True, "release": Release(low_coverage=Decimal("0.6"))} | fields
    return cell_presenters.cell(definition, Result(**fields), "Bodø")


def target(valid_from=None, **fields):
    # Hashed by what it is: without a primary key a model instance has no hash.
    return ReleasedTarget(pk=valid_from or 1, valid_from=valid_from, **fields)


def test_share_has_level_value_and_counts():
    cell = shown(defined(), numerator=81, denominator=100, attainment="moderate", certain=True)
    assert (cell.level, cell.word, cell.value) == ("moderate", "Moderat", f"81{N}%")
    assert cell.details == ("81 av 100",)


def test_value_is_rounded_half_up_from_the_exact_share():
    assert shown(defined(decimals=1), numerator=57, denominator=800).value == f"7,1{N}%"
    assert shown(defined(), numerator=1, denominator=8).value == f"13{N}%"


def test_uncertain_and_provisional_are_said():
    cell = shown(defined(), numerator=81, denominator=100, attainment="high", certain=False, provisional=True)
    assert cell.details == ("81 av 100", "usikkert nivå", "foreløpig")


def test_without_level_says_so():
    assert shown(defined(), numerator=1, denominator=4).details == ("1 av 4", "uten målnivå")


def test_mean_has_unit_word_and_patients():
    definition = defined(type="mean", number_format="number", decimals=1, unit_word="dager")
    cell = shown(definition, value=Decimal("-5.25"), denominator=83, attainment="high")
    assert (cell.value, cell.details) == (f"−5,3{B}dager", ("83 pasienter",))


def test_count_has_value_only():
    cell = shown(defined(type="count", number_format="percent"), value=Decimal(8477))
    assert (cell.value, cell.details) == (f"8{N}477", ())


def test_no_result_is_no_numbers():
    assert cell_presenters.cell(defined(), None, "Bodø") == cell_presenters.Cell("Bodø", reason="Ingen tall")


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
    cell = shown(
        defined(min_denominator=10), numerator=77, denominator=7913, attainment="high", certain=False,
        distance=31, withheld=withheld, coverage_numerator=54, coverage_denominator=100, provisional=True,
    )  # fmt: skip
    assert f"{cell.reason} {cell.explanation}" == words
    assert cell == cell_presenters.Cell(
        "Bodø", reason=cell.reason, explanation=cell.explanation, withheld=withheld
    )


@pytest.mark.parametrize(("direction", "high", "moderate"), [("higher", "0.95", "0"), ("lower", "0.04", "1")])
def test_a_limit_that_all_reach_is_not_printed_as_one(direction, high, moderate):
    aim = target(direction=direction, high=Decimal(high), moderate=Decimal(moderate))
    assert cell_presenters.goal(defined(), aim).moderate == "ellers"


@pytest.mark.parametrize(("covered", "words"), [(5949, "59"), (5950, "59,5"), (5997, "59,97"), (59, "1")])
def test_low_coverage_never_reads_as_enough(covered, words):
    cell = shown(
        defined(), numerator=7, denominator=9, withheld="low_coverage",
        coverage_numerator=covered, coverage_denominator=10_000,
    )  # fmt: skip
    assert cell.reason == f"Lav dekningsgrad ({words}{N}%)."


def test_coverage_is_said_of_a_shown_result_where_it_is_known():
    cell = shown(defined(), numerator=7, denominator=9, coverage_numerator=87, coverage_denominator=100)
    assert cell.coverage == f"Dekningsgrad 87{N}%"


def test_withheld_coverage_is_not_named():
    cell = shown(
        defined(), numerator=7, denominator=9, withheld="low_coverage", coverage_withheld=True,
        coverage_numerator=54, coverage_denominator=100,
    )  # fmt: skip
    assert cell.reason == "Lav dekningsgrad."


def test_target_in_force_is_the_latest_begun():
    first, second, third = target(), target(2018), target(2020)
    for year, expected in ((2017, first), (2018, second), (2019, second), (2021, third)):
        assert cell_presenters.target_in_force([second, third, first], year) is expected
    assert cell_presenters.target_in_force([second], 2017) is None


def test_goal_keeps_every_decimal_of_the_limit():
    found = cell_presenters.goal(defined(), target(direction="lower", high=Decimal("0.075000000")))
    assert found == cell_presenters.Goal(f"≤{B}7,5{N}%")
    found = cell_presenters.goal(
        defined(), target(direction="higher", high=Decimal("0.9"), moderate=Decimal("0.8"))
    )
    assert found == cell_presenters.Goal(f"≥{B}90{N}%", f"≥{B}80{N}%")


def test_goal_of_a_number_has_its_unit_word():
    definition = defined(type="median", number_format="number", unit_word="dager")
    assert (
        cell_presenters.goal(definition, target(direction="lower", high=Decimal("20"))).high
        == f"≤{B}20{B}dager"
    )


@pytest.mark.parametrize("fields", [{"direction": "", "high": Decimal("0.9")}, {"direction": "higher"}])
def test_goal_is_not_set_where_the_target_gives_no_level(fields):
    assert cell_presenters.goal(defined(), target(**fields)) is None


def test_tallies_leave_out_what_has_no_level():
    cells = [cell_presenters.Cell("a", level=level) for level in ("high", "high", "low", "")]
    tallies = presenters.tallies([SimpleNamespace(cells=cells)])
    assert [(tally.level, tally.number) for tally in tallies] == [
        ("high", "2"),
        ("moderate", "0"),
        ("low", "1"),
    ]


@pytest.mark.parametrize(
    ("direction", "high", "moderate", "numerator", "denominator", "shown"),
    [
        ("lower", "0.03", "0.04", 50, 1605, "3,1\u202f%"),  # moderate: over 3 %
        ("higher", "0.8", "0.6", 389, 649, "59,9\u202f%"),  # low: under 60 %
        ("higher", "0.9", "0.8", 9002, 10000, "90\u202f%"),  # high, and 90 % says so
        ("higher", "0.9", "0.8", 89996, 100000, "89,996\u202f%"),
        ("", None, None, 389, 649, "60\u202f%"),
    ],
)
def test_a_shown_value_never_contradicts_its_level(direction, high, moderate, numerator, denominator, shown):
    limits = {"high": high and Decimal(high), "moderate": moderate and Decimal(moderate)}
    target = ReleasedTarget(direction=direction, is_break=False, **limits)
    result = Result(numerator=numerator, denominator=denominator, provisional=False, shown=True)
    assert cell_presenters.cell(defined(), result, "Bodø", target).value == shown
