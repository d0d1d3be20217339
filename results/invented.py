"""Invented hospitals, computed by the very code that computes real ones: for examples that no real number
suits, and for showing what is withheld, which real numbers must never show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from organisations.models import Level, Unit
from results.calculations.change import changes
from results.calculations.limits import Limits
from results.calculations.results import compute_results
from results.calculations.shapes import (
    BREAKS,
    COUNT,
    COVERAGE,
    DEFINITIONS,
    OBSERVATIONS,
    SHARE,
    SLICES,
    TARGETS,
    TREE,
    frame_of,
)
from results.frames import stored_form
from results.models import ResultRow
from results.points import Change, Goal, Measure, Point, TargetPeriod
from results.presenters.cells import point
from results.values import NO_BREAK_SPACE
from wording.numbers import percent

YEAR = 2024
CONTEXT = "caregiver"
HIGH, MODERATE = Decimal("0.85"), Decimal("0.7")
MINIMUM = 5
# The rules' own, whatever the portal's are: the numbers are made up to show each reason.
LIMITS = Limits()
NATION, REGION, TRUST, FIRST_HOSPITAL = 1, 2, 3, 4
# By a number of their own, as the calculations know indicators.
IN_TIME, COVERED, COMPLICATIONS = 1, 2, 3
TYPES = {IN_TIME: SHARE, COVERED: COVERAGE, COMPLICATIONS: COUNT}

Counts = tuple[int, int]

# One that is certainly high, one that may be, one that has certainly risen, one that is certainly low, and
# some around them; of two years.
HOSPITALS: Mapping[str, tuple[Counts, Counts]] = {
    "A": ((412, 450), (455, 480)),
    "B": ((61, 70), (63, 72)),
    "C": ((120, 200), (158, 205)),
    "D": ((98, 180), (101, 182)),
    "E": ((33, 50), (35, 52)),
    "F": ((210, 260), (224, 270)),
    "G": ((88, 110), (92, 112)),
    "H": ((19, 24), (20, 26)),
    "I": ((3, 4), (3, 4)),
}
# A trust with one hospital that has too few patients, and with it one that must be hidden as well.
FAMILY: Mapping[str, Counts] = {"A": (84, 96), "B": (40, 52), "C": (11, 14), "D": (3, 4)}
# Two hospitals of very different size, and the trust they are of.
TWO: Mapping[str, Counts] = {"A": (9, 10), "B": (50, 100)}
# The same hospital: its share, how many of its patients are registered, and a rare event.
POORLY_COVERED: Counts = (9, 20)
COVERAGE_OF_IT: Counts = (20, 37)
RARE = 3


@dataclass(frozen=True)
class Invented:
    """Points by slug and year; the units by level, in their order."""

    measure: Measure
    points: Mapping[tuple[str, int], Point]

    def of(self, level: str, year: int = YEAR) -> list[Point]:
        return [one for (_, its), one in self.points.items() if one.unit_level == level and its == year]

    def before(self, one: Point) -> Point:
        return self.points[one.slug, one.year - 1]


@dataclass(frozen=True)
class Behind:
    """An invented number, and what the portal would show of it."""

    point: Point
    numerator: int | None
    denominator: int


@cache
def in_time(words: "Words") -> Invented:
    """Several hospitals' share treated in time, over two years."""
    observations = [
        _counted(IN_TIME, FIRST_HOSPITAL + at, year, counts)
        for at, both in enumerate(HOSPITALS.values())
        for year, counts in zip((YEAR - 1, YEAR), both, strict=True)
    ]
    return _computed(words, IN_TIME, list(HOSPITALS), observations)


@cache
def summed(words: "Words") -> Invented:
    """Two hospitals, and the trust that is the sum of them."""
    observations = [
        _counted(IN_TIME, FIRST_HOSPITAL + at, YEAR, counts) for at, counts in enumerate(TWO.values())
    ]
    return _computed(words, IN_TIME, list(TWO), observations)


@cache
def family(words: "Words") -> tuple[Behind, ...]:
    """The hospitals of a trust of which one has too few patients; last the trust."""
    observations = [
        _counted(IN_TIME, FIRST_HOSPITAL + at, YEAR, counts) for at, counts in enumerate(FAMILY.values())
    ]
    found = _computed(words, IN_TIME, list(FAMILY), observations)
    behind = [
        Behind(one, *counts) for one, counts in zip(found.of(Level.HOSPITAL), FAMILY.values(), strict=True)
    ]
    trust = found.of(Level.HF)[0]
    return (*behind, Behind(trust, *map(sum, zip(*FAMILY.values(), strict=True))))


@cache
def poorly_covered(words: "Words") -> tuple[Behind, Behind]:
    """The share of a hospital that registered too few of its patients, and its coverage."""
    observations = [
        _counted(IN_TIME, FIRST_HOSPITAL, YEAR, POORLY_COVERED),
        _counted(COVERED, FIRST_HOSPITAL, YEAR, COVERAGE_OF_IT),
    ]
    share, coverage = (
        _computed(words, indicator, ["E"], observations).of(Level.HOSPITAL)[0]
        for indicator in (IN_TIME, COVERED)
    )
    return Behind(share, *POORLY_COVERED), Behind(coverage, *COVERAGE_OF_IT)


@cache
def rare(words: "Words") -> Behind:
    """A count so small that it could point at someone."""
    observation = _row(COMPLICATIONS, FIRST_HOSPITAL, YEAR) | {"value": Decimal(RARE)}
    found = _computed(words, COMPLICATIONS, ["F"], [observation])
    return Behind(found.of(Level.HOSPITAL)[0], None, RARE)


@dataclass(frozen=True)
class Words:
    """What the invented things are called; the page's language is the caller's matter."""

    hospital: str = "Sykehus {}"
    trust: str = "Oppdiktet HF"
    nation: str = "Hele landet"
    share: str = "Behandlet innen fristen"
    coverage: str = "Dekningsgrad"
    count: str = "Alvorlige komplikasjoner"
    registry: str = "Oppdiktet register"


def _computed(
    words: Words, indicator: int, hospitals: list[str], observations: list[dict[str, Any]]
) -> Invented:
    names = {NATION: words.nation, REGION: words.trust, TRUST: words.trust}
    names |= {FIRST_HOSPITAL + at: words.hospital.format(name) for at, name in enumerate(hospitals)}
    levels = {NATION: Level.NATION, REGION: Level.RHF, TRUST: Level.HF}
    units = {
        pk: Unit(pk=pk, slug=f"{pk}", level=levels.get(pk, Level.HOSPITAL), name=names[pk]) for pk in names
    }
    results = stored_form(
        compute_results(
            observations=frame_of(OBSERVATIONS, observations),
            tree=frame_of(TREE, (_placed(unit) for unit in units.values())),
            definitions=frame_of(DEFINITIONS, map(_defined, TYPES)),
            targets=frame_of(TARGETS, [_target()]),
            slices=frame_of(SLICES, _owned(observations)),
            limits=LIMITS,
        )
    )
    moved = _moved(results)
    measure = _measure(words, indicator)
    points = {
        (units[row.unit].slug, row.year): point(
            measure, units[row.unit], names[row.unit], row.year, row, moved.get((row.unit, row.year))
        )
        for row in _rows(results[results["indicator"] == indicator])
    }
    return Invented(measure, points)


def _row(indicator: int, unit: int, year: int) -> dict[str, Any]:
    empty = dict.fromkeys(OBSERVATIONS)
    return empty | {"indicator": indicator, "unit": unit, "context": CONTEXT, "year": year}


def _counted(indicator: int, unit: int, year: int, counts: Counts) -> dict[str, Any]:
    return _row(indicator, unit, year) | {"numerator": counts[0], "denominator": counts[1]}


def _placed(unit: Unit) -> dict[str, Any]:
    above = min(unit.pk, FIRST_HOSPITAL) - 1
    return {
        "unit": unit.pk,
        "parent": above or None,
        "level": unit.level,
        "shown": True,
        "sorting": unit.pk,
    }


def _defined(indicator: int) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "type": TYPES[indicator],
        "min_denominator": MINIMUM,
        "coverage_indicator": COVERED if indicator == IN_TIME else None,
        "shown": True,
    }


def _target() -> dict[str, Any]:
    return {
        "indicator": IN_TIME,
        "valid_from": None,
        "direction": "higher",
        "high": HIGH,
        "moderate": MODERATE,
    }


def _owned(observations: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    slices = {(row["indicator"], row["context"], row["year"]) for row in observations}
    for indicator, context, year in sorted(slices):
        yield {"indicator": indicator, "context": context, "year": year, "last_complete_year": YEAR}


def _rows(results: pd.DataFrame) -> Iterable[ResultRow]:
    """Python values, None where missing, as the database would give them."""
    columns = [name for name in ResultRow._fields if name != "release__low_coverage"]
    frame = results[columns].astype(object)
    for row in frame.where(frame.notna(), None).itertuples(index=False):
        yield ResultRow._make((*row, LIMITS.low_coverage))


def _moved(results: pd.DataFrame) -> dict[tuple[int, int], Change]:
    measured = changes(results, frame_of(BREAKS, []))
    counts = {(row.unit, row.year): row.share for row in _rows(results[results["numerator"].notna()])}
    found = {}
    for row in measured.itertuples():
        now, before = counts[row.unit, row.year], counts[row.unit, row.year - 1]
        if now is not None and before is not None:
            found[row.unit, row.year] = Change(now - before, row.low, row.high, row.p, row.certain)
    return found


def _measure(words: Words, indicator: int) -> Measure:
    titles = {IN_TIME: words.share, COVERED: words.coverage, COMPLICATIONS: words.count}
    goal = Goal(*(f"≥{NO_BREAK_SPACE}{percent(limit)}" for limit in (HIGH, MODERATE)))
    target = TargetPeriod(None, None, "higher", HIGH, MODERATE, goal)
    return Measure(
        registry="",
        registry_name=words.registry,
        key="",
        title=titles[indicator],
        type=TYPES[indicator],
        in_percent=indicator != COMPLICATIONS,
        decimals=0,
        unit_word="",
        min_denominator=MINIMUM,
        context=CONTEXT,
        targets=(target,) if indicator == IN_TIME else (),
    )
