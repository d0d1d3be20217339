"""From delivered rows through the database to the export, against a reckoning by hand."""

import random
from collections import defaultdict
from fractions import Fraction

import pytest

from tests.nation import deliver, exported, found_nation

pytestmark = pytest.mark.django_db

UP = {
    "111": ["111", "11", "10", "1"],
    "112": ["111", "11", "10", "1"],
    "19": ["111", "11", "10", "1"],
    "113": ["113", "11", "10", "1"],
    "211": ["211", "21", "20", "1"],
    "911": ["911", "91", "90", "1"],
    "11": ["11", "10", "1"],
    "21": ["21", "20", "1"],
    "20": ["20", "1"],
    "1": ["1"],
}
HIGH = {2021: Fraction(9, 10), 2022: Fraction(9, 10), 2023: Fraction(95, 100)}


def generated(seed):
    pick = random.Random(seed)
    for _ in range(pick.randint(1, 60)):
        key = pick.choice(["h_andel", "h_andel", "h_dg"])
        denominator = pick.choice([1, 1, 2, 3, 5, 20, 100])
        numerator = pick.choice([0, denominator, pick.randint(0, denominator), denominator * 9 // 10])
        context = pick.choice(["caregiver", "resident"])
        yield context, pick.choice([2021, 2022, 2023]), pick.choice(list(UP)), key, numerator, denominator


def by_hand(rows):
    cells = defaultdict(lambda: [0, 0])
    for context, year, number, key, numerator, denominator in rows:
        for unit in UP[number]:
            cells[key, unit, context, year][0] += numerator
            cells[key, unit, context, year][1] += denominator
    return {cell: expected(cell, numbers, cells) for cell, numbers in cells.items()}


def expected(cell, numbers, cells):
    key, unit, context, year = cell
    share = Fraction(*numbers)
    high, moderate = (HIGH[year], Fraction(7, 10)) if key == "h_andel" else (Fraction(8, 10), Fraction(6, 10))
    coverage = ""
    if key == "h_andel":
        years = [y for (k, u, c, y) in cells if (k, u, c) == ("h_dg", unit, context) and y <= year]
        coverage = str(float(Fraction(*cells["h_dg", unit, context, max(years)]))) if years else ""
    few = 5 if key == "h_andel" else 3
    reason = "" if numbers[1] >= few else "too_few" if key == "h_andel" else "privacy"
    if not reason and coverage and Fraction(*cells["h_dg", unit, context, max(years)]) < Fraction(6, 10):
        reason = "low_coverage"
    return {
        "numerator": str(numbers[0]),
        "denominator": str(numbers[1]),
        "value": str(float(share)),
        "attainment": "high" if share >= high else "low" if share < moderate else "moderate",
        "coverage": coverage,
        "withheld": reason,
    }


@pytest.mark.parametrize("seed", range(8))
def test_every_exported_figure_is_the_one_reckoned_by_hand(tmp_path, seed):
    found_nation(tmp_path)
    rows = list(generated(seed))
    deliver(tmp_path, [";".join(map(str, row)) for row in rows], "--publish", "--accept-warnings")
    found = {
        (row["indicator"], row["orgnr"], row["context"], int(row["year"])): row
        for row in exported("--internal")
    }
    wanted = by_hand(rows)
    for cell, row in found.items():
        if row["withheld"] == "complementary":  # has a twin of its own
            assert wanted[cell].pop("withheld") != "low_coverage"
    assert {cell: {name: row[name] for name in wanted[cell]} for cell, row in found.items()} == wanted
