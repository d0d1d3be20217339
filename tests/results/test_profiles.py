"""What the database counts for a profile, against a slow count of the same results."""

import random
from collections import Counter
from itertools import product

import pytest

from results.models import Result
from results.presenters.levels import Levels
from results.profiles import levels_by_unit, levels_by_year, units_with_results
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator

pytestmark = pytest.mark.django_db
ATTAINMENTS, REASONS = ("high", "moderate", "low", ""), ("", "", "", "too_few", "low_coverage")


@pytest.fixture
def places():
    nation = a_unit("Norge")
    return [a_unit(f"Region {number}", parent=nation) for number in range(3)]


@pytest.fixture
def releases(places):
    """Two registries with indicators of treatment, a coverage and one that is not shown."""
    chance = random.Random(1)
    made = [a_release(a_registry(name)) for name in ("Hjerte", "Lunge")]
    for release in made:
        kinds = [{}, {}, {}, {"type": "coverage"}, {"shown": False}]
        for (number, kind), place, year, context in product(
            enumerate(kinds), places, (2017, 2018), ("caregiver", "resident")
        ):
            if chance.random() < 0.8:
                key = f"{release.registry.key}-{number}-{place.pk}-{year}-{context}"
                a_result(
                    an_indicator(release, key, **kind),
                    place,
                    chance.randint(0, 9),
                    10,
                    year=year,
                    context=context,
                    attainment=chance.choice(ATTAINMENTS),
                    withheld=chance.choice(REASONS),
                )
    return made


def slowly(results):
    kinds = Counter()
    for one in results:
        if one.indicator.type == "coverage":
            kinds["coverage"] += 1
        elif one.withheld:
            kinds["withheld"] += 1
        else:
            kinds[one.attainment or "unjudged"] += 1
    return Levels(**kinds)


def test_counts_of_every_year_are_those_of_a_slow_count(places, releases):
    ids = [release.pk for release in releases]
    for place in places:
        expected = {}
        for one in Result.objects.filter(unit=place, shown=True).select_related("indicator"):
            expected.setdefault((one.context, one.year), []).append(one)
        assert levels_by_year(ids, place) == {period: slowly(found) for period, found in expected.items()}


def test_counts_of_every_place_are_those_of_its_years(places, releases):
    ids = [release.pk for release in releases]
    for year, context in product((2017, 2018), ("caregiver", "resident")):
        by_unit = levels_by_unit(ids, places, year, context)
        assert by_unit == {place.pk: levels_by_year(ids, place)[context, year] for place in places}


def test_only_these_releases_are_counted(places, releases):
    first, both = [releases[0].pk], [release.pk for release in releases]
    assert levels_by_year(first, places[0]) != levels_by_year(both, places[0])
    assert levels_by_year([], places[0]) == {}


def test_units_with_results_are_those_with_a_shown_one_also_withheld(places, releases):
    hidden, nation = a_unit("Skjult", parent=places[0]), places[0].parent
    a_result(an_indicator(releases[0], "vises-ikke", shown=False), hidden, 1, 2)
    withheld = a_unit("Tilbakeholdt", parent=places[0])
    a_result(an_indicator(releases[0], "vises"), withheld, 1, 2, withheld="privacy")
    found = units_with_results([release.pk for release in releases])
    assert found == {*(place.pk for place in places), withheld.pk}
    assert nation.pk not in found
