"""However a delivery is written down, it is the same delivery."""

import csv
import io
from decimal import Decimal

import openpyxl
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.imports import read_delivery
from tests.results.imports.world import CATALOGUE, COLUMNS, INDICATORS, UNITS, read_bytes

OWN = [known for known in INDICATORS if known.registry == "hjerte" and not known.retired]
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def deliveries(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows without fault, decimals written with a point."""
    rows, taken = [], set()
    for _ in range(draw(st.integers(1, 15))):
        known = draw(st.sampled_from(OWN))
        orgnr, year = draw(st.sampled_from(list(UNITS))), draw(st.integers(1990, 2026))
        context = draw(st.sampled_from(["caregiver", "resident"]))
        cell = (known.id, UNITS[orgnr].id, context, year)
        if known.type not in ("share", "coverage") and cell in taken:
            continue
        taken.add(cell)
        denominator = draw(st.integers(1, 10**6))
        var = draw(_vars(known.type, denominator))
        rows.append(dict(zip(COLUMNS, (context, year, orgnr, known.key, var, denominator), strict=True)))
    return [{name: str(value) for name, value in row.items()} for row in rows]


def _vars(type_: str, denominator: int) -> st.SearchStrategy[int | Decimal]:
    if type_ in ("share", "coverage"):
        return st.integers(0, denominator)
    if type_ == "count":
        return st.integers(0, 10**12)
    low, high = (0, 1) if type_ == "computed_share" else (-1000, 1000)
    return st.decimals(low, high, places=3)


@st.composite
def spellings(draw: st.DrawFn, rows: list[dict[str, str]]) -> bytes:
    """The rows as a text file: any order, separator, decimal mark, encoding, case and padding."""
    header = draw(st.permutations(COLUMNS))
    mark = draw(st.sampled_from(",."))
    padding = draw(st.sampled_from(["", " ", "\u00a0"]))
    buffer = io.StringIO()
    writer = csv.writer(
        buffer,
        delimiter=draw(st.sampled_from(";,\t")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    change_case = draw(st.sampled_from([str, str.upper, str.title]))
    writer.writerow([change_case(name) + padding for name in header])
    for row in draw(st.permutations(rows)):
        numbers = {name: row[name].replace(".", mark) for name in ("var", "denominator")}
        writer.writerow([padding + {**row, **numbers}[name] for name in header])
        if draw(st.integers(0, 9)) == 0:
            writer.writerow([""] * 6)
    return buffer.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"])))


@SETTINGS
@given(data=st.data())
def test_the_way_a_delivery_is_written_makes_no_difference(tmp_path, data):
    rows = data.draw(deliveries())

    first = read_bytes(tmp_path, data.draw(spellings(rows)))
    second = read_bytes(tmp_path, data.draw(spellings(rows)))

    assert first.faults == second.faults == []
    assert first.rows == len(rows)
    pd.testing.assert_frame_equal(first.cells, second.cells)


@settings(SETTINGS, max_examples=60)
@given(data=st.data())
def test_a_spreadsheet_holds_the_same_delivery_as_a_text_file(tmp_path, data):
    rows = data.draw(deliveries())
    header = data.draw(st.permutations(COLUMNS))
    book = openpyxl.Workbook()
    book.active.append(header)
    for row in data.draw(st.permutations(rows)):
        book.active.append([_typed(name, row[name]) for name in header])
    path = tmp_path / "delivery.xlsx"
    book.save(path)

    reading = read_delivery(path, CATALOGUE)

    assert reading.faults == []
    pd.testing.assert_frame_equal(reading.cells, read_bytes(tmp_path, data.draw(spellings(rows))).cells)


def _typed(name: str, text: str) -> str | float:
    return float(text) if name in ("year", "orgnr", "var", "denominator") else text
