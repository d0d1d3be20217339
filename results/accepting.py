"""Warnings that stopped a job are accepted, each with its reason."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from registries.audit import record
from results.actions import Refused
from results.jobs import asked
from results.models import Job


@transaction.atomic
def accept_warnings(*, job: Job, reasons: Mapping[str, str], by: User | None) -> Job:
    """A job that delivers the stopped one's file with these warnings accepted: a reason by each one's digest.

    A job of its own, since each comes to one end only. It takes the file over, so that of two who accept the
    same warnings one is refused. What has been warned of since stops it as well.
    """
    stopped = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if refusal := _why_not_accept(stopped):
        raise Refused(refusal)
    Job.objects.filter(pk=stopped.pk).update(file="")
    record(
        by=by,
        action="accept_warnings",
        registry=stopped.registry,
        subject=f"jobb {stopped.pk}",
        after={"filename": stopped.filename, "warnings": _accepted(stopped, reasons)},
    )
    return asked(
        Job(
            registry=stopped.registry,
            kind=Job.Kind.DELIVER,
            file=stopped.file.name,
            filename=stopped.filename,
            updated_to=stopped.updated_to,
            complete_to=stopped.complete_to,
            accepted_warnings=stopped.accepted_warnings | dict(reasons),
            continues=stopped,
            by=by,
        )
    )


def _why_not_accept(job: Job) -> str:
    if Job.objects.filter(continues=job).exists():
        return _("Advarslene er allerede godtatt, og leveringen er i gang.")
    if job.state != Job.State.STOPPED or not job.report["warnings"]:
        return _("Jobben har ingen advarsler å godta.")
    if not job.file:
        return _("Filen er slettet, fordi advarslene ikke ble godtatt i tide. Last den opp på nytt.")
    return ""


def _accepted(job: Job, reasons: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"message": warning["message"], "reason": reasons[warning["digest"]]}
        for warning in job.report["warnings"]
        if warning["digest"] in reasons
    ]
