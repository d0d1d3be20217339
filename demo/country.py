"""Where people live and where they are treated: hospitals, catchment areas and the flow between them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from demo.chance import Numbers, Wholes
from demo.tables import Care, rows

# Of a region's hospitals, those that others refer to, the foremost first.
REFERRED_TO = ("hub", "university", "central")


@dataclass(frozen=True)
class Hospital:
    number: str
    trust: str
    region: str
    area: str  # the catchment area it lies in; the private ones belong to no trust there
    area_region: str
    residents: int  # in thousands, of whom it is the nearest emergency hospital
    treats: frozenset[str] = field(repr=False)


@dataclass(frozen=True)
class Country:
    """Organisation numbers stand for units."""

    nation: str
    hospitals: tuple[Hospital, ...]

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The catchment areas in which anyone lives."""
        return tuple(dict.fromkeys(hospital.area for hospital in self.hospitals if hospital.residents))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return tuple(hospital.number for hospital in self.hospitals)

    @cached_property
    def residents(self) -> int:
        return sum(hospital.residents for hospital in self.hospitals)

    def under(self, unit: str) -> Wholes:
        """The positions of the hospitals under the unit, or of the unit itself."""
        found = [at for at, one in enumerate(self.hospitals) if unit in self._line(one)]
        return np.array(found, dtype=np.int64)

    @cached_property
    def units(self) -> dict[str, Wholes]:
        """Every unit that treats anybody, from the nation down, with the positions of its hospitals."""
        lines = [self._line(hospital) for hospital in self.hospitals]
        return {unit: self.under(unit) for level in zip(*lines, strict=True) for unit in dict.fromkeys(level)}

    def _line(self, hospital: Hospital) -> tuple[str, ...]:
        return self.nation, hospital.region, hospital.trust, hospital.number


def read_country(units: Path, hospitals: Path) -> Country:
    """From the portal's first units, and a table of the hospitals that treat somebody."""
    known = {row["name"]: row for row in rows(units)}
    number = {name: min(row["orgnrs"].split(";"), key=int) for name, row in known.items()}
    named = {number[name]: row for name, row in known.items()}
    region = {one: number[row["parent"]] for one, row in named.items() if row["level"] == "hf"}
    found = []
    for row in rows(hospitals):
        trust = number[named[row["orgnr"]]["parent"]]
        found.append(
            Hospital(
                number=row["orgnr"],
                trust=trust,
                region=region[trust],
                area=row["area"],
                area_region=region[row["area"]],
                residents=int(row["residents"]),
                treats=frozenset(row["treats"].split()),
            )
        )
    nation = next(number[name] for name, row in known.items() if row["level"] == "nation")
    return Country(nation, tuple(found))


def flow(country: Country, care: Care) -> Numbers:
    """Catchment areas × hospitals: the share of the nation's patients who live there and are treated here."""
    found = np.zeros((len(country.areas), len(country.hospitals)))
    for home in country.hospitals:
        if not home.residents:
            continue
        part = home.residents / country.residents
        from_area = found[country.areas.index(home.area)]
        privately = _private(country, home, care)
        private = care.private if privately else 0.0
        from_area[_nearest(country, home, care.treated_at)] += part * (1 - care.centralised - private)
        from_area[_foremost(country, home, care.treated_at)] += part * care.centralised
        for hospital in privately:
            from_area[hospital] += part * private / len(privately)
    return found


def _nearest(country: Country, home: Hospital, tag: str) -> int:
    if tag in home.treats:
        return country.hospitals.index(home)
    in_trust = [one for one in country.hospitals if one.trust == home.trust and tag in one.treats]
    if in_trust:
        return country.hospitals.index(max(in_trust, key=lambda one: one.residents))
    return _foremost(country, home, tag)


def _foremost(country: Country, home: Hospital, tag: str) -> int:
    """The hospital of the region that others refer to; where the region has none, the nation's first."""
    able = [one for one in country.hospitals if tag in one.treats]
    regional = [one for one in able if one.region == home.region]
    best = min(regional or able, key=lambda one: (_rank(one), -one.residents))
    return country.hospitals.index(best)


def _rank(hospital: Hospital) -> int:
    ranks = [rank for rank, tag in enumerate(REFERRED_TO) if tag in hospital.treats]
    return ranks[0] if ranks else len(REFERRED_TO)


def _private(country: Country, home: Hospital, care: Care) -> list[int]:
    """Those in the catchment area or, failing that, in the region."""
    able = [(at, one) for at, one in enumerate(country.hospitals) if care.private_at in one.treats]
    near = [at for at, one in able if one.area == home.area]
    return near or [at for at, one in able if one.area_region == home.area_region]
