from decimal import Decimal

from results.calculations.shapes import CONTEXTS
from tests.results.calculations.country import COVERAGE, DEFINITIONS, MEAN, SHARE, rows, share
from tests.worlds import Definition, Observation

OTHER_COVERAGE, OTHER_SHARE = 9, 20


def covered(unit, numerator, denominator, year, indicator=COVERAGE, context="caregiver"):
    return share(unit, numerator, denominator, year, indicator, context)


def coverage_of(found, unit, year, indicator=SHARE, context="caregiver"):
    row = found[indicator, unit, context, year]
    return tuple(row[f"coverage_{part}"] for part in ("numerator", "denominator", "indicator", "year"))


UNKNOWN = (None, None, None, None)


def test_coverage_is_that_of_the_same_year():
    found = rows(share(4, 8, 10, 2024), covered(4, 40, 50, 2023), covered(4, 45, 50, 2024))
    assert coverage_of(found, 4, 2024) == (45, 50, COVERAGE, 2024)


def test_else_that_of_the_latest_earlier_year():
    found = rows(share(4, 8, 10, 2024), covered(4, 30, 50, 2019), covered(4, 40, 50, 2022))
    assert coverage_of(found, 4, 2024) == (40, 50, COVERAGE, 2022)


def test_a_later_year_says_nothing_about_the_years_before():
    assert coverage_of(rows(share(4, 8, 10, 2020), covered(4, 40, 50, 2021)), 4, 2020) == UNKNOWN


def test_each_unit_looks_back_to_its_own_latest_year():
    found = rows(
        share(4, 8, 10, 2024),
        share(5, 8, 10, 2024),
        covered(4, 45, 50, 2023),
        covered(5, 20, 50, 2020),
    )
    assert coverage_of(found, 5, 2024) == (20, 50, COVERAGE, 2020)
    # Above them 2023 is the latest year, though only one hospital delivered it.
    assert coverage_of(found, 3, 2024) == (45, 50, COVERAGE, 2023)


def test_coverage_where_patients_were_treated_says_nothing_about_where_they_live():
    assert CONTEXTS == ("caregiver", "resident")
    found = rows(share(3, 8, 10, 2024, context="resident"), covered(3, 40, 50, 2024))
    assert coverage_of(found, 3, 2024, context="resident") == UNKNOWN


def test_each_indicator_has_its_own_coverage_indicator():
    definitions = (
        *DEFINITIONS,
        Definition(OTHER_COVERAGE, "coverage", 5, None, True),
        Definition(OTHER_SHARE, "share", 5, OTHER_COVERAGE, True),
    )
    found = rows(
        share(4, 8, 10, 2024),
        share(4, 8, 10, 2024, OTHER_SHARE),
        covered(4, 45, 50, 2024, COVERAGE),
        covered(4, 10, 50, 2022, OTHER_COVERAGE),
        definitions=definitions,
    )
    assert coverage_of(found, 4, 2024, SHARE) == (45, 50, COVERAGE, 2024)
    assert coverage_of(found, 4, 2024, OTHER_SHARE) == (10, 50, OTHER_COVERAGE, 2022)


def test_a_mean_has_coverage_too_and_coverage_has_none():
    mean = Observation(MEAN, 4, "caregiver", 2024, None, 30, Decimal(2))
    found = rows(mean, covered(4, 45, 50, 2024))
    assert coverage_of(found, 4, 2024, MEAN) == (45, 50, COVERAGE, 2024)
    assert coverage_of(found, 4, 2024, COVERAGE) == UNKNOWN
