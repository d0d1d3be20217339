from dataclasses import replace
from fractions import Fraction

import pytest

from results.points import Change
from results.presenters import profile
from results.presenters.profile import Item
from results.presenters.profile_changes import changes
from results.presenters.sections import Row
from tests.results.presenters.seen import N, a_measure, a_target, seen

SHARE = a_measure(a_target(high="0.8", moderate="0.6"))


def an_item(key, change=None, measure=SHARE, **fields):
    measure = replace(measure, key=key, title=key)
    point = seen(measure, change, **fields)
    return Item("hjerte", "Hjerte", Row(1, measure, "", "", measure.target(2024), (point,)), point, "/")


def lacking(key, distance, certain, denominator=100, attainment="low"):
    return an_item(
        key, numerator=1, denominator=denominator, attainment=attainment, certain=certain, distance=distance
    )


def changed(key, now, before, *, certain=True, low=0.01, high=0.2, attainment="", measure=SHARE):
    change = Change(Fraction(now - before, 100), low, high, 0.01, certain)
    return an_item(key, change, measure, numerator=now, denominator=100, attainment=attainment)


def keys(found):
    return [item.row.key for item in found]


def test_certain_lows_come_first_and_of_them_those_most_patients_are_lacking_in():
    items = [
        lacking("usikker", 90, False), lacking("få", 3, True), lacking("mange", 40, True),
        an_item("uten intervall", numerator=1, denominator=10, attainment="low"),
        lacking("også mange", 40, True), lacking("høy", 0, True, attainment="high"),
    ]  # fmt: skip
    found = profile.low(items)
    assert keys(found.seen + found.rest) == ["mange", "også mange", "få", "usikker", "uten intervall"]


@pytest.mark.parametrize(("size", "seen_at_once"), [(0, 0), (5, 5), (6, 6), (7, 5)])
def test_a_line_never_hides_only_one(size, seen_at_once):
    found = profile.low([lacking(str(number), number, True) for number in range(size)])
    assert (len(found.seen), len(found.rest)) == (seen_at_once, size - seen_at_once)
    assert bool(found) == (size > 0)
    assert found.number == str(size)


def test_what_is_withheld_is_neither_low_nor_changed():
    hidden = an_item("skjult", numerator=1, denominator=4, attainment="low", distance=3, withheld="too_few")
    assert not profile.low([hidden])
    assert changes([hidden], 2024).summary == "Ingen indikatorer kan sammenlignes med 2023."


def test_coverage_is_neither_low_nor_changed_but_told_apart_the_lowest_first():
    measure = replace(SHARE, type="coverage")
    items = [
        an_item("god", measure=measure, numerator=9, denominator=10, attainment="high"),
        an_item("skjult", measure=measure, numerator=1, denominator=2, withheld="privacy"),
        changed("dårlig", 30, 60, attainment="low", measure=measure, low=-0.4, high=-0.1),
        an_item("behandling", numerator=9, denominator=10, attainment="high"),
    ]
    assert not profile.low(items)
    assert changes(items, 2024).groups == ()
    assert keys(profile.coverage(items).seen) == ["dårlig", "god", "skjult"]
    assert profile.treatment(items).shown == 1


def test_certain_changes_from_to_with_the_interval_in_percentage_points():
    [group] = changes([changed("a", 63, 45, low=0.071, high=0.289, attainment="moderate")], 2024).groups
    [moved] = group.moved.seen
    assert (group.heading, moved.words, moved.arrow) == ("Bedre", "opp 18 prosentpoeng", "▲")
    assert (moved.before, moved.now, moved.level) == (f"45{N}%", f"63{N}%", "Nå moderat")
    assert moved.interval == f"95{N}% KI 7 til 29"


def test_the_ends_of_a_fall_are_told_without_signs_the_smaller_first():
    [group] = changes([changed("a", 50, 71, low=-0.39, high=-0.0004)], 2024).groups
    [moved] = group.moved.seen
    assert (group.heading, moved.words, moved.arrow) == ("Dårligere", "ned 21 prosentpoeng", "▼")
    assert moved.interval == f"95{N}% KI under 0,1 til 39"


@pytest.mark.parametrize(
    ("low", "high", "decimals", "ends"),
    [
        (0.00004, 0.04258, 0, "under 0,1 til 4,3"),
        (0.003, 0.259, 0, "0,3 til 26"),
        (0.003, 0.065, 0, "0,3 til 6,5"),
        (0.0051, 0.065, 0, "1 til 7"),
        (0.0123, 0.25678, 1, "1,2 til 25,7"),
        (0.0123, 0.25678, 2, "1,2 til 25,7"),
        (0.0001, 0.0004, 0, "under 0,1"),
    ],
)
def test_the_ends_have_no_more_decimals_than_one_and_none_reads_as_no_change(low, high, decimals, ends):
    measure = replace(SHARE, decimals=decimals)
    [group] = changes([changed("a", 71, 50, low=low, high=high, measure=measure)], 2024).groups
    assert group.moved.seen[0].interval == f"95{N}% KI {ends}"


def test_lower_is_better_where_the_target_says_so():
    measure = a_measure(a_target("lower", high="0.1", moderate="0.2"))
    [group] = changes([changed("a", 30, 10, measure=measure)], 2024).groups
    assert (group.side, group.moved.seen[0].words) == ("worse", "opp 20 prosentpoeng")


def test_without_a_target_a_change_is_neither_better_nor_worse_and_is_not_seen_at_first():
    [group] = changes([changed(key, 30, 10, measure=a_measure()) for key in "ab"], 2024).groups
    assert (group.side, group.moved.seen, len(group.moved.rest)) == ("", (), 2)


def test_a_change_without_a_target_is_seen_where_it_is_the_only_one():
    [group] = changes([changed("a", 30, 10, measure=a_measure())], 2024).groups
    assert (len(group.moved.seen), group.moved.rest) == (1, ())


@pytest.mark.parametrize(("size", "seen_at_once"), [(3, 3), (4, 4), (5, 3)])
def test_three_of_a_side_are_seen_at_once(size, seen_at_once):
    [group] = changes([changed(str(number), 63, 45) for number in range(size)], 2024).groups
    assert len(group.moved.seen) == seen_at_once


def test_worse_come_before_better_and_the_largest_first():
    items = [changed("liten", 52, 50), changed("stor", 80, 50), changed("ned", 40, 50, low=-0.2, high=-0.01)]
    groups = changes(items, 2024).groups
    assert [group.heading for group in groups] == ["Dårligere", "Bedre"]
    assert [moved.item.row.key for moved in groups[1].moved.seen] == ["stor", "liten"]


def test_the_others_are_counted_and_what_chance_alone_could_do():
    same = [changed(f"lik {number}", 51, 50, certain=False) for number in range(74)]
    found = changes([changed("opp", 63, 45), changed("ned", 50, 71, low=-0.3, high=-0.1), *same], 2024)
    assert found.summary == "1 bedre og 1 dårligere av 76 indikatorer som kan sammenlignes."
    assert found.others == "74 andre indikatorer har ikke endret seg mer enn tilfeldigheter kan forklare."
    assert found.by_chance == (
        "Selv om ingenting var endret, kunne tilfeldigheter alene få inntil 4 av 76 indikatorer "
        "til å se sikre ut."
    )


def test_no_certain_change_says_so_once():
    found = changes([changed(key, 51, 50, certain=False) for key in "ab"], 2024)
    assert found.summary == "Ingen av 2 indikatorer har endret seg mer enn tilfeldigheter kan forklare."
    assert (found.groups, found.others) == ((), "")


def test_of_one_indicator_chance_is_not_spoken_of():
    found = changes([changed("a", 51, 50, certain=False)], 2024)
    assert found.summary.startswith("Den ene indikatoren som kan sammenlignes, har ikke endret seg")
    assert (found.others, found.by_chance) == ("", "")
