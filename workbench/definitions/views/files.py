"""A registry's definitions as a file, and a file read in: first what it would change, then the change."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.actions import import_definitions
from registries.models import Registry
from results.downloads import CONTENT_TYPE
from tabular.faults import Faulty
from tabular.reading import Row
from workbench.definitions.drafting import drafted
from workbench.definitions.files import WRITERS, rows_in
from workbench.definitions.forms import FileForm, ReasonForm
from workbench.definitions.importing import Plan, plan_of
from workbench.entrance import for_publishers

# Faults shown; nobody reads further.
SHOWN_FAULTS = 200
# Signed for this and nothing else.
SALT = "definitions to import"


@for_publishers
@require_safe
def export(request: Any, registry: Registry, format: str) -> HttpResponse:
    answer = HttpResponse(WRITERS[format](registry), content_type=CONTENT_TYPE[format])
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="indikatorer-{registry.key}-{day}.{format}"'
    answer["Cache-Control"] = "no-store"
    return answer


@for_publishers
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Any, registry: Registry) -> HttpResponse:
    """Asks for a file, and shows what it would change."""
    if request.method != "POST":
        return _ask(request, registry, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, registry, form)
    file = form.cleaned_data["file"]
    try:
        rows = rows_in(file)
        plan = plan_of(rows, registry)
    except Faulty as faulty:
        return _ask(request, registry, form, faulty)
    return _confirm(request, registry, rows, plan, source=file.name)


@for_publishers
@require_POST
def store(request: Any, registry: Registry) -> HttpResponse:
    """Stores what was shown; where that is something else by now, shows it anew."""
    rows, source = _kept(request, registry)
    form = ReasonForm(request.POST)
    try:
        plan = plan_of(rows, registry)
        if not form.is_valid() or request.POST.get("plan") != plan.digest:
            return _confirm(request, registry, rows, plan, source=source, form=form)
        reason = form.cleaned_data["reason"]
        drafted(
            registry,
            request.user,
            lambda: import_definitions(
                rows=rows, registry=registry, by=request.user, source=source, reason=reason
            ),
        )
    except Faulty as faulty:
        return _ask(request, registry, FileForm(), faulty)
    address = reverse("workbench:definitions_of", args=[registry.key])
    return HttpResponseRedirect(f"{address}?gjort=lest")


def _ask(request: Any, registry: Registry, form: FileForm, faulty: Faulty | None = None) -> HttpResponse:
    faults = faulty.faults if faulty else []
    page = {
        "registry": registry,
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "fault_count": len(faults),
    }
    status = 422 if faults or form.errors else 200
    return render(request, "workbench/definitions/import.html", page, status=status)


def _confirm(
    request: Any, registry: Registry, rows: list[Row], plan: Plan, *, source: str, form: Any = None
) -> HttpResponse:
    kept = {"rows": [[row.number, row.values] for row in rows], "source": source, "registry": registry.pk}
    seen = request.POST.get("plan")
    page = {
        "registry": registry,
        "plan": plan,
        "source": source,
        "content": signing.dumps(kept, salt=SALT, compress=True),
        "form": form or ReasonForm(),
        "is_other": bool(seen) and seen != plan.digest,
    }
    status = 409 if page["is_other"] else 422 if form else 200
    return render(request, "workbench/definitions/confirm_import.html", page, status=status)


def _kept(request: Any, registry: Registry) -> tuple[list[Row], str]:
    """What the page to confirm held; 404 for what none of ours did."""
    try:
        kept = signing.loads(request.POST.get("innhold", ""), salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    if kept["registry"] != registry.pk:
        raise Http404
    return [Row(number, values) for number, values in kept["rows"]], kept["source"]
