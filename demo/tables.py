"""What the demonstration is made from: the tables in fixtures/demo/, as they are written there."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Definition:
    key: str
    registry: str
    type: str
    lower: bool  # lower is better
    coverage: str  # the key of its coverage indicator, or ""
    decimals: int
    shown: bool
    breaks: tuple[int, ...]  # from these years on it counts something else


@dataclass(frozen=True)
class Care:
    """How a group of patients finds its way; shares of all in the group."""

    treated_at: str
    centralised: float
    private: float
    private_at: str


@dataclass(frozen=True)
class Group:
    """Patients of a registry; those that a coverage indicator counts, where there is one."""

    registry: str
    coverage: str
    patients: int  # a year, in the whole country
    need: str  # planned, acute or chronic: how far a pandemic thins out its patients
    care: Care
    since: int
    coverage_first: float
    coverage_last: float


@dataclass(frozen=True)
class Profile:
    """What an indicator is like in the nation, the first year and the last; between them it moves evenly."""

    part: float  # of the registered patients in its group
    first: float  # a share in percent; for mean and median the value
    last: float
    spread: float  # between hospitals
    since: int
    relation: str  # to the other indicators whose patients it is about
    others: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """A unit's counts as a source prints them."""

    indicator: str
    unit: str
    context: str
    year: int
    numerator: int
    denominator: int
    source: str


@dataclass(frozen=True)
class Step:
    """One delivery and its publication; without years it delivers the corrected cells again."""

    registry: str
    years: range | None
    updated_to: date
    complete_to: date
    reason: str


@dataclass(frozen=True)
class Correction:
    """The share of a hospital's patients of a year who came too late for the first deliveries."""

    registry: str
    hospital: str
    year: int
    late: float


@dataclass(frozen=True)
class Tables:
    definitions: tuple[Definition, ...]
    groups: tuple[Group, ...]
    profiles: dict[str, Profile]
    # Indicator and hospital: the shares that a hospital has had, by year.
    projects: dict[tuple[str, str], dict[int, float]]
    printed: tuple[Printed, ...]
    steps: tuple[Step, ...]
    corrections: tuple[Correction, ...]

    @cached_property
    def registries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.registry for step in self.steps))

    def known(self, indicator: str, hospitals: Iterable[str]) -> list[dict[int, float]]:
        """What the projects say about each hospital."""
        return [self.projects.get((indicator, hospital), {}) for hospital in hospitals]

    def of(self, registry: str) -> "Tables":
        """What concerns one registry; the rest is left as it is."""
        return Tables(
            tuple(one for one in self.definitions if one.registry == registry),
            tuple(one for one in self.groups if one.registry == registry),
            self.profiles,
            self.projects,
            self.printed,
            tuple(one for one in self.steps if one.registry == registry),
            tuple(one for one in self.corrections if one.registry == registry),
        )


def read_tables(folder: Path) -> Tables:
    return Tables(
        definitions=_definitions(rows(folder / "indicators.csv")),
        groups=tuple(_group(row) for row in rows(folder / "patients.csv")),
        profiles=_profiles(rows(folder / "profiles.csv")),
        projects=_projects(rows(folder / "projects.csv")),
        printed=tuple(_printed(row) for row in rows(folder / "printed.csv")),
        steps=read_steps(folder),
        corrections=tuple(
            Correction(row["registry"], row["orgnr"], int(row["year"]), _percent(row["late"]))
            for row in rows(folder / "corrections.csv")
        ),
    )


def read_steps(folder: Path) -> tuple[Step, ...]:
    return tuple(_step(row) for row in rows(folder / "deliveries.csv"))


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _definitions(found: Iterable[Row]) -> tuple[Definition, ...]:
    by_key: dict[str, list[Row]] = {}
    for row in found:
        by_key.setdefault(row["key"], []).append(row)
    return tuple(_definition(targets) for targets in by_key.values())


def _definition(targets: list[Row]) -> Definition:
    row = targets[0]
    return Definition(
        key=row["key"],
        registry=row["registry"],
        type=row["type"],
        lower=row["direction"] == "lower",
        coverage=row["coverage_indicator"],
        decimals=int(row["decimals"] or 0),
        shown=row["shown"] != "0",
        breaks=tuple(int(one["valid_from"]) for one in targets[1:] if one["break"] != "0"),
    )


def _group(row: Row) -> Group:
    care = Care(row["treated_at"], _percent(row["centralised"]), _percent(row["private"]), row["private_at"])
    return Group(
        registry=row["registry"],
        coverage=row["coverage_indicator"],
        patients=int(row["patients"]),
        need=row["need"],
        care=care,
        since=int(row["since"]),
        coverage_first=_percent(row["coverage_first"]),
        coverage_last=_percent(row["coverage_last"]),
    )


def _profiles(found: Iterable[Row]) -> dict[str, Profile]:
    return {row["indicator"]: _profile(row) for row in found}


def _profile(row: Row) -> Profile:
    # "rest of" and the keys after it; keys hold underscores, the words of a relation do not.
    words = row["relation"].split()
    others = tuple(word for word in words if "_" in word)
    return Profile(
        part=_percent(row["patients"]),
        first=float(row["first"] or 0),
        last=float(row["last"] or 0),
        spread=float(row["spread"] or 0),
        since=int(row["since"] or 0),
        relation=" ".join(words[: len(words) - len(others)]),
        others=others,
    )


def _projects(found: Iterable[Row]) -> dict[tuple[str, str], dict[int, float]]:
    projects: dict[tuple[str, str], dict[int, float]] = {}
    for row in found:
        at = projects.setdefault((row["indicator"], row["orgnr"]), {})
        at[int(row["year"])] = _percent(row["share"])
    return projects


def _printed(row: Row) -> Printed:
    return Printed(
        indicator=row["indicator"],
        unit=row["orgnr"],
        context=row["context"],
        year=int(row["year"]),
        numerator=int(row["numerator"]),
        denominator=int(row["denominator"]),
        source=row["source"],
    )


def _step(row: Row) -> Step:
    first, last = row["first_year"], row["last_year"]
    return Step(
        registry=row["registry"],
        years=range(int(first), int(last) + 1) if first else None,
        updated_to=date.fromisoformat(row["updated_to"]),
        complete_to=date.fromisoformat(row["complete_to"]),
        reason=row["reason"],
    )


def _percent(text: str) -> float:
    return float(text) / 100
