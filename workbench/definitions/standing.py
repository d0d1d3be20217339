"""Where a registry's changed definitions are: in a draft, on their way to one, or public."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from registries.models import Registry
from results.jobs import unfinished
from results.models import Release
from results.releases import kept_definitions, working_definitions


@dataclass(frozen=True)
class Standing:
    """`state`: computing, draft, data (a draft whose definitions are those that are public), changed (in no
    draft), new (nothing to build on) or public."""

    state: str
    draft: Release | None
    address: str  # of the draft's rehearsal


def standing(registry: Registry) -> Standing:
    """Eight queries at most."""
    draft = registry.releases.filter(state=Release.State.DRAFT).first()
    public = registry.releases.published().first()
    return Standing(_state(registry, draft, public), draft, _rehearsal(registry, draft))


def _state(registry: Registry, draft: Release | None, public: Release | None) -> str:
    if unfinished().filter(registry=registry).exists():
        return "computing"
    base = draft or public
    if base is None:
        return "new"
    kept = kept_definitions(base)
    if kept != working_definitions(registry):
        return "changed"
    if draft is None:
        return "public"
    return "data" if public is not None and kept_definitions(public) == kept else "draft"


def _rehearsal(registry: Registry, draft: Release | None) -> str:
    if draft is None:
        return ""
    try:
        return reverse("workbench:rehearsal", args=[registry.key, draft.pk])
    except NoReverseMatch:
        return ""
