"""What a warning says: what looks odd, what happens if nothing is done, what to look at."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from results.imports.catalogue import Catalogue, KnownUnit
from results.imports.difference import BEFORE
from wording.collation import norwegian_key
from wording.numbers import count, of

NAMED = 20  # of a list; the page shows every cell below the sentence
LEVELS = {
    "nation": "landstall",
    "rhf": "helseregioner",
    "hf": "helseforetak",
    "hospital": "sykehus",
}


class Phrases:
    """The sentences of one file's warnings. Each takes the cells of one warning: a frame with `indicator`,
    `unit`, `context`, `year`, and what the warning found out about each.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._units: dict[int, KnownUnit] = {unit.id: unit for unit in catalogue.units.values()}
        self._indicators = {known.id: known.key for known in catalogue.indicators.values()}
        self._parents = catalogue.parents
        self._times = Counter(unit.name for unit in self._units.values())

    def key(self, indicator: int) -> str:
        return self._indicators.get(indicator, f"indikator {indicator}")

    def several_levels(self, cells: pd.DataFrame) -> str:
        """`below`: the units under the cell's unit that are delivered beside it."""
        places = [
            f"{self.unit(cell.unit)} for {_year(cell)} ved siden av {self._units_listed(cell.below)}"
            for cell in self._sorted(cells)
        ]
        return (
            f"Det er levert tall både for en enhet og for enheter under den: {listed(places, '; ')}. "
            "Begge deler telles med. Slett det ene hvis pasientene er de samme."
        )

    def missing_units(self, cells: pd.DataFrame) -> str:
        """`had` and `has`: how many units the slice had and has; `levels`: the levels they are at."""
        sentences = []
        for _, group in cells.groupby(["year", "context"], observed=True):
            first = next(group.itertuples())
            names = self._units_listed(group["unit"])
            is_one = len(group) == 1
            sentences.append(
                f"Forrige levering hadde {count(first.had)} {LEVELS.get(first.levels, 'enheter')} "
                f"for {_year(first)}, denne har {count(first.has)}. "
                f"{'Én' if is_one else 'Disse'} mangler: {names}. "
                f"{'Tallene derfra' if is_one else 'Deres tall'} for {_year(first)} blir fjernet."
            )
        return " ".join(sentences)

    def changed_value(self, cells: pd.DataFrame) -> str:
        changes = [
            f"{self.unit(cell.unit)} {_year(cell)} (nå {of(cell.numerator, cell.denominator)}, "
            f"før {of(getattr(cell, f'numerator{BEFORE}'), getattr(cell, f'denominator{BEFORE}'))})"
            for cell in self._sorted(cells)
        ]
        return (
            "Tall som er levert før, er endret mer enn tilfeldigheter kan forklare: "
            f"{listed(changes)}. Kontroller at endringen er riktig."
        )

    def exact_copies(self, cells: pd.DataFrame) -> str:
        """`times`: how many rows of the cell are copies of another."""
        rows = int(cells["times"].sum())
        places = [
            f"{self.unit(cell.unit)} {_year(cell)}" + (f" ({count(cell.times)})" if cell.times > 1 else "")
            for cell in self._sorted(cells)
        ]
        return (
            f"{count(rows)} {'rad er en nøyaktig kopi' if rows == 1 else 'rader er nøyaktige kopier'} "
            f"av en annen rad: {listed(places)}. Alle telles med. Slett kopiene hvis de er levert dobbelt."
        )

    def resident_hospital(self, cells: pd.DataFrame) -> str:
        places = [f"{self.unit(cell.unit)} {cell.year}" for cell in self._sorted(cells)]
        return (
            f"Konteksten resident (opptaksområde) er brukt for sykehus: {listed(places)}. "
            "Et opptaksområde er et helseforetak. Kontroller konteksten."
        )

    def unit(self, unit: int) -> str:
        known = self._units.get(unit)
        if known is None:
            return f"enhet {unit}"
        parent = self._units.get(self._parents.get(unit) or 0)
        # Two units may share a name under different parents.
        return f"{known.name} ({parent.name})" if parent and self._times[known.name] > 1 else known.name

    def _units_listed(self, units: Iterable[int]) -> str:
        return listed(sorted(map(self.unit, units), key=norwegian_key))

    def _sorted(self, cells: pd.DataFrame) -> list[Any]:
        rows = cells.itertuples(index=False)
        return sorted(rows, key=lambda cell: (norwegian_key(self.unit(cell.unit)), cell.year, cell.context))


def listed(names: list[str], between: str = ", ") -> str:
    """ "A, B og C"; a long list ends with how many more there are."""
    if len(names) > NAMED:
        return f"{between.join(names[:NAMED])} og {count(len(names) - NAMED)} til"
    return " og ".join([between.join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _year(cell: Any) -> str:
    return f"{cell.year} (opptaksområde)" if cell.context == "resident" else str(cell.year)
