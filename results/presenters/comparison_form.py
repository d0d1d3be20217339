"""What the form of the comparison offers: places, and on what they are compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from organisations.models import Level, Unit
from results.choices.comparison import CERTAIN, MOST_PLACES, Comparison
from results.choices.offer import Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.models.fields import Context
from results.presenters.filters import CONTEXT_LABEL, Option
from results.presenters.places import name
from wording.finding import findable


@dataclass(frozen=True)
class Candidate:
    """A place in the tree that more are chosen from."""

    slug: str
    name: str
    find: str  # what a search finds it by: its own name and those above it
    chosen: bool
    children: tuple["Candidate", ...]


@dataclass(frozen=True)
class Chosen:
    slug: str
    name: str


def form(choices: Comparison, offer: Offer, labels: Mapping[int, str]) -> dict[str, Any]:
    # Of a catchment area nobody can choose a hospital.
    units = [
        unit
        for unit in offer.units
        if choices.context == Context.CAREGIVER or unit.level != Level.HOSPITAL or unit in choices.units
    ]
    return {
        "most": MOST_PLACES,
        "chosen": [Chosen(unit.slug, labels[unit.pk]) for unit in choices.units],
        "tree": candidates(units, choices.units),
        "certain": CERTAIN,
        "differences": [
            Option("", "Alle", not choices.only_certain),
            Option(CERTAIN, "Sikre forskjeller", choices.only_certain),
        ],
        "years": [
            Option(str(year), str(year), year == choices.year) for year in offer.years(choices.context)
        ],
        "contexts": [
            Option(CONTEXT_IN_ADDRESS[context], label, context == choices.context)
            for context, label in CONTEXT_LABEL.items()
        ],
        "registries": [Option(one.key, one.short_name, one == choices.registry) for one in offer.registries],
        "fields": [Option(one.slug, one.name, one == choices.field) for one in offer.fields],
    }


def candidates(units: Iterable[Unit], chosen: Iterable[Unit]) -> tuple[Candidate, ...]:
    """The tree from the nation down; what hangs under a unit that is not shown is left out."""
    taken = {unit.pk for unit in chosen}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)

    def under(parent: int | None, above: str) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(
                unit.slug,
                name(unit),
                find := f"{findable(name(unit))} {above}".strip(),
                unit.pk in taken,
                # The whole country is above all: searching for it would find everything.
                under(unit.pk, find if parent else ""),
            )
            for unit in below.get(parent, ())
        )

    return under(None, "")
