"""The sentences of the correction log about indicators and their targets."""

import pytest
from django.utils import translation

from results.actions import publish_release
from results.definition_changes import changed_definitions, told_by
from results.models import Publication, Release
from tests.builders import a_registry, a_release, an_indicator

pytestmark = pytest.mark.django_db
N = "\u202f"


@pytest.fixture
def registry():
    return a_registry("Hjerte")


def of_a_target(first, high=None, moderate=None, *, direction="higher", **fields):
    return {"valid_from": first, "direction": direction, "high": high, "moderate": moderate} | fields


def told(registry, before, after):
    """What is said of an indicator that had these fields, and gets those."""
    old, new = a_release(registry), a_release(registry)
    an_indicator(old, "andel", **({"title": "Andel"} | before))
    an_indicator(new, "andel", **({"title": "Andel"} | after))
    changes = changed_definitions(before=old, after=new)
    return [
        sentence.replace(N, " ").replace("\u00a0", " ") for change in changes for sentence in change.sentences
    ]


def test_english_texts_are_told_of_by_themselves(registry):
    before = {"title_en": "Share"}
    after = {"title_en": "Proportion", "short_description_en": "In short."}
    assert told(registry, before, after) == [
        "Den engelske tittelen er endret fra «Share» til «Proportion».",
        "Den engelske beskrivelsen er endret.",
    ]
    assert told(registry, {}, before) == ["Indikatoren har fått en engelsk tittel: «Share»."]
    assert told(registry, before, {}) == ["Den engelske tittelen «Share» er fjernet."]


def test_sentences_are_in_the_language_of_the_page(registry):
    before = {"targets": (of_a_target(None, "0.6", "0.5"),), "title_en": "Share"}
    after = {
        "title": "Andelen",
        "title_en": "Share",
        "type": "computed_share",
        "targets": (
            of_a_target(None, "0.6", "0.5"),
            of_a_target(2026, "0.65", "0.5", note_nb="Innen 30 dager."),
        ),
    }
    with translation.override("en"):
        assert told(registry, before, after) == [
            "The Norwegian title has been changed.",
            "The type has been changed from share to calculated share.",
            "The limit for high attainment has been changed from 60% to 65% from 2026.",
            # The registry has said it in Norwegian only.
            "The definition has been changed from 2026.",
        ]


def test_what_is_stored_is_norwegian_and_told_anew_in_the_language_of_a_page(registry):
    old, new = a_release(registry), a_release(registry, published=False)
    an_indicator(old, "andel", title="Andel", title_en="Share", high="0.6")
    an_indicator(new, "andel", title="Andel", title_en="Share", high="0.7")
    Release.objects.filter(pk=new.pk).update(checksum="as-computed")
    with translation.override("en"):
        publish_release(release=new, by=None, reason="Ny grense.")
        [entry] = Publication.objects.all()
        [said] = told_by([entry])[entry.pk]
    [stored] = entry.definitions
    assert stored == f"Andel: Grensen for høy måloppnåelse er rettet fra 60{N}% til 70{N}%."
    assert said.words == "Share: The limit for high attainment has been corrected from 60% to 70%."
    [shown] = told_by([entry])[entry.pk]
    assert (shown.words, shown.text.lang) == (stored, "nb")


def test_what_can_no_longer_be_told_anew_is_shown_as_it_was_stored(registry):
    release = a_release(registry)
    entry = Publication.objects.create(
        registry=registry, kind="published", release=release, definitions=["Andel: Ny indikator."]
    )
    with translation.override("en"):
        [said] = told_by([entry])[entry.pk]
    assert (said.words, said.text.lang) == ("Andel: Ny indikator.", "nb")


def test_a_new_limit_is_told_with_the_one_before_and_the_year_it_holds_from(registry):
    before = of_a_target(None, "0.6", "0.5")
    after = (before, of_a_target(2026, "0.65", "0.5"))
    assert told(registry, {"targets": (before,)}, {"targets": after}) == [
        "Grensen for høy måloppnåelse er endret fra 60 % til 65 % fra 2026."
    ]


def test_a_limit_put_right_is_told_as_such(registry):
    assert told(
        registry,
        {"targets": (of_a_target(2020, "0.6", "0.5"),)},
        {"targets": (of_a_target(2020, "0.6", "0.55"),)},
    ) == ["Grensen for moderat måloppnåelse er rettet fra 50 % til 55 % fra 2020."]


def test_the_first_goal_of_an_indicator_is_told_whole(registry):
    after = {"targets": (of_a_target(None, "0.6", "0.5"),)}
    assert told(registry, {}, after) == ["Nytt mål: høy ≥ 60 %, moderat ≥ 50 %."]


def test_a_direction_that_turns_is_told_before_its_limits(registry):
    before = of_a_target(None, "0.6", "0.5")
    after = (before, of_a_target(2024, "0.1", "0.2", direction="lower"))
    assert told(registry, {"targets": (before,)}, {"targets": after}) == [
        "Retningen er endret fra 2024: lavere er bedre.",
        "Grensen for høy måloppnåelse er endret fra 60 % til 10 % fra 2024.",
        "Grensen for moderat måloppnåelse er endret fra 50 % til 20 % fra 2024.",
    ]


def test_a_target_that_changes_the_note_alone_dates_a_definition(registry):
    before = of_a_target(None, "0.6")
    after = (before, of_a_target(2022, "0.6", note_nb="Innen 21 dager.", is_break=True))
    assert told(registry, {"targets": (before,)}, {"targets": after}) == [
        "Definisjonen er endret fra 2022: Innen 21 dager."
    ]


def test_a_target_that_is_gone_is_told(registry):
    first, second = of_a_target(None, "0.6"), of_a_target(2024, "0.7")
    assert told(registry, {"targets": (first, second)}, {"targets": (first,)}) == [
        "Målet fra 2024 er fjernet."
    ]


def test_a_break_taken_away_is_told(registry):
    first = of_a_target(None, "0.6")
    assert told(
        registry,
        {"targets": (first, of_a_target(2024, "0.6", note_nb="Ny", is_break=True))},
        {"targets": (first, of_a_target(2024, "0.6", note_nb="Ny"))},
    ) == ["Årene før og fra 2024 kan nå sammenlignes direkte."]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"title": "A"}, {"title": "B"}, "Tittelen er endret fra «A» til «B»."),
        (
            {"min_denominator": 5},
            {"min_denominator": 10},
            "Resultater vises nå fra 10 pasienter, før fra 5.",
        ),
        ({"type": "share"}, {"type": "coverage"}, "Typen er endret fra andel til dekningsgrad."),
        ({"decimals": 0}, {"decimals": 1}, "Tallene skrives på en annen måte enn før."),
        ({"shown": True}, {"shown": False}, "Indikatoren vises ikke lenger."),
        ({"shown": False}, {"shown": True}, "Ny indikator."),
    ],
)
def test_each_part_of_a_definition_is_told(registry, before, after, sentence):
    assert told(registry, before, after) == [sentence]


def test_what_no_one_sees_and_an_unchanged_definition_are_not_told(registry):
    assert told(registry, {"shown": False, "title": "A"}, {"shown": False, "title": "B"}) == []
    assert told(registry, {"high": "0.6"}, {"high": "0.6"}) == []


def test_a_first_release_has_changed_nothing(registry):
    release = a_release(registry)
    an_indicator(release, "andel")
    assert changed_definitions(before=None, after=release) == ()


def test_queries_do_not_grow_with_the_definitions(registry, django_assert_num_queries):
    old = a_release(registry)
    new = a_release(registry, published=False)
    for number in range(5):
        for release, high in ((old, "0.6"), (new, "0.7")):
            an_indicator(release, f"andel_{number}", high=high)
    with django_assert_num_queries(4):
        assert len(changed_definitions(before=old, after=new)) == 5
