"""Stage, level, coverage and PROM in words."""

from datetime import date
from decimal import Decimal

import pytest

from registries.models import PromStatus
from registries.printed import abbreviations, printed_distributions
from results.presenters.status import coverage_words, meaning, parts, prom, stage_short, stage_words


@pytest.mark.parametrize(
    ("stage", "level", "words", "short"),
    [
        (3, "B", "Stadium 3, nivå B", "3B"),
        (2, "", "Stadium 2", "2"),
        (None, "", "Ikke vurdert", ""),
    ],
)
def test_stage_and_level_are_told_together(stage, level, words, short):
    assert (stage_words(stage, level), stage_short(stage, level)) == (words, short)


def test_each_stage_and_level_has_a_meaning():
    told = [meaning(stage, level) for stage in (1, 2, 3, 4) for level in ("", "A", "B", "C")]
    assert len(set(told)) == len(told)
    assert meaning(None, "") == ""


def test_a_coverage_has_the_decimals_it_has():
    given = [None, Decimal("84.2"), Decimal("97.0"), Decimal(0)]
    assert [coverage_words(one) for one in given] == ["", "84,2\u202f%", "97\u202f%", "0\u202f%"]


def test_known_abbreviations_are_explained_where_they_stand():
    found = parts("SCL-90-R, EDE-Q og CIA. KOOSX, HOOS")
    explained = {part.text: part.meaning for part in found if part.meaning}
    assert explained.keys() == {"SCL-90-R", "EDE-Q", "CIA"}
    assert "".join(part.text for part in found) == "SCL-90-R, EDE-Q og CIA. KOOSX, HOOS"
    assert parts("") == ()
    assert all(parts(short)[0].meaning for short in abbreviations())


def test_what_is_not_said_is_left_open():
    status = PromStatus(
        status_date=date(2020, 12, 31), chosen=True, collected=False, generic_instrument="RAND-36"
    )
    told = prom(status)
    assert [answer for _, answer in told.answers] == ["Ja", "Nei", "", ""]
    assert (told.day, told.specific, told.short) == ("31. desember 2020", (), ())


def test_the_printed_distribution_adds_up_to_what_is_printed():
    (one,) = printed_distributions()
    assert (one.year, sum(one.sizes.values())) == (2023, 59)
    assert sum(size for (_, level), size in one.sizes.items() if level == "A") == 38
    assert sum(size for (_, level), size in one.sizes.items() if level != "C") == 46
    assert sum(size for (stage, _), size in one.sizes.items() if stage == 4) == 26
