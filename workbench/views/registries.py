"""My registries, and one of them: what is public, what is on its way, and all that was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import Registry
from registries.names import names_of, short_name_of
from results.downloads import CONTENT_TYPE, disposition, download
from wording.collation import norwegian_key
from wording.finding import findable, finds
from workbench.blank import WRITERS, Blank, guide
from workbench.entrance import StaffRequest, for_members, for_staff
from workbench.forms import UploadForm, fresh_form
from workbench.history import deliveries, latest_jobs, releases
from workbench.overview import overviews
from workbench.presenters import registries as presenter
from workbench.receiving import LARGEST_FILE

# With fewer, a search is in the way.
SEARCHED_FROM = 9


@for_staff
@require_safe
def registries(request: StaffRequest) -> HttpResponse:
    mine = sorted(request.access.registries(), key=lambda one: norwegian_key(short_name_of(one)))
    asked = request.GET.get("sok", "").strip()
    found = [one for one in mine if finds(asked, findable(" ".join((*names_of(one), one.key))))]
    page = {
        "cards": [presenter.card(one) for one in overviews(found)],
        "all": len(mine),
        "asked": asked,
        "searched": len(mine) >= SEARCHED_FROM or bool(asked),
        "is_administrator": request.access.is_administrator,
    }
    return render(request, "workbench/registries.html", page)


@for_members
@require_safe
def registry(request: StaffRequest, registry: Registry) -> HttpResponse:
    return registry_page(request, registry, fresh_form())


def registry_page(request: Any, registry: Registry, form: UploadForm, *, status: int = 200) -> HttpResponse:
    """With the form as it is: fresh, or with what is lacking."""
    card = presenter.card(overviews([registry])[0])
    delivered = deliveries(registry, request.GET.get("leveringer"))
    listed, released = releases(registry, request.GET.get("utgivelser"))
    page: dict[str, Any] = {
        "registry": registry,
        "may_define": request.access.may_publish(registry),
        "card": card,
        "form": form,
        "limit": LARGEST_FILE,
        "beforehand": presenter.beforehand(card.overview),
        "jobs": [presenter.job_line(one, registry.key) for one in latest_jobs(registry)],
        "deliveries": [presenter.delivered(one, registry) for one in delivered],
        "delivery_pages": presenter.pages(delivered, "leveringer", "leveringer"),
        "releases": [presenter.released(one, registry) for one in released],
        "release_pages": presenter.pages(listed, "utgivelser", "utgivelser"),
    }
    return render(request, "workbench/registry.html", page, status=status)


@for_members
@require_safe
def template(request: HttpRequest, registry: Registry, format: str) -> HttpResponse:
    response = HttpResponse(WRITERS[format](Blank.of(registry)), content_type=CONTENT_TYPE[format])
    name = _("{registry} mal for levering").format(registry=short_name_of(registry))
    response["Content-Disposition"] = disposition(name, format)
    return response


@for_members
@require_safe
def template_guide(request: HttpRequest, registry: Registry) -> HttpResponse:
    return download(guide(Blank.of(registry), timezone.localdate()), "xlsx")
