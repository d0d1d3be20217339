"""Editing working definitions: what is stored, what the trail says, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.definitions import (
    create_indicator,
    delete_indicator,
    in_own_order,
    reopen,
    reorder,
    retire,
    save_definition,
)
from indicators.models import Indicator, Target
from indicators.versions import Overtaken, seen_of
from registries.models import AuditEntry, Registry
from registries.refusal import Refused
from tests.nation import deliver, found_nation
from tests.people import a_person

pytestmark = pytest.mark.django_db
NEW = {"key": "h_ny", "title": "Ny", "type": "share", "number_format": "percent", "decimals": 0}


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def kari():
    return a_person("Kari")


def hjerte():
    return Registry.objects.get(key="hjerte")


def indicator(key="h_andel"):
    return Indicator.objects.get(key=key)


def saved(values, key="h_andel", seen=None, by=None):
    one = indicator(key)
    return save_definition(indicator=one, values=values, seen=seen_of(one) if seen is None else seen, by=by)


def refused(**values):
    with pytest.raises(ValidationError) as found:
        saved(values)
    return found.value.message_dict


def test_a_change_is_stored_with_who_what_before_and_after(kari):
    found = saved({"title": "Behandlet raskt", "min_denominator": 10}, by=kari)
    assert [(one.field, one.before, one.after) for one in found] == [
        ("title", "Behandlet i tide", "Behandlet raskt"),
        ("min_denominator", 5, 10),
    ]
    assert indicator().title == "Behandlet raskt"
    assert indicator().history.first().history_user == kari
    entry = AuditEntry.objects.get(action="change_definition")
    assert (entry.by, entry.registry, entry.subject) == (kari, hjerte(), "h_andel")
    assert entry.before == {"title": "Behandlet i tide", "min_denominator": 5}
    assert entry.after == {"title": "Behandlet raskt", "min_denominator": 10}


def test_what_is_the_same_is_not_stored():
    before = Indicator.history.count()
    assert saved({"title": "Behandlet i tide", "decimals": 0}) == []
    assert Indicator.history.count() == before
    assert not AuditEntry.objects.filter(action="change_definition").exists()


def test_the_type_changes_only_until_there_are_results(tmp_path):
    assert saved({"type": "computed_share"}, "h_skjult")
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"])
    assert refused(type="mean") == {"type": ["h_andel har resultater som share. Lag en ny nøkkel."]}


def test_what_others_have_as_their_coverage_stays_one():
    with pytest.raises(ValidationError) as found:
        saved({"type": "share"}, "h_dg")
    assert "h_dg er dekningsgrad for h_andel." in found.value.message_dict["type"][0]


def test_a_coverage_indicator_is_of_type_coverage_and_of_the_same_registry():
    assert "ikke av typen coverage" in refused(coverage_indicator=indicator("h_tid"))["coverage_indicator"][0]
    Indicator.objects.filter(key="l_andel").update(type="coverage")
    told = refused(coverage_indicator=indicator("l_andel"))["coverage_indicator"][0]
    assert "et annet register (lunge)" in told
    with pytest.raises(ValidationError, match="ikke selv noen dekningsgrad"):
        saved({"coverage_indicator": indicator("h_dg")}, "h_dg")


@pytest.mark.parametrize(("key", "coverage"), [("h_andel", "h_andel"), ("h_dg", "h_dg"), ("h_dg", "h_andel")])
def test_the_database_refuses_a_coverage_of_itself_or_of_a_coverage(key, coverage):
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(key=key).update(coverage_indicator=indicator(coverage))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("æøå", "a–z"),
        ("to ord", "a–z"),
        ("h-1", "a–z"),
        ("H_ANDEL", "«h_andel»"),
        ("L_andel", "«l_andel»"),
        ("ny", "portalen selv"),
        ("Import", "portalen selv"),
    ],
)
def test_a_new_key_is_plain_and_in_no_use_whatever_the_case(key, told):
    with pytest.raises(ValidationError) as found:
        create_indicator(registry=hjerte(), values=NEW | {"key": key}, by=None)
    assert told in found.value.message_dict["key"][0]
    assert Indicator.objects.count() == 7


def test_a_new_indicator_is_in_the_trail(kari):
    made = create_indicator(registry=hjerte(), values=NEW, by=kari)
    assert made.registry == hjerte()
    entry = AuditEntry.objects.get(action="create_indicator")
    assert (entry.by, entry.subject, entry.after["title"]) == (kari, "h_ny", "Ny")


def test_who_saw_an_older_version_is_told_what_is_new(kari):
    seen = seen_of(indicator())
    saved({"title": "Karis tittel"}, by=kari)
    with pytest.raises(Overtaken) as found:
        saved({"decimals": 1}, seen=seen)
    assert found.value.seen.definition["title"] == "Behandlet i tide"
    assert found.value.now.definition["title"] == "Karis tittel"
    assert [edit.by for edit in found.value.edits] == [kari]
    assert indicator().decimals == 0
    assert saved({"decimals": 1}, seen=seen_of(indicator()))


@pytest.mark.parametrize("token", ["", "x", "1", "1.x", f"{'9' * 30}.0", "0.0"])
def test_who_can_not_say_what_was_seen_is_stopped(token):
    with pytest.raises(Overtaken) as found:
        saved({"decimals": 1}, seen=token)
    assert found.value.seen is None


def test_another_order_stops_no_one():
    seen = seen_of(indicator())
    keys = [one.key for one in in_own_order(hjerte().indicators.all())]
    assert reorder(registry=hjerte(), keys=keys[::-1], by=None)
    assert saved({"decimals": 1}, seen=seen)


def test_an_order_is_of_all_the_registrys_indicators():
    keys = [one.key for one in in_own_order(hjerte().indicators.all())]
    assert not reorder(registry=hjerte(), keys=keys, by=None)
    moved = [keys[-1], *keys[:-1]]
    assert reorder(registry=hjerte(), keys=moved, by=None)
    assert [one.key for one in in_own_order(hjerte().indicators.all())] == moved
    assert AuditEntry.objects.get(action="reorder_indicators").after == {"order": moved}
    for wrong in (moved[1:], [*moved, "l_andel"], [*moved[1:], moved[1]]):
        with pytest.raises(Refused):
            reorder(registry=hjerte(), keys=wrong, by=None)


def test_an_indicator_is_retired_and_opened_again_with_a_reason(kari):
    with pytest.raises(ValidationError):
        retire(indicator=indicator(), reason=" ", by=kari)
    assert retire(indicator=indicator(), reason="Måles ikke lenger.", by=kari)
    assert indicator().retired
    assert AuditEntry.objects.get(action="retire_indicator").after == {
        "retired": True,
        "reason": "Måles ikke lenger.",
    }
    assert retire(indicator=indicator(), reason="Igjen.", by=kari) == []
    assert reopen(indicator=indicator(), reason="Måles likevel.", by=kari)
    assert not indicator().retired


def test_a_retired_indicator_takes_no_deliveries(tmp_path):
    retire(indicator=indicator(), reason="Måles ikke lenger.", by=None)
    rows = ["caregiver;2022;111;h_andel;8;10", "caregiver;2022;111;h_dg;8;10"]
    report, code = deliver(tmp_path, rows)
    assert code == 1
    (fault,) = report["faults"]
    assert (fault["code"], fault["row"], fault["column"]) == ("retired_indicator", 2, "ind_id")
    assert "avsluttet og tar ikke imot nye tall. Slett radene, eller" in fault["message"]
    assert deliver(tmp_path, rows[1:])[0]["fault_count"] == 0


def test_only_what_says_nothing_is_deleted(tmp_path, kari):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"])
    with pytest.raises(Refused, match="har resultater"):
        delete_indicator(indicator=indicator(), by=kari)
    with pytest.raises(Refused, match="dekningsgrad for h_andel"):
        delete_indicator(indicator=indicator("h_dg"), by=kari)
    made = create_indicator(registry=hjerte(), values=NEW, by=kari)
    Target.objects.create(indicator=made, high="0.5", direction="higher")
    delete_indicator(indicator=made, by=kari)
    assert not Indicator.objects.filter(key="h_ny").exists()
    entry = AuditEntry.objects.get(action="delete_indicator")
    assert entry.before["title"] == "Ny"
    assert entry.before["target"]["high"] == "0.5"
