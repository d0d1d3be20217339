"""Which years and indicators a file is about, as far as its rows say so: also of a file with faults."""

import numpy as np

from results.imports.checks import Checked
from results.imports.numbering import UNCERTAIN, Numbering


class Extent:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._years: set[int] = set()
        self._indicators: set[int] = set()

    def add(self, checked: Checked) -> None:
        self._years.update(np.unique(checked.year).tolist())
        self._indicators.update(np.unique(checked.indicator).tolist())

    def years(self) -> list[int]:
        return sorted(self._years - {UNCERTAIN})

    def indicators(self) -> list[int]:
        """Their ids."""
        known = sorted(self._indicators - {UNCERTAIN})
        return sorted(int(self._numbering.indicator_ids[at]) for at in known)
