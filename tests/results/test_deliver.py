from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.actions import delivering
from results.models import Delivery
from tests.nation import command, deliver, exported, found_nation, one, write

pytestmark = pytest.mark.django_db
SHARES = [
    "caregiver;2022;111;h_andel;3;4",
    "caregiver;2022;112;h_andel;6;6",
    "caregiver;2022;19;h_andel;0;1",
    "caregiver;2022;113;h_andel;2;20",
    "caregiver;2022;211;h_andel;50;60",
    "caregiver;2022;911;h_andel;1;7",
    "caregiver;2022;11;h_andel;4;5",
    "caregiver;2022;111;h_dg;11;20",
    "caregiver;2022;1;h_dg;80;100",
]


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def counts():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def test_a_delivery_is_rolled_up_from_every_level_and_number(tmp_path):
    report, code = deliver(tmp_path, SHARES, "--publish", "--accept-warnings")
    assert code == 0
    assert report["diff"] == {"added": 7, "changed": 0, "removed": 0}
    rows = [row for row in exported("--internal") if row["indicator"] == "h_andel"]
    sums = {(row["unit"], row["level"], row["orgnr"]): (row["numerator"], row["denominator"]) for row in rows}
    assert sums == {
        ("Storby", "hospital", "111"): ("9", "11"),
        ("Småby", "hospital", "113"): ("2", "20"),
        ("Storby", "hospital", "211"): ("50", "60"),
        ("Ukjent sykehus", "hospital", "911"): ("1", "7"),
        ("Fjord HF", "hf", "11"): ("15", "36"),
        ("Fjord HF", "hf", "21"): ("50", "60"),
        ("Ukjent HF", "hf", "91"): ("1", "7"),
        ("Nord", "rhf", "10"): ("15", "36"),
        ("Sør", "rhf", "20"): ("50", "60"),
        ("Ukjent RHF", "rhf", "90"): ("1", "7"),
        ("Norge", "nation", "1"): ("66", "103"),
    }


def test_undefined_units_and_indicators_not_shown_are_absent_from_the_public_export(tmp_path):
    deliver(tmp_path, [*SHARES, "caregiver;2022;111;h_skjult;5;10"], "--publish", "--accept-warnings")
    public = exported()
    assert not [row for row in public if row["unit"].startswith("Ukjent") or row["indicator"] == "h_skjult"]
    assert [row for row in exported("--internal") if row["indicator"] == "h_skjult"]


def test_the_target_of_the_results_year_judges(tmp_path):
    rows = [f"caregiver;{year};111;h_andel;93;100" for year in (2022, 2023)]
    deliver(tmp_path, rows, "--publish")
    hospital = [row for row in exported() if row["level"] == "hospital"]
    assert [(row["year"], row["attainment"]) for row in hospital] == [("2022", "high"), ("2023", "moderate")]


def test_a_ready_value_keeps_every_digit(tmp_path):
    rows = ["caregiver;2022;111;h_tid;-0,12345678901234567890;9", "caregiver;2022;113;h_beregnet;0,5;12"]
    deliver(tmp_path, rows, "--publish")
    median, share = one(exported(), indicator="h_tid"), one(exported(), indicator="h_beregnet")
    assert (median["value"], median["numerator"], median["denominator"]) == (
        "-0.12345678901234567890",
        "",
        "9",
    )
    assert (median["attainment"], median["certain"], median["ci_low"]) == ("high", "", "")
    assert (share["value"], share["attainment"]) == ("0.5", "high")


def test_what_is_withheld_has_a_reason_and_no_numbers(tmp_path):
    rows = [
        "caregiver;2022;111;h_andel;3;4",
        "caregiver;2022;113;h_andel;1;2",
        "caregiver;2022;111;h_antall;3;",
    ]
    deliver(tmp_path, [*rows, "caregiver;2022;211;h_antall;5;x"], "--publish")
    public = exported()
    few, count = (
        one(public, unit="Storby", indicator="h_andel"),
        one(public, orgnr="111", indicator="h_antall"),
    )
    for row, reason in ((few, "too_few"), (count, "privacy")):
        assert row["withheld"] == reason
        hidden = ["numerator", "denominator", "value", "ci_low", "ci_high", "attainment", "certain"]
        assert [row[name] for name in hidden] == [""] * 7
    shown = one(public, orgnr="211", indicator="h_antall")
    assert (shown["value"], shown["numerator"], shown["denominator"], shown["withheld"]) == ("5", "", "", "")
    assert one(exported("--internal"), unit="Storby", indicator="h_andel")["denominator"] == "4"


def test_coverage_stays_unless_its_own_cell_is_withheld(tmp_path):
    rows = ["caregiver;2022;111;h_andel;8;10", "caregiver;2021;111;h_dg;2;4"]
    rows += ["caregiver;2022;211;h_andel;8;10", "caregiver;2022;211;h_dg;1;2"]
    deliver(tmp_path, rows, "--publish")
    hospitals = [
        row
        for row in exported("--year", "2022")
        if row["indicator"] == "h_andel" and row["level"] == "hospital"
    ]
    assert [row["coverage"] for row in hospitals] == ["0.5", ""]


def test_a_result_after_the_last_complete_year_is_provisional(tmp_path):
    rows = [f"caregiver;{year};111;h_andel;8;10" for year in (2022, 2023, 2024)]
    deliver(tmp_path, rows, "--publish", "--complete-to", "2023-12-30", "--updated-to", "2024-05-01")
    hospital = [row for row in exported() if row["level"] == "hospital"]
    assert [row["provisional"] for row in hospital] == ["false", "false", "true"]
    assert Delivery.objects.get().updated_to == date(2024, 5, 1)


def test_row_order_and_splitting_do_not_matter(tmp_path):
    deliver(tmp_path, SHARES, "--publish", "--accept-warnings")
    whole = exported("--internal")
    deliver(tmp_path, SHARES[::-1], "--publish", "--accept-warnings")
    assert exported("--internal") == whole
    for key in ("h_andel", "h_dg"):
        rows = [row for row in SHARES if f";{key};" in row]
        deliver(tmp_path, rows, "--publish", "--accept-warnings")
    assert exported("--internal") == whole


def test_a_slice_is_replaced_for_all_units_and_others_stay(tmp_path):
    deliver(tmp_path, ["caregiver;2021;113;h_andel;8;10", *SHARES[:4]], "--publish", "--accept-warnings")
    report, code = deliver(tmp_path, ["caregiver;2022;211;h_andel;9;10"], "--publish", "--accept-warnings")
    assert code == 0
    assert report["diff"] == {"added": 1, "changed": 0, "removed": 2}
    hospitals = {(r["orgnr"], r["year"]) for r in exported() if r["level"] == "hospital"}
    assert hospitals == {("113", "2021"), ("211", "2022")}


def test_faults_change_no_row_anywhere(tmp_path):
    before = counts()
    report, code = deliver(
        tmp_path, [SHARES[0], "caregiver;2022;111;h_andel;9;4", "caregiver;2022;5;h_andel;1;4"]
    )
    assert code == 1
    assert counts() == before
    assert [(f["code"], f["row"], f["column"], f["value"]) for f in report["faults"]] == [
        ("numerator_above_denominator", 3, "var", "9"),
        ("unknown_unit", 4, "orgnr", "5"),
    ]
    assert (report["fault_count"], report["diff"], report["release"], report["rows"]) == (2, None, None, 3)


def test_warnings_must_be_accepted(tmp_path):
    deliver(tmp_path, SHARES[:4], "--publish")
    before = counts()
    report, code = deliver(tmp_path, SHARES[:4])
    assert (code, report["release"], counts()) == (2, None, before)
    assert [w["code"] for w in report["warnings"]] == ["identical_file"]
    report, code = deliver(tmp_path, SHARES[:4], "--accept-warnings")
    assert code == 0
    kept = Delivery.objects.get(slices__release=report["release"], slices__indicator__key="h_andel")
    assert kept.accepted_warnings[0]["code"] == "identical_file"


def test_warnings_are_against_the_release_built_on(tmp_path):
    deliver(tmp_path, [*SHARES[3:4], "caregiver;2022;211;h_andel;900;1000"], "--publish")
    report, code = deliver(tmp_path, ["caregiver;2022;211;h_andel;100;1000"])
    assert code == 2
    assert {w["code"] for w in report["warnings"]} == {"missing_units", "changed_value"}
    missing = next(w for w in report["warnings"] if w["code"] == "missing_units")
    assert missing["cells"] == [
        {"indicator": "h_andel", "unit": "Småby", "orgnr": "113", "context": "caregiver", "year": 2022}
    ]


def test_the_original_is_kept_as_it_came(tmp_path):
    deliver(tmp_path, SHARES[:3])
    delivery = Delivery.objects.get()
    assert delivery.original.read() == (tmp_path / "levering.csv").read_bytes()
    assert delivery.filename == "levering.csv"
    delivery.original.close()


def test_another_registrys_results_are_untouched(tmp_path):
    deliver(tmp_path, ["caregiver;2022;111;l_andel;8;10"], "--publish", registry="lunge")
    before = exported("--registry", "lunge", "--internal")
    deliver(tmp_path, SHARES[:4], "--publish")
    assert exported("--registry", "lunge", "--internal") == before


@pytest.mark.parametrize(
    "args",
    [
        ["deliver", "borte.csv", "--registry", "hjerte"],
        ["deliver", "manage.py", "--registry", "ukjent"],
        ["deliver", "manage.py"],
        ["deliver", "manage.py", "--registry", "hjerte", "--updated-to", "i går"],
    ],
)
def test_anything_else_exits_with_3(args):
    out, err, code = command(*args)
    assert (out, code) == ("", 3)
    assert err


def test_a_failure_midway_changes_nothing(tmp_path, monkeypatch):
    deliver(tmp_path, SHARES[:4], "--publish")
    before, public = counts(), exported()
    monkeypatch.setattr(delivering, "record", lambda **_: 1 / 0)
    _, code = deliver(tmp_path, ["caregiver;2022;113;h_andel;2;21"], "--accept-warnings")
    assert (code, counts(), exported()) == (3, before, public)


def test_counts_are_64_bit(tmp_path):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;5000000000;6000000000"], "--publish")
    assert one(exported(), level="hospital")["numerator"] == "5000000000"


def test_the_text_report_tells_staff_what_happened(tmp_path):
    path = write(tmp_path, "f.csv", "year;orgnr;ind_id;var\n2022;111;h_andel;1\n2022;111;h_andel;x\n")
    out, err, code = command("deliver", path, "--registry", "hjerte")
    assert code == 1
    assert "2 rader lest" in out
    assert "Rad 3, kolonne var" in err


def test_a_drafts_queries_do_not_grow_with_its_rows(tmp_path):
    rows = [f"caregiver;{year};{unit};h_andel;8;10" for year in range(2010, 2024) for unit in (111, 113, 211)]
    deliver(tmp_path, rows[:1])
    with CaptureQueriesContext(connection) as few:
        deliver(tmp_path, rows[3:4], "--accept-warnings")
    with CaptureQueriesContext(connection) as many:
        deliver(tmp_path, rows[2:], "--accept-warnings")
    assert len(many) == len(few)
