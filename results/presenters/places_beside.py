"""A place beside others: those below it, and those like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext

from organisations.models import Kind, Level, Unit
from results.choices.unit import Choices
from results.links import Link
from results.presenters.levels import Levels
from results.presenters.places import labels, name
from wording.collation import norwegian_key
from wording.numbers import count, percent

# A share of fewer indicators than this says more of which they are than of the place.
LEAST_JUDGED = 10
# So many can be compared side by side.
MOST_COMPARED = 6

# Of private units only the hospitals are like each other: those above them are only collections.
NOUN = {
    (Level.RHF, Kind.PUBLIC): _lazy("helseregioner"),
    (Level.HF, Kind.PUBLIC): _lazy("helseforetak"),
    (Level.HOSPITAL, Kind.PUBLIC): _lazy("sykehus"),
    (Level.HOSPITAL, Kind.PRIVATE): _lazy("private sykehus"),
}


@dataclass(frozen=True)
class Beside:
    """A place with its counts, and where it is told of."""

    name: str
    levels: Levels
    address: str
    is_own: bool = False
    rank: int = 0


@dataclass(frozen=True)
class Peers:
    heading: str
    text: str
    ranked: tuple[Beside, ...]


def children(choices: Choices, known: Iterable[Unit], levels: Mapping[int, Levels]) -> tuple[Beside, ...]:
    """In the order of the tree, also those without results in the year."""
    below = [unit for unit in known if unit.parent_id == choices.unit.pk]
    return tuple(Beside(name(unit), levels.get(unit.pk, Levels()), choices.but(unit=unit)) for unit in below)


def peers_of(unit: Unit, known: Iterable[Unit]) -> list[Unit]:
    """The places of the same level and kind, itself among them; none where they are not alike."""
    if (unit.level, unit.kind) not in NOUN:
        return []
    return [one for one in known if (one.level, one.kind) == (unit.level, unit.kind)]


def peers(choices: Choices, known: Iterable[Unit], levels: Mapping[int, Levels]) -> Peers | None:
    """The place among its peers by their shares of indicators at high; None where it has no peers."""
    unit = choices.unit
    alike = peers_of(unit, known)
    if not alike:
        return None
    noun = str(NOUN[Level(unit.level), Kind(unit.kind)])
    ranked = _ranked(choices, [one for one in alike if one.pk in levels], levels)
    own = next((one for one in ranked if one.is_own), None)
    text = _place_text(own, ranked, noun) if own else _too_few_text(levels.get(unit.pk, Levels()), noun)
    return Peers(_("Plass blant {places}").format(places=noun), text, ranked)


def _ranked(choices: Choices, alike: list[Unit], levels: Mapping[int, Levels]) -> tuple[Beside, ...]:
    """The highest share first; those that share a place, by name."""
    called = labels(alike, alike)
    rows = [
        Beside(called[unit.pk], levels[unit.pk], choices.but(unit=unit), unit == choices.unit)
        for unit in alike
        if levels[unit.pk].judged >= LEAST_JUDGED
    ]
    shares = [_share(row) for row in rows]
    best_first = sorted(shares, reverse=True)
    # Equal shares have one rank: the first of their places.
    ranks = {share: best_first.index(share) + 1 for share in set(shares)}
    placed = [replace(row, rank=ranks[share]) for row, share in zip(rows, shares, strict=True)]
    return tuple(sorted(placed, key=lambda row: (row.rank, norwegian_key(row.name))))


def _share(row: Beside) -> Fraction:
    return row.levels.share_high or Fraction(0)


def _place_text(own: Beside, ranked: tuple[Beside, ...], noun: str) -> str:
    together = sum(row.rank == own.rank for row in ranked) > 1
    alone = _("Nr. {rank} av {all} {places} med minst {least} indikatorer: høy på {share} av sine.")
    shared = _("Delt nr. {rank} av {all} {places} med minst {least} indikatorer: høy på {share} av sine.")
    return (shared if together else alone).format(
        rank=count(own.rank),
        all=count(len(ranked)),
        places=noun,
        least=LEAST_JUDGED,
        share=percent(_share(own)),
    )


def _too_few_text(own: Levels, noun: str) -> str:
    said = _("Bare {places} med minst {least} indikatorer med nivå får en plass. Dette stedet har {has}.")
    has = count(own.judged) if own.judged else pgettext("indikatorer", "ingen")
    return said.format(places=noun, least=LEAST_JUDGED, has=has)


def comparison(choices: Choices, known: Iterable[Unit], levels: Mapping[int, Levels]) -> Link:
    """To the place beside others like it: its siblings with the most indicators in the year."""
    unit = choices.unit
    if unit.level == Level.NATION:
        near = [one for one in known if one.level == Level.RHF and one.kind == Kind.PUBLIC]
        text = _("Sammenlign med helseregionene")
    else:
        near = [one for one in peers_of(unit, known) if one.parent_id == unit.parent_id and one != unit]
        alike = NOUN.get((Level(unit.level), Kind(unit.kind)), _lazy("steder"))
        text = _("Sammenlign med andre {places}").format(places=alike)
    near = sorted((one for one in near if one.pk in levels), key=lambda one: -levels[one.pk].judged)
    query = choices.query
    query.setlist("sted", [one.slug for one in (unit, *near)][:MOST_COMPARED])
    return Link(text, f"{reverse('results:comparison')}?{query.urlencode()}")
