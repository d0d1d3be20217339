"""The sentences on a proposal, of points with the words that pages have."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.dated import ChangedPeriod, DatedTarget
from indicators.models import Indicator
from results.calculations.what_if import WhatIf
from results.models import ReleasedIndicator
from results.points import Distribution, JudgedTwice
from results.presenters.what_if import distribution_sentence
from results.presenters.what_if_words import lead_words, names, nation_sentence, summary
from results.what_ifs import Look
from tests.results.charts.samples import hidden, measure, point

N, B = "\u202f", "\u00a0"
DEFINITION = ReleasedIndicator(
    indicator=Indicator(key="h_andel"), type="share", number_format="percent", title="Behandlet i tide"
)


def target(high=None, moderate=None, direction="higher"):
    limits = (None if limit is None else Decimal(limit) for limit in (high, moderate))
    return DatedTarget(None, direction, *limits)


NOW, STRICTER = target("0.6", "0.4"), target("0.65", "0.4")
FEWER = target("0.1", "0.2", "lower")


def units(before, after, number=1, *, certain=None, first="Sykehus"):
    return [
        JudgedTwice(
            point(f"{first} {at}", level=before),
            replace(point(f"{first} {at}", level=after), certain=certain),
        )
        for at in range(1, number + 1)
    ]


def distribution(*shown, nation=None, hidden=(), ahead=False, level_name="sykehus", **fields):
    known = measure(**fields)
    return Distribution(known, 2024, level_name, tuple(shown), tuple(hidden), nation, None, None, ahead)


def told(*shown, first=2024, last=None, before=NOW, after=STRICTER, change=True, **fields):
    period = ChangedPeriod(first, last, before, after) if change else None
    found = distribution(*shown, **fields)
    return summary(DEFINITION, Look(period, (), WhatIf((), ()), ahead=found.ahead), found)


def nation(before, after, *distances, denominator=210, direction="higher"):
    points = (
        replace(
            point("Hele landet", level=level, unit_level="nation"),
            denominator=denominator, distance=distance, direction=direction,
        )
        for level, distance in zip((before, after), distances, strict=True)
    )  # fmt: skip
    return JudgedTwice(*points)


def test_who_falls_is_named():
    moved = units("high", "moderate", 4, first="Bodø")
    (sentence,) = told(*moved, *units("high", "high", 37))
    assert sentence == (
        f"Med høy ≥{B}65{N}% fra 2024 faller 4 av 41 sykehus fra høy til moderat: "
        "Bodø 1, Bodø 2, Bodø 3 og Bodø 4."
    )


def test_the_year_is_said_where_the_change_began_before_it():
    (sentence,) = told(*units("high", "low", 2, first="Bodø"), *units("low", "low", 3), first=2022)
    assert sentence == (
        f"Med høy ≥{B}65{N}% fra 2022 faller 2 av 5 sykehus fra høy til lav i 2024: Bodø 1 og Bodø 2."
    )


def test_those_that_fall_farthest_come_first_and_those_that_rise_after():
    sentences = told(
        *units("low", "high", first="A"), *units("moderate", "low", first="B"),
        *units("high", "moderate", first="C"), *units("high", "low", 2, first="D"),
    )  # fmt: skip
    assert [sentence.split(" fra ")[-1] for sentence in sentences] == [
        "høy til lav: D 1 og D 2.", "høy til moderat: C 1.", "moderat til lav: B 1.", "lav til høy: A 1.",
    ]  # fmt: skip
    assert sentences[1] == "Ett av 5 sykehus faller fra høy til moderat: C 1."


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (units("high", "high", 41), f"Med høy ≥{B}65{N}% fra 2024 bytter ingen av de 41 sykehusene nivå."),
        (units("high", "high"), f"Med høy ≥{B}65{N}% fra 2024 bytter ikke sykehuset nivå."),
        (
            units("high", "low", 2),
            f"Med høy ≥{B}65{N}% fra 2024 faller begge sykehusene fra høy til lav: Sykehus 1 og Sykehus 2.",
        ),
        (units("", "low", 3), f"Med høy ≥{B}65{N}% fra 2024 får alle de 3 sykehusene et nivå."),
        ([], "Ingen sykehus har tall som kan vises for 2024."),
    ],
)
def test_none_one_and_all(shown, sentence):
    assert told(*shown) == (sentence,)


def test_levels_that_go_are_told_together():
    shown = [*units("high", "", 2), *units("low", "")]
    assert told(*shown, after=None) == ("Uten mål fra 2024 mister alle de 3 sykehusene nivået.",)


def test_a_year_that_is_judged_as_before_says_so():
    assert told(*units("high", "high", 3), change=False) == (
        "Målet for 2024 er som før, så ingen sykehus bytter nivå.",
    )


def test_what_is_to_come_is_told_as_what_would_be():
    shown = [*units("high", "moderate", first="Bodø"), *units("low", "low", 2)]
    far = nation("high", "moderate", 0, 14)
    assert told(*shown, first=2026, ahead=True, nation=far) == (
        "Ingen resultater er fra 2026 eller senere ennå.",
        f"Med høy ≥{B}65{N}% i 2024 ville ett av 3 sykehus falt fra høy til moderat: Bodø 1.",
        "Hele landet ville gått fra høy til moderat og manglet 14 av 210 pasienter (nå: 0).",
    )


@pytest.mark.parametrize(
    ("before", "after", "first", "last", "lead"),
    [
        (NOW, STRICTER, 2026, None, f"Med høy ≥{B}65{N}% fra 2026"),
        (NOW, STRICTER, None, None, f"Med høy ≥{B}65{N}%"),
        (NOW, STRICTER, None, 2021, f"Med høy ≥{B}65{N}% til og med 2021"),
        (NOW, STRICTER, 2022, 2022, f"Med høy ≥{B}65{N}% i 2022"),
        (NOW, STRICTER, 2021, 2022, f"Med høy ≥{B}65{N}% i 2021–2022"),
        (NOW, target("0.6", "0.5"), 2026, None, f"Med moderat ≥{B}50{N}% fra 2026"),
        (NOW, target("0.6"), 2026, None, "Med ingen grense for moderat fra 2026"),
        (NOW, target("0.65", "0.5"), 2026, None, f"Med høy ≥{B}65{N}% og moderat ≥{B}50{N}% fra 2026"),
        (NOW, FEWER, 2026, None, f"Med høy ≤{B}10{N}% og moderat ≤{B}20{N}% fra 2026"),
        (None, target("0.655"), 2026, None, f"Med høy ≥{B}65,5{N}% fra 2026"),
        (NOW, target(None), 2026, None, "Uten mål fra 2026"),
        (NOW, None, 2026, None, "Uten mål fra 2026"),
    ],
)  # fmt: skip
def test_what_is_new(before, after, first, last, lead):
    assert lead_words(DEFINITION, ChangedPeriod(first, last, before, after), 2024, ahead=False) == lead


@pytest.mark.parametrize(
    ("sure", "unsure", "sentence"),
    [
        (1, 0, "Det nye nivået er sikkert."),
        (0, 1, "Det nye nivået er usikkert."),
        (2, 0, "Det nye nivået er sikkert for begge."),
        (0, 4, "Det nye nivået er usikkert for alle 4."),
        (1, 3, "Det nye nivået er sikkert for 1 og usikkert for 3."),
    ],
)
def test_how_sure_the_new_levels_are(sure, unsure, sentence):
    moved = units("high", "low", sure, certain=True) + units("high", "low", unsure, certain=False)
    assert told(*moved, *units("low", "low", 9, certain=False))[1] == sentence


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        (nation("low", "low", 4, 14), "Hele landet mangler 14 av 210 pasienter (nå: 4)."),
        (nation("low", "low", 14, 14), "Hele landet mangler 14 av 210 pasienter."),
        (nation("low", "low", None, 1, denominator=1), "Hele landet mangler 1 av 1 pasient."),
        (
            nation("high", "moderate", 0, 14),
            "Hele landet går fra høy til moderat og mangler 14 av 210 pasienter (nå: 0).",
        ),
        (nation("moderate", "high", 9, 0), "Hele landet går fra moderat til høy."),
        (nation("high", "high", 0, 0), "Hele landet når målet for høy."),
        (
            nation("low", "low", 4, 14, direction="lower"),
            "Hele landet har 14 for mange av 210 pasienter (nå: 4).",
        ),
        (nation("high", "", 0, None), ""),
        (nation("high", "low", None, None), "Hele landet går fra høy til lav."),
        (JudgedTwice(hidden("Hele landet"), hidden("Hele landet")), ""),
        (None, ""),
    ],
)
def test_how_far_the_nation_is(known, sentence):
    assert nation_sentence(distribution(nation=known)) == sentence


def test_withheld_ones_are_counted():
    assert told(*units("low", "low", 2), hidden=[hidden(), hidden("Volda")])[-1] == (
        "Tallene for 2 sykehus kan ikke vises og er ikke med."
    )


def test_trusts_are_catchment_areas_where_patients_are_counted_by_home():
    shown = units("low", "low", 9)
    assert told(*shown, level_name="helseforetak", context="resident")[0].endswith(
        "bytter ingen av de 9 opptaksområdene nivå."
    )


def test_of_many_the_first_are_named():
    assert names([one.after for one in units("", "", 8)]) == (
        "Sykehus 1, Sykehus 2, Sykehus 3, Sykehus 4, Sykehus 5, Sykehus 6 og 2 til"
    )


def test_the_picture_says_how_many_are_high():
    shown = [*units("high", "high", 27), *units("high", "low", 4), *units("low", "low", 10)]
    assert distribution_sentence(distribution(*shown)) == (
        "27 av 41 sykehus har høy måloppnåelse med forslaget (nå: 31)."
    )
    assert distribution_sentence(distribution(*shown, ahead=True)).startswith(
        "27 av 41 sykehus ville hatt høy"
    )
    assert distribution_sentence(distribution(*units("low", "low", 2))) == (
        "Ingen av de 2 sykehusene har høy måloppnåelse med forslaget."
    )
    assert distribution_sentence(distribution(*units("low", "low"))) == (
        "Bare Sykehus 1 har tall som kan vises."
    )
