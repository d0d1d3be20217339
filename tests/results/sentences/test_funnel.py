import re
from fractions import Fraction

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from results.calculations.funnel import funnel_of
from results.sentences import funnel_sentence
from tests.results.presenters.seen import N
from tests.results.shown import SHARE, counts, hospital, share
from tests.twins import funnel as twin

WITHIN, ABOVE, BELOW = (70, 100), (80, 100), (60, 100)
FAR_ABOVE, FAR_BELOW = (95, 100), (50, 100)
MEANING = (
    f"Hvis bare tilfeldigheter skilte dem fra hele landet, ville om lag 1 av 20 ligget utenfor "
    f"95{N}%-grensene og 2 av 1{N}000 utenfor 99,8{N}%-grensene."
)


def a_funnel(*results, centre=Fraction(7, 10), centre_name="hele landet", level_name="sykehus", **fields):
    points = [share(*result, unit=hospital(at), **fields) for at, result in enumerate(results)]
    return funnel_of(
        measure=SHARE, year=2024, level_name=level_name, points=points, centre=centre, centre_name=centre_name
    )


def test_it_says_how_many_are_within_and_what_the_limits_mean():
    assert funnel_sentence(a_funnel(WITHIN, WITHIN, ABOVE)) == (
        f"2 av 3 sykehus ligger så nær hele landet (70{N}%) at forskjellen kan skyldes tilfeldigheter "
        f"(innenfor 95{N}%-grensene). Ett ligger over grensene, men innenfor 99,8{N}%-grensene. {MEANING}"
    )
    assert funnel_sentence(a_funnel(WITHIN, WITHIN, ABOVE), "en") == (
        "2 of 3 hospitals lie so close to the whole country (70%) that the difference may be due to chance "
        "(within the 95% limits). One lies above the limits, but within the 99.8% limits. "
        "If only chance set them apart from the whole country, about 1 in 20 would lie outside "
        "the 95% limits and 2 in 1,000 outside the 99.8% limits."
    )


@pytest.mark.parametrize(
    ("results", "nb", "en"),
    [
        (
            (WITHIN, FAR_ABOVE),
            f"Ett ligger over grensene, også utenfor 99,8{N}%-grensene.",
            "One lies above the limits, also outside the 99.8% limits.",
        ),
        (
            (WITHIN, ABOVE, BELOW),
            f"1 ligger over grensene og 1 under, ingen av dem utenfor 99,8{N}%-grensene.",
            "1 lies above the limits and 1 below, none of them outside the 99.8% limits.",
        ),
        (
            (WITHIN, FAR_ABOVE, BELOW, BELOW),
            f"1 ligger over grensene og 2 under, ett av dem også utenfor 99,8{N}%-grensene.",
            "1 lies above the limits and 2 below, one of them also outside the 99.8% limits.",
        ),
        (
            (WITHIN, FAR_BELOW, FAR_BELOW),
            f"2 ligger under grensene, begge også utenfor 99,8{N}%-grensene.",
            "2 lie below the limits, both also outside the 99.8% limits.",
        ),
        (
            (WITHIN, FAR_BELOW, FAR_BELOW, FAR_ABOVE),
            f"1 ligger over grensene og 2 under, alle også utenfor 99,8{N}%-grensene.",
            "1 lies above the limits and 2 below, all of them also outside the 99.8% limits.",
        ),
    ],
)
def test_those_outside_are_counted_on_each_side_and_beyond_the_outer_limits(results, nb, en):
    assert f"). {nb} Hvis" in funnel_sentence(a_funnel(*results))
    assert f"). {en} If" in funnel_sentence(a_funnel(*results), "en")


def test_all_and_none_within_are_said_as_one_says_them():
    everyone = funnel_sentence(a_funnel(WITHIN, WITHIN, WITHIN))
    assert everyone.startswith("Alle de 3 sykehusene ligger så nær hele landet")
    assert "over grensene" not in everyone
    assert "under grensene" not in everyone
    none = a_funnel(ABOVE, BELOW, level_name="helseregioner")
    assert funnel_sentence(none).startswith("Ingen av de 2 helseregionene ligger så nær hele landet")
    assert funnel_sentence(none, "en").startswith("None of the 2 health regions lies so close to")


@pytest.mark.parametrize(
    ("result", "nb", "en"),
    [
        (
            WITHIN,
            f"Det ligger så nær hele landet (70{N}%) at forskjellen kan skyldes tilfeldigheter "
            f"(innenfor 95{N}%-grensene).",
            "It lies so close to the whole country (70%) that the difference may be due to chance "
            "(within the 95% limits).",
        ),
        (
            ABOVE,
            f"Det ligger utenfor 95{N}%-grensene rundt hele landet (70{N}%).",
            "It lies outside the 95% limits around the whole country (70%).",
        ),
        (
            FAR_BELOW,
            f"Det ligger utenfor 99,8{N}%-grensene rundt hele landet (70{N}%).",
            "It lies outside the 99.8% limits around the whole country (70%).",
        ),
    ],
)
def test_one_place_alone(result, nb, en):
    assert funnel_sentence(a_funnel(result)).startswith(f"Bare ett sykehus har tall. {nb} Hvis")
    assert funnel_sentence(a_funnel(result), "en").startswith(f"Only one hospital has figures. {en} If")


def test_around_the_target_it_speaks_of_the_target():
    funnel = a_funnel((85, 100), (84, 100), centre=Fraction(85, 100), centre_name="målet for høy")
    assert funnel_sentence(funnel).startswith(f"Begge sykehusene ligger så nær målet for høy (85{N}%) at")
    assert "skilte dem fra målet for høy" in funnel_sentence(funnel)
    assert funnel_sentence(funnel, "en").startswith(
        "Both hospitals lie so close to the target for high (85%)"
    )


def test_the_nations_share_is_written_as_its_cell_writes_it():
    # 84.9 % is below the high limit of 85 %: as "85 %" it would contradict its level.
    centre = Fraction(849, 1000)
    told = funnel_sentence(a_funnel((849, 1000), (85, 100), centre=centre))
    assert f"hele landet ({share(849, 1000).cell.value})" in told
    assert f"(84,9{N}%)" in told


def test_without_places_it_says_so():
    assert funnel_sentence(a_funnel()) == "Ingen sykehus har tall som kan vises for 2024."
    assert funnel_sentence(a_funnel(), "en") == "No hospital has figures that can be shown for 2024."


def test_provisional_figures_are_said_to_be():
    told = funnel_sentence(a_funnel(WITHIN, WITHIN, provisional=True))
    assert told.endswith(f"{MEANING} Tallene for 2024 er foreløpige.")


@settings(max_examples=300, deadline=None)
@generated(st.lists(counts, min_size=2, max_size=8), st.sampled_from(["0.05", "0.5", "0.7", "0.97"]))
def test_the_counts_are_those_of_a_slow_count(results, centre):
    centre = Fraction(centre)
    told = funnel_sentence(a_funnel(*results, centre=centre), "en")
    sides = [twin.outside(*result, centre) for result in results]
    first, *rest = re.split(r"(?<=limits)\)?\. ", told)
    assert number(first, len(results)) == sides.count(0)
    about = rest[0] if len(rest) > 1 else ""
    above, below = sum(side > 0 for side in sides), sum(side < 0 for side in sides)
    assert bool(about) == bool(above or below)
    assert ("above" in about, "below" in about) == (bool(above), bool(below))
    if about:
        counted = [number(words, None) for words in re.findall(r"\b(\d+|One)\b(?= lie| below)", about)]
        assert counted == [size for size in (above, below) if size]
        assert far_out(about, above + below) == sum(abs(side) > 1 for side in sides)


def number(words, whole):
    known = {"None": 0, "One": 1, "one": 1, "Both": 2, "All": whole}
    first = words.split()[0]
    return known[first] if first in known else int(first)


def far_out(words, outside):
    end = words.partition(", ")[2]
    if end.startswith(("but within", "none of them")):
        return 0
    return outside if end.startswith(("also", "both also", "all of them")) else number(end, None)
