"""Points and what is made of them, with the words that the table would have."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from results.points import (
    Cell,
    Funnel,
    FunnelPoint,
    Goal,
    Measure,
    Origin,
    Point,
    Ranking,
    Series,
    TargetPeriod,
    Trend,
)
from wording.numbers import of, percent

N, B = "\u202f", "\u00a0"
ORIGIN = Origin(
    "Norsk hjerteinfarktregister",
    "Utgivelse 12, publisert 15. mai 2026",
    "https://kvalitet.example/indikator/hjerteinfarkt/h_andel/?utgivelse=12",
    ("Tallene er laget for demonstrasjon.",),
)


def period(first=None, last=None, high="0.85", moderate="0.7", direction="higher", **fields):
    sign = "≥" if direction == "higher" else "≤"
    goal = Goal(*(f"{sign}{B}{percent(Decimal(limit))}" for limit in (high, moderate)))
    limits = {"high": Decimal(high), "moderate": Decimal(moderate), "goal": goal}
    return TargetPeriod(**{"first": first, "last": last, "direction": direction} | limits | fields)


def measure(*targets, **fields):
    known = {
        "registry": "hjerteinfarkt", "registry_name": "Hjerteinfarkt", "key": "h_andel",
        "title": "Behandlet i tide", "type": "share", "in_percent": True, "decimals": 0, "unit_word": "",
        "min_denominator": 5, "context": "caregiver", "targets": targets,
    }  # fmt: skip
    return Measure(**known | fields)


def point(place="Bodø", year=2024, numerator=81, denominator=100, level="", unit_level="hospital", **fields):
    share = Fraction(numerator, denominator)
    word = {"high": "Høy", "moderate": "Moderat", "low": "Lav", "": ""}[level]
    details = (of(numerator, denominator), *(["foreløpig"] if fields.get("provisional") else []))
    cell = Cell(
        place, value=percent(share), level=level, word=word, details=details, interval=f"95{N}% KI 72–87{N}%"
    )
    numbers = {"numerator": numerator, "denominator": denominator, "low": 0.72, "high": 0.875}
    made = Point(place.lower(), place, unit_level, year, cell, value=share, **numbers)
    return replace(made, **fields)


def hidden(place="Bodø", year=2024, reason="Færre enn 5 pasienter."):
    cell = Cell(place, reason=reason, explanation="Vises ikke.", withheld="too_few")
    return Point(place.lower(), place, "hospital", year, cell)


def series(*points):
    return Series(points[0].slug, points[0].place, points[0].unit_level, points)


def years(place, numerators, first=2020, **fields):
    """A unit's series of so many in a hundred; None where the number is withheld."""
    return series(
        *(
            hidden(place, year) if numerator is None else point(place, year, numerator, **fields)
            for year, numerator in enumerate(numerators, start=first)
        )
    )


def trend(*lines, targets=(), **fields):
    return Trend(measure(*targets), lines, **fields)


def ranking(*shown, targets=(), nation=None, highlighted=(), **fields):
    return Ranking(measure(*targets), 2024, "sykehus", shown, (), nation, frozenset(highlighted), **fields)


def funnel(*points, highlighted=(), **fields):
    """Limits at 20, 100 and 200 patients; `points` with how far outside each is."""
    lines = {
        "sizes": (20, 100, 200),
        "inner": ((0.6, 1.0), (0.72, 0.88), (0.745, 0.855)),
        "outer": ((0.52, 1.0), (0.68, 0.92), (0.715, 0.885)),
    }
    around = tuple(FunnelPoint(point, outside) for point, outside in points)
    return Funnel(
        measure(period()), 2024, "sykehus", Fraction(4, 5), "hele landet", around, **lines,
        highlighted=frozenset(highlighted), **fields,
    )  # fmt: skip


def named(parts, name):
    """The shapes or annotations of a figure that bear the name."""
    return [part for part in parts if part.name == name]
