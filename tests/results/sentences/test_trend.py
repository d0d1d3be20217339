import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from results.points import FiveYears, Goal
from results.sentences import trend_sentence
from results.values import written
from tests.results import shown
from tests.results.presenters.seen import B, N, a_measure, a_target
from tests.results.shown import NATION, SHARE, a_series, a_trend, given, missing, share, withheld
from wording.numbers import decimal, percent, points

CERTAIN = {"nb": "større enn tilfeldigheter kan forklare", "en": "larger than chance can explain"}
CHANCE = {"nb": "kan skyldes tilfeldigheter", "en": "may be due to chance"}


def said(*points, language="nb", five_years=None, measure=SHARE):
    return trend_sentence(a_trend(a_series(*points), measure=measure), five_years or {}, language)


def two_years(before, now, **fields):
    return share(*before, year=2023, **fields), share(*now, before=before, **fields)


def test_a_certain_rise_is_said_with_its_interval():
    points = two_years((90, 200), (126, 200))
    assert said(*points) == (
        f"Bodø gikk fra 45{N}% i 2023 til 63{N}% i 2024. "
        f"Økningen er større enn tilfeldigheter kan forklare (95{N}% KI 8 til 27 prosentpoeng)."
    )
    assert said(*points, language="en") == (
        "Bodø went from 45% in 2023 to 63% in 2024. "
        "The rise is larger than chance can explain (95% CI 8 to 27 percentage points)."
    )


def test_a_certain_fall_is_said_without_signs():
    points = two_years((126, 200), (90, 200))
    assert said(*points).endswith(
        f"Nedgangen er større enn tilfeldigheter kan forklare (95{N}% KI 8 til 27 prosentpoeng)."
    )
    assert "The fall is larger" in said(*points, language="en")


def test_a_difference_that_chance_can_explain_is_said_to_be_one():
    points = two_years((67, 100), (71, 100))
    assert said(*points) == (
        f"Bodø hadde 67{N}% i 2023 og 71{N}% i 2024. Forskjellen kan skyldes tilfeldigheter."
    )
    assert said(*points, language="en") == (
        "Bodø had 67% in 2023 and 71% in 2024. The difference may be due to chance."
    )


def test_only_what_the_test_calls_certain_is_said_to_be():
    before, now = two_years((90, 200), (126, 200))
    unsure = replace(now, change=replace(now.change, certain=False))
    assert said(before, unsure).endswith("63\u202f% i 2024. Forskjellen kan skyldes tilfeldigheter.")
    untested = replace(now, change=None)
    assert said(before, untested).endswith("63\u202f% i 2024.")


def test_years_that_look_the_same_are_said_to_be():
    assert said(*two_years((67, 100), (67, 100))) == f"Bodø hadde 67{N}% både i 2023 og i 2024."
    assert said(*two_years((67, 100), (67, 100)), language="en") == "Bodø had 67% in both 2023 and 2024."


def test_a_certain_change_too_small_for_the_decimals_is_said_with_its_size():
    assert said(*two_years((498_000, 10**6), (502_000, 10**6))) == (
        f"Bodø hadde 50{N}% både i 2023 og i 2024. Økningen på 0,4 prosentpoeng er større enn tilfeldigheter "
        f"kan forklare (95{N}% KI 0,3 til 0,5 prosentpoeng)."
    )


def test_without_a_test_of_change_only_the_values_are_said():
    points = (given("12.34", year=2023), given("11", year=2024))
    assert said(*points, measure=shown.MEAN) == f"Bodø hadde 12,3{B}dager i 2023 og 11,0{B}dager i 2024."
    counts = (
        given("8477", year=2023, measure=shown.COUNT),
        given("9022", year=2024, measure=shown.COUNT),
    )
    assert said(*counts, measure=shown.COUNT, language="en") == "Bodø had 8,477 in 2023 and 9,022 in 2024."


def test_of_one_year_nothing_is_compared():
    points = (withheld(year=2022), share(5, 9, year=2023), missing())
    assert said(*points) == f"Bodø hadde 56{N}% i 2023. Det er det eneste året med tall som kan vises."
    assert said(*points, language="en") == (
        "Bodø had 56% in 2023. It is the only year with figures that can be shown."
    )


def test_the_last_year_is_not_compared_with_another_than_the_one_before():
    points = (share(4, 9, year=2022), withheld(year=2023), share(5, 9))
    assert said(*points) == (
        f"Bodø hadde 56{N}% i 2024. For 2023 er det ingen tall som kan vises og sammenlignes."
    )
    assert said(*points, language="en") == (
        "Bodø had 56% in 2024. For 2023 there are no figures to show and compare with."
    )


@pytest.mark.parametrize("points", [(missing(year=2023), withheld()), (withheld(),), (missing(),)])
def test_no_year_to_show_is_said(points):
    assert said(*points) == "Ingen år har tall som kan vises for Bodø."
    assert said(*points, language="en") == "No year has figures that can be shown for Bodø."


def test_the_nation_is_named_as_one_does():
    assert said(missing(unit=NATION)) == "Ingen år har tall som kan vises for hele landet."
    assert said(share(1, 2, unit=NATION)).startswith("Hele landet hadde")
    assert said(share(1, 2, unit=NATION), language="en").startswith("The whole country had")


def test_without_a_place_one_is_asked_for():
    assert trend_sentence(a_trend(), {}) == "Velg et sted for å se utviklingen."
    assert trend_sentence(a_trend(), {}, "en") == "Choose a place to see the trend."


def test_of_two_places_both_speak_and_of_three_the_first():
    ours = a_series(*two_years((67, 100), (71, 100)))
    country = a_series(*two_years((680, 1000), (690, 1000), unit=NATION))
    both = trend_sentence(a_trend(ours, country), {})
    assert both == (
        f"Bodø hadde 67{N}% i 2023 og 71{N}% i 2024. Forskjellen mellom årene kan skyldes tilfeldigheter. "
        f"Hele landet hadde 68{N}% i 2023 og 69{N}% i 2024. "
        "Forskjellen mellom årene kan skyldes tilfeldigheter."
    )
    alone = trend_sentence(a_trend(ours), {})
    assert trend_sentence(a_trend(ours, country, country), {}) == alone


@pytest.mark.parametrize(
    ("slope", "nb", "en"),
    [
        (0.034, "økt med 3 prosentpoeng", "risen by 3 percentage points"),
        (-0.01, "gått ned med 1 prosentpoeng", "fallen by 1 percentage point"),
        (-0.004, "gått ned med 0,4 prosentpoeng", "fallen by 0.4 percentage points"),
    ],
)
def test_a_certain_trend_of_five_years_is_said(slope, nb, en):
    points, trends = two_years((67, 100), (71, 100)), {"bodoe": FiveYears(2020, 2024, slope, True)}
    assert said(*points, five_years=trends).endswith(
        f" Fra 2020 til 2024 har andelen {nb} i året i snitt, mer enn tilfeldigheter kan forklare."
    )
    assert said(*points, five_years=trends, language="en").endswith(
        f" From 2020 to 2024 the share has {en} a year on average, more than chance can explain."
    )


def test_a_trend_that_chance_can_explain_and_that_of_another_place_are_not_said():
    points = two_years((67, 100), (71, 100))
    others = {"bodoe": FiveYears(2020, 2024, 0.03, False), "gravdal": FiveYears(2020, 2024, 0.03, True)}
    assert said(*points, five_years=others) == said(*points)


def test_a_trend_of_coverage_is_one_of_coverage():
    measure = a_measure(type="coverage")
    points = two_years((67, 100), (71, 100), measure=measure)
    trends = {"bodoe": FiveYears(2021, 2024, 0.03, True)}
    assert "har dekningsgraden økt" in said(*points, five_years=trends, measure=measure)
    assert "the coverage has risen" in said(*points, five_years=trends, measure=measure, language="en")


def test_provisional_years_are_named():
    before, now = two_years((67, 100), (71, 100), provisional=True)
    assert said(before, now).endswith(" Tallene for 2023 og 2024 er foreløpige.")
    final = replace(before, provisional=False)
    assert said(final, now).endswith(" Tallene for 2024 er foreløpige.")
    assert said(final, now, language="en").endswith(" The figures for 2024 are provisional.")


def test_a_provisional_year_is_named_once_for_two_places():
    ours, country = share(5, 9, provisional=True), share(50, 90, provisional=True, unit=NATION)
    told = trend_sentence(a_trend(a_series(ours), a_series(country)), {})
    assert told.count("foreløpige") == 1


def broken(first):
    before = replace(a_target(high="0.8", moderate="0.8", last=first - 1), goal=Goal("≥ 80 %"))
    after = replace(a_target(high="0.9", moderate="0.9", first=first, is_break=True), goal=Goal("≥ 90 %"))
    return a_measure(before, after)


def test_nothing_is_compared_across_a_break_even_where_a_change_is_given():
    measure = broken(2024)
    points = two_years((90, 200), (126, 200), measure=measure)
    assert said(*points, measure=measure) == (
        f"Bodø hadde 45{N}% i 2023 og 63{N}% i 2024. Nytt mål fra 2024: ≥{B}90{N}% (før: ≥{B}80{N}%). "
        "Årene før og etter kan ikke sammenlignes direkte."
    )


def test_an_earlier_break_is_told_where_it_stands_between_shown_years():
    measure = broken(2022)
    points = two_years((67, 100), (71, 100), measure=measure)
    assert "Nytt mål" not in said(*points, measure=measure)
    assert "Nytt mål" not in said(withheld(year=2021, measure=measure), *points, measure=measure)
    assert "Nytt mål" not in said(share(1, 2, year=2022, measure=measure), *points, measure=measure)
    earlier = share(1, 2, year=2020, measure=measure)
    told = said(earlier, *points, measure=measure)
    assert "Forskjellen kan skyldes tilfeldigheter. Nytt mål fra 2022:" in told


@st.composite
def histories(draw):
    """A measure and a place's points of up to six years, each with its change from the year before."""
    measure = draw(shown.share_measures())
    points = []
    for year in range(2019, 2019 + draw(st.integers(1, 6))):
        before = points[-1] if points else None
        point = draw(shown.points_of(measure, year=year))
        if before and before.shown and point.shown:
            counts = [(one.numerator, one.denominator) for one in (point, before)]
            point = replace(point, change=shown.moved(*counts))
        points.append(point)
    return measure, points


@settings(max_examples=300, deadline=None)
@generated(histories(), st.sampled_from(["nb", "en"]))
def test_certainty_is_claimed_exactly_where_the_last_change_is_certain(history, language):
    measure, points = history
    told = said(*points, measure=measure, language=language)
    last = max((point for point in points if point.shown), key=lambda point: point.year, default=None)
    change = last and last.change
    assert (CERTAIN[language] in told) == bool(change and change.certain)
    if CHANCE[language] in told:
        assert change
        assert not change.certain
    assert not re.search("bedre|dårligere|better|worse", told)


@settings(max_examples=300, deadline=None)
@generated(histories(), st.sampled_from(["nb", "en"]))
def test_every_number_said_is_one_of_the_last_two_years(history, language):
    measure, years = history
    told = said(*years, measure=measure, language=language)
    numbers = allowed(measure, years, language)
    rest = told
    for words in sorted(numbers, key=len, reverse=True):
        rest = rest.replace(words, "")
    assert not re.search(r"\d", rest), (told, numbers)


def allowed(measure, history, language):
    """The words of all numbers that a slow reading of the last shown year and the one before finds."""
    found = {str(point.year) for point in history} | {percent(Fraction(95, 100), 0, language)}
    shown_points = [point for point in history if point.shown]
    if not shown_points:
        return found
    last = shown_points[-1]
    recent = [point for point in shown_points if point.year >= last.year - 1]
    found |= {str(last.year - 1), *(written(measure, one.value, one.decimals, language) for one in recent)}
    if last.change:
        low, high = sorted(abs(Fraction(end)) for end in (last.change.low, last.change.high))
        for decimals in range(measure.decimals, measure.decimals + 4):
            found |= {points(size, decimals, language) for size in (abs(last.change.difference), high)}
            found.add(decimal(low * 100, decimals, language))
    return found


@settings(max_examples=200, deadline=None)
@generated(histories())
def test_the_values_are_the_cells_own_words(history):
    measure, points = history
    told = said(*points, measure=measure)
    values = [point.cell.value for point in points if point.shown]
    assert not values or values[-1] in told
