"""All places as a tree, and those of them that a reader looks for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from organisations.models import Kind, Level, Unit
from results.presenters.places import name
from wording.finding import findable, finds


@dataclass(frozen=True)
class Branch:
    """A place with those below it."""

    name: str
    full_name: str  # "" where it says no more than the name
    address: str
    find: str  # what it is found by: its names, and those of the places it belongs to
    level: str
    is_private: bool
    has_results: bool
    branches: tuple["Branch", ...]


def tree(known: Iterable[Unit], with_results: Collection[int]) -> tuple[Branch, ...]:
    """From the nation down; what hangs under a unit that is not shown is left out."""
    below: dict[int | None, list[Unit]] = {}
    for unit in known:
        below.setdefault(unit.parent_id, []).append(unit)

    def branch(unit: Unit, above: str) -> Branch:
        own = findable(f"{name(unit)} {unit.full_name}")
        # Everything hangs under the nation: by its name everything would be found.
        passed_on = "" if unit.level == Level.NATION else f"{above} {own}"
        return Branch(
            name=name(unit),
            full_name=unit.full_name if findable(unit.full_name) != findable(unit.name) else "",
            address=reverse("results:unit", args=[unit.slug]),
            find=f"{above} {own}".strip(),
            level=unit.level,
            is_private=unit.kind == Kind.PRIVATE,
            has_results=unit.pk in with_results,
            branches=tuple(branch(one, passed_on) for one in below.get(unit.pk, ())),
        )

    return tuple(branch(unit, "") for unit in below.get(None, ()))


def found(branches: Iterable[Branch], asked: str) -> tuple[Branch, ...]:
    """Those that are found, with the way to them."""
    pruned = ((replace(one, branches=found(one.branches, asked)), finds(asked, one.find)) for one in branches)
    return tuple(one for one, itself in pruned if itself or one.branches)


def size(branches: Iterable[Branch], asked: str = "") -> int:
    """How many are found; without words to look for, all."""
    return sum(finds(asked, one.find) + size(one.branches, asked) for one in branches)


def reporting(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Those that have results, with the way to them."""
    pruned = (replace(one, branches=reporting(one.branches)) for one in branches)
    return tuple(one for one in pruned if one.has_results or one.branches)
