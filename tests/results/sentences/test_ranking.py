import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from results.sentences import ranking_sentence
from tests.results import shown
from tests.results.presenters.seen import B, N, a_measure
from tests.results.shown import MEAN, SHARE, a_ranking, given, hospital, missing, share, withheld
from wording.numbers import count, decimal, percent, points

HIGH, MODERATE, LOW = (90, 100), (75, 100), (38, 100)


def hospitals(*results, measure=SHARE, **fields):
    return [share(*result, unit=hospital(at), measure=measure, **fields) for at, result in enumerate(results)]


def test_it_says_how_many_reach_the_target_and_how_far_they_lie_apart():
    ranking = a_ranking(hospitals(HIGH, HIGH, MODERATE, LOW))
    assert ranking_sentence(ranking) == (
        "2 av 4 sykehus har høy måloppnåelse. Forskjellen mellom høyest og lavest er 52 prosentpoeng."
    )
    assert ranking_sentence(ranking, "en") == (
        "2 of 4 hospitals have high attainment. "
        "The difference between the highest and the lowest is 52 percentage points."
    )


@pytest.mark.parametrize(
    ("results", "nb", "en"),
    [
        ((HIGH, LOW, LOW), "Ett av 3 sykehus har", "One of 3 hospitals has"),
        ((LOW, LOW, LOW), "Ingen av de 3 sykehusene har", "None of the 3 hospitals has"),
        ((HIGH, HIGH, HIGH), "Alle de 3 sykehusene har", "All 3 hospitals have"),
        ((HIGH, HIGH), "Begge sykehusene har", "Both hospitals have"),
        ((HIGH, LOW), "Ett av 2 sykehus har", "One of 2 hospitals has"),
    ],
)
def test_few_none_and_all_are_said_as_one_says_them(results, nb, en):
    assert ranking_sentence(a_ranking(hospitals(*results))).startswith(f"{nb} høy måloppnåelse.")
    assert ranking_sentence(a_ranking(hospitals(*results)), "en").startswith(f"{en} high attainment.")


@pytest.mark.parametrize(
    ("level_name", "nb", "en"),
    [
        ("helseregioner", "Én av 2 helseregioner har", "One of 2 health regions has"),
        ("helseforetak", "Ett av 2 helseforetak har", "One of 2 health trusts has"),
        ("avdelinger", "Ett av 2 steder har", "One of 2 places has"),
    ],
)
def test_each_level_has_its_own_words(level_name, nb, en):
    ranking = a_ranking(hospitals(HIGH, LOW), level_name=level_name)
    assert ranking_sentence(ranking).startswith(nb)
    assert ranking_sentence(ranking, "en").startswith(en)


def test_where_patients_live_trusts_are_catchment_areas():
    measure = replace(SHARE, context="resident")
    ranking = a_ranking(hospitals(HIGH, LOW), level_name="helseforetak", measure=measure)
    assert ranking_sentence(ranking).startswith("Ett av 2 opptaksområder har")
    assert ranking_sentence(ranking, "en").startswith("One of 2 catchment areas has")


def test_without_a_target_no_level_is_spoken_of():
    measure = a_measure()
    ranking = a_ranking(hospitals(HIGH, LOW, measure=measure), measure=measure)
    assert ranking_sentence(ranking).startswith(
        "2 sykehus har tall for 2024. Det er ikke satt noe mål for året. Forskjellen"
    )
    assert ranking_sentence(ranking, "en").startswith(
        "2 hospitals have figures for 2024. No target is set for that year. The difference"
    )


def test_other_values_than_shares_lie_apart_in_their_own_unit():
    ranking = a_ranking([given("12.34"), given("-1")], measure=MEAN)
    assert ranking_sentence(ranking).endswith(f"Forskjellen mellom høyest og lavest er 13,3{B}dager.")
    in_percent = replace(MEAN, unit_word="prosent")
    ranking = a_ranking(
        [given("12.34", measure=in_percent), given("3", measure=in_percent)], measure=in_percent
    )
    assert ranking_sentence(ranking).endswith(f"er 9,3{B}prosentpoeng.")
    assert ranking_sentence(ranking, "en").endswith(f"is 9.3{B}percentage points.")


def test_equal_values_are_said_to_be():
    three, two = a_ranking(hospitals(HIGH, (9, 10), HIGH)), a_ranking(hospitals(HIGH, (9, 10)))
    assert ranking_sentence(three).endswith(f" Alle har samme verdi: 90{N}%.")
    assert ranking_sentence(two).endswith(f" Begge har samme verdi: 90{N}%.")
    assert ranking_sentence(three, "en").endswith(" They all have the same value: 90%.")
    assert ranking_sentence(two, "en").endswith(" Both have the same value: 90%.")


def test_a_difference_too_small_for_the_decimals_is_not_said_to_be_none():
    ranking = a_ranking(hospitals((9000, 10_000), (9004, 10_000)))
    assert ranking_sentence(ranking).endswith("Forskjellen mellom høyest og lavest er 0,04 prosentpoeng.")


def test_one_place_is_not_compared():
    assert ranking_sentence(a_ranking(hospitals(HIGH))) == (
        f"Ett sykehus har tall som kan vises: Sykehus A, med 90{N}% (høy måloppnåelse)."
    )
    assert ranking_sentence(a_ranking(hospitals(HIGH)), "en") == (
        "One hospital has figures that can be shown: Sykehus A, with 90% (high attainment)."
    )
    measure = a_measure()
    alone = a_ranking(hospitals(HIGH, measure=measure), measure=measure)
    assert ranking_sentence(alone).endswith(f"Sykehus A, med 90{N}%.")


@pytest.mark.parametrize(
    ("hidden", "nb", "en"),
    [
        (
            [withheld(), withheld("privacy")],
            "Tallene for 2 sykehus kan ikke vises.",
            "The figures for 2 hospitals cannot be shown.",
        ),
        (
            [withheld()],
            "Tallene for ett sykehus kan ikke vises.",
            "The figures for one hospital cannot be shown.",
        ),
        ([missing()], "Ett sykehus har ingen tall.", "One hospital has no figures."),
        ([missing(), missing()], "2 sykehus har ingen tall.", "2 hospitals have no figures."),
        (
            [withheld(), missing(), missing()],
            "Tallene for ett sykehus kan ikke vises, og 2 har ingen tall.",
            "The figures for one hospital cannot be shown, and 2 have none.",
        ),
        (
            [withheld(), withheld(), missing()],
            "Tallene for 2 sykehus kan ikke vises, og ett har ingen tall.",
            "The figures for 2 hospitals cannot be shown, and one has none.",
        ),
    ],
)  # fmt: skip
def test_the_withheld_and_the_missing_are_told_apart(hidden, nb, en):
    ranking = a_ranking(hospitals(HIGH, LOW), hidden)
    assert ranking_sentence(ranking).endswith(f"prosentpoeng. {nb}")
    assert ranking_sentence(ranking, "en").endswith(f"percentage points. {en}")
    nothing = a_ranking([], hidden)
    assert ranking_sentence(nothing) == f"Ingen sykehus har tall som kan vises for 2024. {nb}"
    assert ranking_sentence(nothing, "en") == f"No hospital has figures that can be shown for 2024. {en}"


def test_provisional_figures_are_said_to_be():
    ranking = a_ranking(hospitals(HIGH, LOW, provisional=True))
    assert ranking_sentence(ranking).endswith(" Tallene for 2024 er foreløpige.")


@st.composite
def rankings(draw):
    measure = draw(shown.share_measures())
    found = [
        draw(shown.points_of(measure, year=2024, unit=hospital(at))) for at in range(draw(st.integers(0, 9)))
    ]
    seen, hidden = ([one for one in found if one.shown is wanted] for wanted in (True, False))
    return a_ranking(sorted(seen, key=lambda one: one.value), hidden, measure=measure)


@settings(max_examples=300, deadline=None)
@generated(rankings())
def test_the_numbers_are_those_of_a_slow_count(ranking):
    told = re.sub(r"Sykehus \w", "", ranking_sentence(ranking))
    whole, high = len(ranking.shown), sum(one.level == "high" for one in ranking.shown)
    hidden = [bool(one.cell.withheld) for one in ranking.hidden]
    expected = {"2024", *(str(hidden.count(kind)) for kind in (True, False))}
    if ranking.shown:
        values = [one.value for one in ranking.shown]
        size = max(values) - min(values)
        expected |= {count(whole), count(high), percent(values[0], ranking.shown[0].decimals)}
        expected |= {points(size, decimals) for decimals in range(ranking.measure.decimals, 6)}
    for words in sorted(expected, key=len, reverse=True):
        told = told.replace(words, "")
    assert not re.search(r"\d", told)


@settings(max_examples=300, deadline=None)
@generated(rankings())
def test_high_is_counted_right(ranking):
    told, high = ranking_sentence(ranking, "en"), [one.level == "high" for one in ranking.shown]
    if len(high) < 2 or not any(one.level for one in ranking.shown):
        assert "have high" not in told
        return
    subject = told.partition(" ha")[0]
    numbers = {"None": 0, "One": 1, "Both": 2, "All": len(high)}
    first = subject.split()[0]
    assert (numbers[first] if first in numbers else int(first)) == sum(high)
    assert ("has high" in told) == (sum(high) < 2)


def test_the_difference_is_of_the_exact_values():
    # 86.6 % and 35.4 % are shown as 87 % and 35 %, and are 51 points apart.
    ranking = a_ranking(hospitals((866, 1000), (354, 1000)))
    assert f"er {decimal(Fraction(512, 10), 0)} prosentpoeng" in ranking_sentence(ranking)
