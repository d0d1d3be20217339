"""What a draft is: where it comes from, what it is compared with, and what has become of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registries.members import name_of
from registries.models import AuditEntry, Registry
from registries.names import short_name_of
from results.links import Link
from results.models import Delivery, Publication, Release
from results.presenters.releases import title
from wording.dates import date_text, time_text
from wording.numbers import count

State = Release.State


@dataclass(frozen=True)
class Source:
    """The delivery that a draft was made of."""

    delivery: Delivery
    rows: str
    updated_to: str
    complete_to: str
    by: str
    at: str
    diff: str  # "12 nye celler, 3 endret, 0 fjernet", "" where that was not noted
    warnings: tuple[tuple[str, str], ...]  # each with the reason it was accepted for

    @property
    def warnings_count(self) -> str:
        number = len(self.warnings)
        return ngettext("{n} godtatt advarsel", "{n} godtatte advarsler", number).format(n=count(number))


def compared_with(release: Release) -> Release | None:
    """What the public saw, or sees, where this release is, or would be: for one that has been published, what
    it took the place of."""
    if release.state in (State.DRAFT, State.CLOSED):
        return release.registry.releases.published().first()
    first = release.publications.filter(kind=Publication.Kind.PUBLISHED).select_related("before").last()
    return first.before if first else None


def source_of(release: Release) -> Source | None:
    """None for what was made of no delivery. Two queries."""
    found = Delivery.objects.filter(slices__release=release).select_related("by")
    if release.built_on_id:
        found = found.exclude(slices__release=release.built_on_id)
    delivery = found.order_by("-pk").first()
    if delivery is None:
        return None
    told = AuditEntry.objects.filter(
        registry=release.registry, action="deliver", after__release=release.pk
    ).first()
    return Source(
        delivery=delivery,
        rows=count(delivery.rows),
        updated_to=date_text(delivery.updated_to),
        complete_to=date_text(delivery.complete_to),
        by=named(delivery.by),
        at=time_text(delivery.at),
        diff=_diff(told.after.get("diff") if told else None),
        warnings=tuple(
            (warning["message"], warning.get("reason", "")) for warning in delivery.accepted_warnings
        ),
    )


def _diff(cells: Any) -> str:
    if not cells:
        return ""
    added, changed, removed = (count(cells[name]) for name in ("added", "changed", "removed"))
    return ngettext(
        "{added} ny celle, {changed} endret, {removed} fjernet",
        "{added} nye celler, {changed} endret, {removed} fjernet",
        cells["added"],
    ).format(added=added, changed=changed, removed=removed)


def built_on_words(release: Release) -> str:
    """ ", mot utgivelse 10 som det bygger på"; "" for what is built on nothing."""
    base = release.built_on
    if base is None:
        return ""
    is_draft = base.state in (State.DRAFT, State.CLOSED)
    if is_draft:
        return _(", mot utkast {number} som det bygger på").format(number=base.pk)
    return _(", mot utgivelse {number} som det bygger på").format(number=base.pk)


def named(user: User | None) -> str:
    return name_of(user) if user else _("driften av portalen")


def shows_withdrawn(release: Release, before: Release | None) -> bool:
    """Whether the comparison would show numbers that were withdrawn, which nobody is to see."""
    return any(one is not None and one.state == State.WITHDRAWN for one in (release, before))


def against_words(before: Release | None) -> str:
    return (
        _("Ingenting er publisert ennå.")
        if before is None
        else _("Sammenlignet med det som er publisert: {release}.").format(release=lower(title(before)))
    )


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def breadcrumbs(registry: Registry, draft: Release | None = None) -> list[Link]:
    staffs = f"{get_script_prefix()}levering/"
    links = [Link(_("Levering"), staffs), Link(short_name_of(registry), f"{staffs}{registry.key}/")]
    if draft is not None:
        links.append(
            Link(
                _("Utkast {number}").format(number=draft.pk),
                reverse("workbench:rehearsal", args=[registry.key, draft.pk]),
            )
        )
    return links


def preview_address(draft: Release) -> str:
    """The results page of the draft's registry, as it would be."""
    outside, page = get_script_prefix(), reverse("results:table")
    return f"{outside}utkast/{draft.pk}/{page[len(outside) :]}?register={draft.registry.key}"
