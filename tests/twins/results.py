"""What compute_results gives, one cell at a time."""

from fractions import Fraction

from tests.twins.aggregation import cells as aggregate
from tests.twins.attainment import distance, gives_level, is_certain, level, target_in_force
from tests.twins.coverage import coverage
from tests.twins.intervals import wilson
from tests.twins.withholding import withheld


def results(world):
    """{(indicator, unit, context, year): {column: value}}; None where there is no value."""
    cells = aggregate(world.units, world.definitions, world.observations)
    reasons = withheld(world, cells)
    return {key: result(key, cells, world, reasons[key]) for key in cells}


def result(key, cells, world, reason):
    indicator, unit, context, year = key
    cell = cells[key]
    definition = {each.indicator: each for each in world.definitions}[indicator]
    place = {each.unit: each for each in world.units}[unit]
    owner = next(s for s in world.slices if (s.indicator, s.context, s.year) == (indicator, context, year))
    return (
        vars(cell)
        | judgement(cell, target_in_force(indicator, year, world.targets))
        | dict(zip(COVERAGE, coverage(key, cells, world.definitions), strict=True))
        | {
            "level": place.level,
            "provisional": year > owner.last_complete_year,
            "withheld": reason,
            "shown": place.shown and definition.shown,
        }
    )


COVERAGE = ("coverage_numerator", "coverage_denominator", "coverage_indicator", "coverage_year")


def judgement(cell, target):
    nothing = {"ci_low": None, "ci_high": None, "certain": None, "distance": None}
    if cell.numerator is None:
        return nothing | {"attainment": level(Fraction(cell.value), target)}
    low, high = wilson(cell.numerator, cell.denominator)
    attainment = level(Fraction(cell.numerator, cell.denominator), target)
    found = nothing | {"ci_low": low, "ci_high": high, "attainment": attainment}
    if gives_level(target):
        found["certain"] = is_certain(attainment, low, high, target)
        found["distance"] = distance(cell.numerator, cell.denominator, target)
    return found
