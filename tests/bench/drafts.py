"""Seconds from a read file to a computed draft, and for publishing it: one registry of sixty."""

import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.database import NO_DATABASE, own_database
from tests.bench.figures import Figure, Table, told

ROWS = 470_000 // 62
YEARS = range(2016, 2026)
SHARES = 7
RUNS = 5
HEADER = "context;year;orgnr;ind_id;var;denominator\n"
REGISTRIES = "key,name,short_name,rhf,established,medical_field,medical_field_secondary\nmaal,Målt,Målt,,,,\n"


def main() -> None:
    measured()


def measured() -> list[Table]:
    with own_database() as folder:
        if folder is None:
            print(NO_DATABASE)
            return [Table("", ["drafts"], [[NO_DATABASE]])]
        return [of_database(folder)]


def of_database(folder: Path) -> Table:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from registries.models import Registry
    from results.actions import DataDates, deliver_reading, publish_release, read_file

    for name, content in {"registries": REGISTRIES, "indicators": indicators()}.items():
        (folder / f"{name}.csv").write_text(content)
    with open(os.devnull, "w") as silence:
        call_command("import_units", str(settings.BASE_DIR / "fixtures/units.csv"), stdout=silence)
        call_command("import_registries", str(folder / "registries.csv"), stdout=silence)
        call_command("import_indicators", str(folder / "indicators.csv"), stdout=silence)
    registry = Registry.objects.get(key="maal")
    drafts, publications, results = [], [], 0
    for run in range(RUNS):
        file = read_file(path=delivery(folder, run), registry=registry)
        outcome, seconds = timed(
            lambda file=file: deliver_reading(
                file=file, dates=DataDates.by_default(), accept_warnings=True, by=None
            )
        )
        drafts.append(seconds)
        _, seconds = timed(lambda release=outcome.release: publish_release(release=release, by=None))
        publications.append(seconds)
        results = outcome.release.results.count()
    caption = f"drafts on {connection.vendor}: {ROWS:,} rows → {results:,} results, {RUNS} times"
    later = drafts[1:]
    return told(
        caption,
        [
            Figure("the first draft", drafts[0], "s", decimals=2),
            Figure("those after it, the middle", statistics.median(later), "s", least=min(later), decimals=2),
            Figure("publication, the middle", 1000 * statistics.median(publications), "ms"),
            Figure("publication, the longest", 1000 * max(publications), "ms"),
        ],
    )


def timed(action: Callable) -> tuple:
    start = time.perf_counter()
    return action(), time.perf_counter() - start


def indicators() -> str:
    rows = [f"maal_{at},maal,Andel {at},share,higher,0.8,0.6,,5,maal_dg" for at in range(SHARES)]
    rows.append("maal_dg,maal,Dekningsgrad,coverage,higher,0.8,0.6,,,")
    header = "key,registry,title,type,direction,target_high,target_moderate,valid_from,min_denominator"
    return f"{header},coverage_indicator\n" + "\n".join(rows) + "\n"


def delivery(folder: Path, run: int) -> Path:
    """Hospitals of all sizes, so that much is withheld; a tenth of the numbers change from run to run."""
    from organisations.models import Level, OrganisationNumber

    found = OrganisationNumber.objects.filter(unit__level=Level.HOSPITAL, company=False)
    numbers = {number.unit_id: number.number for number in found.order_by("unit_id", "-number")}
    cells = [
        (year, number, f"maal_{at}" if at < SHARES else "maal_dg")
        for number in numbers.values()
        for year in YEARS
        for at in range(SHARES + 1)
    ][:ROWS]
    steady, changing = random.Random(1), random.Random(run)
    path = folder / f"levering{run}.csv"
    with path.open("w") as file:
        file.write(HEADER)
        for year, number, key in cells:
            denominator = steady.choice([3, 7, 20, 60, 200])
            numerator = steady.randint(denominator // 2, denominator)
            if changing.random() < 0.1:
                numerator = changing.randint(denominator // 2, denominator)
            file.write(f"caregiver;{year};{number};{key};{numerator};{denominator}\n")
    return path


if __name__ == "__main__":
    main()
