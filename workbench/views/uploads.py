"""A file comes in: it becomes a job, and the job's page tells the rest."""

from typing import Any

from django.contrib.auth.models import User
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from registries.models import Registry
from results.jobs import ask_for_delivery
from workbench.entrance import for_members
from workbench.forms import UploadForm, fresh_form
from workbench.receiving import TOO_LARGE, Cap, capped
from workbench.views.registries import registry_page

# As upload.js asks, which shows what is lacking in the form that stands there.
AS_JSON = "application/json"


# The token is looked for in the body, which must not be read before the cap is on it.
@csrf_exempt
@for_members
@require_POST
def upload(request: HttpRequest, registry: Registry) -> HttpResponse:
    return _received(request, registry, capped(request))


@csrf_protect
def _received(request: HttpRequest, registry: Registry, cap: Cap) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)  # reads the body, if the token has not been looked for
    if cap.exceeded:
        # What stands behind the file in the body has not been read.
        form = fresh_form()
        form.errors["file"] = form.error_class([_(TOO_LARGE)])
        return _lacking(request, registry, form, status=413)
    if not form.is_valid():
        return _lacking(request, registry, form, status=422)
    file = form.cleaned_data["file"]
    job = ask_for_delivery(
        file=file,
        filename=file.name,
        registry=registry,
        dates=form.dates,
        accept_warnings=False,
        by=user_of(request),
    )
    address = reverse("workbench:job", args=[registry.key, job.pk])
    return JsonResponse({"address": address}, status=201) if _wants_json(request) else redirect(address)


def _lacking(request: HttpRequest, registry: Registry, form: UploadForm, *, status: int) -> HttpResponse:
    if _wants_json(request):
        faults: dict[str, Any] = {name: list(errors) for name, errors in form.errors.items()}
        return JsonResponse({"faults": faults}, status=status)
    return registry_page(request, registry, form, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == AS_JSON


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the door lets nobody else in
    return request.user


@for_members
@require_safe
def original(request: HttpRequest, registry: Registry, pk: int) -> Any:
    """The delivered file as it came, under the name it came with."""
    delivery = get_object_or_404(registry.deliveries, pk=pk)
    try:
        content = delivery.original.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    # Never shown by the browser, whatever it is.
    return FileResponse(
        content, as_attachment=True, filename=delivery.filename, content_type="application/octet-stream"
    )
