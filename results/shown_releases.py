"""Which release of each registry a page shows: the public one, or an earlier one that its address names; for
those who may see it, a draft; or what was public at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from registries.models import Registry
from registries.names import short_name_of
from results.history import releases_at
from results.models import Release, Slice
from results.moments import Moment
from wording.collation import norwegian_key

# What the public may know of. A draft, a closed one and a number that no release has look alike.
KNOWN_TO_ALL = [Release.State.RELEASED, Release.State.WITHDRAWN]


@dataclass(frozen=True)
class ShownRelease:
    """A registry's release on the page, and the one that is public."""

    release: Release
    public: Release | None
    holds_generated: bool
    # The page is one of a draft's preview: it has no permanent address, and neither have its files.
    in_preview: bool = False
    # The page shows what was public then; that it is no longer is said once, for all registries.
    moment: Moment | None = None

    @property
    def registry(self) -> Registry:
        return self.release.registry

    @property
    def is_public(self) -> bool:
        return self.release == self.public

    @property
    def is_draft(self) -> bool:
        return self.release.state == Release.State.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.release.state == Release.State.WITHDRAWN


def shown_releases(
    asked: Sequence[int], draft: Release | None = None, moment: Moment | None = None
) -> tuple[list[ShownRelease], frozenset[int]]:
    """One per registry that has any, by the registries' short names; and which of those asked for exist.

    Of several of one registry, the one asked for first is shown; a draft, which the caller has let the reader
    see, before all of its registry's. Two queries, one for the registries' fields; one more for a moment.
    """
    then = None if moment is None else releases_at(moment)
    named = [*asked, *filter(None, then.values() if then else ())]
    wanted = Q(published_as__isnull=False) | Q(pk__in=named, state__in=KNOWN_TO_ALL)
    if draft is not None:
        wanted |= Q(pk=draft.pk)
    known = {release.pk: release for release in _with_registries(Release.objects.filter(wanted))}
    public = {one.registry_id: one for one in known.values() if hasattr(one, "published_as")}
    held = [known[pk] for pk in asked if pk in known and known[pk].state in KNOWN_TO_ALL]
    usual = public if then is None else {registry: known[pk] for registry, pk in then.items() if pk in known}
    chosen = usual | {release.registry_id: release for release in reversed(held)}
    if draft is not None and draft.pk in known:
        chosen[draft.registry_id] = known[draft.pk]
    shown = [
        ShownRelease(
            release,
            public.get(registry),
            release.holds_generated,  # type: ignore[attr-defined]  # annotated
            draft is not None,
            moment,
        )
        for registry, release in chosen.items()
    ]
    shown.sort(key=lambda one: norwegian_key(short_name_of(one.registry)))
    return shown, frozenset(release.pk for release in held)


def _with_registries(releases: QuerySet[Release]) -> QuerySet[Release]:
    generated = Slice.objects.filter(release=OuterRef("pk"), delivery__generated=True)
    found = releases.select_related("registry", "published_as").prefetch_related("registry__fields")
    return found.annotate(holds_generated=Exists(generated))
