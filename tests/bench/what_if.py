"""Milliseconds for what a moved limit would do: one indicator of the whole country, ten years, both contexts.

What a request for it costs but for the template: reading, computing, and making rows, sentences and picture.
"""

import csv
import gc
import io
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.database import NO_DATABASE, own_database
from tests.bench.drafts import REGISTRIES
from tests.bench.figures import Figure, Table, told

YEARS = range(2016, 2026)
HOSPITALS = 180
RUNS = 20
BUDGET = 300
# Of our own process: what it would take were nothing else going on, but for the database's own part.
PROCESSOR = "processor"
HEADER = "context;year;orgnr;ind_id;var;denominator\n"
INDICATORS = """key,registry,title,type,direction,target_high,target_moderate,valid_from
maal_andel,maal,Andel,share,higher,0.7,0.5,
maal_andel,maal,Andel,share,higher,0.75,0.5,2020
"""


def main() -> None:
    measured()


def measured() -> list[Table]:
    with own_database() as folder:
        if folder is None:
            print(NO_DATABASE)
            return [Table("", ["what if"], [[NO_DATABASE]])]
        load(folder)
        return [of_database()]


def load(folder: Path) -> None:
    """Deliveries at every hospital there is, in both contexts."""
    from django.conf import settings
    from django.core.management import call_command

    from registries.models import Registry
    from results.actions import DataDates, deliver_reading, publish_release, read_file

    (folder / "units.csv").write_text(units((settings.BASE_DIR / "fixtures/units.csv").read_text()))
    (folder / "registries.csv").write_text(REGISTRIES)
    (folder / "indicators.csv").write_text(INDICATORS)
    with (folder / "told").open("w") as told:
        call_command("import_units", str(folder / "units.csv"), stdout=told)
        call_command("import_registries", str(folder / "registries.csv"), stdout=told)
        call_command("import_indicators", str(folder / "indicators.csv"), stdout=told)
    file = read_file(path=delivery(folder), registry=Registry.objects.get(key="maal"))
    outcome = deliver_reading(file=file, dates=DataDates.by_default(), accept_warnings=True, by=None)
    publish_release(release=outcome.release, by=None)


def units(table: str) -> str:
    """The table with so many hospitals more that there are 180, below the trust of the first of them."""
    rows = list(csv.DictReader(io.StringIO(table)))
    hospitals = [row for row in rows if row["level"] == "hospital" and row["kind"] != "undefined"]
    for number in range(HOSPITALS - len(hospitals)):
        own = {"name": f"Sykehus {number}", "full_name": "", "orgnrs": str(10_000 + number)}
        rows.append(dict.fromkeys(rows[0], "") | hospitals[0] | own | {"company_orgnrs": ""})
    written = io.StringIO()
    table_of = csv.DictWriter(written, list(rows[0]))
    table_of.writeheader()
    table_of.writerows(rows)
    return written.getvalue()


def delivery(folder: Path) -> Path:
    from organisations.models import Level, OrganisationNumber

    found = OrganisationNumber.objects.filter(unit__level=Level.HOSPITAL, company=False)
    numbers = {number.unit_id: number.number for number in found.order_by("unit_id", "-number")}
    steady = random.Random(1)
    rows = [HEADER]
    for context in ("caregiver", "resident"):
        for number in numbers.values():
            quality = steady.gauss(0.72, 0.1)
            for year in YEARS:
                size = steady.choice([6, 15, 40, 60, 120, 400])
                treated = sum(steady.random() < quality for _ in range(size))
                rows.append(f"{context};{year};{number};maal_andel;{treated};{size}\n")
    path = folder / "levering.csv"
    path.write_text("".join(rows))
    return path


def asked() -> tuple[Any, dict[str, float]]:
    """What a page would show, and the seconds of each step."""
    from indicators.models import Indicator
    from organisations.models import Level
    from results.points import Origin
    from results.presenters.what_if import shown
    from results.what_ifs import answer_of, basis_of, distribution_of

    seconds: dict[str, float] = {}
    begun = time.process_time()

    def timed(step: str, action: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = action()
        seconds[step] = time.perf_counter() - start
        return found

    indicator = Indicator.objects.select_related("registry").get(key="maal_andel")
    basis = timed("read", lambda: basis_of(indicator))
    stricter = [replace(basis.present[-1], valid_from=2023, high=Decimal("0.8"))]
    answer = timed("compute", lambda: answer_of(basis, [*basis.present, *stricter]))
    origin = Origin("Målt", "Utkast", "https://kvalitet.example/")

    def presented() -> Any:
        distribution = distribution_of(answer, "caregiver", YEARS[-1], Level.HOSPITAL)
        made = shown(answer, distribution, Level.HOSPITAL, origin)
        return made, json.dumps(made.chart.payload if made.chart else {})

    made = timed("present", presented)
    return made, seconds | {PROCESSOR: time.process_time() - begun}


def of_database() -> Table:
    from django.db import connection

    from results.models import Result

    caption = (
        f"what if on {connection.vendor}: {Result.objects.count():,} results of one indicator, {RUNS} times"
    )
    with override_kept(0):
        asked()  # warms up
        gc.collect()
        gc.freeze()  # as a process of the server has it
        first = [asked()[1] for _ in range(RUNS)]
    asked()
    again = [asked()[1] for _ in range(RUNS)]
    named = {"asked for the first time": first, "asked again, with another limit": again}
    return told(caption, (figure for name, runs in named.items() for figure in figures(name, runs)))


def override_kept(sections: int) -> Any:
    from django.test import override_settings

    return override_settings(KEPT_SECTIONS=sections)


def figures(name: str, runs: list[dict[str, float]]) -> Iterator[Figure]:
    """The whole as it is waited for, and what it is made of."""
    whole = [1000 * (sum(run.values()) - run[PROCESSOR]) for run in runs]
    yield Figure(name, median(whole), "ms", BUDGET, min(whole))
    yield Figure("the longest", max(whole), "ms", BUDGET)
    for step in runs[0]:
        yield Figure(f"of it: {step}", 1000 * median(run[step] for run in runs), "ms")


if __name__ == "__main__":
    main()
