"""Lighthouse's scores, as a phone gets the pages: `python -m tests.bench.lighthouse [--runs N] [PATH …]`.

Each page is run several times, each time in a browser of its own, with Lighthouse's own phone, connection and
processor. Every check that fails stands below its page, also those that only HTTPS could pass.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.addresses import ADDRESSES, Address
from tests.bench.figures import Figure, Table, crossed
from tests.bench.serving import Portal, asked, served

RUNS = 5
# Chromium's trace is now and then without its beginning; Lighthouse then asks to be run again.
TRIES = 3
FOLDER = Path(__file__).resolve().parent
PROGRAM = FOLDER / "node_modules/.bin/lighthouse"
BUDGETS = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95}
OPTIONS = [
    "--chrome-flags=--headless=new --no-sandbox",
    "--form-factor=mobile",
    f"--only-categories={','.join(BUDGETS)}",
    "--disable-full-page-screenshot",
    "--output=json",
    "--quiet",
]
MISSING = "Lighthouse is not there (`make bench` installs it), or there is no chromium (CHROMIUM=path)."

Report = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, help="copy this loaded database instead of loading one")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("paths", nargs="*", help="these alone, instead of the pages in addresses.py")
    chosen = parser.parse_args()
    addresses = [Address(path, path, lighthouse=True) for path in chosen.paths] or ADDRESSES
    with served(chosen.database) as portal:
        measured(portal, chosen.runs, addresses)


def measured(portal: Portal, runs: int = RUNS, addresses: Sequence[Address] = ADDRESSES) -> list[Table]:
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if chromium is None or not PROGRAM.exists():
        print(MISSING)
        return [Table("", ["Lighthouse"], [[MISSING]])]
    print(f"Lighthouse {version()}: median of {runs} runs as a phone")
    rows: list[tuple[str, Sequence[Figure]]] = []
    failures: list[Sequence[str]] = []
    for address in addresses:
        if address.lighthouse:
            name, figures, failed = of_page(portal, address, runs, chromium)
            rows.append((name, figures))
            failures += failed
    tables = [crossed(f"Lighthouse {version()}, the middle of {runs} runs", "page", rows)]
    if failures:
        tables.append(Table("What is not passed", ["page", "category", "check", "runs"], failures))
    return tables


def of_page(
    portal: Portal, address: Address, runs: int, chromium: str
) -> tuple[str, list[Figure], list[Sequence[str]]]:
    """What it is called in the table, its scores, and a row for each check that it fails."""
    whole = portal.address + address.path
    status, *_ = asked(whole)
    if status != http.HTTPStatus.OK:
        missing = f"{address.name}: missing, {status}"
        print(missing, flush=True)
        return missing, scores([]), []
    reports = [report for _ in range(runs) if (report := run(whole, chromium))]
    failed = [
        [address.name, category, check, f"{times} of {len(reports)}"]
        for category, check, times in failing(reports)
    ]
    figures = told(address.name, scores(reports))
    for _, *words in failed:
        print("    not passed:", *words, flush=True)
    return address.name, figures, failed


def told(name: str, figures: list[Figure]) -> list[Figure]:
    print(name)
    for figure in figures:
        print(figure.line, flush=True)
    return figures


def version() -> str:
    return str(json.loads((FOLDER / "package.json").read_text())["devDependencies"]["lighthouse"])


def run(address: str, chromium: str) -> Report | None:
    """What Lighthouse says; None where it comes to no end, however often it is tried."""
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.json"
            subprocess.run(
                [str(PROGRAM), address, *OPTIONS, f"--output-path={path}"],
                env=os.environ | {"CHROME_PATH": chromium},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            report: Report = json.loads(path.read_text()) if path.exists() else {"runtimeError": {}}
        if "runtimeError" not in report:
            return report
    return None


def scores(reports: Sequence[Report]) -> list[Figure]:
    """Each category's median, of a hundred."""
    figures = []
    for category, floor in BUDGETS.items():
        given = [report["categories"][category]["score"] for report in reports]
        known = [100 * score for score in given if score is not None]
        value = float(round(median(known))) if known else None
        figures.append(Figure(category.replace("-", " "), value, "", floor, at_least=True))
    return figures


def failing(reports: Iterable[Report]) -> list[tuple[str, str, int]]:
    """Category, check and in how many runs, for the checks that took something off a score. In the
    performance, where a hundredth off is a matter of the day, those below nine tenths."""
    found: Counter[tuple[str, str]] = Counter()
    for report in reports:
        for category, about in report["categories"].items():
            passes = 0.9 if category == "performance" else 1
            for part in about["auditRefs"]:
                score = report["audits"][part["id"]]["score"]
                if part["weight"] and score is not None and score < passes:
                    found[category, part["id"]] += 1
    return [(category, check, times) for (category, check), times in sorted(found.items())]


if __name__ == "__main__":
    main()
