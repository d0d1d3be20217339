"""What a page says of the releases that its figures come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.names import short_name_of
from results.choices.offer import Offer
from results.links import Link
from results.models import Publication, Release
from results.moments import Moment, address_now, address_then
from results.shown_releases import ShownRelease
from wording.dates import date_text

# An address with more is no longer one to put in a list of references.
MOST_HELD = 12
NONE_PUBLIC = _lazy("Registeret har ingen gjeldende utgivelse nå.")


class Choices(Protocol):
    """What the reader of a page has chosen, among it the releases that the address holds fast to."""

    @property
    def releases(self) -> tuple[int, ...]: ...

    @property
    def address(self) -> str: ...

    def but(self, **changes: Any) -> str: ...


@dataclass(frozen=True)
class ReleaseMark:
    """Where a section's figures come from."""

    release: int
    text: str
    address: str
    is_public: bool
    holds_generated: bool
    is_draft: bool = False


@dataclass(frozen=True)
class ReleaseNotice:
    """That a registry's figures are not those that are public now, and the way to them."""

    release: int
    registry: str
    text: str
    reason: str
    link: Link | None


@dataclass(frozen=True)
class Permanent:
    """The address that keeps showing these figures."""

    address: str
    is_held: bool  # it is the address of the page itself
    public: str  # of the same page with what is public now


def release_mark(one: ShownRelease) -> ReleaseMark:
    release = one.release
    return ReleaseMark(
        release.pk, title(release), address(release), one.is_public, one.holds_generated, one.is_draft
    )


def title(release: Release) -> str:
    """ "Utgivelse 12, publisert 15. mai 2026"; of a draft, that it is one."""
    if release.state == Release.State.DRAFT:
        return _("Utkast {pk}, ikke publisert").format(pk=release.pk)
    if release.published_at is None:
        raise ValueError(f"Release {release.pk} has never been public: nothing may be said of it.")
    said = _("Utgivelse {pk}, publisert {date}")
    return said.format(pk=release.pk, date=date_text(release.published_at))


def address(release: Release) -> str:
    return reverse("results:release", args=[release.pk])


def release_notice(one: ShownRelease, withdrawal: Publication | None, choices: Choices) -> ReleaseNotice:
    held = tuple(pk for pk in choices.releases if pk != one.release.pk)
    return ReleaseNotice(
        release=one.release.pk,
        registry=short_name_of(one.registry),
        text=_withdrawn_text(one.release, withdrawal) if one.is_withdrawn else _earlier_text(one),
        reason=withdrawal.reason if withdrawal else "",
        link=Link(_("Vis den gjeldende utgivelsen"), choices.but(releases=held)) if one.public else None,
    )


def _withdrawn_text(release: Release, withdrawal: Publication | None) -> str:
    if withdrawal is None:
        return _("Utgivelse {pk} ble trukket tilbake, og tallene vises ikke.").format(pk=release.pk)
    said = _("Utgivelse {pk} ble trukket tilbake {date}, og tallene vises ikke.")
    return said.format(pk=release.pk, date=date_text(withdrawal.at))


def _earlier_text(one: ShownRelease) -> str:
    seen = _("Du ser {release}.").format(release=_lower_first(title(one.release)))
    return f"{seen} {_instead(one)}"


def _instead(one: ShownRelease) -> str:
    public = one.public
    if public is None:
        return str(NONE_PUBLIC)
    if public.pk < one.release.pk:
        return _("Registeret har gått tilbake til utgivelse {pk}.").format(pk=public.pk)
    return _("En nyere er gjeldende: {release}.").format(release=_lower_first(title(public)))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def permanent(choices: Choices, releases: Sequence[int], offer: Offer) -> Permanent | None:
    """For a page with figures from these releases; None where it has none, and where it is the preview of a
    draft, which no one can cite.

    Of a few releases the address names each; of many, the moment that they are public at.
    """
    if not releases or offer.draft is not None:
        return None
    now = choices.but(releases=())
    if offer.moment is not None:
        return Permanent(choices.address, is_held=True, public=address_now(offer.moment, now))
    if set(releases) <= set(choices.releases):
        return Permanent(choices.address, is_held=True, public=now)
    if len(releases) > MOST_HELD:
        return Permanent(address_then(Moment.just_now(), choices.address), is_held=False, public=now)
    return Permanent(choices.but(releases=tuple(releases)), is_held=False, public=now)
