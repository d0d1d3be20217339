"""From a file to a computed draft, in one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from indicators.models import Indicator
from organisations.models import OrganisationNumber, Unit
from registries.audit import record
from registries.lock import lock_registry
from registries.models import Registry
from results.actions.acceptance import Accepted, acceptance_report, all_accepted
from results.actions.origins import REGISTRY, Origin, keep_printed
from results.frames import observations_of, save_observations
from results.imports import (
    Catalogue,
    DeliveryWarning,
    KnownIndicator,
    KnownUnit,
    Reading,
    difference,
    find_warnings,
    read_delivery,
)
from results.models import Delivery, Release
from results.models.deliveries import place_of_original
from results.releases import base_of, make_draft
from wording.dates import date_text
from wording.keys import folded


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `diff` counts cells, and is None when the file has faults."""

    reading: Reading
    warnings: list[DeliveryWarning] = field(default_factory=list)
    diff: dict[str, int] | None = None
    release: Release | None = None


@dataclass(frozen=True)
class DataDates:
    """The dates a registry states for its data."""

    updated_to: date
    complete_to: date

    @classmethod
    def by_default(cls) -> "DataDates":
        today = timezone.localdate()
        return cls(updated_to=today, complete_to=date(today.year - 1, 12, 31))


# What is being done, and how much of it: 0–1 while a file is read, None where that can't be told.
Progress = Callable[[str, float | None], None]


def silent(phase: str, part: float | None) -> None:
    """For those who do not wait for an answer."""


def deliver_file(
    *,
    path: Path,
    registry: Registry,
    dates: DataDates,
    accept_warnings: Accepted,
    by: User | None,
    origin: Origin = REGISTRY,
    progress: Progress = silent,
) -> Outcome:
    """Reads and checks the file, and makes a computed draft of it.

    Faults, and warnings that are not accepted, change nothing. Refused when the numbers are not those that
    their origin states.
    """
    file = read_file(path=path, registry=registry, progress=progress)
    return deliver_reading(
        file=file, dates=dates, accept_warnings=accept_warnings, by=by, origin=origin, progress=progress
    )


@dataclass(frozen=True)
class ReadFile:
    """A file that has been read and checked by itself, not yet against what the registry has."""

    path: Path
    filename: str
    registry: Registry
    sha256: str
    catalogue: Catalogue
    reading: Reading


def read_file(*, path: Path, registry: Registry, filename: str = "", progress: Progress = silent) -> ReadFile:
    """Holds no lock and no transaction, however long the file is.

    `filename` is what the sender calls it, where that is not the path's own name.
    """
    progress("reading", None)
    catalogue = catalogue_of(registry)
    reading = read_delivery(path, catalogue, progress=partial(progress, "reading"))
    return ReadFile(path, filename or path.name, registry, _sha256(path), catalogue, reading)


@transaction.atomic
def deliver_reading(
    *,
    file: ReadFile,
    dates: DataDates,
    accept_warnings: Accepted,
    by: User | None,
    origin: Origin = REGISTRY,
    progress: Progress = silent,
) -> Outcome:
    reading, registry = file.reading, file.registry
    if reading.fault_count:
        return Outcome(reading)
    lock_registry(registry)
    progress("comparing", None)
    previous = observations_of(base_of(registry))
    warnings = find_warnings(reading, file.catalogue, previous, _identical_to(registry, file.sha256))
    warnings = [_named(warning, file.catalogue) for warning in warnings]
    found = difference(previous, reading.cells)
    diff = {name: len(getattr(found, name)) for name in ("added", "changed", "removed")}
    if not all_accepted(warnings, accept_warnings):
        return Outcome(reading, warnings, diff)
    progress("computing", None)
    accepted = [acceptance_report(warning, accept_warnings) for warning in warnings]
    delivery = _keep(file, dates, by, accepted_warnings=accepted, generated=origin.generated, **diff)
    release = make_draft(registry=registry, replaced=dict.fromkeys(_slices(reading), delivery), by=by)
    Delivery.objects.filter(pk=delivery.pk).update(release=release)
    keep_printed(printed=origin.printed, delivery=delivery, release=release, catalogue=file.catalogue)
    _keep_original(delivery, file.path)
    record(
        by=by,
        action="deliver",
        registry=registry,
        subject=f"levering {delivery.pk}",
        after={
            "release": release.pk,
            "filename": delivery.filename,
            "rows": delivery.rows,
            "sha256": file.sha256,
            "diff": diff,
            "warnings": delivery.accepted_warnings,
        },
    )
    return Outcome(reading, warnings, diff, release)


def catalogue_of(registry: Registry) -> Catalogue:
    """What a delivery for the registry is checked against."""
    numbers = OrganisationNumber.objects.select_related("unit")
    indicators = Indicator.objects.values_list("id", "key", "registry__key", "type", "retired")
    return Catalogue(
        registry=registry.key,
        units={n.number: KnownUnit(n.unit_id, n.unit.name, n.unit.level) for n in numbers},
        indicators={folded(row[1]): KnownIndicator(*row) for row in indicators},
        parents=dict(Unit.objects.values_list("id", "parent_id")),
        this_year=timezone.localdate().year,
    )


def _slices(reading: Reading) -> list[tuple[int, str, int]]:
    unique = reading.cells[["indicator", "context", "year"]].drop_duplicates()
    return [(int(i), str(c), int(y)) for i, c, y in unique.itertuples(index=False)]


def _keep(file: ReadFile, dates: DataDates, by: User | None, **found: Any) -> Delivery:
    delivery = Delivery(
        registry=file.registry,
        filename=file.filename[-255:],
        sha256=file.sha256,
        rows=file.reading.rows,
        by=by,
        updated_to=dates.updated_to,
        complete_to=dates.complete_to,
        **found,
    )
    delivery.original.name = place_of_original(delivery, file.filename)
    delivery.save()
    save_observations(delivery, file.reading.cells)
    return delivery


def _keep_original(delivery: Delivery, path: Path) -> None:
    """Stored by content: a file that is there in full already is the same file."""
    storage, name = delivery.original.storage, str(delivery.original.name)
    if storage.exists(name) and storage.size(name) == path.stat().st_size:
        return
    storage.delete(name)
    with path.open("rb") as content:
        storage.save(name, File(content))


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _identical_to(registry: Registry, sha256: str) -> str | None:
    earlier = registry.deliveries.filter(sha256=sha256).first()
    return f"levering {earlier.pk} fra {date_text(timezone.localdate(earlier.at))}" if earlier else None


def _named(warning: DeliveryWarning, catalogue: Catalogue) -> DeliveryWarning:
    """Its cells with names and numbers for ids: what people and scripts know them by."""
    keys = {indicator.id: indicator.key for indicator in catalogue.indicators.values()}
    numbers: dict[int, list[str]] = {}
    for number, unit in catalogue.units.items():
        numbers.setdefault(unit.id, []).append(number)
    names = {unit.id: unit.name for unit in catalogue.units.values()}
    cells = [
        cell
        | {"indicator": keys[int(cell["indicator"])], "unit": names[int(cell["unit"])]}
        | {"orgnr": min(numbers[int(cell["unit"])], key=int)}
        for cell in warning.cells
    ]
    return replace(warning, cells=cells)
