"""Each observation carried to its unit and, where its type is rolled up, to every unit above."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Cell:
    numerator: int | None
    denominator: int | None
    value: Decimal | None


def cells(units, definitions, observations):
    """{(indicator, unit, context, year): Cell}"""
    types = {definition.indicator: definition.type for definition in definitions}
    found = {}
    for row in observations:
        kind = types[row.indicator]
        if kind == "count":
            found[row.indicator, row.unit, row.context, row.year] = Cell(None, None, row.value)
        elif kind in ("computed_share", "mean", "median"):
            found[row.indicator, row.unit, row.context, row.year] = Cell(None, row.denominator, row.value)
        else:
            for unit in itself_and_above(row.unit, units):
                cell = found.setdefault((row.indicator, unit, row.context, row.year), Cell(0, 0, None))
                cell.numerator += row.numerator
                cell.denominator += row.denominator
    return found


def itself_and_above(unit, units):
    parents = {each.unit: each.parent for each in units}
    while unit is not None:
        yield unit
        unit = parents[unit]
