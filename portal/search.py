"""Finds what has a page: places, registries, indicators and medical fields, by what someone typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from organisations.models import Level, Unit
from results.choices.indicator import indicator_address
from results.choices.offer import Offer
from results.choices.table import Choices
from results.kept import Kept
from results.models import ReleasedIndicator
from results.presenters.places import name
from wording.collation import norwegian_key
from wording.searching import Entry, Index

# As many as one looks through; and as are worth showing below a box.
MOST, MOST_SUGGESTED = 50, 8
LEVELS = {
    Level.NATION: "Land",
    Level.RHF: "Helseregion",
    Level.HF: "Helseforetak",
    Level.HOSPITAL: "Sykehus",
}
# Two sets of what is public at the most: before and after a publication.
KEPT = 2


@dataclass(frozen=True)
class Hit:
    kind: str  # "Sykehus", "Register"
    name: str
    beside: str  # what tells it from its namesakes
    address: str


kept: Kept[Index[Hit]] = Kept()


def find(typed: str, offer: Offer, most: int = MOST) -> list[Hit]:
    """The best first. Asks the database only after something has been published or renamed."""
    key = _seen(offer)
    index = kept.get(key)
    if index is None:
        index = Index(_entries(offer))
        kept.put(key, index, KEPT)
    return index.find(typed, most)


def _seen(offer: Offer) -> object:
    """All that the entries are made of: releases never change, names do."""
    return (
        frozenset((one.release.pk, one.release.checksum) for one in offer.releases),
        tuple((unit.slug, unit.name, unit.full_name, unit.parent_id) for unit in offer.units),
        tuple((registry.key, registry.short_name, registry.name) for registry in offer.registries),
        tuple((field.slug, field.name) for field in offer.fields),
    )


def _entries(offer: Offer) -> Iterator[Entry[Hit]]:
    """Places by the tree's own order, which has the larger above the smaller; then the rest."""
    by_id = {unit.pk: unit for unit in offer.units}
    for unit in offer.units:
        above = by_id.get(unit.parent_id or 0)
        hit = Hit(LEVELS[Level(unit.level)], name(unit), _within(unit, above), reverse("results:unit", args=[unit.slug]))
        yield Entry(hit, f"{unit.name} {name(unit)}", unit.full_name)
    with_results = {registry for _, registry, _ in offer.periods}
    everywhere = offer.default_units
    for registry in offer.registries:
        if registry.pk in with_results:
            address = Choices(units=everywhere, year=None, registry=registry).address
            yield Entry(Hit("Register", registry.short_name, registry.name, address), registry.short_name, registry.name)
    for field in offer.fields:
        address = Choices(units=everywhere, year=None, field=field).address
        yield Entry(Hit("Fagområde", field.name, "", address), field.name)
    yield from _indicators(offer)


def _within(unit: Unit, above: Unit | None) -> str:
    return "" if above is None or above.level == Level.NATION else name(above)


def _indicators(offer: Offer) -> Iterator[Entry[Hit]]:
    readable = [one.release.pk for one in offer.releases if not one.is_withdrawn]
    found = ReleasedIndicator.objects.filter(release__in=readable, shown=True)
    columns = ("indicator__registry__key", "indicator__registry__short_name", "indicator__key", "title", "short_description")
    rows = sorted(found.values_list(*columns), key=lambda row: norwegian_key(row[3] or row[2]))
    for registry, short_name, key, title, description in rows:
        hit = Hit("Indikator", title or key, short_name, indicator_address(registry, key))
        yield Entry(hit, title or key, f"{short_name} {description}")
