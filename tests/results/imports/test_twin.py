"""Random files, right and wrong, are read as the slow twin reads them."""

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.imports import blocks, read_delivery
from results.imports.faults import KEPT
from tests.results.imports import twin
from tests.results.imports.world import CATALOGUE, COLUMNS, INDICATORS, UNITS, cell_dict, places

SEVERAL_EXAMPLES = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

BLANKS = ["", " ", "\u00a0"]
ORGNRS = [*UNITS, *UNITS, "974 049 767", "2", *BLANKS]
KEYS = [known.key for known in INDICATORS] * 2 + ["t", "HJERTE_DG", "hjerte", "hjerte_snit", *BLANKS]
YEARS = ["2024", "2024", "2023", "1990", "2026", "2024.0", "2023,00", "1989", "2027", "2024.5", "x", *BLANKS]
CONTEXTS = ["caregiver", "caregiver", "resident", "Resident", "hjemme", *BLANKS]
SMALL = ["0", "1", "2", "3", "12", "007", "+1", "-0"]
ODD = [
    "1,0",
    "2.0",
    "0,5",
    "0.25",
    "-1",
    "−2,5",
    "1 000",
    "1.000,0",
    "1e2",
    ".5",
    "5,",
    "-",
    "x",
    "9" * 13,
    *BLANKS,
]
NUMBERS = SMALL * 3 + ODD

VALUES = {
    "context": CONTEXTS,
    "year": YEARS,
    "orgnr": ORGNRS,
    "ind_id": KEYS,
    "var": NUMBERS,
    "denominator": [*NUMBERS, "20", "20", "20", "30"],
}
SOUND = {
    "context": ["caregiver", "resident"],
    "year": ["2023", "2024"],
    "orgnr": list(UNITS),
    "ind_id": [known.key for known in INDICATORS if known.registry == "hjerte" and not known.retired],
    "var": ["0", "1"],
    "denominator": ["1", "20"],
}
HEADINGS = ["", "Kommentar", "VAR", "Orgnr ", "nevner"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and rows: mostly right, with what goes wrong in real files."""
    header = list(draw(st.permutations(COLUMNS)))
    if draw(st.integers(0, 2)) == 0:
        header.pop()
    if draw(st.integers(0, 3)) == 0:
        header.insert(draw(st.integers(0, len(header))), draw(st.sampled_from(HEADINGS)))
    pools = draw(st.sampled_from([SOUND, SOUND, VALUES]))
    rows = [header]
    for _ in range(draw(st.integers(0, 12))):
        record = [draw(st.sampled_from(pools.get(name.strip().lower(), BLANKS))) for name in header]
        change = draw(st.integers(0, 30))
        if change == 0:
            record = draw(
                st.sampled_from([[], [""] * len(record), record[:-1], [*record, ""], [*record, "x"]])
            )
        elif change == 1:
            name = draw(st.sampled_from(COLUMNS))
            record[draw(st.integers(0, len(record) - 1))] = draw(st.sampled_from(VALUES[name]))
        rows.append(record)
    return rows


@st.composite
def files(draw: st.DrawFn) -> bytes:
    buffer = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    writer = csv.writer(
        buffer, delimiter=draw(st.sampled_from(";,\t")), quoting=quoting, lineterminator=ending
    )
    for record in draw(tables()):
        if draw(st.integers(0, 40)) == 0:
            buffer.write(ending)
        writer.writerow(record)
    text = buffer.getvalue()
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
    return text.encode(encoding if "−" not in text else "utf-8")


@SEVERAL_EXAMPLES
@given(content=files())
def test_a_text_file_is_read_as_the_twin_reads_it(tmp_path, content):
    path = tmp_path / "delivery"
    path.write_bytes(content)

    reading = read_delivery(path, CATALOGUE)

    faults, cells = twin.read_csv(content, CATALOGUE)
    assert places(reading) == faults
    assert cell_dict(reading) == {key: tuple(numbers) for key, numbers in cells.items()}


@SEVERAL_EXAMPLES
@given(content=files(), rows=st.integers(1, 3))
def test_where_a_block_ends_makes_no_difference(tmp_path, content, rows):
    path = tmp_path / "delivery"
    path.write_bytes(content)
    whole = read_delivery(path, CATALOGUE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "CELLS", 1)
        patch.setattr(blocks, "FEWEST_ROWS", rows)
        parts = read_delivery(path, CATALOGUE)

    assert parts.faults == whole.faults
    assert parts.cells.equals(whole.cells)
    assert parts.copies.equals(whole.copies)
    assert (parts.rows, parts.decimal, parts.fault_counts) == (whole.rows, whole.decimal, whole.fault_counts)


@settings(SEVERAL_EXAMPLES, max_examples=100)
@given(table=tables())
def test_a_spreadsheet_of_text_is_read_as_the_twin_reads_its_rows(tmp_path, table):
    book = openpyxl.Workbook()
    for number, values in enumerate(table, start=1):
        for column, value in enumerate(values, start=1):
            book.active.cell(number, column, value or None)
    path = tmp_path / "delivery"
    book.save(path)

    reading = read_delivery(path, CATALOGUE)

    faults, cells = twin.read_records(list(_as_sheet(table)), CATALOGUE)
    assert places(reading) == faults
    assert cell_dict(reading) == {key: tuple(numbers) for key, numbers in cells.items()}


def _as_sheet(table):
    """A sheet has no last column: empty cells at the end of a row are not there, and are if asked for."""
    width = max(at for at, name in enumerate(table[0], start=1) if twin.trim(name))
    for number, values in enumerate(table, start=1):
        record = [twin.trim(value) for value in values]
        while len(record) > width and not record[-1]:
            record.pop()
        yield number, record + [""] * (width - len(record))


def test_the_twin_counts_more_faults_than_are_kept(tmp_path):
    content = b"year;orgnr;ind_id;var\n" + b"1;2;3;x\n" * 400
    path = tmp_path / "delivery"
    path.write_bytes(content)

    reading = read_delivery(path, CATALOGUE)

    faults, _ = twin.read_csv(content, CATALOGUE)
    assert places(reading) == faults[:KEPT]
    assert reading.fault_count == len(faults) == 1600
