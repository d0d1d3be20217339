"""What a proposal would do, of releases made by the product's own commands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.dated import DatedTarget
from indicators.models import Indicator
from organisations.models import Level
from results.frames import placed_of
from results.models import Release, Result
from results.points import Origin
from results.presenters.what_if import shown
from results.what_ifs import answer_of, basis_of, distribution_of
from tests.nation import INDICATORS, deliver, found_nation, import_table

pytestmark = pytest.mark.django_db
N, B = "\u202f", "\u00a0"
ORIGIN = Origin("Hjerte", "Utkast", "https://kvalitet.example/")
# Of the named hospitals: 93, 80 and 60 of a hundred; one too few to show; and one that no one knows.
ROWS = [
    f"{context};{year};{unit};h_andel;{numerator};{denominator}"
    for context, year in (("caregiver", 2022), ("caregiver", 2024))
    for unit, numerator, denominator in ((111, 93, 100), (113, 80, 100), (211, 60, 100), (911, 300, 300))
]
FROM_2024 = DatedTarget(2024, "higher", Decimal("0.75"), Decimal("0.6"))


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)
    return tmp_path


def delivered(folder, rows=ROWS, *args):
    report, code = deliver(folder, rows, "--accept-warnings", *args)
    assert code == 0
    return Release.objects.get(pk=report["release"])


def basis(key="h_andel"):
    return basis_of(Indicator.objects.select_related("registry").get(key=key))


def answer(*more, key="h_andel"):
    found = basis(key)
    return answer_of(found, [*found.present, *more])


def of_hospitals(asked, year=2024, level=Level.HOSPITAL):
    return distribution_of(asked, "caregiver", year, level)


def told(asked, year=2024, level=Level.HOSPITAL):
    return shown(asked, of_hospitals(asked, year, level), level, ORIGIN)


def test_results_are_read_from_what_is_public(nation):
    public = delivered(nation, ROWS, "--publish")
    found = basis()
    assert (found.release, found.contexts, found.years("caregiver")) == (public, ["caregiver"], [2022, 2024])
    assert found.levels("caregiver", 2024) == [Level.HOSPITAL, Level.HF, Level.RHF]
    assert [(one.valid_from, one.high) for one in found.present] == [
        (None, Decimal("0.9")), (2023, Decimal("0.95")),
    ]  # fmt: skip


def test_but_from_an_open_draft_where_there_is_one(nation):
    delivered(nation, ROWS, "--publish")
    draft = delivered(nation, ["caregiver;2024;111;h_andel;50;100"])
    found = basis()
    assert found.release == draft
    assert [row.numerator for row in found.at("caregiver", 2024, Level.HOSPITAL)] == [50]


PROPOSED = "h_andel,hjerte,Behandlet i tide,share,higher,0.75,0.6,2024,5,h_dg,percent,0,1,a\n"


def test_what_is_foretold_is_what_the_draft_with_these_targets_has(nation):
    delivered(nation, ROWS, "--publish")
    asked = answer(FROM_2024)
    assert (
        import_table(nation, "indicators", INDICATORS.replace("h_dg,hjerte", PROPOSED + "h_dg,hjerte"))[2]
        == 0
    )
    draft = delivered(nation, ["caregiver;2021;111;h_andel;9;10"])
    stored = Result.objects.filter(release=draft, indicator__key="h_andel", year__gt=2021, shown=True)
    for group in asked.effect.groups:
        levels = [
            row.attainment
            for row in stored
            if (row.year, row.level) == (group.year, group.unit_level) and not row.withheld
        ]
        assert {level: tally.units for level, tally in group.after.items()} == {
            level: levels.count(level) for level in group.after
        }
        for shift in group.shifts:
            row = stored.get(unit=shift.unit, year=group.year)
            assert (shift.after.level, shift.after.certain, shift.after.distance) == (
                row.attainment, row.certain, row.distance,
            )  # fmt: skip


def test_what_is_stored_is_what_the_present_targets_give(nation):
    delivered(nation)
    found = basis()
    for one in distribution_of(answer_of(found, ()), "caregiver", 2024, Level.HOSPITAL).shown:
        row = Result.objects.get(unit__slug=one.before.slug, year=2024, indicator__key="h_andel")
        assert (one.before.level, one.before.certain, one.before.distance) == (
            row.attainment, row.certain, row.distance,
        )  # fmt: skip


def test_the_page_is_told_who_changes_level_and_how_far_the_nation_is(nation):
    delivered(nation)
    assert told(answer(FROM_2024)).sentences == (
        f"Med høy ≥{B}75{N}% og moderat ≥{B}60{N}% fra 2024 stiger 2 av 3 sykehus fra moderat til høy: "
        "Storby (Fjord HF) og Småby.",
        "Ett av 3 sykehus stiger fra lav til moderat: Storby (Fjord HF).",
        "Det nye nivået er sikkert for 1 og usikkert for 2.",
        "Hele landet går fra moderat til høy.",
    )


def test_units_are_in_rows_the_best_first_and_those_that_move_apart(nation):
    delivered(nation)
    page = told(answer(FROM_2024))
    assert [(row.rank, row.place, row.before_word, row.after_word, row.way_word) for row in page.units] == [
        (1, "Storby (Fjord HF)", "Moderat, usikkert", "Høy", "Opp"),
        (2, "Småby", "Moderat", "Høy, usikkert", "Opp"),
        (3, "Storby (Fjord HF)", "Lav", "Moderat, usikkert", "Opp"),
    ]
    assert page.moved == page.units
    assert page.chart.payload["data"][0]["name"] == "Bytter nivå"
    assert page.chart.sentence == "2 av 3 sykehus har høy måloppnåelse med forslaget (nå: 0)."


def test_each_year_is_a_row_by_the_target_that_would_be_in_force(nation):
    delivered(nation)
    late, early = told(answer(FROM_2024)).years
    assert (late.year, late.is_changed, late.up, late.down, late.moved, late.seen) == (2024, True, 3, 0, 3, 3)
    assert late.goal == f"Høy ≥{B}75{N}%, moderat ≥{B}60{N}%"
    assert [(one.word, one.before_words, one.after_words) for one in late.levels] == [
        ("Høy", "0", "2 (1 sikker)"),
        ("Moderat", "2 (1 sikker)", "1 (0 sikre)"),
        ("Lav", "1 (1 sikker)", "0"),
    ]
    assert (late.nation_before, late.nation_after) == ("Moderat", "Høy")
    assert late.nation == "Når målet for høy (nå: mangler 37)"
    assert (early.year, early.is_changed, early.moved) == (2022, False, 0)


def test_a_target_of_years_to_come_is_seen_on_the_last_results(nation):
    delivered(nation)
    asked = answer(replace(FROM_2024, valid_from=2026))
    assert all(group.shifts == () for group in asked.effect.groups)
    page = told(asked)
    assert page.ahead
    assert page.sentences[:2] == (
        "Ingen resultater er fra 2026 eller senere ennå.",
        f"Med høy ≥{B}75{N}% og moderat ≥{B}60{N}% i 2024 ville 2 av 3 sykehus steget fra moderat til høy: "
        "Storby (Fjord HF) og Småby.",
    )
    assert page.sentences[-1] == "Hele landet ville gått fra moderat til høy."
    assert [row.moved for row in page.years] == [0, 0]


def test_withheld_units_are_counted_and_their_numbers_are_nowhere(nation):
    delivered(
        nation, [ROWS[4], "caregiver;2024;113;h_andel;3;4", "caregiver;2024;11;h_andel;30;40", *ROWS[6:]]
    )
    page = told(answer(FROM_2024))
    assert page.sentences[-1] == "Tallene for ett sykehus kan ikke vises og er ikke med."
    small = page.units[-1]
    assert (small.place, small.rank, small.before_word, small.after_word, small.way) == (
        "Småby",
        None,
        "",
        "",
        "",
    )
    assert (small.answer.value, small.answer.reason) == ("", "Færre enn 5 pasienter.")
    assert (page.years[0].seen, page.years[0].withheld) == (2, 1)
    assert "Småby" not in str(page.chart.payload)


def test_units_that_no_one_knows_are_absent(nation):
    delivered(nation)
    found = basis()
    assert "Ukjent sykehus" not in {found.units[row.unit].name for row in found.rows}
    assert {row.place for row in told(answer(FROM_2024)).units} == {"Storby (Fjord HF)", "Småby"}


def test_an_indicator_that_is_not_shown_yet_is_foretold_to_its_own(nation):
    rows = [row.replace("h_andel", "h_skjult") for row in ROWS]
    delivered(nation, rows)
    page = told(answer(FROM_2024, key="h_skjult"))
    assert [row.way for row in page.units] == ["gained"] * 3
    assert page.sentences[0] == (
        f"Med høy ≥{B}75{N}% og moderat ≥{B}60{N}% fra 2024 får alle de 3 sykehusene et nivå."
    )


def test_an_indicator_without_results_says_nothing(nation):
    for found in (basis(), basis("h_tid")):
        asked = answer_of(found, [FROM_2024])
        assert (found.rows, asked.effect.groups, asked.ahead) == ((), (), None)
    assert [one.high for one in basis().present] == [Decimal("0.9"), Decimal("0.95")]
    delivered(nation)
    assert basis("l_andel").release is None


def test_of_a_mean_nothing_is_certain_and_that_is_said(nation):
    delivered(
        nation, [f"caregiver;2024;{unit};h_tid;{value};40" for unit, value in ((111, "2.5"), (211, "6"))]
    )
    stricter = DatedTarget(2024, "lower", Decimal(2), Decimal(5))
    page = told(answer(stricter, key="h_tid"))
    assert page.sentences == (
        f"Med høy ≤{B}2 fra 2024 faller ett av 2 sykehus fra høy til moderat: Storby (Fjord HF).",
        "Denne indikatoren er en median, og da lar det seg ikke regne ut hvor sikre nivåene er.",
    )
    assert [one.before_words for one in page.years[0].levels] == ["1", "0", "1"]


def test_the_queries_do_not_grow_with_the_results(nation):
    delivered(nation, ROWS[:1])
    assert queries() == 5
    delivered(nation, ROWS, "--publish")
    assert queries() == 6  # one to see that there is no draft


def queries():
    indicator = Indicator.objects.select_related("registry").get(key="h_andel")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = basis_of(indicator)
        told(answer_of(found, [*found.present, FROM_2024]))
    return len(asked)


def test_rows_are_kept_for_the_next_question_about_the_same_release(nation, settings):
    settings.KEPT_SECTIONS = 10
    delivered(nation)
    first = basis()
    with CaptureQueriesContext(connection) as asked:
        again = basis()
    assert again.rows is first.rows
    assert not any("results_result" in query["sql"] for query in asked)
    delivered(nation, ["caregiver;2024;111;h_andel;50;100"])
    assert basis().rows is not first.rows


def test_another_release_has_other_numbers(nation):
    delivered(nation)
    before = told(answer(FROM_2024)).sentences
    delivered(nation, ["caregiver;2024;111;h_andel;50;100"])
    assert told(answer(FROM_2024)).sentences != before


def test_placed_rows_have_their_units_levels(nation):
    delivered(nation)
    found = basis()
    frame = placed_of(found.rows, found.level_of)
    assert frame["level"].tolist() == [found.level_of[unit] for unit in frame["unit"]]
