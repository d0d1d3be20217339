"""Finds what has a page: places, registries, indicators and medical fields, by what someone typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from organisations.models import Level, Unit
from registries.models import MedicalField, Registry
from registries.names import field_name, name_of, names_of, short_name_of
from results.choices.offer import Offer
from results.kept import Kept
from results.models import ReleasedIndicator
from results.presenters.measures import title
from results.presenters.places import name
from results.presenters.profile_words import ancestors
from wording.collation import norwegian_key
from wording.language import current
from wording.searching import Entry, Index
from wording.texts import begun

# What is said of an indicator where it is found.
TEXTS = ("title", "title_en", "short_description", "short_description_en")
LEVELS = {
    Level.NATION: "Land",
    Level.RHF: "Helseregion",
    Level.HF: "Helseforetak",
    Level.HOSPITAL: "Sykehus",
}
KINDS = {
    "Land": pgettext_lazy("one", "Land"),
    "Helseregion": pgettext_lazy("one", "Helseregion"),
    "Helseforetak": pgettext_lazy("one", "Helseforetak"),
    "Sykehus": pgettext_lazy("one", "Sykehus"),
    "Register": pgettext_lazy("one", "Register"),
    "Fagområde": pgettext_lazy("one", "Fagområde"),
    "Indikator": pgettext_lazy("one", "Indikator"),
}


@dataclass(frozen=True)
class Hit:
    """The address is made when it is shown: it differs in a draft's preview and on a past day."""

    kind: str  # of KINDS
    name: str
    beside: str  # what tells it from its namesakes
    page: str
    args: tuple[str, ...] = ()
    query: str = ""

    @property
    def kind_word(self) -> str:
        return str(KINDS[self.kind])

    @property
    def address(self) -> str:
        base = reverse(self.page, args=self.args)
        return f"{base}?{self.query}" if self.query else base


kept: Kept[Index[Hit]] = Kept()


def hits(typed: str, offer: Offer) -> list[Hit]:
    """The best first. Two queries; more only after something has been published or renamed."""
    registries = _every_registry()
    key = _seen(offer, registries)
    index = kept.get(key)
    if index is None:
        index = Index(_entries(offer, registries))
        kept.put(key, index, settings.KEPT_SEARCHES)
    return index.find(typed)


def _every_registry() -> list[Registry]:
    """Whether it has published anything or not."""
    found = Registry.objects.prefetch_related("fields")
    return sorted(found, key=lambda one: norwegian_key(one.short_name))


def _seen(offer: Offer, registries: list[Registry]) -> object:
    """All that the entries are made of: releases never change, but may be withdrawn; names do."""
    return (
        current(),
        tuple((one.pk, one.slug, one.name, one.full_name, one.level, one.parent_id) for one in offer.units),
        tuple((one.release.pk, one.release.checksum, one.is_withdrawn) for one in offer.releases),
        tuple((one.key, *names_of(one)) for one in registries),
        tuple((field.slug, field.name, field.name_en) for field in _all_fields(registries)),
    )


def _entries(offer: Offer, registries: list[Registry]) -> Iterator[Entry[Hit]]:
    """Of what is found equally well the larger is given first: places by their tree, then the rest."""
    for level in LEVELS:
        yield from (_place(unit, offer) for unit in offer.units if unit.level == level)
    yield from _registries(registries)
    yield from _fields(registries)
    yield from _indicators(offer)


def _place(unit: Unit, offer: Offer) -> Entry[Hit]:
    """Found by its own names, and beside them by those of what it belongs to, as in the list of places."""
    above = [one for one in ancestors(unit, offer.units) if one.level != Level.NATION]
    within = name(above[-1]) if above else ""
    hit = Hit(LEVELS[Level(unit.level)], name(unit), within, "results:unit", (unit.slug,))
    own = unit.name if name(unit) == unit.name else f"{unit.name} {name(unit)}"
    return Entry(hit, own, " ".join([unit.full_name, *(one.name for one in above)]))


def _registries(registries: Iterable[Registry]) -> Iterator[Entry[Hit]]:
    """Also those without results: they have a page."""
    for one in registries:
        hit = Hit("Register", short_name_of(one), name_of(one), "results:registry", (one.key,))
        yield Entry(hit, hit.name, " ".join([*names_of(one), one.key]))


def _fields(registries: Iterable[Registry]) -> Iterator[Entry[Hit]]:
    for field in _all_fields(registries):
        called = field_name(field)
        hit = Hit("Fagområde", begun(called), "", "results:field", (field.slug,))
        yield Entry(hit, called, f"{field.name} {field.name_en}")


def _all_fields(registries: Iterable[Registry]) -> list[MedicalField]:
    found = {field for registry in registries for field in registry.fields.all()}
    return sorted(found, key=lambda field: norwegian_key(field.name))


def _indicators(offer: Offer) -> Iterator[Entry[Hit]]:
    """Those that are shown; by their titles, and beside them by all else that is said of them, in either
    language."""
    releases = {one.release.pk: one for one in offer.releases if not one.is_withdrawn}
    found = ReleasedIndicator.objects.filter(release__in=releases, shown=True).select_related("indicator")
    listed = found.only("release", "indicator__key", *TEXTS)
    for one in sorted(listed, key=lambda one: norwegian_key(title(one))):
        registry, key = releases[one.release_id].registry, one.indicator.key
        hit = Hit("Indikator", title(one), short_name_of(registry), "results:indicator", (registry.key, key))
        yield Entry(
            hit, hit.name, " ".join([*names_of(registry), key, *(getattr(one, name) for name in TEXTS)])
        )
