"""A small country to say single things about."""

from results.calculations.limits import Limits
from results.calculations.results import compute_results
from results.calculations.shapes import RESULTS
from tests.worlds import Definition, Observation, Slice, Unit, World

KEY = ["indicator", "unit", "context", "year"]


def by_cell(frame):
    """{key: {column: value}}; None where the frame has no value."""
    plain = frame.astype(object).where(frame.notna(), None)
    return {tuple(row[name] for name in KEY): row for row in plain.to_dict("records")}


# The trust holds two hospitals and a unit that no one knows the place of.
UNITS = (
    Unit(1, None, "nation", True, 0, "Nasjonalt"),
    Unit(2, 1, "rhf", True, 1, "Helse Nord RHF"),
    Unit(3, 2, "hf", True, 2, "Nordlandssykehuset HF"),
    Unit(4, 3, "hospital", True, 3, "Bodø"),
    Unit(5, 3, "hospital", True, 4, "Lofoten"),
    Unit(6, 3, "hospital", False, 5, "Udefinert"),
)
SHARE, COVERAGE, MEAN, COUNT = 10, 11, 12, 13
NATION = (SHARE, 1, "caregiver", 2024)
DEFINITIONS = (
    Definition(SHARE, "share", 5, COVERAGE, True),
    Definition(COVERAGE, "coverage", 5, None, True),
    Definition(MEAN, "mean", 5, COVERAGE, True),
    Definition(COUNT, "count", 5, None, True),
)


def world_of(*observations, targets=(), definitions=DEFINITIONS, last_complete=2024):
    slices = {(row.indicator, row.context, row.year) for row in observations}
    owned = tuple(Slice(*key, last_complete) for key in slices)
    return World(UNITS, definitions, tuple(targets), owned, tuple(observations), Limits())


def rows(*observations, **others):
    return by_cell(compute_results(**world_of(*observations, **others).frames()))


def share(unit, numerator, denominator, year=2024, indicator=SHARE, context="caregiver"):
    return Observation(indicator, unit, context, year, numerator, denominator, None)


def result(year, numerator, denominator, **others):
    """A RESULTS row: one hospital's share in one year."""
    row = dict.fromkeys(RESULTS) | {"ci_low": 0.0, "ci_high": 0.0, "attainment": "", "withheld": ""}
    row |= {"indicator": 1, "unit": 4, "level": "hospital", "context": "caregiver", "year": year}
    row |= {"numerator": numerator, "denominator": denominator, "provisional": False, "shown": True}
    return row | others
