"""Rows and measures to make words of, without a database."""

from decimal import Decimal

from organisations.models import Unit
from results.models import ResultRow
from results.points import Measure, TargetPeriod
from results.presenters.cells import point

N = "\u202f"
B = "\u00a0"
BODO = Unit(slug="bodoe", name="Bodø", level="hospital")
NOTHING = dict.fromkeys(ResultRow._fields) | {
    "indicator": 1,
    "unit": 1,
    "context": "caregiver",
    "year": 2024,
    "attainment": "",
    "coverage_withheld": False,
    "provisional": False,
    "withheld": "",
    "release__low_coverage": Decimal("0.6"),
}


def a_row(**fields):
    return ResultRow(**NOTHING | fields)


def a_measure(*targets, **fields):
    fields = {"type": "share", "in_percent": True, "decimals": 0, "unit_word": ""} | fields
    fields = {"min_denominator": 5, "context": "caregiver"} | fields
    return Measure("hjerte", "Hjerte", "h_andel", "Behandlet i tide", targets=targets, **fields)


def a_target(direction="higher", high=None, moderate=None, first=None, last=None, **fields):
    limits = [limit and Decimal(limit) for limit in (high, moderate)]
    return TargetPeriod(first, last, direction, *limits, goal=None, **fields)


def seen(measure, change=None, **fields):
    return point(measure, BODO, "Bodø", 2024, a_row(**fields), change)
