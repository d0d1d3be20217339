"""Makes a draft public: what it means is said and confirmed, and it is done once."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registries.models import Registry
from results.actions import AlreadyDone, Outdated, publish_release
from results.definition_changes import changed_definitions
from results.models import Release
from results.rehearsals import rehearsal_of
from workbench.drafts import against_words, breadcrumbs, compared_with
from workbench.entrance import StaffRequest, for_publishers
from workbench.presenters import rehearsal_words
from workbench.presenters.known import known_of
from workbench.publication_forms import TERMS_VERSION, PublicationForm
from workbench.views.rehearsal import rehearsal_page, release_of
from workbench.views.releases import ALREADY, PUBLISHED, release_address

State = Release.State


@for_publishers
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, registry: Registry, pk: int) -> HttpResponse:
    draft = release_of(registry, pk)
    if draft.state in (State.RELEASED, State.WITHDRAWN):
        return redirect(release_address(draft, ALREADY))
    if draft.state == State.CLOSED:
        told = _("Utkast {number} er lukket, og ingenting er publisert.").format(number=draft.pk)
        return _seen_anew(request, draft, told)
    before = compared_with(draft)
    found = rehearsal_of(draft, before)
    definitions = changed_definitions(before=before, after=draft)
    must_tell = before is not None and bool(len(found.changed) or len(found.gone) or definitions)
    if request.method == "POST":
        form = PublicationForm(request.POST, must_tell=must_tell)
        if form.is_valid():
            return _published(request, draft, form)
    else:
        form = PublicationForm(must_tell=must_tell)
    page = {
        "breadcrumbs": breadcrumbs(registry, draft),
        "release": draft,
        "registry": registry,
        "form": form,
        "must_tell": must_tell,
        "definitions": definitions,
        "public": before.pk if before else "",
        "against": against_words(before),
        "summary": rehearsal_words.summary(found, known_of(draft, before)),
        "tallies": rehearsal_words.tallies(found),
        "terms_version": TERMS_VERSION,
    }
    return render(request, "workbench/publish.html", page, status=422 if form.errors else 200)


def _published(request: StaffRequest, draft: Release, form: PublicationForm) -> HttpResponse:
    try:
        publish_release(
            release=draft,
            by=request.user,  # type: ignore[arg-type]  # signed in
            reason=form.cleaned_data["reason"],
            terms=TERMS_VERSION,
            expected_public=form.cleaned_data["public"],
        )
    except AlreadyDone:
        return redirect(release_address(draft, ALREADY))
    except Outdated as outdated:
        return _seen_anew(request, draft, str(outdated))
    return redirect(release_address(draft, PUBLISHED))


def _seen_anew(request: StaffRequest, draft: Release, told: str) -> HttpResponse:
    """What would change now: of the draft that is open, if another one is."""
    instead = draft.registry.releases.filter(state=State.DRAFT).first()
    release = release_of(draft.registry, instead.pk if instead else draft.pk)
    status = 409 if request.method == "POST" else 200
    if instead and instead.pk != draft.pk:
        instead_of_it = _("Dette er utkast {number}, som er laget etterpå.").format(number=instead.pk)
        told = f"{told} {instead_of_it}"
    told = " ".join([told, _("Se gjennom endringene på nytt.")])
    return rehearsal_page(request, release, compared_with(release), told=told, status=status)
