"""The rows around a file's faults, as they stand in it."""

import openpyxl

from results.imports import excerpt, read_delivery
from results.imports.faults import KEPT
from tests.results.imports.world import CATALOGUE, COLUMNS, as_text, read_bytes, read_rows, row, write_sheet


def numbers(reading):
    return list(reading.excerpt)


def test_a_file_without_faults_has_no_excerpt(tmp_path):
    reading = read_rows(tmp_path, row(), row(year="2023"))
    assert (reading.fault_count, reading.excerpt) == (0, {})


def test_two_rows_before_a_fault_and_two_behind_are_kept_as_they_stand(tmp_path):
    rows = [row(var=f"{number} ") for number in range(8)]
    rows[4] = row(var="tre")
    reading = read_rows(tmp_path, *rows)
    assert numbers(reading) == [4, 5, 6, 7, 8]
    assert reading.excerpt[5][4] == "3 "
    assert reading.excerpt[6] == list(row(var="tre"))
    assert reading.columns == list(COLUMNS)


def test_rows_around_several_faults_are_kept_once(tmp_path):
    reading = read_rows(tmp_path, *[row(var="x")] * 3)
    assert numbers(reading) == [1, 2, 3, 4]


def test_of_a_faulty_header_the_rows_below_it(tmp_path):
    header = ("context", "aar", "orgnr", "ind_id", "var", "denominator")
    reading = read_rows(tmp_path, *[row()] * 5, header=header)
    assert numbers(reading) == [1, 2, 3]
    assert (reading.excerpt[1], reading.columns) == (list(header), list(header))


def test_ragged_and_empty_rows_stand_as_they_are(tmp_path):
    text = as_text([row()]) + "a;b\n\n" + ";".join(row()) + "\n"
    reading = read_bytes(tmp_path, text.encode())
    assert (numbers(reading), reading.excerpt[3], reading.excerpt[4]) == ([1, 2, 3, 4, 5], ["a", "b"], [])


def test_a_cell_given_twice_is_found_where_it_stands(tmp_path):
    rows = [row(ind_id="hjerte_snitt", year=str(year)) for year in (*range(2010, 2020), 2012)]
    reading = read_rows(tmp_path, *rows)
    assert [fault.code for fault in reading.faults] == ["repeated_cell"]
    assert numbers(reading) == [10, 11, 12]


def test_long_values_and_long_rows_are_clipped(tmp_path):
    reading = read_bytes(tmp_path, (as_text([row(var="9" * 500)]) + "x;" * 100 + "\n").encode())
    assert len(reading.excerpt[2][4]) == excerpt.LONGEST_CELL
    assert len(reading.excerpt[3]) == excerpt.MOST_CELLS


def test_an_excerpt_is_never_larger_than_a_job_may_keep(tmp_path, monkeypatch):
    monkeypatch.setattr(excerpt, "MOST_CHARACTERS", 200)
    reading = read_rows(tmp_path, *[row(var="x")] * 100)
    assert numbers(reading) == [1, 2, 3, 4, 5, 6]
    assert reading.fault_count == 100


def test_only_around_the_faults_that_are_listed(tmp_path):
    reading = read_rows(tmp_path, *[row(var="x")] * (KEPT + 100))
    assert (numbers(reading)[-1], reading.fault_count) == (1 + KEPT + 2, KEPT + 100)


def test_of_a_spreadsheet_too(tmp_path):
    path = write_sheet(tmp_path / "levering.xlsx", [COLUMNS, row(), row(var="x"), row(), row(), row()])
    reading = read_delivery(path, CATALOGUE)
    assert (numbers(reading), reading.excerpt[3][4]) == ([1, 2, 3, 4, 5], "x")


def test_also_around_what_keeps_a_spreadsheet_from_being_read(tmp_path):
    book = openpyxl.Workbook()
    for values in (COLUMNS, row(), row(var="=1+1"), row()):
        book.active.append(values)
    book.save(tmp_path / "formel.xlsx")
    reading = read_delivery(tmp_path / "formel.xlsx", CATALOGUE)
    assert reading.faults[0].row == 3
    assert (numbers(reading), reading.excerpt[2]) == ([1, 2, 3, 4], list(row()))


def test_where_values_cannot_be_told_apart_lines_stand_whole(tmp_path):
    text = as_text([row(), row()]) + 'caregiver;2024;"974049767;x\n' + ";".join(row()) + "\n"
    reading = read_bytes(tmp_path, text.encode())
    assert (reading.faults[0].code, reading.faults[0].row) == ("unreadable_file", 4)
    assert reading.excerpt[4] == ['caregiver;2024;"974049767;x']


def test_a_faulty_file_tells_the_years_and_indicators_it_names(tmp_path):
    rows = [
        row(year="2019"),
        row(year="1066"),
        row(ind_id="finnes_ikke"),
        row(ind_id="T", year="2024", var="x"),
    ]
    reading = read_rows(tmp_path, *rows)
    assert (reading.fault_count, len(reading.cells)) == (3, 0)
    assert (reading.years, reading.indicators) == ([2019, 2024], [31, 38])


def test_an_apostrophe_before_a_known_key_is_the_templates(tmp_path):
    reading = read_rows(tmp_path, row(ind_id="'hjerte_andel"))
    assert (reading.fault_count, reading.indicators) == (0, [31])
    assert read_rows(tmp_path, row(ind_id="'finnes_ikke")).faults[0].code == "unknown_indicator"
