"""What places are called, and the tree of them that a reader chooses from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.models import Level, Unit
from wording.finding import findable
from wording.language import current
from wording.texts import Text


@dataclass(frozen=True)
class Place:
    """A unit in the chooser, with those below it."""

    slug: str
    name: str
    find: str  # what a search finds it by: its own name and those above it
    chosen: bool
    children: tuple["Place", ...]

    @property
    def holds_chosen(self) -> bool:
        return any(child.chosen or child.holds_chosen for child in self.children)


def labels(units: Iterable[Unit], known: Iterable[Unit]) -> dict[int, str]:
    """What each unit is called; where two of them share a name, also whose it is."""
    chosen = list(units)
    names = {unit.pk: name(unit) for unit in known}
    called = [name(unit) for unit in chosen]
    return {
        unit.pk: f"{name(unit)} ({names[unit.parent_id]})"
        if called.count(name(unit)) > 1 and unit.parent_id in names
        else name(unit)
        for unit in chosen
    }


def name(unit: Unit) -> str:
    """The nation is called so in the language of the page; all others have their own names in every one."""
    return Text(_("Hele landet"), current()) if unit.level == Level.NATION else unit.name


def places(known: Iterable[Unit], chosen: Iterable[Unit], *, hospitals: bool = True) -> tuple[Place, ...]:
    """The tree of units from the nation down; what hangs under a unit that is not shown is left out.

    Without `hospitals` only those that are chosen: no one lives in a hospital's catchment area.
    """
    ids = {unit.pk for unit in chosen}
    below: dict[int | None, list[Unit]] = {}
    for unit in known:
        if hospitals or unit.level != Level.HOSPITAL or unit.pk in ids:
            below.setdefault(unit.parent_id, []).append(unit)

    def under(parent: int | None, above: str) -> tuple[Place, ...]:
        return tuple(
            Place(
                unit.slug,
                name(unit),
                find := f"{findable(name(unit))} {above}".strip(),
                unit.pk in ids,
                # The whole country is above all: searching for it would find everything.
                under(unit.pk, find if parent else ""),
            )
            for unit in below.get(parent, ())
        )

    return under(None, "")
