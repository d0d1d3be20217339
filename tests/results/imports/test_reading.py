from decimal import Decimal

import numpy as np
import pytest

from tests.results.imports.world import (
    BODO,
    COLUMNS,
    COMPUTED,
    COUNT,
    COVERAGE,
    LEGACY,
    LETTER,
    LOFOTEN,
    MEAN,
    MEDIAN,
    NORDLAND,
    SHARE,
    as_text,
    cell_dict,
    only_fault,
    places,
    read_bytes,
    read_rows,
    read_text,
    row,
)


def test_rows_of_a_rolled_up_type_add_within_their_cell(tmp_path):
    reading = read_rows(
        tmp_path,
        row(var="3", denominator="10"),
        row(var="1", denominator="1", orgnr="974778700"),  # the same hospital's other number
        row(var="0", denominator="1"),
        row(ind_id="hjerte_dg", var="7", denominator="9"),
    )

    assert cell_dict(reading) == {
        (SHARE.id, BODO.id, "caregiver", 2024): (4, 12, None),
        (COVERAGE.id, BODO.id, "caregiver", 2024): (7, 9, None),
    }


def test_context_year_and_unit_keep_cells_apart(tmp_path):
    reading = read_rows(
        tmp_path,
        row(),
        row(context="resident", orgnr="983974910"),
        row(year="2023"),
        row(orgnr="974795477"),
    )

    assert [key[1:] for key in cell_dict(reading)] == [
        (BODO.id, "caregiver", 2023),
        (BODO.id, "caregiver", 2024),
        (LOFOTEN.id, "caregiver", 2024),
        (NORDLAND.id, "resident", 2024),
    ]


def test_a_ready_value_is_kept_exactly_and_has_no_numerator(tmp_path):
    reading = read_rows(
        tmp_path,
        row(ind_id="hjerte_snitt", var="−12,3456789012345678901234567890123"),
        row(ind_id="hjerte_median", var="-0", denominator="12,0"),
        row(ind_id="hjerte_beregnet", var="0,10"),
    )

    assert cell_dict(reading) == {
        (COMPUTED.id, BODO.id, "caregiver", 2024): (None, 10, Decimal("0.1")),
        (MEAN.id, BODO.id, "caregiver", 2024): (None, 10, Decimal("-12.3456789012345678901234567890123")),
        (MEDIAN.id, BODO.id, "caregiver", 2024): (None, 12, Decimal(0)),
    }


def test_a_count_is_a_value_without_numerator_and_denominator(tmp_path):
    reading = read_rows(tmp_path, row(ind_id="hjerte_antall", var="12,0", denominator=""))

    assert cell_dict(reading) == {(COUNT.id, BODO.id, "caregiver", 2024): (None, None, Decimal(12))}


def test_large_counts_add_up_exactly(tmp_path):
    reading = read_rows(tmp_path, *[row(var=str(10**12), denominator=str(10**12))] * 3)

    assert cell_dict(reading)[(SHARE.id, BODO.id, "caregiver", 2024)] == (3 * 10**12, 3 * 10**12, None)


def test_cells_have_declared_types_also_when_there_are_none(tmp_path):
    expected = {
        "indicator": "int64",
        "unit": "int64",
        "context": "category",
        "year": "int64",
        "numerator": "Int64",
        "denominator": "Int64",
        "value": "object",
    }
    for reading in (read_rows(tmp_path, row()), read_rows(tmp_path, row(var="x")), read_rows(tmp_path)):
        assert reading.cells.dtypes.astype(str).to_dict() == expected
        assert list(reading.cells["context"].cat.categories) == ["caregiver", "resident"]


def test_a_reading_tells_rows_years_and_indicators(tmp_path):
    reading = read_rows(tmp_path, row(), row(), row(ind_id="T", year="2019"))

    assert (reading.rows, reading.years, reading.indicators) == (3, [2019, 2024], [SHARE.id, LETTER.id])


def test_missing_context_is_caregiver_and_missing_denominator_one(tmp_path):
    text = as_text([("1", "hjerte_andel", "974049767", "2024")] * 2, ("var", "ind_id", "orgnr", "year"))

    assert cell_dict(read_text(tmp_path, text)) == {(SHARE.id, BODO.id, "caregiver", 2024): (2, 2, None)}


def test_a_missing_denominator_is_one_for_the_check_of_the_numerator_too(tmp_path):
    text = as_text([("2", "hjerte_andel", "974049767", "2024")], ("var", "ind_id", "orgnr", "year"))

    assert places(read_text(tmp_path, text)) == [("numerator_above_denominator", 2, "var")]


def test_empty_rows_are_dropped_before_defaults_are_filled_in(tmp_path):
    text = as_text([row()[:5], [""] * 5, ["\u00a0"] * 5, row()[:5]], COLUMNS[:5]).replace(";3\n", ";1\n")

    reading = read_text(tmp_path, text + "\n  \n;;;;;;;;\n")

    assert reading.faults == []
    assert reading.rows == 2


def test_rows_are_counted_as_lines_of_the_file(tmp_path):
    text = "\n\n" + as_text([row(), [], row(ind_id='"hjerte\n\nandel"'), row(var="x")])

    assert places(read_text(tmp_path, text)) == [
        ("unknown_indicator", 6, "ind_id"),
        ("not_a_number", 9, "var"),
    ]


def test_a_header_below_empty_lines_is_named_by_its_own_row(tmp_path):
    assert only_fault(read_text(tmp_path, "\n;;\n" + as_text([row()[:5]], ["x", *COLUMNS[1:5]]))).row == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ending_will_do(tmp_path, end):
    reading = read_text(tmp_path, as_text([row(), row(var="x")], end=end))

    assert places(reading) == [("not_a_number", 3, "var")]


def test_the_last_line_needs_no_ending(tmp_path):
    assert read_text(tmp_path, as_text([row(), row()]).rstrip("\n")).rows == 2


def test_values_and_header_are_trimmed_and_header_case_ignored(tmp_path):
    header = ("\u00a0Context ", "YEAR", "OrgNr", "Ind_ID", "Var", "\ufeffDenominator")
    values = [f" \u00a0{value}\u202f\t" for value in row()]

    assert cell_dict(read_text(tmp_path, as_text([values], header))) == {
        (SHARE.id, BODO.id, "caregiver", 2024): (3, 10, None)
    }


def test_quoted_values_are_read_as_csv(tmp_path):
    text = as_text([[f'"{value}"' for value in row()]], [f'"{name}"' for name in COLUMNS], separator=", ")

    assert read_text(tmp_path, text).faults == []


def test_a_quotation_mark_inside_a_value_belongs_to_it(tmp_path):
    assert only_fault(read_rows(tmp_path, row(ind_id='hjerte"andel'))).value == 'hjerte"andel'


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quotation_mark_left_open_is_named_by_the_row_it_opens_in(tmp_path, end):
    rows = [row(), row(ind_id='"hjerte_andel')] + [row()] * 3

    fault = only_fault(read_text(tmp_path, as_text(rows).rstrip("\n") + end))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", 3, None)
    assert "anførselstegn" in fault.message


def test_a_quotation_mark_that_swallows_a_large_file_is_named_too(tmp_path):
    rows = [row(), row(ind_id='"hjerte_andel')] + [row()] * 5000

    assert places(read_rows(tmp_path, *rows)) == [("unreadable_file", 3, None)]


@pytest.mark.parametrize(
    "key", ["t", "T", "hjerte_ANDEL", "HJERTE_kikkhull. ÆØÅ-X", "hjerte_kikkhull. æøa\u030a-x"]
)
def test_keys_match_whatever_their_case_and_however_the_letters_are_composed(tmp_path, key):
    reading = read_rows(tmp_path, row(ind_id=key))

    assert reading.faults == []
    assert reading.indicators[0] in (LETTER.id, SHARE.id, LEGACY.id)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_detected_and_reported(tmp_path, separator):
    reading = read_text(tmp_path, as_text([row()], separator=separator))

    assert (reading.separator, reading.faults) == (separator, [])


def test_the_separator_is_the_one_under_which_most_columns_are_known(tmp_path):
    header = [*COLUMNS[:5], '"denominator, (nevner)"']

    assert read_text(tmp_path, as_text([row()], header)).separator == ";"


@pytest.mark.parametrize(
    ("separator", "var", "mark"),
    [
        (";", "1,5", ","),
        (";", "1.5", "."),
        (";", "1", ","),
        (",", "1", "."),
        ("\t", "1", "."),
        ("\t", "1,5", ","),
    ],
)
def test_the_decimal_mark_is_detected_and_reported(tmp_path, separator, var, mark):
    text = as_text([row(ind_id="hjerte_snitt", var=var)], separator=separator)

    assert read_text(tmp_path, text).decimal == mark


def test_a_quoted_decimal_comma_is_told_from_the_separator(tmp_path):
    text = as_text([row(ind_id="hjerte_snitt", var='"1,5"')], separator=",")

    reading = read_text(tmp_path, text)

    assert (reading.separator, reading.decimal, reading.faults) == (",", ",", [])


def test_the_decimal_mark_is_not_taken_from_what_is_not_looked_at(tmp_path):
    rows = [row(ind_id="hjerte_antall", denominator="1.5"), row(ind_id="hjerte_snitt", var="1,5")]

    assert read_rows(tmp_path, *rows).decimal == ","


def test_trailing_separators_are_ignored_where_header_and_rows_all_have_them(tmp_path):
    assert read_text(tmp_path, as_text([row()], end=";;\n")).faults == []
    assert places(read_rows(tmp_path, row(), header=(*COLUMNS, ""))) == [("ragged_row", 2, None)]


def test_utf8_is_read_with_and_without_a_byte_order_mark(tmp_path):
    text = as_text([row(ind_id=LEGACY.key)])
    for encoding in ("utf-8", "utf-8-sig"):
        reading = read_bytes(tmp_path, text.encode(encoding))
        assert (reading.encoding, reading.faults) == ("utf-8", [])


def test_what_is_not_utf8_is_read_as_windows_1252(tmp_path):
    reading = read_bytes(tmp_path, as_text([row(ind_id=LEGACY.key)]).encode("cp1252"))

    assert (reading.encoding, reading.faults) == ("windows-1252", [])


def test_an_encoding_that_shows_late_in_a_large_file_is_seen(tmp_path):
    text = as_text([row()] * 60_000 + [row(ind_id=LEGACY.key)])

    reading = read_bytes(tmp_path, text.encode("cp1252"))

    assert (reading.encoding, reading.rows, reading.faults) == ("windows-1252", 60_001, [])


def test_blocks_join_without_a_seam(tmp_path):
    rows = [row(var=str(at % 2), denominator="1", year=str(2000 + at % 20)) for at in range(130_000)]

    frame = read_rows(tmp_path, *rows).cells

    assert len(frame) == 20
    assert (frame["numerator"].sum(), frame["denominator"].sum()) == (65_000, 130_000)
    assert np.all(np.diff(frame["year"]) == 1)


def test_exact_copies_of_groups_are_counted_and_those_of_patients_are_not(tmp_path):
    reading = read_rows(
        tmp_path,
        *[row()] * 3,
        row(orgnr="974778700"),  # the other number: another row of the same hospital
        row(var="4"),
        *[row(var="1", denominator="1", year="2023")] * 5,
        *[row(ind_id="hjerte_dg", var="2,0"), row(ind_id="hjerte_dg", var="2")],
    )

    copied = reading.copies.astype({"context": object}).to_dict("records")
    cell = {"unit": BODO.id, "context": "caregiver", "year": 2024}
    assert copied == [
        {"indicator": SHARE.id, **cell, "times": 2},
        {"indicator": COVERAGE.id, **cell, "times": 1},
    ]
