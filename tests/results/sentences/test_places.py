import pytest
from hypothesis import given as generated
from hypothesis import settings

from results.sentences import distance_sentence, uncertain_sentence
from results.sentences.places import possible_levels
from tests.results import shown
from tests.results.presenters.seen import a_measure, a_target
from tests.results.shown import SHARE, given, missing, share, withheld
from tests.twins import attainment

WORDS = {"høy": "high", "moderat": "moderate", "lav": "low"}


@pytest.mark.parametrize(
    ("counts", "nb", "en"),
    [
        (
            (68, 83),
            "Moderat, men usikkert: resultatet bygger på 83 pasienter, og høy er også mulig.",
            "Moderate, but uncertain: the result is based on 83 patients, and high is also possible.",
        ),
        (
            (8, 10),
            "Moderat, men usikkert: resultatet bygger på 10 pasienter, og både høy og lav er mulig.",
            "Moderate, but uncertain: the result is based on 10 patients, "
            "and both high and low are possible.",
        ),
        (
            (1, 1),
            "Høy, men usikkert: resultatet bygger på 1 pasient, og både moderat og lav er mulig.",
            "High, but uncertain: the result is based on 1 patient, and both moderate and low are possible.",
        ),
    ],
)
def test_an_uncertain_level_is_said_with_the_levels_that_are_also_possible(counts, nb, en):
    assert uncertain_sentence(share(*counts), SHARE) == nb
    assert uncertain_sentence(share(*counts), SHARE, "en") == en


def test_without_a_moderate_level_it_is_never_possible():
    measure = a_measure(a_target(high="0.85", moderate="0.85"))
    told = uncertain_sentence(share(8, 10, measure=measure), measure)
    assert told == "Lav, men usikkert: resultatet bygger på 10 pasienter, og høy er også mulig."


@pytest.mark.parametrize("point", [share(999, 1000), given("7"), withheld(), missing()])
def test_a_certain_level_and_none_at_all_are_not_said_to_be_uncertain(point):
    assert uncertain_sentence(point, SHARE) == ""
    assert uncertain_sentence(point, SHARE, "en") == ""


@settings(max_examples=500, deadline=None)
@generated(shown.share_measures(), shown.counts)
def test_possible_is_what_a_share_within_the_interval_would_have(measure, counts):
    point, target = share(*counts, measure=measure), measure.target(2024)
    told = uncertain_sentence(point, measure)
    assert bool(told) == (point.certain is False)
    if told:
        high, moderate = attainment.limits(target)
        at = [point.low, point.high, *(end for end in (high, moderate) if point.low <= end <= point.high)]
        between = [(a + b) / 2 for a in at for b in at]
        possible = {attainment.level(value, target) for value in at + between}
        named = {WORDS[word.strip(",").lower()] for word in told.split() if word.strip(",").lower() in WORDS}
        assert named == possible
        assert len(possible) > 1


@settings(max_examples=300, deadline=None)
@generated(shown.share_measures(), shown.counts)
def test_a_certain_level_is_the_only_possible_one(measure, counts):
    point, target = share(*counts, measure=measure), measure.target(2024)
    if target:
        assert (possible_levels(point, target) == [point.level]) == point.certain
        assert point.level in possible_levels(point, target)


def test_the_distance_is_said_in_patients():
    assert distance_sentence(share(33, 68)) == "25 flere av 68 pasienter ville gitt høy måloppnåelse."
    assert distance_sentence(share(33, 68), "en") == (
        "25 more of 68 patients would have given high attainment."
    )


def test_where_lower_is_better_fewer_are_wanted():
    measure = a_measure(a_target("lower", "0.1", "0.2"))
    point = share(800, 5000, measure=measure)
    assert distance_sentence(point) == "300 færre av 5\u202f000 pasienter ville gitt høy måloppnåelse."
    assert distance_sentence(point, "en") == "300 fewer of 5,000 patients would have given high attainment."
    assert distance_sentence(share(1, 1, measure=measure), "en") == (
        "1 fewer of 1 patient would have given high attainment."
    )


@pytest.mark.parametrize(
    "point", [share(9, 10), given("7"), withheld(), missing(), share(1, 9, measure=a_measure())]
)
def test_no_distance_is_said_where_it_is_reached_or_unknown(point):
    assert distance_sentence(point) == ""


@settings(max_examples=200, deadline=None)
@generated(shown.share_measures(), shown.counts)
def test_the_distance_is_the_cells_own_words(measure, counts):
    point = share(*counts, measure=measure)
    assert distance_sentence(point) == (
        f"{point.cell.distance} ville gitt høy måloppnåelse." if point.cell.distance else ""
    )
