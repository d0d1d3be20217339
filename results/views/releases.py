"""The public pages about releases: one release, and the log of all that was published and withdrawn."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import Registry
from registries.names import short_name_of
from results.choices.parsing import registry_with
from results.choices.table import Choices
from results.definition_changes import told_by
from results.licence import licence
from results.models import Publication, Release, ReleasedIndicator, Result, Slice
from results.models.fields import Context
from results.origins import generated_shown
from results.presenters import log as log_presenters
from results.public_face import fingerprint
from results.shown_releases import KNOWN_TO_ALL
from results.views.offered import moment_of
from wording.collation import norwegian_key
from wording.dates import time_text

ENTRIES_ON_A_PAGE = 50
A_DAY = 24 * 60 * 60


@require_safe
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for a draft as for what does not exist; 410, and nothing but that, for what was withdrawn."""
    known = Release.objects.filter(state__in=KNOWN_TO_ALL).select_related("registry")
    found = get_object_or_404(known, pk=pk)
    log = list(_entries().filter(Q(release=found) | Q(before=found)))
    own = _told([one for one in log if one.release_id == found.pk])
    page = {"release": found, "registry": found.registry, "log": _log_address(found.registry.key)}
    if found.state == Release.State.WITHDRAWN:
        return render(request, "results/withdrawn.html", page | {"withdrawal": own[0]}, status=410)
    public = found.registry.releases.published().first()
    status = [] if found == public else log_presenters.status(found, public, log)
    page |= {"entries": own, "is_public": found == public, "status": status}
    return render(request, "results/release.html", page | _about(found))


def _entries() -> QuerySet[Publication]:
    return Publication.objects.select_related("registry", "release", "before")


def _told(entries: Iterable[Publication]) -> list[log_presenters.Entry]:
    known = list(entries)
    definitions = told_by(known)
    return [log_presenters.entry(one, definitions[one.pk]) for one in known]


def _about(release: Release) -> dict[str, Any]:
    slices = _shown_slices(release)
    per_delivery = slices.values(
        "delivery", "delivery__at", "delivery__updated_to", "delivery__complete_to"
    ).annotate(first=Min("year"), last=Max("year"), indicators=Count("indicator", distinct=True))
    contents = slices.aggregate(
        indicators=Count("indicator", distinct=True), first=Min("year"), last=Max("year")
    )
    results = Result.objects.public_in([release.pk]).aggregate(
        all=Count("pk"), withheld=Count("pk", filter=~Q(withheld=""))
    )
    return {
        "published": time_text(release.published_at) if release.published_at else "",
        **licence(),
        "results": _results_address(release, slices),
        "extent": log_presenters.extent(contents, results),
        "deliveries": [log_presenters.delivered(row) for row in per_delivery.order_by("-delivery")],
        "limits": log_presenters.limits(release),
        "fingerprint": _fingerprint(release),
        "demonstration": partial(generated_shown, [release.pk]),
    }


def _shown_slices(release: Release) -> QuerySet[Slice]:
    shown = ReleasedIndicator.objects.filter(release=release, indicator=OuterRef("indicator"), shown=True)
    return release.slices.filter(Exists(shown))


def _results_address(release: Release, slices: QuerySet[Slice]) -> str:
    """The release's latest year, where patients were treated unless it only tells where they live."""
    latest = dict(slices.values_list("context").annotate(Max("year")))
    context = Context.CAREGIVER if Context.CAREGIVER in latest or not latest else Context.RESIDENT
    chosen = Choices(
        units=(),
        year=latest.get(context),
        context=context,
        registry=release.registry,
        releases=(release.pk,),
    )
    return chosen.address


def _fingerprint(release: Release) -> str:
    """Kept for a day: a release never changes."""
    key = f"fingerprint-{release.pk}-{release.checksum}"
    found = cache.get(key)
    if found is None:
        found = fingerprint(release)
        cache.set(key, found, A_DAY)
    return found


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    registries = sorted(
        Registry.objects.filter(publications__isnull=False).distinct(),
        key=lambda registry: norwegian_key(short_name_of(registry)),
    )
    asked = request.GET.get("register", "").strip()
    chosen = registry_with(asked, registries)
    key = chosen.key if chosen else ""
    entries = _entries()
    if moment := moment_of(request):
        entries = entries.filter(at__lt=moment.ends)
    if chosen is not None:
        entries = entries.filter(registry=chosen)
    listed = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(request.GET.get("side"))
    page = {
        "registries": registries,
        "chosen": chosen,
        "unknown": asked if asked and chosen is None else "",
        "entries": _told(listed),
        "position": _("Side {page} av {pages}").format(page=listed.number, pages=listed.paginator.num_pages),
        "newer": _log_address(key, listed.previous_page_number()) if listed.has_previous() else "",
        "older": _log_address(key, listed.next_page_number()) if listed.has_next() else "",
    }
    return render(request, "results/publications.html", page)


def _log_address(registry: str, page: int = 1) -> str:
    query = QueryDict(mutable=True)
    if registry:
        query["register"] = registry
    if page > 1:
        query["side"] = str(page)
    base = reverse("results:publications")
    return f"{base}?{query.urlencode()}" if query else base
