"""A registry's generated numbers, before they are rows: by hospital and catchment area, year by year."""

from dataclasses import dataclass

import numpy as np

from demo.chance import Chance, Numbers, Wholes
from demo.country import Country
from demo.levels import shares
from demo.patients import YEARS, Patients, patients_of
from demo.printing import met
from demo.relations import parts, related
from demo.tables import Definition, Group, Profile, Tables
from demo.values import averages, shrunk

# Other words give other numbers throughout.
SEED = "kvalitetsviser"
SHARE, COVERAGE, COMPUTED_SHARE, COUNT = "share", "coverage", "computed_share", "count"


@dataclass(frozen=True)
class Counts:
    """Of share and coverage: pairs × years."""

    definition: Definition
    patients: Patients
    numerator: Wholes
    denominator: Wholes
    likely: Numbers  # the share that the numerator was drawn with


@dataclass(frozen=True)
class Values:
    """Of the types that are given ready: hospitals × years, in whole units of the last `decimals`."""

    definition: Definition
    value: Wholes
    denominator: Wholes
    decimals: int


Cells = Counts | Values


def cells_of(country: Country, tables: Tables) -> list[Cells]:
    """All numbers of the one registry that the tables are about, as they are in the end.

    Indicators that are not shown have none, but for the coverage that others rest on.
    """
    making = _Making(country, tables)
    found: list[Cells] = []
    for definition in tables.definitions:
        if definition.type == COVERAGE and definition.key in making.patients:
            group = making.patients[definition.key]
            found.append(Counts(definition, group, group.registered, group.expected, np.ones(1)))
        elif definition.type == SHARE and definition.shown:
            found.append(making.counts(definition.key))
        elif definition.type != COVERAGE and definition.shown:
            found.append(making.values(definition))
    return found


class _Making:
    """Makes each indicator's counts once; those that it is made of come first."""

    def __init__(self, country: Country, tables: Tables) -> None:
        self.country, self.tables = country, tables
        self.definitions = {definition.key: definition for definition in tables.definitions}
        self.patients = {group.coverage: self._patients(group) for group in tables.groups}
        self.main = tables.groups[0]
        self.quality = Chance(SEED, self.main.registry, "quality").bell(len(country.hospitals))
        self._made: dict[str, Counts] = {}

    def _patients(self, group: Group) -> Patients:
        chance = Chance(SEED, group.registry, "patients", group.coverage)
        known = self.tables.known(group.coverage, self.country.numbers)
        return patients_of(chance, self.country, group, self.tables.steps, known)

    def counts(self, key: str) -> Counts:
        if key not in self._made:
            self._made[key] = self._counts(self.definitions[key])
        return self._made[key]

    def _counts(self, definition: Definition) -> Counts:
        profile, group = self.tables.profiles[definition.key], self._group(definition)
        chance = Chance(SEED, definition.registry, definition.key)
        part = parts(chance, profile.relation, profile.part, len(self.country.hospitals))[group.hospital]
        likely = self._shares(chance, definition, profile, group)
        if profile.relation:
            others = [self.counts(other) for other in profile.others]
            drawn = [(one.numerator, one.denominator, one.likely) for one in others]
            reached, counted = related(
                chance, profile.relation, drawn, group.registered, part[:, None], likely
            )
        else:
            counted = chance.drawn(group.registered, part[:, None])
            counted[:, np.asarray(YEARS) < profile.since] = 0
            reached = chance.drawn(counted, likely)
        for printed in self.tables.printed:
            if printed.indicator == definition.key:
                counted, reached = met(self.country, group, printed, counted, reached)
        return Counts(definition, group, reached, counted, likely)

    def values(self, definition: Definition) -> Values:
        profile, group = self.tables.profiles[definition.key], self._group(definition)
        chance = Chance(SEED, definition.registry, definition.key)
        basis = self.counts(profile.others[0]).numerator if profile.others else group.registered
        counted = chance.drawn(basis, np.array(profile.part))
        treated = group.treated(counted, self.country)
        if definition.type == COUNT:
            return Values(definition, treated, treated, 0)
        if definition.type != COMPUTED_SHARE:
            return Values(
                definition, averages(chance, definition, profile, treated), treated, definition.decimals
            )
        likely = self._shares(chance, definition, profile, group)
        reached = group.treated(chance.drawn(counted, likely), self.country)
        return Values(definition, *shrunk(reached, treated, profile))

    def _group(self, definition: Definition) -> Patients:
        return self.patients.get(definition.coverage, self.patients[self.main.coverage])

    def _shares(self, chance: Chance, definition: Definition, profile: Profile, group: Patients) -> Numbers:
        """Pairs × years."""
        known = self.tables.known(definition.key, self.country.numbers)
        treated = group.treated(group.registered, self.country)
        return shares(chance, definition, profile, YEARS, known, self.quality, treated)[group.hospital]
