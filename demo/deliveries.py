"""The files of a registry, in the order they are delivered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from demo.cells import COUNT, COVERAGE, Cells, Counts, Values, cells_of
from demo.chance import Numbers, Wholes
from demo.country import Country
from demo.patients import YEARS
from demo.tables import Printed, Step, Tables
from demo.values import above, text

HEADER = "context;year;orgnr;ind_id;var;denominator"
CAREGIVER, RESIDENT = "caregiver", "resident"
# Context, indicator, year, organisation number, var, denominator.
Row = tuple[str, str, int, str, str, str]


@dataclass(frozen=True)
class File:
    """What is delivered in one step, and what of it is printed somewhere."""

    step: Step
    content: str
    printed: tuple[Printed, ...]


def files_of(country: Country, tables: Tables) -> Iterator[File]:
    """Of the one registry that the tables are about."""
    cells = cells_of(country, tables)
    at_first = _without_late(country, tables, cells)
    corrected = {correction.year for correction in tables.corrections}
    for step in tables.steps:
        years = corrected if step.years is None else set(step.years)
        rows = _rows(country, cells if step.years is None else at_first, years)
        delivered = {(row[0], row[1], row[2]) for row in rows}
        printed = [one for one in tables.printed if (one.context, one.indicator, one.year) in delivered]
        yield File(step, _content(rows), tuple(printed))


def _without_late(country: Country, tables: Tables, cells: list[Cells]) -> list[Cells]:
    """As it was before the corrections."""
    late = np.zeros((len(country.hospitals), len(YEARS)))
    for correction in tables.corrections:
        late[country.numbers.index(correction.hospital), YEARS.index(correction.year)] = correction.late
    return [_less(one, late) for one in cells]


def _less(cells: Cells, late: Numbers) -> Cells:
    if isinstance(cells, Values):
        value = _part(cells.value, late) if cells.definition.type == COUNT else cells.value
        return replace(cells, value=value, denominator=_part(cells.denominator, late))
    missing = late[cells.patients.hospital]
    numerator = _part(cells.numerator, missing)
    # Those who come late are missing among the registered, not among the expected.
    if cells.definition.type == COVERAGE:
        return replace(cells, numerator=numerator)
    return replace(cells, numerator=numerator, denominator=_part(cells.denominator, missing))


def _part(counts: Wholes, missing: Numbers) -> Wholes:
    return counts - np.floor(counts * missing).astype(np.int64)


def _rows(country: Country, cells: list[Cells], years: set[int]) -> list[Row]:
    """In the order of context, indicator, year and organisation number."""
    found = (_counted(country, one) if isinstance(one, Counts) else _given(country, one) for one in cells)
    return sorted(row for row in chain.from_iterable(found) if row[2] in years)


def _counted(country: Country, cells: Counts) -> Iterator[Row]:
    group, key = cells.patients, cells.definition.key
    for context, units, summed in (
        (CAREGIVER, country.numbers, group.treated),
        (RESIDENT, country.areas, group.resident),
    ):
        numerator, denominator = summed(cells.numerator, country), summed(cells.denominator, country)
        for unit, year in np.argwhere(denominator):
            counts = str(numerator[unit, year]), str(denominator[unit, year])
            yield context, key, YEARS[year], units[unit], *counts


def _given(country: Country, cells: Values) -> Iterator[Row]:
    """Ready values are not rolled up, so every unit above is given its own."""
    for unit, hospitals in country.units.items():
        denominator = cells.denominator[hospitals]
        value = cells.value[hospitals]
        value = value.sum(axis=0) if cells.definition.type == COUNT else above(value, denominator)
        for year in np.flatnonzero(denominator.sum(axis=0)):
            given = text(int(value[year]), cells.decimals), str(denominator[:, year].sum())
            yield CAREGIVER, cells.definition.key, YEARS[year], unit, *given


def _content(rows: list[Row]) -> str:
    lines = (f"{context};{year};{unit};{key};{var};{of}" for context, key, year, unit, var, of in rows)
    return "\n".join([HEADER, *lines, ""])
