from fractions import Fraction

from tests.twins.intervals import newcombe
from tests.twins.proportions import proportion_test


def changes(rows, breaks):
    """{(indicator, unit, year): (difference, low, high, p, certain)} for the rows of a history."""
    shown = {(row["indicator"], row["unit"], row["year"]): row for row in rows if not row["withheld"]}
    found = {}
    for (indicator, unit, year), row in shown.items():
        before = shown.get((indicator, unit, year - 1))
        if before is not None and (indicator, year) not in breaks:
            found[indicator, unit, year] = change(row, before)
    return found


def change(row, before):
    x1, n1, x2, n2 = (each[part] for each in (row, before) for part in ("numerator", "denominator"))
    low, high = newcombe(x1, n1, x2, n2)
    p = proportion_test(x1, n1, x2, n2)
    difference = Fraction(x1, n1) - Fraction(x2, n2)
    return difference, low, high, p, p < 0.05 and not low <= 0 <= high
