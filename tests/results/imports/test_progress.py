"""How much of a file is read, told block by block."""

import pytest

from results.imports import blocks, read_delivery
from tests.results.imports.world import CATALOGUE, COLUMNS, as_text, row, write_sheet

ROWS = [row(var="1", denominator="1")] * 450


def as_csv(folder):
    path = folder / "delivery"
    path.write_text(as_text(ROWS))
    return path


def as_sheet(folder):
    return write_sheet(folder / "delivery", [(), (), COLUMNS, *ROWS])


@pytest.mark.parametrize("written", [as_csv, as_sheet])
def test_progress_grows_to_the_whole(tmp_path, monkeypatch, written):
    monkeypatch.setattr(blocks, "CELLS", 1)  # the smallest blocks: 100 rows
    parts = []
    reading = read_delivery(written(tmp_path), CATALOGUE, progress=parts.append)
    assert (reading.rows, len(parts)) == (450, 5)
    assert parts == sorted(parts)
    assert 0 < parts[0] < 1
    assert parts[-1] == 1


def test_a_sheets_progress_is_its_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "CELLS", 1)
    parts = []
    read_delivery(as_sheet(tmp_path), CATALOGUE, progress=parts.append)
    assert parts == [at / 453 for at in (103, 203, 303, 403, 453)]
