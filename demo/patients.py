"""How many patients of a group there are, and how many of them are registered, by where they live and where
they are treated."""

from dataclasses import dataclass

import numpy as np

from demo.chance import Chance, Numbers, Wholes
from demo.country import Country, flow
from demo.levels import between, path, share_of
from demo.tables import Group, Step

YEARS = range(2016, 2026)
# Ever more people, and older.
GROWTH = 1.01
# The year that planned care stood still, and the one after. What is acute, cancer too, hardly waited, and
# those who are followed for years were still in their registries.
PANDEMIC: dict[str, dict[int, float]] = {
    "planned": {2020: 0.88, 2021: 0.95},
    "acute": {2020: 0.98},
    "chronic": {},
}
# What one catchment area has more or less of than its residents let one expect.
BETWEEN_AREAS = 0.06
COVERAGE_BETWEEN_HOSPITALS, COVERAGE_DRIFT = 0.35, 0.15
# In a registry that covers less than this to begin with, some hospitals begin to report later, and some
# report half-heartedly for years.
ESTABLISHED = 0.8
BEGIN_LATER = (0.82, 0.9, 0.95)  # evenly drawn: above these, one, two and three years later
HALF_HEARTED, LAGGING = 0.14, 1.3


@dataclass(frozen=True)
class Patients:
    """Arrays of pairs × years; a pair is a catchment area and a hospital that treats people from it."""

    area: Wholes
    hospital: Wholes
    expected: Wholes
    registered: Wholes

    def treated(self, counts: Wholes, country: Country) -> Wholes:
        """Of pairs × years the sums by hospital."""
        return _summed(counts, self.hospital, len(country.hospitals))

    def resident(self, counts: Wholes, country: Country) -> Wholes:
        """Of pairs × years the sums by catchment area."""
        return _summed(counts, self.area, len(country.areas))


def _summed(counts: Wholes, place: Wholes, places: int) -> Wholes:
    sums = np.zeros((places, counts.shape[1]), dtype=np.int64)
    np.add.at(sums, place, counts)
    return sums


def patients_of(
    chance: Chance,
    country: Country,
    group: Group,
    steps: tuple[Step, ...],
    known: list[dict[int, float]],
) -> Patients:
    """`known` are the coverages that single hospitals have had, by year."""
    flows = flow(country, group.care)
    area, hospital = np.nonzero(flows)
    residents = 1 + BETWEEN_AREAS * chance.bell(len(country.areas))
    a_year = flows[area, hospital] * residents[area] * group.patients
    reporting = _begun(chance, group, len(country.hospitals))[hospital]
    volume = np.array([_volume(year, group.need, steps) for year in YEARS])
    expected = chance.around(a_year[:, None] * volume * reporting)
    coverage = _coverage(chance, group, known)[hospital]
    return Patients(area, hospital, expected, chance.drawn(expected, coverage))


def _volume(year: int, need: str, steps: tuple[Step, ...]) -> float:
    return GROWTH ** (year - YEARS[0]) * PANDEMIC[need].get(year, 1.0) * _reported(year, steps)


def _reported(year: int, steps: tuple[Step, ...]) -> float:
    """How much of the year had been reported when it was delivered: of a year not complete, at least half."""
    for step in steps:
        if step.years and year in step.years:
            months = (step.complete_to.year - year) * 12 + step.complete_to.month
            return (1 + min(max(months, 0), 12) / 12) / 2
    return 0.0


def _begun(chance: Chance, group: Group, hospitals: int) -> Numbers:
    """Hospitals × years: 1 from the year a hospital reports on."""
    delay = np.searchsorted(BEGIN_LATER, chance.even(hospitals))
    if group.coverage_first >= ESTABLISHED:
        delay[:] = 0
    return (np.asarray(YEARS) >= (group.since + delay)[:, None]).astype(np.float64)


def _coverage(chance: Chance, group: Group, known: list[dict[int, float]]) -> Numbers:
    hospitals, years = len(known), len(YEARS)
    odds = path(group.coverage_first, group.coverage_last, YEARS)
    odds = odds + COVERAGE_BETWEEN_HOSPITALS * chance.bell(hospitals)[:, None]
    odds = odds + COVERAGE_DRIFT * chance.bell(hospitals, years)
    half_hearted = (chance.even(hospitals) < HALF_HEARTED) & (group.coverage_first < ESTABLISHED)
    odds = odds - half_hearted[:, None] * np.linspace(LAGGING, 0, years)
    for hospital, figures in enumerate(known):
        if figures:
            odds[hospital] = between(figures, YEARS)
    return share_of(odds)
