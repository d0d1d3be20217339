"""What the pages cost a reader, against their budgets: `python -m tests.bench.pages [--database FILE]`."""

import argparse
import http.client
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser

from tests.bench.browsing import FAST, SLOW, Line, chromium, visit
from tests.bench.serving import served

RUNS = 7
REQUESTS = 20
KB = 1000
# The nation and four trusts, of every registry there is.
UNITS = ["nasjonalt", "bergen-hf", "ous-hf", "st-olavs-hf", "unn-hf"]
HOSPITALS = ["haukeland", "ullevaal"]
PAGES = {
    "table": "/behandlingskvalitet/?" + urlencode({"sted": UNITS}, doseq=True),
    "indicator": "/indikator/hjerteinfarkt/hjerteinfarkt_reper_stemi/?"
    + urlencode({"sted": UNITS}, doseq=True),
    "profile": f"/sykehus/{HOSPITALS[0]}/",
    "comparison": "/sammenlign/?" + urlencode({"sted": HOSPITALS}, doseq=True),
    "front": "/",
}
# The page that has budgets, and what opens a chart in it.
WITH_BUDGETS = "table"
OPENS_A_CHART = "a[data-toggle]"


@dataclass(frozen=True)
class Figure:
    name: str
    value: float | None
    unit: str = ""
    budget: float | None = None
    least: float | None = None  # of all the runs: what it is when nothing else is going on

    @property
    def line(self) -> str:
        if self.value is None:
            return f"  {self.name:<50} {'none':>9}"
        least = "" if self.least is None else f"(least {self._written(self.least)})"
        line = f"  {self.name:<50} {self._written(self.value):>9} {self.unit:<3} {least:<16}"
        if self.budget is None:
            return line.rstrip()
        return f"{line} ≤ {self.budget:>5,g}  {'ok' if self.value <= self.budget else 'OVER'}"

    def _written(self, value: float) -> str:
        return f"{value:,.0f}" if self.unit else f"{value:,.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="copy this loaded database instead of loading one")
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen, _ = parser.parse_known_args()
    with served(chosen.database) as portal, chromium() as browser:
        if browser is None:
            print("There is no chromium (CHROMIUM=path): only the server's time is measured.")
        busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(f"pages: median of {chosen.runs} visits with an empty cache; {busy}")
        for name, address in PAGES.items():
            print(f"{name}: {address}")
            for figure in measured(name, portal.address + address, browser, chosen.runs):
                print(figure.line, flush=True)


def measured(name: str, address: str, browser: Browser | None, runs: int) -> Iterator[Figure]:
    status, _, _, _ = asked(address)
    if status != http.HTTPStatus.OK:
        yield Figure(f"not there: {status}", None)
        return
    yield from of_the_server(address)
    if browser:
        visit(browser, address, FAST)  # the first one warms up
        for line in (FAST, SLOW):
            yield from of_the_browser(browser, name, address, line, runs)


def of_the_server(address: str) -> Iterator[Figure]:
    """After every process and thread of the server has been asked for it."""
    answers = [asked(address) for _ in range(2 * REQUESTS)][REQUESTS:]
    for name, times in (
        ("server: until its first byte", [1000 * first for _, first, _, _ in answers]),
        ("server: until its last byte", [1000 * last for _, _, last, _ in answers]),
    ):
        yield Figure(name, median(times), "ms", least=min(times))
    yield Figure("server: the answer, compressed", answers[0][3] / KB, "kB")


def asked(address: str) -> tuple[int, float, float, int]:
    """The status, the seconds until the first and the last byte, and how many bytes the answer's body has."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    start = time.perf_counter()
    connection.request("GET", f"{parts.path}?{parts.query}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    first = time.perf_counter()
    size = len(answer.read())
    last = time.perf_counter()
    connection.close()
    return answer.status, first - start, last - start, size


def of_the_browser(browser: Browser, name: str, address: str, line: Line, runs: int) -> Iterator[Figure]:
    visits = [visit(browser, address, line) for _ in range(runs)]
    budgets = BUDGETS[line] if name == WITH_BUDGETS else {}

    def figure(what: str, values: list[float | None], unit: str = "") -> Figure:
        known = [value for value in values if value is not None]
        least = min(known) if known and unit == "ms" else None
        return Figure(
            f"{line.name}: {what}", median(known) if known else None, unit, budgets.get(what), least
        )

    yield figure("first contentful paint", [one.paint for one in visits], "ms")
    yield figure("first level cell painted", [one.cell for one in visits], "ms")
    yield figure("total blocking time", [one.blocked for one in visits], "ms")
    yield figure("layout shift", [one.shift for one in visits])
    if line == FAST:
        yield figure("where that cell stands, from the top", [one.top for one in visits], "px")
        yield figure("transferred", [one.weight(chart=False) / KB for one in visits], "kB")
        yield figure("requests", [one.requests for one in visits], "no")
    if line == FAST and name == WITH_BUDGETS:
        opened = visit(browser, address, line, OPENS_A_CHART)
        yield figure("chart code, once a chart is opened", [opened.weight(chart=True) / KB], "kB")


BUDGETS: dict[Line, dict[str, float]] = {
    FAST: {
        "first level cell painted": 400,
        "total blocking time": 100,
        "layout shift": 0.02,
        "transferred": 150,
        "requests": 15,
        "chart code, once a chart is opened": 450,
    },
    SLOW: {"first level cell painted": 1500, "total blocking time": 100, "layout shift": 0.02},
}


if __name__ == "__main__":
    main()
