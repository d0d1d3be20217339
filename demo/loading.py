"""Delivers and publishes the demonstration, one registry at a time, by what delivers and publishes anyone's
files."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from demo.accounts import make_accounts
from demo.country import read_country
from demo.deliveries import File, files_of
from demo.standing import FIXTURES, TABLES, Standing, standing
from demo.tables import Printed, Step, read_tables
from registries.lock import lock_registry
from registries.models import Registry
from results.actions import DataDates, Origin, Refused, Stated, deliver_reading, publish_release, read_file

REFUSALS = {
    Standing.LOADED: "Demodata er lastet fra før.",
    Standing.IN_USE: "Databasen er i bruk. Demodata lastes bare der ingen har levert eller definert noe.",
}
# Which registry is next, of how many, and what it is called.
Tell = Callable[[int, int, str], None]


def load(*, tell: Tell, folder: Path = TABLES) -> None:
    """What the folder's tables plan and is not loaded yet: broken off, it goes on where it was the next time.

    Refused where it is loaded already, and where somebody has delivered something else.
    """
    found = standing(folder)
    if settings.DEMO and found is not Standing.IN_USE:
        make_accounts()
    if found in REFUSALS:
        raise Refused(REFUSALS[found])
    if found is Standing.EMPTY:
        call_command("import_indicators", str(folder / "indicators.csv"), stdout=StringIO())
    country = read_country(FIXTURES / "units.csv", folder / "hospitals.csv")
    tables = read_tables(folder)
    for position, key in enumerate(tables.registries, start=1):
        registry = Registry.objects.get(key=key)
        tell(position, len(tables.registries), registry.short_name)
        planned = tables.of(key)
        if registry.deliveries.count() < len(planned.steps):
            for number, file in enumerate(files_of(country, planned)):
                deliver(registry, number, file)


def deliver(registry: Registry, number: int, file: File) -> None:
    """Both delivered and published, or neither; nothing when that many deliveries have been made before."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{registry.key}_{number + 1}.csv"
        path.write_text(file.content, encoding="utf-8")
        read = read_file(path=path, registry=registry)
        with transaction.atomic():
            lock_registry(registry)
            if registry.deliveries.count() != number:
                return
            outcome = deliver_reading(
                file=read,
                dates=_dates(file.step),
                accept_warnings=True,
                by=None,
                origin=Origin(generated=True, printed=tuple(_stated(one) for one in file.printed)),
            )
            if outcome.release is None:
                raise Refused(f"{path.name}: {outcome.reading.faults[0].message}")
            publish_release(release=outcome.release, by=None, reason=file.step.reason)


def _dates(step: Step) -> DataDates:
    return DataDates(updated_to=step.updated_to, complete_to=step.complete_to)


def _stated(printed: Printed) -> Stated:
    return Stated(
        indicator=printed.indicator,
        orgnr=printed.unit,
        context=printed.context,
        year=printed.year,
        numerator=printed.numerator,
        denominator=printed.denominator,
        source=printed.source,
    )
