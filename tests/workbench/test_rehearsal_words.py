"""What a draft would change, in words: without a database and without HTML."""

from decimal import Decimal

import pytest

from organisations.models import Unit
from results.models import Release
from tests.results.calculations.country import COUNT, SHARE, UNITS, share
from tests.results.calculations.test_rehearsal import rehearsed
from tests.worlds import Observation, Target
from workbench.presenters.known import Known, Side
from workbench.presenters.rehearsal_words import FUTURE, PAST, effects, summary, tallies

GOAL = (Target(SHARE, None, "higher", Decimal("0.9"), Decimal("0.7")),)
NONE_ELSE = "Ingen andre registre påvirkes."


def known(*, first=False):
    units = {one.unit: Unit(pk=one.unit, name=one.name, level=one.level) for one in UNITS}
    called = {pk: unit.name for pk, unit in units.items()}
    return Known(units, called, Side(None if first else Release(pk=1), {}), Side(Release(pk=2), {}))


def said(before, after, *, tense=FUTURE, first=False, **others):
    return summary(rehearsed(before, after, **others), known(first=first), tense)


def test_units_are_counted_once_and_hospitals_are_named_first():
    before, after = [share(4, 50, 100)], [share(4, 95, 100)]
    assert said(before, after, targets=GOAL) == (
        f"4 enheter bytter nivå: 4 opp (Bodø, Nordlandssykehuset HF, Helse Nord RHF, …). {NONE_ELSE}"
    )


def test_a_unit_with_several_results_is_one_unit():
    before, after = ([share(4, low, 100, year) for year in (2023, 2024)] for low in (50, 95))
    assert said(before, after, targets=GOAL).startswith(
        "8 resultater ved 4 enheter bytter nivå: 8 opp (Bodø, "
    )


def test_levels_that_come_and_go_with_the_target():
    rows = [share(4, 95, 100)]
    assert (
        said(rows, rows, targets=GOAL, targets_before=())
        == f"4 resultater får eller mister nivå. {NONE_ELSE}"
    )


@pytest.mark.parametrize(("few", "many"), [(4, 6)])
def test_what_is_hidden_and_shown_again(few, many):
    shown, hidden = ([share(4, number, number), share(5, 50, 60)] for number in (many, few))
    assert "blir skjult (Bodø" in said(shown, hidden, targets=GOAL)
    assert "ble vist igjen (Bodø" in said(hidden, shown, targets=GOAL, tense=PAST)


def test_values_alone():
    number = [Observation(COUNT, 4, "caregiver", 2024, None, None, Decimal(value)) for value in (50, 60)]
    assert said(number[:1], number[1:]) == f"1 resultat får andre tall. Ingen bytter nivå. {NONE_ELSE}"


def test_nothing_and_the_first():
    rows = [share(4, 95, 100)]
    assert said(rows, rows) == f"Ingenting av det som vises offentlig, blir endret. {NONE_ELSE}"
    assert said([], rows, first=True) == (
        f"Registerets første utgivelse: 4 resultater blir offentlige. {NONE_ELSE}"
    )
    assert said([], [share(4, 2, 2)], first=True).startswith(
        "Registerets første utgivelse: 4 resultater blir offentlige, 4 av dem skjult."
    )
    assert said([], [], first=True) == f"Utkastet har ingen resultater å vise. {NONE_ELSE}"
    assert said(rows, [], tense=PAST) == "4 resultater ble borte. Ingen andre registre ble påvirket."


def test_the_tallies_and_the_levels_count_the_same():
    found = rehearsed([share(4, 50, 100), share(5, 1, 60)], [share(4, 95, 100), share(5, 2, 60)], GOAL)
    by_key = {tally.key: (tally.number, tally.detail) for tally in tallies(found)}
    moved = sum(int(number) for one in effects(found) for number in one.numbers[:2])
    assert by_key["levels"][0] == str(moved)
    assert [one.level for one in effects(found)] == [
        "Sykehus", "Helseforetak", "Helseregioner", "Hele landet",
    ]  # fmt: skip
