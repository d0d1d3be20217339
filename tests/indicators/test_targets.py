"""Editing dated targets: what is stored, what is refused, and that the past keeps its own."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.dated import DatedTarget
from indicators.models import Indicator, Target
from indicators.targets import add_target, correct_target, remove_target
from indicators.versions import Overtaken, seen_of
from registries.models import AuditEntry
from registries.refusal import Refused
from tests.at_once import at_once
from tests.nation import deliver, found_nation
from tests.people import a_person

pytestmark = pytest.mark.django_db
WHY = "Fagrådet har vedtatt nye grenser."


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def indicator(key="h_andel"):
    return Indicator.objects.get(key=key)


def target(year=2026, direction="higher", high="0.97", moderate="0.8", **rest):
    limits = {name: value and Decimal(value) for name, value in (("high", high), ("moderate", moderate))}
    return DatedTarget(valid_from=year, direction=direction, **limits, **rest)


def added(one, key="h_andel", seen=None, reason=WHY, by=None):
    found = indicator(key)
    return add_target(
        indicator=found, target=one, reason=reason, seen=seen_of(found) if seen is None else seen, by=by
    )


def corrected(year, one, reason=WHY):
    return correct_target(
        indicator=indicator(), year=year, target=one, reason=reason, seen=seen_of(indicator()), by=None
    )


def removed(year, reason=WHY):
    return remove_target(indicator=indicator(), year=year, reason=reason, seen=seen_of(indicator()), by=None)


def kept(key="h_andel"):
    return [(one.valid_from, one.high) for one in indicator(key).targets.all()]


def refused(change, *arguments):
    before = kept()
    with pytest.raises(ValidationError) as found:
        change(*arguments)
    assert kept() == before
    return found.value.message_dict


def test_a_new_target_leaves_those_before_alone_and_is_in_the_trail():
    kari = a_person("Kari")
    added(target(), by=kari)
    assert kept() == [(None, Decimal("0.9")), (2023, Decimal("0.95")), (2026, Decimal("0.97"))]
    entry = AuditEntry.objects.get(action="add_target")
    assert (entry.by, entry.subject, entry.after["reason"]) == (kari, "h_andel", WHY)
    assert entry.before == {"target 2026": None}
    assert entry.after["target 2026"]["high"] == "0.97"
    assert indicator().targets.last().history.get().history_user == kari


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (target(2023), "valid_from"),
        (target(None), "valid_from"),
        (target(1800), "valid_from"),
        (target(high="0.6"), "moderate"),
        (target(direction="lower", high="0.9", moderate="0.8"), "moderate"),
        (target(direction="lower", high="0.1", moderate="0.2", is_break=False), "is_break"),
        (target(high="0.1234567891"), "high"),
    ],
)
def test_a_wrong_target_is_refused_at_its_field(wrong, field):
    assert list(refused(added, wrong)) == [field]


def test_a_reason_is_asked_for():
    assert list(refused(lambda: added(target(), reason="  "))) == ["reason"]
    assert list(refused(lambda: corrected(2023, target(2023), reason=""))) == ["reason"]
    assert list(refused(lambda: removed(2023, reason=""))) == ["reason"]


def test_a_correction_may_move_a_target_but_not_onto_another():
    assert corrected(2023, target(2024))
    assert kept() == [(None, Decimal("0.9")), (2024, Decimal("0.97"))]
    assert list(refused(corrected, 2024, target(None))) == ["valid_from"]
    assert AuditEntry.objects.get(action="correct_target").after["reason"] == WHY


def test_a_correction_that_changes_nothing_stores_nothing():
    assert corrected(2023, target(2023, high="0.950", moderate="0.7")) == []
    assert not AuditEntry.objects.filter(action="correct_target").exists()


def test_a_direction_turns_by_a_new_target_that_is_a_break(tmp_path):
    down = target(2023, "lower", "0.05", "0.1")
    assert corrected(2023, down), "nothing is delivered: nothing has been judged"
    corrected(2023, target(2023, high="0.95"))
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"])
    assert list(refused(corrected, 2023, down)) == ["direction"]
    added(target(2026, "lower", "0.05", "0.1"))
    assert (
        "Målet må merkes som brudd"
        in refused(corrected, 2026, target(2026, "lower", "0.05", "0.1", is_break=False))["is_break"][0]
    )


def test_what_was_no_break_before_stops_no_other_change():
    Target.objects.create(
        indicator=indicator(), valid_from=2025, direction="lower", high="0.1", is_break=False
    )
    added(target(2027, "lower", "0.05", "0.1"))
    assert len(kept()) == 4


def test_a_target_that_is_removed_is_in_the_history():
    assert removed(2023)
    assert kept() == [(None, Decimal("0.9"))]
    assert Target.history.filter(valid_from=2023, history_type="-").count() == 1
    with pytest.raises(Refused, match="ikke noe mål fra 2023"):
        removed(2023)


def test_a_change_of_a_target_by_another_is_told_before_it_is_overwritten():
    seen = seen_of(indicator())
    corrected(2023, target(2023, high="0.96"))
    with pytest.raises(Overtaken) as found:
        added(target(), seen=seen)
    assert found.value.seen.targets[2023].high == Decimal("0.95")
    assert found.value.now.targets[2023].high == Decimal("0.96")
    assert len(kept()) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told():
    seen = seen_of(indicator())
    outcomes = at_once(
        lambda: added(target(2026), seen=seen),
        lambda: added(target(2027), seen=seen),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Overtaken", "list"]
    assert len(kept()) == 3
