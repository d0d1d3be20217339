import io
import zipfile

import pytest

from results.imports import Limits, read_delivery
from tests.results.imports.world import CATALOGUE, COLUMNS, as_text, only_fault, read_bytes, row, write_sheet

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def a_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("delivery.csv", as_text([row()]))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"\xef\xbb\xbf", "tom"),
        (b" \r\n;;;\n\n", "tom"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"<html><table><tr><td>context</td></tr></table></html>", "nettside"),
        (a_zip(), "zip-arkiv"),
        (b"PK\x03\x04" + b"\x01" * 100, "skadet"),
        (OLE + b"\x00" * 600, "gammelt format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "passord"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "tekstfil"),
        (as_text([row()]).replace("caregiver", "care\x00giver").encode(), "tekstfil"),
        (as_text([row()]).encode("utf-16"), "UTF-16"),
        (as_text([row()]).encode("utf-16-be"), "tekstfil"),
        (as_text([row()]).encode("utf-32"), "UTF-16"),
    ],
)
def test_what_is_no_delivery_is_unreadable_and_says_why(tmp_path, content, word):
    fault = only_fault(read_bytes(tmp_path, content))

    assert (fault.code, fault.row, fault.column, fault.value) == ("unreadable_file", None, None, None)
    assert word in fault.message
    assert fault.message[0].isupper()


def test_bytes_that_are_no_letters_in_either_encoding_are_named_by_row(tmp_path):
    content = as_text([row(), row(), row(ind_id="hjerte\x00")]).encode().replace(b"\x00", b"\x81")

    fault = only_fault(read_bytes(tmp_path, content))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", 4, None)


def test_a_file_that_says_it_is_utf8_and_is_not_is_unreadable(tmp_path):
    content = b"\xef\xbb\xbf" + as_text([row(ind_id="hjerte_å")]).encode("cp1252")

    assert only_fault(read_bytes(tmp_path, content)).code == "unreadable_file"


def test_a_text_cut_within_a_letter_is_not_taken_for_utf8(tmp_path):
    content = as_text([row(ind_id="hjerte_å")]).encode().partition(b"\xa5")[0]

    assert read_bytes(tmp_path, content).encoding == "windows-1252"


@pytest.mark.parametrize("length", [10, 100, 1000, 3000, 4000, -30, -1])
def test_a_spreadsheet_cut_off_is_unreadable(tmp_path, length):
    content = write_sheet(tmp_path / "whole.xlsx", [COLUMNS, row()]).read_bytes()

    fault = only_fault(read_bytes(tmp_path, content[:length]))

    assert (fault.code, fault.row, fault.column) == ("unreadable_file", None, None)


def test_a_spreadsheet_with_bytes_changed_never_raises(tmp_path):
    content = write_sheet(tmp_path / "whole.xlsx", [COLUMNS, row()]).read_bytes()
    for at in range(0, len(content), 37):
        changed = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        reading = read_bytes(tmp_path, changed)
        assert reading.fault_count or len(reading.cells) == 1


def repacked(source: bytes, edit: dict[str, bytes]) -> bytes:
    """A spreadsheet with parts replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, edit.get(name) or old.read(name))
    return buffer.getvalue()


def sheet_xml(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


@pytest.fixture
def spreadsheet(tmp_path) -> bytes:
    return write_sheet(tmp_path / "whole.xlsx", [COLUMNS, row()]).read_bytes()


def test_a_zip_bomb_is_stopped_by_what_it_unpacks_to(tmp_path, spreadsheet):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(repacked(spreadsheet, {"xl/theme/theme1.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))

    fault = only_fault(read_delivery(path, CATALOGUE, Limits(unpacked_bytes=3_000_000)))

    assert (fault.code, fault.row, fault.column) == ("too_large", None, None)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_too(tmp_path, spreadsheet):
    content = repacked(spreadsheet, {"xl/theme/theme1.xml": b"<a>" + b" " * 5_000_000 + b"</a>"})
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(content.replace((5_000_007).to_bytes(4, "little"), (7).to_bytes(4, "little")))

    assert only_fault(read_delivery(path, CATALOGUE, Limits(unpacked_bytes=3_000_000))).code == "too_large"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="XFD1"><v>1</v></c></row>',
        b'<row r="1"><c s="1" r="AA1" t="n"><v>1</v></c></row>',
        b"<row r='1'><c r='xfd1'><v>1</v></c></row>",
        b'<row r="9"><c r="A9999999"><v>1</v></c></row>',
        b'<row r="99999999"><c><v>1</v></c></row>',
        b'<x:row xmlns:x="x" r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>',
        b"<row>" + b"<c><v>1</v></c>" * 27 + b"</row>",
    ],
)
def test_a_value_far_outside_the_table_is_refused_before_it_fills_the_memory(tmp_path, spreadsheet, rows):
    content = repacked(spreadsheet, {"xl/worksheets/sheet1.xml": sheet_xml(rows)})

    fault = only_fault(read_bytes(tmp_path, content))

    assert fault.code == "unreadable_file"
    assert "langt utenfor tabellen" in fault.message


def test_an_empty_formatted_cell_far_out_does_no_harm(tmp_path, spreadsheet):
    with zipfile.ZipFile(io.BytesIO(spreadsheet)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").replace(b"</row>", b'<c r="XFD1" s="0"/></row>', 1)

    assert read_bytes(tmp_path, repacked(spreadsheet, {"xl/worksheets/sheet1.xml": sheet})).faults == []
