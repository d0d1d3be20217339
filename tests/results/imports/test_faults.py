import pytest

from results.imports import Catalogue, Limits, read_delivery
from results.imports.faults import KEPT
from tests.results.imports.world import (
    CATALOGUE,
    COLUMNS,
    as_text,
    only_fault,
    places,
    read_rows,
    read_text,
    row,
)


@pytest.mark.parametrize(
    ("values", "code", "column", "value"),
    [
        (row(var=""), "empty_value", "var", ""),
        (row(denominator=" "), "empty_value", "denominator", ""),
        (row(context=""), "empty_value", "context", ""),
        (row(year=""), "empty_value", "year", ""),
        (row(orgnr=""), "empty_value", "orgnr", ""),
        (row(ind_id="\u00a0"), "empty_value", "ind_id", ""),
        (row(var="tre"), "not_a_number", "var", "tre"),
        (row(var="1 000", denominator="2000"), "not_a_number", "var", "1 000"),
        (row(var="1.000,5"), "not_a_number", "var", "1.000,5"),
        (row(var="1e3", denominator="2000"), "not_a_number", "var", "1e3"),
        (row(ind_id="hjerte_snitt", var=",5"), "not_a_number", "var", ",5"),
        (row(ind_id="hjerte_snitt", var="5,"), "not_a_number", "var", "5,"),
        (row(ind_id="hjerte_snitt", var="--5"), "not_a_number", "var", "--5"),
        (row(ind_id="hjerte_snitt", var="NaN"), "not_a_number", "var", "NaN"),
        (row(ind_id="hjerte_snitt", var="٣"), "not_a_number", "var", "٣"),
        (row(ind_id="hjerte_snitt", var="1" * 41), "not_a_number", "var", "1" * 41),
        (row(year="i fjor"), "not_a_number", "year", "i fjor"),
        (row(denominator="ti"), "not_a_number", "denominator", "ti"),
        (row(var="2,5"), "not_whole", "var", "2,5"),
        (row(denominator="10.5"), "not_whole", "denominator", "10.5"),
        (row(ind_id="hjerte_antall", var="0,5"), "not_whole", "var", "0,5"),
        (row(ind_id="hjerte_snitt", denominator="1,5"), "not_whole", "denominator", "1,5"),
        (row(year="2024,5"), "not_whole", "year", "2024,5"),
        (row(var="-1"), "negative", "var", "-1"),
        (row(var="−1"), "negative", "var", "−1"),
        (row(denominator="-10"), "negative", "denominator", "-10"),
        (row(ind_id="hjerte_antall", var="-1"), "negative", "var", "-1"),
        (row(denominator="0"), "zero_denominator", "denominator", "0"),
        (row(ind_id="hjerte_median", denominator="0,0"), "zero_denominator", "denominator", "0,0"),
        (row(ind_id="hjerte_beregnet", var="1", denominator="00"), "zero_denominator", "denominator", "00"),
        (row(ind_id="hjerte_antall", var="1000000000001"), "number_too_large", "var", "1000000000001"),
        (row(denominator="9" * 20), "number_too_large", "denominator", "9" * 20),
        (row(var="14", denominator="11"), "numerator_above_denominator", "var", "14"),
        (row(ind_id="hjerte_dg", var="2", denominator="1"), "numerator_above_denominator", "var", "2"),
        (row(ind_id="hjerte_beregnet", var="1,01"), "share_outside_range", "var", "1,01"),
        (row(ind_id="hjerte_beregnet", var="-0,1"), "share_outside_range", "var", "-0,1"),
        (row(orgnr="999999999"), "unknown_unit", "orgnr", "999999999"),
        (row(orgnr="01"), "unknown_unit", "orgnr", "01"),
        (row(ind_id="lunge"), "unknown_indicator", "ind_id", "lunge"),
        (row(ind_id="KNE_andel"), "other_registry", "ind_id", "KNE_andel"),
        (row(context="bosted"), "unknown_context", "context", "bosted"),
        (row(year="1989"), "year_out_of_range", "year", "1989"),
        (row(year="2027"), "year_out_of_range", "year", "2027"),
        (row(year="-2024"), "year_out_of_range", "year", "-2024"),
    ],
)
def test_a_wrong_value_is_named_by_code_row_and_column(tmp_path, values, code, column, value):
    fault = only_fault(read_rows(tmp_path, row(orgnr="974795477"), values))

    assert (fault.code, fault.row, fault.column, fault.value) == (code, 3, column, value)
    assert fault.message.startswith("Rad 3")
    assert fault.message.endswith((".", "?"))


@pytest.mark.parametrize("values", [row(year="1990"), row(year="2026"), row(year="2024.0"), row(var="10")])
def test_values_at_the_limit_are_accepted(tmp_path, values):
    assert read_rows(tmp_path, values).faults == []


def test_fault_sentences_say_what_and_what_to_do(tmp_path):
    reading = read_rows(
        tmp_path,
        row(orgnr="97477870"),
        row(var="14", denominator="11"),
        row(ind_id="hjerte_andell"),
        row(ind_id="kne_andel"),
    )

    assert [fault.message for fault in reading.faults] == [
        "Rad 2, kolonne orgnr: «97477870» finnes ikke blant enhetene. Mente du 974778700 (Bodø)?",
        "Rad 3: telleren (14) er større enn nevneren (11). For andeler må var være høyst denominator.",
        "Rad 4, kolonne ind_id: «hjerte_andell» finnes ikke blant registerets indikatorer. "
        "Mente du «hjerte_andel»?",
        "Rad 5, kolonne ind_id: «kne_andel» hører til registeret «kne». "
        "Lever raden dit, eller rett nøkkelen.",
    ]


def test_an_organisation_number_that_is_nothing_like_a_known_one_gets_no_suggestion(tmp_path):
    assert "Mente du" not in only_fault(read_rows(tmp_path, row(orgnr="123"))).message


def test_a_value_with_the_other_decimal_mark_is_not_a_number(tmp_path):
    rows = [row(ind_id="hjerte_snitt", var="1.5"), row(ind_id="hjerte_median", var="1,5")]

    fault = only_fault(read_rows(tmp_path, *rows))

    assert (fault.code, fault.row, fault.column) == ("not_a_number", 3, "var")
    assert "«1,5» har komma som desimaltegn, men filen bruker punktum" in fault.message


def test_the_denominator_of_a_count_is_not_looked_at(tmp_path):
    rows = [
        row(ind_id="hjerte_antall", denominator=text, year=str(2020 + at)) for at, text in enumerate(JUNK)
    ]

    assert read_rows(tmp_path, *rows).faults == []


JUNK = ["", "0", "-5", "ukjent", "1.000,5"]


def test_a_row_with_an_unknown_indicator_is_checked_as_far_as_certain(tmp_path):
    bad = ("hjemme", "1800", "12", "lunge", "mye", "ukjent")

    assert places(read_rows(tmp_path, bad)) == [
        ("unknown_context", 2, "context"),
        ("year_out_of_range", 2, "year"),
        ("unknown_unit", 2, "orgnr"),
        ("unknown_indicator", 2, "ind_id"),
        ("not_a_number", 2, "var"),
    ]


def test_faults_of_a_row_stand_in_the_order_of_the_files_columns(tmp_path):
    header = ("var", "denominator", "ind_id", "orgnr", "year")
    reading = read_text(tmp_path, as_text([("x", "0", "hjerte_andel", "2", "1")], header))

    assert [fault.column for fault in reading.faults] == ["var", "denominator", "orgnr", "year"]


@pytest.mark.parametrize("ind_id", ["hjerte_beregnet", "hjerte_snitt", "hjerte_median", "hjerte_antall"])
def test_a_second_row_for_a_cell_of_a_type_that_does_not_add_is_a_fault(tmp_path, ind_id):
    reading = read_rows(
        tmp_path,
        row(ind_id=ind_id, var="1"),
        row(ind_id=ind_id, var="1", year="2023"),
        row(ind_id=ind_id.upper(), var="0", orgnr="974778700"),  # the same hospital's other number
        row(ind_id=ind_id, var="1", context="resident"),
    )

    fault = only_fault(reading)
    assert (fault.code, fault.row, fault.column, fault.value) == ("repeated_cell", 4, None, None)
    assert "som rad 2" in fault.message


def test_each_further_row_for_a_cell_is_counted_and_names_the_first(tmp_path):
    reading = read_rows(tmp_path, *[row(ind_id="hjerte_snitt")] * 4)

    assert places(reading) == [("repeated_cell", at, None) for at in (3, 4, 5)]
    assert all("som rad 2" in fault.message for fault in reading.faults)


def test_a_faulty_value_does_not_hide_that_its_cell_is_repeated(tmp_path):
    reading = read_rows(tmp_path, row(ind_id="hjerte_snitt", var="x"), row(ind_id="hjerte_snitt"))

    assert places(reading) == [("not_a_number", 2, "var"), ("repeated_cell", 3, None)]


def test_a_ragged_row_is_never_shifted_or_padded(tmp_path):
    reading = read_rows(tmp_path, row(), row()[:5], (*row(), "9"), (*row(), ""))

    assert places(reading) == [("ragged_row", at, None) for at in (3, 4, 5)]
    assert reading.faults[0].message.startswith(
        "Rad 3: raden har 5 verdier, men overskriften har 6 kolonner."
    )


def test_ragged_rows_take_their_place_among_the_other_faults(tmp_path):
    reading = read_rows(tmp_path, row(var="x"), row()[:5], row(var="x"))

    assert places(reading) == [
        ("not_a_number", 2, "var"),
        ("ragged_row", 3, None),
        ("not_a_number", 4, "var"),
    ]


@pytest.mark.parametrize("missing", ["year", "orgnr", "ind_id", "var"])
def test_a_missing_column_is_named_in_the_headers_row(tmp_path, missing):
    keep = [at for at, name in enumerate(COLUMNS) if name != missing]
    text = as_text([[row()[at] for at in keep]], [COLUMNS[at] for at in keep])

    fault = only_fault(read_text(tmp_path, text))

    assert (fault.code, fault.row, fault.column) == ("missing_column", 1, missing)


def test_an_unknown_column_is_named_as_written(tmp_path):
    fault = only_fault(read_rows(tmp_path, (*row(), "ok"), header=(*COLUMNS, " Kommentar ")))

    assert (fault.code, fault.row, fault.column) == ("unknown_column", 1, "Kommentar")


def test_a_repeated_column_is_named_as_written(tmp_path):
    fault = only_fault(read_rows(tmp_path, (*row(), "1"), header=(*COLUMNS, "VAR")))

    assert (fault.code, fault.row, fault.column) == ("repeated_column", 1, "VAR")


def test_a_misspelt_denominator_is_not_taken_for_one_left_out(tmp_path):
    header = (*COLUMNS[:5], "denominater")

    fault = only_fault(read_rows(tmp_path, row(), header=header))

    assert (fault.code, fault.column) == ("unknown_column", "denominater")
    assert fault.message.endswith("Mente du denominator?")


def test_a_column_without_a_name_that_holds_something_is_unknown(tmp_path):
    fault = only_fault(read_rows(tmp_path, (*row(), ""), (*row(), "ja"), header=(*COLUMNS, "")))

    assert (fault.code, fault.row, fault.column) == ("unknown_column", 1, "")
    assert "kolonne nummer 7 har verdier (først i rad 3)" in fault.message


def test_a_value_in_a_column_without_a_name_may_be_the_denominator(tmp_path):
    reading = read_rows(tmp_path, row(), row(denominator=""), header=(*COLUMNS[:5], ""))

    assert places(reading) == [("unknown_column", 1, ""), ("numerator_above_denominator", 3, "var")]


def test_the_known_columns_are_checked_beside_a_faulty_header(tmp_path):
    header = ("context", "year", "year", "ind_id", "var", "nevner")

    assert places(read_rows(tmp_path, row(context="x", var="x"), header=header)) == [
        ("repeated_column", 1, "year"),
        ("unknown_column", 1, "nevner"),
        ("missing_column", 1, "orgnr"),
        ("unknown_context", 2, "context"),
        ("not_a_number", 2, "var"),
    ]


def test_only_the_header_is_faulted_when_nothing_in_it_is_known(tmp_path):
    reading = read_text(tmp_path, "a;b\n1;2\n3\n")

    assert reading.fault_counts == {"unknown_column": 2, "missing_column": 4}
    assert {fault.row for fault in reading.faults} == {1}


@pytest.mark.parametrize("text", [as_text([]), as_text([]) + ";;;;;\n \n", "\n\n" + as_text([])])
def test_a_file_without_data_rows_is_a_fault_of_the_whole_file(tmp_path, text):
    fault = only_fault(read_text(tmp_path, text))

    assert (fault.code, fault.row, fault.column) == ("no_data_rows", None, None)


def test_more_rows_than_the_limit_are_too_many(tmp_path):
    path = tmp_path / "delivery.csv"
    path.write_text(as_text([row()] * 11))

    fault = only_fault(read_delivery(path, CATALOGUE, Limits(rows=10)))

    assert (fault.code, fault.row, fault.column) == ("too_large", None, None)
    assert read_delivery(path, CATALOGUE, Limits(rows=11)).faults == []


def test_a_file_larger_than_the_limit_is_too_large(tmp_path):
    path = tmp_path / "delivery.csv"
    path.write_text(as_text([row()]))

    assert only_fault(read_delivery(path, CATALOGUE, Limits(file_bytes=20))).code == "too_large"


def test_the_first_thousand_faults_are_shown_and_all_are_counted(tmp_path):
    reading = read_rows(tmp_path, *[row(var="x", denominator="0")] * 60_000)

    assert reading.fault_count == 120_000
    assert reading.fault_counts == {"not_a_number": 60_000, "zero_denominator": 60_000}
    assert len(reading.faults) == KEPT
    assert (reading.faults[-1].row, reading.faults[-1].column) == (501, "denominator")


def test_the_first_thousand_are_the_first_by_row_of_all_kinds(tmp_path):
    rows = [row(ind_id="hjerte_snitt", var="x" if at % 2 else "1") for at in range(3000)]

    reading = read_rows(tmp_path, *rows)

    assert reading.fault_counts == {"not_a_number": 1500, "repeated_cell": 2999}
    assert len(reading.faults) == KEPT
    assert [fault.row for fault in reading.faults] == sorted(fault.row for fault in reading.faults)
    assert reading.faults[-1].row == 669


def test_a_long_value_is_cut_where_it_is_shown(tmp_path):
    fault = only_fault(read_rows(tmp_path, row(orgnr="9" * 5000)))

    assert len(fault.value) == 80
    assert len(fault.message) < 300


def test_a_registry_without_indicators_faults_every_row_and_does_not_fall_over(tmp_path):
    empty = Catalogue("ny", {}, {}, {}, 2026)

    reading = read_text(tmp_path, as_text([row()]), empty)

    assert places(reading) == [("unknown_unit", 2, "orgnr"), ("unknown_indicator", 2, "ind_id")]
