"""Finds what has a page: places, registries, indicators and medical fields, by what someone typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst

from organisations.models import Level, Unit
from registries.models import Registry, RegistryField
from results.choices.offer import Offer
from results.kept import Kept
from results.models import ReleasedIndicator
from results.presenters.places import name
from results.presenters.profile_words import ancestors
from wording.collation import norwegian_key
from wording.language import current
from wording.searching import Entry, Index

LEVELS = {
    Level.NATION: "Land",
    Level.RHF: "Helseregion",
    Level.HF: "Helseforetak",
    Level.HOSPITAL: "Sykehus",
}


@dataclass(frozen=True)
class Hit:
    """The address is made when it is shown: it differs in a draft's preview and on a past day."""

    kind: str  # "Sykehus", "Register"
    name: str
    beside: str  # what tells it from its namesakes
    page: str
    args: tuple[str, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        base = reverse(self.page, args=self.args)
        return f"{base}?{self.query}" if self.query else base


class Named(NamedTuple):
    """A registry's names, and its fields by address and name."""

    key: str
    short_name: str
    name: str
    fields: tuple[tuple[str, str], ...]


kept: Kept[Index[Hit]] = Kept()


def hits(typed: str, offer: Offer) -> list[Hit]:
    """The best first. Two queries; more only after something has been published or renamed."""
    named = _named()
    key = _seen(offer, named)
    index = kept.get(key)
    if index is None:
        index = Index(_entries(offer, named))
        kept.put(key, index, settings.KEPT_SEARCHES)
    return index.find(typed)


def _named() -> tuple[Named, ...]:
    """All registries, whether they have published anything or not."""
    fields: dict[int, list[tuple[str, str]]] = {}
    for registry, *field in RegistryField.objects.values_list("registry", "field__slug", "field__name"):
        fields.setdefault(registry, []).append((field[0], field[1]))
    found = Registry.objects.order_by("pk").values_list("pk", "key", "short_name", "name")
    return tuple(
        Named(key, short_name, full_name, tuple(fields.get(pk, ())))
        for pk, key, short_name, full_name in found
    )


def _seen(offer: Offer, named: tuple[Named, ...]) -> object:
    """All that the entries are made of: releases never change, but may be withdrawn; names do."""
    return (
        current(),
        tuple((one.pk, one.slug, one.name, one.full_name, one.level, one.parent_id) for one in offer.units),
        tuple((one.release.pk, one.release.checksum, one.is_withdrawn) for one in offer.releases),
        named,
    )


def _entries(offer: Offer, named: tuple[Named, ...]) -> Iterator[Entry[Hit]]:
    """Of what is found equally well the larger is given first: places by their tree, then the rest."""
    for level in LEVELS:
        yield from (_place(unit, offer) for unit in offer.units if unit.level == level)
    yield from _registries(named)
    yield from _fields(named)
    yield from _indicators(offer)


def _place(unit: Unit, offer: Offer) -> Entry[Hit]:
    """Found by its own names, and beside them by those of what it belongs to, as in the list of places."""
    above = [one for one in ancestors(unit, offer.units) if one.level != Level.NATION]
    within = name(above[-1]) if above else ""
    hit = Hit(LEVELS[Level(unit.level)], name(unit), within, "results:unit", (unit.slug,))
    own = unit.name if name(unit) == unit.name else f"{unit.name} {name(unit)}"
    return Entry(hit, own, " ".join([unit.full_name, *(one.name for one in above)]))


def _registries(named: Iterable[Named]) -> Iterator[Entry[Hit]]:
    """Also those without results: they have a page."""
    for one in sorted(named, key=lambda one: norwegian_key(one.short_name)):
        hit = Hit("Register", one.short_name, one.name, "results:registry", (one.key,))
        yield Entry(hit, one.short_name, f"{one.name} {one.key}")


def _fields(named: Iterable[Named]) -> Iterator[Entry[Hit]]:
    fields = {field for one in named for field in one.fields}
    for slug, called in sorted(fields, key=lambda field: norwegian_key(field[1])):
        yield Entry(Hit("Fagområde", capfirst(called), "", "results:field", (slug,)), called)


def _indicators(offer: Offer) -> Iterator[Entry[Hit]]:
    """Those that are shown; by their titles, and beside them by their registry, key and description."""
    readable = [one.release.pk for one in offer.releases if not one.is_withdrawn]
    columns = (
        "indicator__registry__key",
        "indicator__registry__short_name",
        "indicator__key",
        "title",
        "short_description",
    )
    found = ReleasedIndicator.objects.filter(release__in=readable, shown=True).values_list(*columns)
    for registry, registry_name, key, title, description in sorted(
        found, key=lambda row: norwegian_key(row[3] or row[2])
    ):
        hit = Hit("Indikator", title or key, registry_name, "results:indicator", (registry, key))
        yield Entry(hit, title or key, f"{registry_name} {key} {description}")
