"""What the pages cost a reader: `python -m tests.bench.pages [--database FILE] [NAME …]`."""

import argparse
import http.client
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.addresses import ADDRESSES, Address
from tests.bench.browsing import FAST, SLOW, Line, Visit, chromium, visit
from tests.bench.figures import Figure, Table, crossed
from tests.bench.serving import Portal, asked, served

RUNS = 3
REQUESTS = 12
KB = 1000
NO_BROWSER = "There is no chromium (CHROMIUM=path): only the server's time is measured."
FIRST_RESULT = {FAST: 400, SLOW: 1500}  # ms
BLOCKING = 100  # ms
SHIFT = 0.02
WEIGHT, CHARTS = 150, 450  # kB
MOST_REQUESTS = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="copy this loaded database instead of loading one")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("names", nargs="*", help="of the pages in addresses.py, instead of all")
    chosen = parser.parse_args()
    addresses = [one for one in ADDRESSES if not chosen.names or one.name in chosen.names]
    with served(chosen.database) as portal:
        measured(portal, chosen.runs, addresses)


def measured(portal: Portal, runs: int = RUNS, addresses: Sequence[Address] = ADDRESSES) -> list[Table]:
    """The weight of every page, and what it takes on each line."""
    print(f"pages: median of {runs} visits with an empty cache")
    weights: list[tuple[str, Sequence[Figure]]] = []
    lines: dict[Line, list[tuple[str, Sequence[Figure]]]] = {FAST: [], SLOW: []}
    with chromium() as browser:
        if browser:
            visit(browser, portal.address, FAST)  # warms up
        else:
            print(NO_BROWSER)
        for address in addresses:
            status, *_ = asked(portal.address + address.path)
            if status != http.HTTPStatus.OK:
                print(f"{address.name}: missing, {status}", flush=True)
                weights.append((f"{address.name}: missing, {status}", weight([], [], None)))
                continue
            print(f"{address.name}: {address.path}")
            figures, of_lines = of_page(portal.address + address.path, address.opens, browser, runs)
            weights.append((address.name, figures))
            for line, felt_there in of_lines.items():
                lines[line].append((address.name, felt_there))
    return [
        crossed("What is sent", "page", weights),
        *(crossed(f"What is felt: {line.name}", "page", rows) for line, rows in lines.items() if rows),
    ]


def of_page(
    address: str, opens: str, browser: Browser | None, runs: int
) -> tuple[list[Figure], dict[Line, list[Figure]]]:
    answers = answered(address)
    if browser is None:
        return told("sent", weight(answers, [], None)), {}
    opened = visit(browser, address, FAST, opens) if opens else None
    visits = {line: [visit(browser, address, line) for _ in range(runs)] for line in (FAST, SLOW)}
    of_lines = {line: told(line.name, felt(visits[line], line)) for line in visits}
    return told("sent", weight(answers, visits[FAST], opened)), of_lines


def told(about: str, figures: list[Figure]) -> list[Figure]:
    for figure in figures:
        named = f"{about}: {figure.name}"
        print(Figure(**figure.__dict__ | {"name": named}).line, flush=True)
    return figures


def answered(address: str) -> list[tuple[int, float, float, int]]:
    """After every process and thread of the server has been asked for it."""
    return [asked(address) for _ in range(2 * REQUESTS)][REQUESTS:]


def weight(
    answers: list[tuple[int, float, float, int]], visits: list[Visit], opened: Visit | None
) -> list[Figure]:
    """Nothing is known of what was not visited."""
    first = [1000 * first for _, first, _, _ in answers]
    last = [1000 * last for _, _, last, _ in answers]
    sent = [one.weight(chart=False) / KB for one in visits]
    charts = [one.weight(chart=True) / KB for one in (opened, *visits) if one]
    return [
        Figure("first byte", middle(first), "ms", least=min(first, default=None)),
        Figure("last byte", middle(last), "ms", least=min(last, default=None)),
        Figure("the page itself", answers[0][3] / KB if answers else None, "kB"),
        Figure("transferred", middle(sent), "kB", WEIGHT),
        Figure("requests", middle([one.requests for one in visits]), "", MOST_REQUESTS),
        Figure("chart code", max(charts, default=0) or None, "kB", CHARTS),
    ]


def felt(visits: list[Visit], line: Line) -> list[Figure]:
    paints = [one.paint for one in visits if one.paint is not None]
    cells = [one.cell for one in visits if one.cell is not None]
    firsts = cells or paints
    blocked, least = [one.blocked for one in visits], min(firsts, default=None)
    return [
        Figure("first content", middle(paints), "ms", least=min(paints, default=None)),
        Figure("first result", middle(firsts), "ms", FIRST_RESULT[line], least),
        Figure("blocked", middle(blocked), "ms", BLOCKING, min(blocked)),
        Figure("layout shift", middle([one.shift for one in visits]), "", SHIFT, decimals=3),
    ]


def middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None


if __name__ == "__main__":
    main()
