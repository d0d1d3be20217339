from dataclasses import replace

import pytest

from results.points import Goal
from results.sentences import break_sentence
from tests.results.presenters.seen import B, N, a_measure, a_target

MEASURE = a_measure()
NB = "Årene før og etter kan ikke sammenlignes direkte."
EN = "The years before and after cannot be compared directly."


def target(high=None, moderate=None, *, first=2022, **fields):
    fields = {"direction": "higher", "is_break": True} | fields
    one = a_target(fields.pop("direction"), high, moderate or high, first=first, **fields)
    return replace(one, goal=high and Goal("as it is written"))


def test_the_notes_say_what_is_new_and_what_was_before():
    now = target("0.9", note="behandling innen 21 dager.", note_en="treated within 21 days")
    before = target("0.8", first=None, note="behandling innen 30 dager", note_en="treated within 30 days.")
    assert break_sentence(MEASURE, now, before) == (
        f"Nytt mål fra 2022: behandling innen 21 dager (før: behandling innen 30 dager). {NB}"
    )
    assert break_sentence(MEASURE, now, before, "en") == (
        f"New target from 2022: treated within 21 days (before: treated within 30 days). {EN}"
    )


def test_without_notes_the_limits_say_it():
    now, before = target("0.925"), target("0.8", first=None)
    assert break_sentence(MEASURE, now, before) == (
        f"Nytt mål fra 2022: ≥{B}92,5{N}% (før: ≥{B}80{N}%). {NB}"
    )
    assert break_sentence(MEASURE, now, before, "en") == (
        f"New target from 2022: ≥{B}92.5% (before: ≥{B}80%). {EN}"
    )
    assert break_sentence(MEASURE, now, None) == f"Nytt mål fra 2022: ≥{B}92,5{N}%. {NB}"


def test_a_turned_direction_is_a_new_target():
    now, before = target("0.1", direction="lower"), target("0.1", first=None)
    assert break_sentence(MEASURE, now, before) == f"Nytt mål fra 2022: ≤{B}10{N}% (før: ≥{B}10{N}%). {NB}"


def test_a_number_has_its_unit_word():
    measure = a_measure(type="median", in_percent=False, unit_word="dager")
    told = break_sentence(
        measure, target("21", direction="lower"), target("30", direction="lower", first=None)
    )
    assert told == f"Nytt mål fra 2022: ≤{B}21{B}dager (før: ≤{B}30{B}dager). {NB}"


def test_where_the_limits_stay_it_is_the_definition_that_is_new():
    now, before = target("0.9", note="kun førstegangs\nbehandling"), target("0.9", first=None)
    assert break_sentence(MEASURE, now, before) == f"Ny definisjon fra 2022: kun førstegangs behandling. {NB}"
    assert break_sentence(MEASURE, now, before, "en") == f"New definition from 2022. {EN}"


def test_a_note_that_names_the_year_is_the_sentence():
    now = target("0.9", note="Nytt mål fra 2022: behandling innen 21 dager (før: 30).")
    assert break_sentence(MEASURE, now, target("0.9", first=None)) == f"{now.note} {NB}"


def test_a_target_that_is_taken_away_is_not_a_new_one():
    now, before = target(direction=""), target("0.9", first=None)
    assert break_sentence(MEASURE, now, before) == f"Uten mål fra 2022 (før: ≥{B}90{N}%). {NB}"
    assert break_sentence(MEASURE, now, before, "en").startswith("No target from 2022")
    assert break_sentence(MEASURE, now, target(first=None)) == f"Ny definisjon fra 2022. {NB}"


def test_without_a_break_the_years_can_be_compared():
    told = break_sentence(MEASURE, target("0.9", is_break=False), target("0.8", first=None))
    assert told == f"Nytt mål fra 2022: ≥{B}90{N}% (før: ≥{B}80{N}%)."


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_target_from_the_beginning_is_no_news(language):
    assert break_sentence(MEASURE, target("0.9", first=None), None, language) == ""
