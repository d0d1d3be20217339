"""Small consecutive numbers for what the catalogue knows, so that a row is a few integers.

They follow the order of the database's ids: what is sorted by them is sorted by those.
"""

from dataclasses import dataclass

import numpy as np

from results.imports.catalogue import Catalogue
from results.imports.faults import Integers
from results.imports.rules import Kind

FIRST_YEAR = 1990  # the earliest year a delivery may speak of
UNCERTAIN = -1  # stands for what a row does not say, or says wrongly


class Numbering:
    def __init__(self, catalogue: Catalogue) -> None:
        units = sorted({unit.id for unit in catalogue.units.values()})
        unit_at = {unit: at for at, unit in enumerate(units)}
        own = {
            key: known for key, known in catalogue.indicators.items() if known.registry == catalogue.registry
        }
        kinds = {known.id: Kind[known.type.upper()] for known in own.values()}
        indicator_at = {indicator: at for at, indicator in enumerate(sorted(kinds))}

        self.unit_ids = np.array(units, dtype=np.int64)
        self.number_at = {number: at for at, number in enumerate(catalogue.units)}
        self.unit_of_number = np.array(
            [unit_at[unit.id] for unit in catalogue.units.values()], dtype=np.int64
        )
        self.indicator_ids = np.array(sorted(kinds), dtype=np.int64)
        self.indicator_at = {key: indicator_at[known.id] for key, known in own.items()}
        # One more at the end, for the indicator numbered UNCERTAIN.
        self.kind_of_indicator = np.array(
            [kinds[at] for at in sorted(kinds)] + [Kind.UNKNOWN], dtype=np.int64
        )
        self.years = max(catalogue.this_year - FIRST_YEAR + 1, 1)


@dataclass(frozen=True)
class Keys:
    """Packs indicator, place (a unit or one of its numbers), context and year into one integer and back."""

    places: int
    years: int

    def pack(self, indicator: Integers, place: Integers, context: Integers, year: Integers) -> Integers:
        return ((indicator * self.places + place) * 2 + context) * self.years + year - FIRST_YEAR

    def unpack(self, keys: Integers) -> tuple[Integers, Integers, Integers, Integers]:
        rest, year = np.divmod(keys, self.years)
        rest, context = np.divmod(rest, 2)
        indicator, place = np.divmod(rest, max(self.places, 1))
        return indicator, place, context, year + FIRST_YEAR
