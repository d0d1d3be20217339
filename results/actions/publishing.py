"""What is public: one pointer per registry, moved in one transaction, each move in the log and the trail."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from registries.audit import record
from registries.lock import lock_registry
from registries.models import Registry
from registries.refusal import AlreadyDone, Outdated, Refused
from results.actions.definitions import restore_definitions
from results.definition_changes import changed_definitions
from results.models import Publication, PublishedRelease, Release
from results.notices import tell_of_publication
from results.public_face import changes
from wording.language import DEFAULT

State = Release.State
Kind = Publication.Kind
# No release has this number: whichever is there will do.
WHICHEVER = 0


@transaction.atomic
def publish_release(
    *,
    release: Release,
    by: User | None,
    reason: str = "",
    terms: str = "",
    expected_public: int | None = WHICHEVER,
    expected_draft: int | None = WHICHEVER,
) -> Release:
    """Makes the release the registry's public one, in one pointer flip, and says so in the correction log.

    A release that was public before may be so again; the open draft is then closed, and the definitions are
    set back to the release's: the next draft is built on it and on nothing else. Refused for a closed draft,
    for what was withdrawn, and for what is public already.

    `terms`: the version that was agreed to, for the trail. `expected_public`, `expected_draft`: the release
    that was public, and the draft that was open, when it was decided; where it is another now, Outdated.
    """
    registry, release, before = _locked(release)
    _require_publishable(release, before)
    _require_unchanged(registry, before, expected_public, expected_draft)
    first_time = release.state == State.DRAFT
    closed = None if first_time else _close_draft(registry)
    restored = 0 if first_time else restore_definitions(release)
    if first_time:
        release.state, release.published_at = State.RELEASED, timezone.now()
        release.save(update_fields=["state", "published_at"])
    PublishedRelease.objects.update_or_create(registry=registry, defaults={"release": release})
    kind = Kind.PUBLISHED if first_time else Kind.AGAIN
    entry = _tell(release, kind=kind, before=before, now=release, by=by, reason=reason)
    record(
        by=by,
        action="publish",
        registry=registry,
        subject=f"utgivelse {release.pk}",
        before={"release": before.pk if before else None},
        after={"release": release.pk}
        | _closed(closed)
        | ({"terms": terms} if terms else {})
        | ({"definitions": restored} if restored else {}),
    )
    tell_of_publication(entry)
    return release


@transaction.atomic
def withdraw_release(*, release: Release, by: User | None, reason: str) -> Publication:
    """Takes back, for good, a release that should never have been public: its address only says so.

    The entry in the correction log; its `before` is the release itself where that was the public one. Then
    nothing of the registry is public until an earlier one is published again, and the open draft, which
    builds on it, is closed. Refused without a reason, and for what was never public.
    """
    registry, release, before = _locked(release)
    if refusal := _why_not_withdraw(release, reason):
        raise Refused(refusal)
    now, closed = before, None
    if release == before:
        PublishedRelease.objects.filter(registry=registry).delete()
        now, closed = None, _close_draft(registry)
    release.state = State.WITHDRAWN
    release.save(update_fields=["state"])
    entry = _tell(release, kind=Kind.WITHDRAWN, before=before, now=now, by=by, reason=reason)
    record(
        by=by,
        action="withdraw",
        registry=registry,
        subject=f"utgivelse {release.pk}",
        before={"release": before.pk if before else None},
        after={"release": now.pk if now else None} | _closed(closed),
    )
    return entry


def _locked(release: Release) -> tuple[Registry, Release, Release | None]:
    """The registry, held until the transaction ends; the release as it is now; and what is public now."""
    lock_registry(release.registry)
    release = Release.objects.select_related("registry").get(pk=release.pk)
    return release.registry, release, release.registry.releases.published().first()


def _require_publishable(release: Release, public: Release | None) -> None:
    if release.state == State.WITHDRAWN:
        raise Refused(
            _("Utgivelse {number} er trukket tilbake og kan ikke publiseres igjen.").format(number=release.pk)
        )
    if release.state == State.CLOSED or not release.checksum:
        said = _("Utkast {number} er lukket og kan ikke publiseres. Publiser det siste utkastet.")
        raise Outdated(said.format(number=release.pk))
    if release == public:
        raise AlreadyDone(
            _("Utgivelse {number} er allerede publisert. Ingenting er endret.").format(number=release.pk)
        )


def _require_unchanged(
    registry: Registry, public: Release | None, expected_public: int | None, expected_draft: int | None
) -> None:
    if expected_public not in (WHICHEVER, public.pk if public else None):
        raise Outdated(
            _("Det som er publisert, er endret etter at du åpnet siden. Ingenting er publisert nå.")
        )
    if expected_draft != WHICHEVER:
        draft = registry.releases.filter(state=State.DRAFT).first()
        if expected_draft != (draft.pk if draft else None):
            raise Outdated(_("Utkastet er endret etter at du åpnet siden. Ingenting er publisert nå."))


def _why_not_withdraw(release: Release, reason: str) -> str:
    if release.state == State.WITHDRAWN:
        return f"Utgivelse {release.pk} er allerede trukket tilbake. Ingenting er endret."
    if release.state != State.RELEASED:
        return f"Utkast {release.pk} har aldri vært publisert, så det er ingenting å trekke tilbake."
    if not reason.strip():
        return f"Skriv hvorfor utgivelse {release.pk} trekkes tilbake: begrunnelsen vises for alle."
    return ""


def _close_draft(registry: Registry) -> Release | None:
    """A draft stands on what is public: when that is replaced by anything but the draft, it is closed."""
    draft = registry.releases.filter(state=State.DRAFT).first()
    if draft is not None:
        draft.state = State.CLOSED
        draft.save(update_fields=["state"])
    return draft


def _closed(draft: Release | None) -> dict[str, int]:
    return {} if draft is None else {"closed": draft.pk}


def _tell(
    release: Release,
    *,
    kind: Kind,
    before: Release | None,
    now: Release | None,
    by: User | None,
    reason: str,
) -> Publication:
    found = changes(before=before, after=now)
    # The log is kept in one language, whichever the page of who published was in.
    with override(DEFAULT):
        definitions = [change.text for change in changed_definitions(before=before, after=now)]
    return Publication.objects.create(
        registry=release.registry,
        kind=kind,
        release=release,
        before=before,
        by=by,
        reason=reason.strip(),
        definitions=definitions,
        added=found.added,
        changed=found.changed,
        removed=found.removed,
    )
