"""A small named world to deliver to, and files written for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd

from results.calculations.shapes import CONTEXTS
from results.imports import Catalogue, Fault, KnownIndicator, KnownUnit, Reading, read_delivery
from wording.keys import folded

COLUMNS = ("context", "year", "orgnr", "ind_id", "var", "denominator")

NATION = KnownUnit(1, "Hele landet", "nation")
NORTH = KnownUnit(2, "Helse Nord RHF", "rhf")
NORDLAND = KnownUnit(9, "Nordlandssykehuset HF", "hf")
BODO = KnownUnit(4, "Bodø", "hospital")
LOFOTEN = KnownUnit(5, "Lofoten", "hospital")
FINNMARK = KnownUnit(6, "Finnmarkssykehuset HF", "hf")
HAMMERFEST = KnownUnit(7, "Hammerfest", "hospital")

UNITS = {
    "1": NATION,
    "883658752": NORTH,
    "983974910": NORDLAND,
    "974049767": BODO,
    "974778700": BODO,  # a hospital may report under several numbers
    "974795477": LOFOTEN,
    "983974880": FINNMARK,
    "974795833": HAMMERFEST,
}
PARENTS = {1: None, 2: 1, 9: 2, 4: 9, 5: 9, 6: 2, 7: 6}

SHARE = KnownIndicator(31, "hjerte_andel", "hjerte", "share")
COVERAGE = KnownIndicator(32, "hjerte_dg", "hjerte", "coverage")
COMPUTED = KnownIndicator(33, "hjerte_beregnet", "hjerte", "computed_share")
MEAN = KnownIndicator(34, "hjerte_snitt", "hjerte", "mean")
MEDIAN = KnownIndicator(35, "hjerte_median", "hjerte", "median")
COUNT = KnownIndicator(36, "hjerte_antall", "hjerte", "count")
LEGACY = KnownIndicator(37, "Hjerte_kikkhull. æøå-x", "hjerte", "share")
LETTER = KnownIndicator(38, "T", "hjerte", "share")
OTHER = KnownIndicator(30, "kne_andel", "kne", "share")
RETIRED = KnownIndicator(39, "nedlagt", "hjerte", "share", retired=True)
INDICATORS = (SHARE, COVERAGE, COMPUTED, MEAN, MEDIAN, COUNT, LEGACY, LETTER, OTHER, RETIRED)

CATALOGUE = Catalogue(
    registry="hjerte",
    units=UNITS,
    indicators={folded(indicator.key): indicator for indicator in INDICATORS},
    parents=PARENTS,
    this_year=2026,
)


def row(
    orgnr: str = "974049767",
    ind_id: str = "hjerte_andel",
    var: str = "3",
    denominator: str = "10",
    year: str = "2024",
    context: str = "caregiver",
) -> tuple[str, ...]:
    return (context, year, orgnr, ind_id, var, denominator)


def as_text(
    rows: Iterable[Sequence[str]], header: Sequence[str] = COLUMNS, separator: str = ";", end: str = "\n"
) -> str:
    return "".join(separator.join(values) + end for values in [header, *rows])


def read_bytes(folder: Path, content: bytes, catalogue: Catalogue = CATALOGUE) -> Reading:
    path = folder / "delivery"
    path.write_bytes(content)
    return read_delivery(path, catalogue)


def read_text(folder: Path, text: str, catalogue: Catalogue = CATALOGUE) -> Reading:
    return read_bytes(folder, text.encode(), catalogue)


def read_rows(folder: Path, *rows: Sequence[str], header: Sequence[str] = COLUMNS) -> Reading:
    return read_text(folder, as_text(rows, header))


def write_sheet(path: Path, rows: Iterable[Sequence[str | float | bool | date | None]]) -> Path:
    book = openpyxl.Workbook()
    for values in rows:
        book.active.append(values)
    book.save(path)
    book.close()
    return path


def places(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    """What a fault list is compared by: code, row and column."""
    return [(fault.code, fault.row, fault.column) for fault in reading.faults]


def only_fault(reading: Reading) -> Fault:
    assert reading.fault_count == len(reading.faults) == 1, reading.faults
    assert reading.cells.empty
    return reading.faults[0]


def cell_dict(reading: Reading) -> dict[tuple, tuple]:
    """(indicator, unit, context, year) to (numerator, denominator, value), None for what is missing."""
    frame = reading.cells.astype({"context": object, "numerator": object, "denominator": object})
    rows = frame.where(frame.notna(), None).itertuples(index=False, name=None)
    return {values[:4]: values[4:] for values in rows}


def cells(*rows: tuple) -> pd.DataFrame:
    """A frame of cells from (indicator, unit, context, year, numerator, denominator, value)."""
    names = ["indicator", "unit", "context", "year", "numerator", "denominator", "value"]
    frame = pd.DataFrame(rows, columns=names).astype({"value": object})
    whole = dict.fromkeys(("indicator", "unit", "year"), "int64")
    frame = frame.astype({**whole, "numerator": "Int64", "denominator": "Int64"})
    return frame.assign(context=pd.Categorical(frame["context"], categories=list(CONTEXTS)))


def number(text: str) -> Decimal:
    return Decimal(text)
