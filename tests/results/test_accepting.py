"""Warnings accepted one by one: what is accepted, what becomes of the file, and what the trail tells."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import OperationalError
from django.utils import timezone

from registries.models import AuditEntry
from results import accepting, jobs, working
from results.actions import Refused
from results.actions.acceptance import digest
from results.imports import DeliveryWarning
from results.models import Delivery, Job, Release
from tests.jobs import FAULTY, ROWS, asked, failing
from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db
CHANGED = ["caregiver;2022;111;h_andel;20;100", "caregiver;2022;211;h_andel;40;60"]


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def kari():
    return User.objects.create_user("kari")


@pytest.fixture
def stopped(work):
    """A job that was stopped by two warnings: a unit is missing, another's number is changed."""
    work(asked())
    job = work(asked(CHANGED[:1]))
    assert [one["code"] for one in job.report["warnings"]] == ["missing_units", "changed_value"]
    return job


def reasons(job, text="Sykehuset er lagt ned."):
    return {one["digest"]: text for one in job.report["warnings"]}


def files(settings):
    return [path for path in (settings.MEDIA_ROOT / "jobs").rglob("*") if path.is_file()]


def test_the_same_words_about_the_same_cells_are_the_same_warning():
    cell = {"indicator": "h_andel", "unit": "Storby", "year": 2022}
    warnings = [
        DeliveryWarning("missing_units", 1, "Storby mangler.", [cell]),
        DeliveryWarning("missing_units", 7, "Storby mangler.", [dict(reversed(cell.items()))]),
        DeliveryWarning("changed_value", 1, "Storby mangler.", [cell]),
        DeliveryWarning("missing_units", 1, "Småby mangler.", [cell]),
        DeliveryWarning("missing_units", 1, "Storby mangler.", [cell | {"year": 2021}]),
    ]
    first, same, *others = map(digest, warnings)
    assert first == same
    assert len({first, *others}) == 4


def test_accepted_warnings_are_delivered_and_kept_with_their_reasons(stopped, work, settings, kari):
    job = work(accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=kari))
    assert (job.state, job.by, job.continues, files(settings)) == ("done", kari, stopped, [])
    delivery = Delivery.objects.get(release=job.release)
    kept = [(one["code"], one["reason"]) for one in delivery.accepted_warnings]
    assert kept == [(code, "Sykehuset er lagt ned.") for code in ("missing_units", "changed_value")]
    assert (delivery.added, delivery.changed, delivery.removed) == (0, 1, 1)
    assert (delivery.updated_to, delivery.complete_to) == (stopped.updated_to, stopped.complete_to)
    told = AuditEntry.objects.get(action="deliver", subject=f"levering {delivery.pk}")
    assert told.after["warnings"] == delivery.accepted_warnings
    accepted = AuditEntry.objects.get(action="accept_warnings")
    assert (accepted.by, accepted.registry, accepted.subject) == (kari, job.registry, f"jobb {stopped.pk}")
    assert [one["reason"] for one in accepted.after["warnings"]] == ["Sykehuset er lagt ned."] * 2


def test_a_warning_that_is_not_accepted_stops_the_delivery(stopped, work, settings, kari):
    known = dict([next(iter(reasons(stopped).items()))])
    again = work(accepting.accept_warnings(job=stopped, reasons=known, by=kari))
    assert (again.state, again.release, len(files(settings))) == ("stopped", None, 1)
    assert len(again.report["warnings"]) == 2
    rest = {key: "Rettet." for key in reasons(again) if key not in known}
    assert work(accepting.accept_warnings(job=again, reasons=rest, by=kari)).state == "done"
    kept = Delivery.objects.latest("pk").accepted_warnings
    assert [one["reason"] for one in kept] == ["Sykehuset er lagt ned.", "Rettet."]


def test_a_warning_that_is_new_since_the_others_were_accepted_stops_the_delivery(
    tmp_path, stopped, work, kari
):
    deliver(tmp_path, [*ROWS, "caregiver;2022;113;h_andel;8;10"], "--accept-warnings")
    again = work(accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=kari))
    assert (again.state, again.release) == ("stopped", None)
    assert "Småby" in again.report["warnings"][0]["message"]


def test_of_two_who_accept_the_same_warnings_one_is_refused(stopped, commits, sent_jobs, settings):
    sent_jobs.clear()
    with commits():
        first = accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None)
    with pytest.raises(Refused, match="allerede godtatt"):
        accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None)
    assert (sent_jobs, Job.objects.filter(continues=stopped).get()) == ([first.pk], first)
    stopped.refresh_from_db()
    assert (stopped.state, stopped.file.name, len(files(settings))) == ("stopped", "", 1)


def test_a_crash_while_accepting_leaves_the_file_where_it_was(stopped, monkeypatch, settings):
    trail = AuditEntry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(accepting, "asked", failing(OperationalError("lost")))
        with pytest.raises(OperationalError):
            accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None)
    stopped.refresh_from_db()
    assert (bool(stopped.file), len(files(settings)), AuditEntry.objects.count()) == (True, 1, trail)
    assert accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None).continues == stopped


@pytest.mark.parametrize("rows", [ROWS, FAULTY])
def test_what_was_not_stopped_by_warnings_has_none_to_accept(work, rows):
    job = work(asked(rows))
    with pytest.raises(Refused, match="ingen advarsler"):
        accepting.accept_warnings(job=job, reasons={}, by=None)


def test_nor_has_one_whose_file_is_gone(stopped):
    Job.objects.filter(pk=stopped.pk).update(finished_at=timezone.now() - timedelta(days=31))
    assert jobs.forget_files() == 1
    with pytest.raises(Refused, match="Last den opp på nytt"):
        accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None)


def test_a_file_taken_over_is_not_forgotten(stopped, work, settings):
    Job.objects.filter(pk=stopped.pk).update(finished_at=timezone.now() - timedelta(days=31))
    accepted = accepting.accept_warnings(job=stopped, reasons=reasons(stopped), by=None)
    assert (jobs.forget_files(), len(files(settings))) == (0, 1)
    assert work(accepted).state == "done"


def test_the_command_line_accepts_all(tmp_path):
    deliver(tmp_path, ROWS)
    assert deliver(tmp_path, CHANGED)[1] == 2
    report, code = deliver(tmp_path, CHANGED, "--accept-warnings")
    kept = Delivery.objects.get(release=report["release"]).accepted_warnings
    assert (code, [(one["code"], one["reason"]) for one in kept]) == (0, [("changed_value", "")])


# The trail of what came to nothing


def test_uploads_that_are_stopped_or_fail_are_in_the_trail(stopped, work, monkeypatch):
    work(asked(FAULTY, filename="feil.csv"))
    monkeypatch.setattr(working, "read_file", failing(KeyError("hemmelig")))
    work(asked(filename="uheldig.csv"))
    told = AuditEntry.objects.filter(action__startswith="deliver_").order_by("pk")
    assert [(one.action, one.after) for one in told] == [
        ("deliver_stopped", {"filename": "levering.csv", "faults": 0, "warnings": 2}),
        ("deliver_stopped", {"filename": "feil.csv", "faults": 1, "warnings": 0}),
        ("deliver_failed", {"filename": "uheldig.csv", "error": working.OUR_FAULT}),
    ]


def test_a_job_keeps_the_rows_around_its_faults(work):
    job = work(asked([*ROWS, *FAULTY]))
    assert job.report["columns"] == ["context", "year", "orgnr", "ind_id", "var", "denominator"]
    assert job.report["excerpt"]["4"] == FAULTY[0].split(";")
    assert list(job.report["excerpt"]) == ["2", "3", "4"]
    assert (job.report["years"], job.report["indicators"]) == ([2022], 1)
    assert job.report["fault_counts"] == {"numerator_above_denominator": 1}


def test_deliveries_of_earlier_versions_are_told_what_became_of_them(tmp_path):
    report, _ = deliver(tmp_path, ROWS)
    Delivery.objects.update(release=None, added=0)
    AuditEntry.objects.create(action="deliver", subject="levering 987654", after={"release": 1})
    migration = import_module("results.migrations.0004_what_became_of_deliveries")
    migration.tell_what_became_of_deliveries(apps, None)
    delivery = Delivery.objects.get()
    assert (delivery.release, delivery.added) == (Release.objects.get(pk=report["release"]), 2)
