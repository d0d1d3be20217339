"""What a draft would change, before anything is public; and its lists as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registries.models import Registry
from results.calculations.rehearsal import Rehearsal
from results.definition_changes import changed_definitions
from results.downloads import download
from results.models import Release
from results.rehearsals import delivered_difference, rehearsal_of
from wording.dates import time_text
from wording.numbers import count
from workbench.drafts import (
    against_words,
    breadcrumbs,
    built_on_words,
    compared_with,
    named,
    preview_address,
    shows_withdrawn,
    source_of,
)
from workbench.entrance import StaffRequest, for_members
from workbench.presenters import rehearsal_parts, rehearsal_words
from workbench.presenters.known import Known, known_of
from workbench.presenters.rehearsal_files import (
    DELIVERED,
    EXTENT,
    HEADINGS,
    PROVISIONAL,
    delivered_table,
    table_of,
)
from workbench.rehearsal_choices import LEVEL_LABELS, Choices, choices_in

State = Release.State


@for_members
@require_safe
def rehearsal(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    """Also of a draft that is closed, or has been published: it says so."""
    release = release_of(registry, pk)
    before = compared_with(release)
    if shows_withdrawn(release, before):
        return redirect("workbench:release", registry.key, release.pk)
    return rehearsal_page(request, release, before)


def release_of(registry: Registry, pk: int) -> Release:
    """404 for another registry's as for none."""
    found = registry.releases.select_related("registry", "built_on", "by")
    release: Release = get_object_or_404(found, pk=pk)
    return release


def rehearsal_page(
    request: HttpRequest, release: Release, before: Release | None, *, told: str = "", status: int = 200
) -> HttpResponse:
    """`told`: what has happened, instead of what was asked for."""
    page = {
        "told": told,
        "breadcrumbs": breadcrumbs(release.registry),
        "release": release,
        "registry": release.registry,
        "made": _("{at} av {who}").format(at=time_text(release.at), who=named(release.by)),
        "source": source_of(release),
        "built_on": built_on_words(release),
        "against": against_words(before),
        "is_open": release.state == State.DRAFT,
        "open_draft": _open_draft(release),
        "preview": preview_address(release) if release.state == State.DRAFT else "",
        "may_publish": request.access.may_publish(release.registry),  # type: ignore[attr-defined]  # of staff's
        "delivered": part_links("workbench:rehearsal_part", release, DELIVERED, ""),
        **changes_of(request, release, before, "workbench:rehearsal_part"),
    }
    return render(request, "workbench/rehearsal.html", page, status=status)


def _open_draft(release: Release) -> Release | None:
    if release.state != State.CLOSED:
        return None
    found: Release | None = release.registry.releases.filter(state=State.DRAFT).first()
    return found


def changes_of(request: HttpRequest, release: Release, before: Release | None, files: str) -> dict[str, Any]:
    """What the templates say of the changes from one release to another. `files`: the name of the address of
    its lists as files."""
    found, known = rehearsal_of(release, before), known_of(release, before)
    was = release.state == State.RELEASED
    tense = rehearsal_words.PAST if was else rehearsal_words.FUTURE
    choices = choices_in(request.GET, known)
    narrowed = rehearsal_parts.narrowed(found, choices, known)
    return {
        "summary": rehearsal_words.summary(found, known, tense),
        "tallies": rehearsal_words.tallies(found, tense),
        "effects": rehearsal_words.effects(found),
        "effect_columns": [str(name) for name, kinds in rehearsal_words.EFFECT_COLUMNS],
        "choices": choices,
        "levels": LEVEL_LABELS,
        "indicators": rehearsal_parts.indicators_in(found, known),
        "is_first": before is None,
        "definitions": changed_definitions(before=before, after=release),
        "before_word": _("Før") if was else _("Nå"),
        "lists": [
            (one, part_links(files, release, one.part, choices.query))
            for one in rehearsal_parts.shown_lists(narrowed, known, choices)
        ],
        **_slices(narrowed, known, release, choices, files),
    }


def _slices(found: Rehearsal, known: Known, release: Release, choices: Choices, files: str) -> dict[str, Any]:
    extent = rehearsal_parts.extent_slices(found)
    provisional = rehearsal_parts.provisional_slices(found)
    most = rehearsal_parts.MOST_LINES
    return {
        "extent": rehearsal_parts.extent_lines(extent.head(most), found, known),
        "extent_size": count(len(extent)),
        "extent_rest": _rest(len(extent)),
        "extent_links": part_links(files, release, EXTENT, choices.query),
        "provisional": rehearsal_parts.provisional_lines(provisional.head(most), known),
        "provisional_size": count(len(provisional)),
        "provisional_rest": _rest(len(provisional)),
        "provisional_links": part_links(files, release, PROVISIONAL, choices.query),
    }


def _rest(size: int) -> str:
    """How many more there are than the page shows; "" for none."""
    return count(size - rehearsal_parts.MOST_LINES) if size > rehearsal_parts.MOST_LINES else ""


def part_links(name: str, release: Release, part: str, query: str) -> list[tuple[str, str]]:
    return [
        (form.upper(), reverse(name, args=[release.registry.key, release.pk, part, form]) + query)
        for form in ("csv", "xlsx")
    ]


@for_members
@require_safe
def part(request: StaffRequest, registry: Registry, pk: int, part: str, form: str) -> HttpResponse:
    """One of the lists, whole, as it is chosen in the address."""
    release = release_of(registry, pk)
    before = compared_with(release)
    if part not in HEADINGS or shows_withdrawn(release, before):
        raise Http404
    return part_file(request, release, before, part, form)


def part_file(
    request: HttpRequest, release: Release, before: Release | None, part: str, form: str
) -> HttpResponse:
    known = known_of(release, before)
    choices = choices_in(request.GET, known)
    if part == DELIVERED:
        return download(delivered_table(delivered_difference(release), known, choices, release), form)
    return download(table_of(part, rehearsal_of(release, before), known, choices, release), form)
