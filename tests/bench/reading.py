"""Seconds and memory for reading a delivery of two million rows, and one where every row is faulty."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from results.imports import Catalogue, KnownIndicator, KnownUnit, Reading, read_delivery
from tests.bench.figures import Figure, Table, told

ROWS = 2_000_000
FAULTY_ROWS = 100_000
HEADER = "context;year;orgnr;ind_id;var;denominator\n"
UNITS = 180
YEARS = range(2016, 2026)
TYPES = ["share"] * 8 + ["coverage", "mean"]


def catalogue() -> Catalogue:
    units = {str(974_000_000 + at): KnownUnit(at, f"Sykehus {at}", "hospital") for at in range(1, UNITS + 1)}
    indicators = {
        f"register_indikator_{at}": KnownIndicator(at, f"register_indikator_{at}", "register", type_)
        for at, type_ in enumerate(TYPES, start=1)
    }
    return Catalogue("register", units, indicators, dict.fromkeys(range(1, UNITS + 1)), 2026)


def event_rows() -> Iterator[str]:
    """One row per patient, of shares only, as the largest registries deliver."""
    for at in range(ROWS):
        orgnr, indicator = 974_000_001 + at * 7 % UNITS, 1 + at * 11 % 8
        year = YEARS[at * 13 % len(YEARS)]
        yield f"caregiver;{year};{orgnr};register_indikator_{indicator};{at % 3 % 2};1\n"


def group_rows() -> Iterator[str]:
    """The worst for memory: groups, all of whose numbers differ."""
    for at in range(ROWS):
        orgnr, year = 974_000_001 + at * 7 % UNITS, YEARS[at * 13 % len(YEARS)]
        yield f"caregiver;{year};{orgnr};register_indikator_{1 + at * 11 % 8};{at};{at + 2}\n"


def faulty_rows() -> Iterator[str]:
    """Several faults in each row, no value twice."""
    for at in range(FAULTY_ROWS):
        yield f"pasient{at};{at};{974_100_000 + at};register_indikasjon_{at};{at}x;-{at}\n"


def read(make_rows: Callable[[], Iterator[str]], done: "multiprocessing.Queue[list[Figure]]") -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "delivery.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEADER)
            file.writelines(make_rows())
        size = path.stat().st_size / 2**20
        start = time.perf_counter()
        reading = read_delivery(path, catalogue())
        seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = f"{make_rows.__name__.replace('_', ' ')}: {_what(reading)} ({size:.0f} MB)"
    done.put([Figure(what, seconds, "s", decimals=1), Figure("its memory", memory, "MB")])


def _what(reading: Reading) -> str:
    return f"{reading.rows:,} rows, {len(reading.cells):,} cells, {reading.fault_count:,} faults"


def main() -> None:
    measured()


def measured() -> list[Table]:
    return [told("reading", figures())]


def figures() -> Iterator[Figure]:
    """Each file is read in a process of its own, so that the peak is its own."""
    fresh = multiprocessing.get_context("spawn")
    for make_rows in (event_rows, group_rows, faulty_rows):
        done: multiprocessing.Queue[list[Figure]] = fresh.Queue()
        process = fresh.Process(target=read, args=(make_rows, done))
        process.start()
        yield from done.get()
        process.join()


if __name__ == "__main__":
    main()
