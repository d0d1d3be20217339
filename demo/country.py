"""Where people live and where they are treated: hospitals, catchment areas and the flow between them."""

from collections.abc import Mapping
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
    # By group the share of its area's patients who come here rather than to the hospital they belong to.
    draws: Mapping[str, float] = field(repr=False)


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
                draws=_draws(row["draws"]),
            )
        )
    nation = next(number[name] for name, row in known.items() if row["level"] == "nation")
    return Country(nation, tuple(found))


def _draws(text: str) -> dict[str, float]:
    """From groups and per cent: cancer:60 obesity:85."""
    pairs = (word.split(":") for word in text.split())
    return {tag: int(percent) / 100 for tag, percent in pairs}


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
        for hospital, share in (
            (_nearest(country, home, care.treated_at), 1 - care.centralised - private),
            (_foremost(country, home, care.treated_at), care.centralised),
        ):
            for at, taken in _shared(country, home, hospital, care.treated_at):
                from_area[at] += part * share * taken
        for at in privately:
            from_area[at] += part * private / len(privately)
    return found


def _nearest(country: Country, home: Hospital, tag: str) -> Hospital:
    """At home, in the catchment area, or in the region."""
    if tag in home.treats:
        return home
    in_area = [one for one in country.hospitals if one.area == home.area and _takes_all(one, tag)]
    return max(in_area, key=lambda one: one.residents) if in_area else _foremost(country, home, tag)


def _foremost(country: Country, home: Hospital, tag: str) -> Hospital:
    """The hospital of the region that others refer to; where the region has none, the nation's first."""
    able = [one for one in country.hospitals if _takes_all(one, tag)]
    regional = [one for one in able if one.area_region == home.area_region]
    return min(regional or able, key=lambda one: (_rank(one, tag), -one.residents))


def _takes_all(hospital: Hospital, tag: str) -> bool:
    """Whoever draws a stated share takes that and no more, except where all others refer to it."""
    return tag in hospital.treats and (tag not in hospital.draws or "hub" in hospital.treats)


def _rank(hospital: Hospital, tag: str) -> int:
    """A region may refer one kind of patients elsewhere than the others: rheumatology_hub."""
    order = (f"{tag}_hub", *REFERRED_TO)
    ranks = [rank for rank, one in enumerate(order) if one in hospital.treats]
    return ranks[0] if ranks else len(order)


def _shared(country: Country, home: Hospital, hospital: Hospital, tag: str) -> list[tuple[int, float]]:
    """The hospital and those that draw patients from it, with their shares: specialised ones in the catchment
    area where the patients live, or in the one they are referred to."""
    areas = {home.area, hospital.area}
    drawn = [
        (at, one.draws[tag])
        for at, one in enumerate(country.hospitals)
        if one.area in areas and tag in one.draws and one is not hospital
    ]
    kept = 1 - sum(share for _, share in drawn)
    return [(country.hospitals.index(hospital), kept), *drawn]


def _private(country: Country, home: Hospital, care: Care) -> list[int]:
    """Those in the catchment area or, failing that, in the region."""
    able = [(at, one) for at, one in enumerate(country.hospitals) if care.private_at in one.treats]
    near = [at for at, one in able if one.area == home.area]
    return near or [at for at, one in able if one.area_region == home.area_region]
