"""A job's page: how far it is, then what came of it. Closed and opened again it is the same page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registries.models import Registry
from registries.names import name_of as full_name_of
from results.accepting import accept_warnings
from results.actions import Refused
from results.downloads import download
from results.jobs import unfinished
from results.models import Job, Release
from results.progress import progress_of
from results.tables import Column, Table
from workbench.entrance import StaffRequest, for_members
from workbench.people import name_of
from workbench.presenters import faults as fault_presenter
from workbench.presenters import jobs as presenter
from workbench.presenters import warnings as warning_presenter
from workbench.presenters.registries import pages
from workbench.presenters.warnings import Warned
from workbench.views.uploads import user_of

FAULTS_ON_A_PAGE = 25


@for_members
@require_safe
def job(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    page = _page(request, _job(registry, pk))
    if not request.headers.get("HX-Request"):
        return render(request, "workbench/job.html", page)
    # As the page asks itself once a second: what has not changed is left alone.
    if request.GET.get("sett") == page["mark"]:
        return HttpResponse(status=204)
    return render(request, "workbench/_job.html", page)


def _job(registry: Registry, pk: int) -> Job:
    jobs = registry.jobs.select_related("by", "registry", "release__built_on__by", "continued_by__by")
    return get_object_or_404(jobs, pk=pk)


def _page(request: HttpRequest, job: Job, **more: Any) -> dict[str, Any]:
    face = presenter.face(job, progress_of(job))
    ahead = "" if job.is_finished else presenter.ahead(_before(job))
    page = {
        "registry": job.registry,
        "job": job,
        "face": face,
        "title": presenter.title(job),
        "asked": presenter.asked(job),
        "detected": presenter.detected(job.report) if "encoding" in job.report else [],
        "ahead": ahead,
        "mark": presenter.mark(face, ahead),
    }
    return page | PARTS.get(face.kind, _nothing)(request.GET, job) | more


def _before(job: Job) -> list[Job]:
    before = unfinished().filter(registry=job.registry, pk__lt=job.pk)
    return list(before.select_related("by").defer("report"))


def _nothing(query: QueryDict, job: Job) -> dict[str, Any]:
    return {}


def _drafted(query: QueryDict, job: Job) -> dict[str, Any]:
    release = job.release
    if release is None:
        return {}
    latest = job.registry.releases.filter(state=Release.State.DRAFT).first()
    delivery = release.deliveries.first()
    return {
        "release": release,
        "is_open": release.state == Release.State.DRAFT,
        "foundation": presenter.foundation(release),
        "successor": presenter.successor(release, latest),
        "latest": latest,
        "diff": presenter.diff(job.report),
        "accepted": delivery.accepted_warnings if delivery else [],
    }


def _faulty(query: QueryDict, job: Job) -> dict[str, Any]:
    report = job.report
    kinds, columns = fault_presenter.kinds(report), fault_presenter.columns(report)
    kind = _one_of(query.get("type"), [one.value for one in kinds])
    column = _one_of(query.get("kolonne"), [one.value for one in columns])
    found = fault_presenter.chosen(report, kind, column)
    listed = Paginator(found, FAULTS_ON_A_PAGE).get_page(query.get("side"))
    return {
        "kinds": kinds,
        "columns": columns,
        "kind": kind,
        "column": column,
        "number": len(found),
        "fault_count": report["fault_count"],
        "only_counted": fault_presenter.only_counted(report),
        "hint": fault_presenter.hint(report),
        "places": fault_presenter.places(report, listed),
        "fault_pages": pages(listed, "side", "feilene", {"type": kind, "kolonne": column}),
    }


def _warned(query: QueryDict, job: Job) -> dict[str, Any]:
    continued = getattr(job, "continued_by", None)
    return {
        "continued": continued,
        "accepter": name_of(continued.by) if continued else "",
        "forgotten": not job.file and continued is None,
        "warnings": warning_presenter.fresh(job),
        "lacking": 0,
        "refused": "",
        "common": "",
    }


PARTS = {"draft": _drafted, "faults": _faulty, "warnings": _warned}


def _one_of(asked: str | None, known: list[str]) -> str:
    return asked if asked in known else ""


def _fault_columns() -> tuple[Column, ...]:
    return (
        Column("row", _("Rad"), "whole"),
        Column("column", _("Kolonne")),
        Column("value", _("Verdi")),
        Column("kind", _("Type feil")),
        Column("message", _("Forklaring")),
    )


@for_members
@require_safe
def faults(request: HttpRequest, registry: Registry, pk: int) -> HttpResponse:
    """All that are kept, as a file; 404 where there are none."""
    found = _job(registry, pk)
    if not found.report.get("fault_count"):
        raise Http404
    told = [fault_presenter.told(fault) for fault in found.report["faults"]]
    rows = tuple((one.row, one.column, one.value, one.kind, one.message) for one in told)
    about = [(_("Fil"), found.filename), (_("Register"), full_name_of(registry))]
    if rest := fault_presenter.only_counted(found.report):
        about.append((_("Merk"), rest))
    title = _("Feil i {file}").format(file=presenter.title(found))
    table = Table(title, title, _fault_columns(), rows, timezone.localdate(), tuple(about))
    return download(table, "csv")


@for_members
@require_POST
def accept(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    """The warnings are accepted and the job's file delivered by a new job; 422 while anything is lacking."""
    found = _job(registry, pk)
    if presenter.face(found, progress_of(found)).kind != "warnings":
        raise Http404
    filled_in = warning_presenter.filled_in(found, request.POST)
    if any(one.faults for one in filled_in):
        return _once_more(request, found, filled_in, "")
    reasons = warning_presenter.reasons(filled_in, request.POST)
    try:
        continued = accept_warnings(job=found, reasons=reasons, by=user_of(request))
    except Refused as refused:
        return _once_more(request, _job(registry, pk), filled_in, str(refused))
    return redirect("workbench:job", registry.key, continued.pk)


def _once_more(request: HttpRequest, job: Job, warnings: list[Warned], refused: str) -> HttpResponse:
    lacking = sum(bool(one.faults) for one in warnings)
    common = request.POST.get(warning_presenter.COMMON, "")
    page = _page(request, job, warnings=warnings, lacking=lacking, refused=refused, common=common)
    return render(request, "workbench/job.html", page, status=409 if refused else 422)
