"""Staff's page of a release that is or has been public: what it changed, and the way back to it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registries.models import Registry
from results.actions import AlreadyDone, Refused, publish_release
from results.definition_changes import changed_definitions
from results.models import Publication, Release
from results.presenters import log
from results.presenters.releases import title
from results.rehearsals import rehearsal_of
from wording.dates import time_text
from workbench.drafts import (
    breadcrumbs,
    built_on_words,
    compared_with,
    lower,
    named,
    shows_withdrawn,
    source_of,
)
from workbench.entrance import StaffRequest, for_members, for_publishers
from workbench.presenters import rehearsal_words
from workbench.presenters.known import known_of
from workbench.presenters.rehearsal_files import DELIVERED, HEADINGS
from workbench.publication_forms import RollBackForm
from workbench.views.rehearsal import changes_of, part_file, part_links, release_of

State = Release.State
# What has just happened, in the address that one is sent on to; said only where it is so.
PUBLISHED, AGAIN, ALREADY = "publisert", "igjen", "allerede"


@for_members
@require_safe
def release(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    found = release_of(registry, pk)
    if found.state in (State.DRAFT, State.CLOSED):
        return redirect("workbench:rehearsal", registry.key, pk)
    return release_page(request, found)


def release_page(
    request: StaffRequest,
    found: Release,
    *,
    form: RollBackForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    entries = list(found.publications.select_related("registry", "release", "by").order_by("-pk"))
    public = found.registry.releases.published().first()
    page = {
        "breadcrumbs": breadcrumbs(found.registry),
        "release": found,
        "registry": found.registry,
        "is_public": found == public,
        "is_withdrawn": found.state == State.WITHDRAWN,
        "entries": [(log.entry(one), named(one.by)) for one in entries],
        "told": told or _told(request.GET.get("beskjed", ""), found, public, entries),
        "published": time_text(found.published_at) if found.published_at else "",
        "public": public,
    }
    if not page["is_withdrawn"]:
        page |= _about(request, found) | _roll_back(request, found, public, form)
    return render(request, "workbench/release.html", page, status=status)


def _told(what: str, found: Release, public: Release | None, entries: list[Publication]) -> str:
    if found != public or not entries:
        return ""
    at = time_text(entries[0].at)
    return {
        PUBLISHED: _("Publisert {at}. Alle sider viser nå de nye tallene.").format(at=at),
        AGAIN: _("Publisert på nytt {at}. Alle sider viser nå tallene i utgivelse {number}.").format(
            at=at, number=found.pk
        ),
        ALREADY: _("Utgivelse {number} er allerede publisert: {at}. Ingenting er gjort to ganger.").format(
            at=at, number=found.pk
        ),
    }.get(what, "")


def _about(request: StaffRequest, found: Release) -> dict[str, Any]:
    before = compared_with(found)
    about = {
        "made": _("{at} av {who}").format(at=time_text(found.at), who=named(found.by)),
        "source": source_of(found),
        "built_on": built_on_words(found),
        "delivered": part_links("workbench:release_part", found, DELIVERED, ""),
    }
    if before is not None and before.state == State.WITHDRAWN:
        return about | {"replaced_withdrawn": before}
    if before:
        against = _("Sammenlignet med {release}.").format(release=lower(title(before)))
    else:
        against = _("Den første utgivelsen.")
    return about | {"against": against} | changes_of(request, found, before, "workbench:release_part")


def _roll_back(
    request: StaffRequest, found: Release, public: Release | None, form: RollBackForm | None
) -> dict[str, Any]:
    """What publishing it again would change now; nothing for the public one, and for those who may not."""
    if found == public or not request.access.may_publish(found.registry):
        return {}
    draft = found.registry.releases.filter(state=State.DRAFT).first()
    back, known = rehearsal_of(found, public), known_of(found, public)
    return {
        "form": form or RollBackForm(),
        "draft": draft,
        "back": rehearsal_words.summary(back, known) if public else _("Ingenting er publisert nå."),
        "back_definitions": changed_definitions(before=public, after=found),
    }


@for_publishers
@require_POST
def publish_again(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    """Rolls back: the release is the public one again, and the open draft is closed."""
    found = release_of(registry, pk)
    if found.state != State.RELEASED:
        raise Http404
    form = RollBackForm(request.POST)
    if not form.is_valid():
        return release_page(request, found, form=form, status=422)
    try:
        publish_release(
            release=found,
            by=request.user,  # type: ignore[arg-type]  # signed in
            reason=form.cleaned_data["reason"],
            expected_public=form.cleaned_data["public"],
            expected_draft=form.cleaned_data["draft"],
        )
    except AlreadyDone:
        return redirect(release_address(found, ALREADY))
    except Refused as refused:
        told = _("{why} Se gjennom det på nytt.").format(why=refused)
        return release_page(request, release_of(registry, pk), form=form, told=told, status=409)
    return redirect(release_address(found, AGAIN))


@for_members
@require_safe
def part(request: StaffRequest, registry: Registry, pk: int, part: str, form: str) -> HttpResponse:
    """One of the lists of what the release changed, as a file."""
    found = release_of(registry, pk)
    before = compared_with(found)
    if part not in HEADINGS or found.state != State.RELEASED or shows_withdrawn(found, before):
        raise Http404
    return part_file(request, found, before, part, form)


def release_address(found: Release, told: str) -> str:
    return f"{reverse('workbench:release', args=[found.registry.key, found.pk])}?beskjed={told}"
