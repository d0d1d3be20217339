"""How an indicator spreads among hospitals."""

import random
from dataclasses import replace

import pytest

from organisations.models import Unit
from results.presenters.spreads import spread
from tests.results.presenters.seen import a_measure
from tests.results.shown import COUNT, MEAN, SHARE, missing, share, withheld
from tests.results.shown import given as ready


def hospital(number):
    return Unit(slug=f"sykehus-{number}", name=f"Sykehus {number}", level="hospital")


def trust(number):
    return Unit(slug=f"hf-{number}", name=f"HF {number}", level="hf")


def test_from_the_lowest_to_the_highest_with_a_count_of_each_level():
    points = [
        share(95, 100, unit=hospital(1)),
        share(75, 100, unit=hospital(2)),
        share(54, 100, unit=hospital(3)),
    ]
    found = spread(SHARE, points)
    assert found.range == "54–95\u202f%"
    assert found.words == "3 sykehus"
    assert [tally.size for tally in found.levels.tallies] == [1, 1, 1]


def test_what_is_withheld_is_counted_and_nothing_more():
    points = [share(95, 100, unit=hospital(1)), withheld(unit=hospital(2)), missing(unit=hospital(3))]
    found = spread(SHARE, points)
    assert (found.range, found.words) == ("95\u202f%", "1 sykehus, 1 skjult")
    assert found.lowest == found.highest == points[0]
    alone = spread(SHARE, [withheld(unit=hospital(1))])
    assert (alone.range, alone.words, alone.lowest) == ("", "0 sykehus, 1 skjult", None)


def test_units_above_the_lowest_level_count_in_it_already():
    points = [share(95, 100, unit=hospital(1)), share(10, 100, unit=trust(1))]
    assert spread(SHARE, points).range == "95\u202f%"
    assert spread(SHARE, points[1:]).words == "1 helseforetak"
    assert spread(replace(SHARE, context="resident"), points[1:]).words == "1 opptaksområde"
    nowhere = spread(SHARE, [])
    assert (nowhere.range, nowhere.words, nowhere.level_name) == ("", "", "")


@pytest.mark.parametrize(
    ("measure", "values", "told"),
    [
        (MEAN, ("2.5", "12"), "2,5–12,0\u00a0dager"),
        (MEAN, ("-2.5", "12"), "−2,5 til 12,0\u00a0dager"),
        (COUNT, ("8", "1921"), "8–1\u202f921"),
        (a_measure(type="mean", in_percent=False, decimals=0, unit_word=""), ("3", "3"), "3"),
    ],
)
def test_the_unit_of_measure_is_said_once(measure, values, told):
    points = [ready(value, measure=measure, unit=hospital(at)) for at, value in enumerate(values)]
    assert spread(measure, points).range == told


def test_no_hospital_lies_outside():
    chance = random.Random(20)
    for size in range(1, 30):
        numerators = [chance.randint(0, 40) for _ in range(size)]
        points = [share(part, 40, unit=hospital(at)) for at, part in enumerate(numerators)]
        found = spread(SHARE, points)
        assert (found.lowest.numerator, found.highest.numerator) == (min(numerators), max(numerators))
        assert found.levels.judged == size
