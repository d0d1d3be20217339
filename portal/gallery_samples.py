"""Invented results in every state, made by the very presenters that make the real ones."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from organisations.models import Unit
from results.links import Empty, Link
from results.models import Attainment, ResultRow, Withheld
from results.points import Change, Goal, Measure, Origin, Point, Ranking, Series, TargetPeriod, Trend
from results.presenters.cells import point
from results.presenters.figures import Chart, ranking_chart, trend_chart
from results.presenters.levels import Levels

YEAR = 2024
TARGET = TargetPeriod(None, None, "higher", Decimal("0.85"), Decimal("0.6"), Goal("≥ 85 %", "≥ 60 %"))
SHARE = Measure(
    registry="eksempel",
    registry_name="Eksempel",
    key="andel",
    title="Behandlet i tide",
    type="share",
    in_percent=True,
    decimals=0,
    unit_word="",
    min_denominator=10,
    context="caregiver",
    targets=(TARGET,),
)
WAITING = replace(
    SHARE, key="ventetid", title="Ventetid", type="median", in_percent=False, decimals=1, unit_word="dager"
)
COUNTED = replace(SHARE, key="antall", title="Antall", type="count", in_percent=False, targets=())
PLAIN = replace(SHARE, targets=())
HOSPITAL = Unit(slug="eksempel", name="Eksempelby", level="hospital")
NOTHING: dict[str, Any] = dict.fromkeys(ResultRow._fields) | {
    "indicator": 1,
    "unit": 1,
    "context": "caregiver",
    "year": YEAR,
    "attainment": "",
    "coverage_withheld": False,
    "provisional": False,
    "withheld": "",
    "release__low_coverage": Decimal("0.6"),
}
ROW = ResultRow(**NOTHING)
BETTER = Change(Fraction(9, 100), 0.02, 0.16, 0.01, True)
WORSE = Change(Fraction(-9, 100), -0.16, -0.02, 0.01, True)


def sample(measure: Measure, change: Change | None = None, **fields: Any) -> Point:
    return point(measure, HOSPITAL, HOSPITAL.name, YEAR, ROW._replace(**fields), change)


def share(numerator: int, denominator: int, level: str, change: Change | None = None, **fields: Any) -> Point:
    counts = {"numerator": numerator, "denominator": denominator, "attainment": level}
    return sample(SHARE if level else PLAIN, change, **counts, **fields)


def answers() -> list[tuple[str, Point]]:
    """Every state of a unit's answer, by what it is called."""
    high, moderate, low = Attainment.HIGH, Attainment.MODERATE, Attainment.LOW
    states = [
        ("Høy, sikker", share(941, 1002, high, certain=True)),
        ("Moderat, usikker", share(68, 83, moderate, certain=False)),
        ("Lav", share(33, 68, low, certain=True)),
        ("Uten målnivå", share(33, 68, "")),
        ("Foreløpig", share(33, 68, low, provisional=True)),
        ("Med dekningsgrad", share(33, 68, low, coverage_numerator=9, coverage_denominator=10)),
        ("Bedre enn året før", share(941, 1002, high, BETTER)),
        ("Dårligere enn året før", share(33, 68, low, WORSE)),
        ("Endret, uten mål", share(33, 68, "", WORSE)),
        ("Median", sample(WAITING, value=Decimal("12.5"), denominator=40)),
        ("Antall", sample(COUNTED, value=Decimal(1234))),
        ("Null", share(0, 68, low)),
        ("Ingen tall", point(SHARE, HOSPITAL, HOSPITAL.name, YEAR, None)),
    ]
    hidden = [(f"Skjult: {reason.label}", _hidden(reason)) for reason in Withheld]
    return [*states, ("Med kilde", _printed()), *hidden]


def _hidden(reason: Withheld) -> Point:
    return share(3, 4, "", withheld=reason, coverage_numerator=54, coverage_denominator=100)


def _printed() -> Point:
    found = share(941, 1002, Attainment.HIGH)
    return replace(found, cell=replace(found.cell, source=1))


def levels() -> Levels:
    return Levels(high=41, moderate=26, low=19)


def empty() -> Empty:
    return Empty(
        "Ingen indikatorer passer til valgene",
        "Prøv et annet år.",
        (Link("Vis 2023", "#"), Link("Fjern", "#")),
    )


def charts() -> list[Chart]:
    """A trend with a year hidden and the last one provisional, and a ranking."""
    counts = [(2020, 45), (2021, 52), (2022, None), (2023, 63), (YEAR, 71)]
    years = tuple(replace(_of_year(counted, year == YEAR), year=year) for year, counted in counts)
    series = Series(HOSPITAL.slug, HOSPITAL.name, HOSPITAL.level, years)
    ranked = [
        replace(share(counted, 100, level), slug=name, place=name)
        for name, counted, level in (
            ("Storby", 93, "high"),
            ("Eksempelby", 71, "moderate"),
            ("Småby", 45, "low"),
        )
    ]
    ranking = Ranking(SHARE, YEAR, "sykehus", tuple(ranked), (), ranked[1], frozenset({"Eksempelby"}))
    origin = Origin("Eksempelregisteret", "Utgivelse 0, publisert 1. januar 2025", "", ("Oppdiktede tall.",))
    return [trend_chart(Trend(SHARE, (series,)), {}, origin), ranking_chart(ranking, origin)]


def _of_year(counted: int | None, provisional: bool) -> Point:
    if counted is None:
        return _hidden(Withheld.TOO_FEW)
    level = Attainment.MODERATE if counted >= 60 else Attainment.LOW
    return share(
        counted, 100, level, provisional=provisional, ci_low=counted / 100 - 0.1, ci_high=counted / 100 + 0.1
    )
