import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from organisations.models import Unit
from registries.models import AuditEntry
from results.models import PublishedRelease, Release, ReleasedTarget, Result
from tests.nation import INDICATORS, UNITS, command, deliver, exported, found_nation, import_table, one

pytestmark = pytest.mark.django_db
ROWS = [f"caregiver;{year};{unit};h_andel;8;10" for year in (2021, 2022) for unit in (111, 113, 211)]


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def test_a_draft_is_not_public_before_it_is_published(tmp_path):
    report, _ = deliver(tmp_path, ROWS)
    assert exported() == []
    assert len(exported("--release", str(report["release"]))) > 0
    assert command("publish", str(report["release"]))[2] == 0
    assert len(exported()) > 0


def test_a_delivery_builds_on_the_open_draft(tmp_path):
    first, _ = deliver(tmp_path, ROWS[:3])
    second, _ = deliver(tmp_path, ROWS[3:])
    states = dict(Release.objects.values_list("id", "state"))
    assert states == {first["release"]: "closed", second["release"]: "draft"}
    command("publish", str(second["release"]))
    assert {row["year"] for row in exported()} == {"2021", "2022"}


def test_a_closed_draft_is_not_published(tmp_path):
    first, _ = deliver(tmp_path, ROWS[:3])
    deliver(tmp_path, ROWS[3:])
    _, err, code = command("publish", str(first["release"]))
    assert code == 1
    assert "lukket" in err
    assert exported() == []


def test_an_earlier_release_can_be_published_again(tmp_path):
    first, _ = deliver(tmp_path, ROWS[:3], "--publish")
    before = exported()
    deliver(tmp_path, ROWS[3:], "--publish")
    draft, _ = deliver(tmp_path, ["caregiver;2020;111;h_andel;8;10"])
    assert command("publish", str(first["release"]))[2] == 0
    assert exported() == before
    assert Release.objects.get(pk=draft["release"]).state == "closed"


def test_publishing_changes_one_pointer_and_the_trail(tmp_path):
    report, _ = deliver(tmp_path, ROWS)
    before = list(Result.objects.order_by("pk").values())
    command("publish", str(report["release"]))
    assert list(Result.objects.order_by("pk").values()) == before
    assert PublishedRelease.objects.get().release_id == report["release"]
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.before, entry.after) == (
        "publish",
        {"release": None},
        {"release": report["release"]},
    )


def test_an_unknown_release_is_refused():
    assert command("publish", "12345")[2] == 1
    assert command("export_results", "--release", "12345")[2] == 1


def test_edited_definitions_and_tree_change_nothing_public(tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    before = exported()
    import_table(tmp_path, "indicators", INDICATORS.replace("higher,0.9,0.7,,", "higher,0.5,0.4,,"))
    import_table(
        tmp_path, "units", UNITS.replace("hospital,Småby,,Nord / Fjord HF", "hospital,Småby,,Sør / Fjord HF")
    )
    assert exported() == before


def test_names_are_shown_as_now(tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    Unit.objects.filter(name="Småby").update(name="Lilleby")
    assert [row for row in exported() if row["unit"] == "Lilleby"]


def test_recompute_verifies_and_leaves_what_is_right(tmp_path):
    report, _ = deliver(tmp_path, ROWS, "--publish")
    out, _, code = command("recompute", "--all")
    assert code == 0
    assert f"hjerte: utgivelse {report['release']} stemmer." in out
    assert "lunge: ingenting er publisert." in out
    assert Release.objects.count() == 1


def test_recompute_tells_of_a_damaged_result(tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    Result.objects.filter(level="nation", year=2021).update(numerator=1)
    _, err, code = command("recompute", "--registry", "hjerte")
    assert code == 1
    assert "hjerte" in err


def test_recompute_makes_a_draft_where_the_tree_changed(tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    before = exported()
    import_table(
        tmp_path, "units", UNITS.replace("hospital,Småby,,Nord / Fjord HF", "hospital,Småby,,Sør / Fjord HF")
    )
    out, _, code = command("recompute", "--registry", "hjerte")
    assert code == 0
    draft = Release.objects.get(state="draft")
    assert f"utkast {draft.pk}" in out
    assert exported() == before
    sums = {row["unit"]: row["denominator"] for row in exported("--release", str(draft.pk), "--year", "2021")}
    assert (sums["Nord"], sums["Sør"]) == ("10", "20")


def test_recompute_makes_a_draft_where_a_setting_changed(tmp_path, settings):
    deliver(tmp_path, ["caregiver;2021;111;h_dg;3;4"], "--publish")
    settings.PRIVACY_FLOOR = 5
    command("recompute", "--all")
    draft = Release.objects.get(state="draft")
    assert one(exported("--release", str(draft.pk)), level="hospital")["withheld"] == "privacy"
    assert one(exported(), level="hospital")["withheld"] == ""


def test_a_release_keeps_whether_a_target_is_a_break(tmp_path):
    turned = INDICATORS.replace("share,higher,0.95,0.7,2023", "share,lower,0.05,0.7,2023")
    import_table(tmp_path, "indicators", turned)
    deliver(tmp_path, ROWS)
    kept = ReleasedTarget.objects.filter(released_indicator__indicator__key="h_andel")
    assert [(target.valid_from, target.is_break) for target in kept] == [(None, False), (2023, True)]


def test_the_type_of_an_indicator_with_results_stays(tmp_path):
    deliver(tmp_path, ROWS)
    _, err, code = import_table(tmp_path, "indicators", INDICATORS.replace("i tide,share", "i tide,mean"))
    assert code == 1
    assert "Rad 2, kolonne type: h_andel har resultater som share" in err


def test_a_registry_has_one_open_draft(tmp_path):
    deliver(tmp_path, ROWS)
    draft = Release.objects.get()
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


def test_exports_agree_in_both_formats(tmp_path):
    deliver(tmp_path, [*ROWS, "caregiver;2022;111;h_tid;1,12345678901234567890;9"], "--publish")
    out, _, _ = command("export_results", "--format", "json")
    rows = json.loads(out, parse_float=str, parse_int=str)
    assert [{name: as_csv(value) for name, value in row.items()} for row in rows] == exported()


def as_csv(value):
    return {None: "", True: "true", False: "false"}.get(value, value)


def test_an_exports_queries_do_not_grow_with_its_rows(tmp_path):
    deliver(tmp_path, ROWS[:1], "--publish")
    with CaptureQueriesContext(connection) as few:
        assert exported("--registry", "hjerte")
    deliver(tmp_path, ROWS, "--publish", "--accept-warnings")
    with CaptureQueriesContext(connection) as many:
        assert exported("--registry", "hjerte")
    assert len(many) == len(few)
