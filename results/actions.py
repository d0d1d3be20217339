"""Deliver, publish, recompute: each in one transaction, each in the trail."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from indicators.models import Indicator
from organisations.models import OrganisationNumber, Unit
from registries.audit import record
from registries.models import Registry
from results.calculations.results import compute_results
from results.frames import (
    checksum,
    inputs_of,
    observations_of,
    save_observations,
    stored_form,
    stored_results,
)
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
from results.models import Delivery, PublishedRelease, Release
from results.models.deliveries import place_of_original
from results.releases import base_of, make_draft
from wording.dates import date_text
from wording.keys import folded


class Refused(Exception):
    """The action can't be done; the message says why, and what can be done instead."""


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


def deliver_file(
    *, path: Path, registry: Registry, dates: DataDates, accept_warnings: bool, by: User | None
) -> Outcome:
    """Reads and checks the file, and makes a computed draft of it.

    Faults, and warnings that are not accepted, change nothing.
    """
    catalogue = catalogue_of(registry)
    reading = read_delivery(path, catalogue)
    if reading.fault_count:
        return Outcome(reading)
    sha256 = _sha256(path)
    with transaction.atomic():
        _lock(registry)
        previous = observations_of(base_of(registry))
        warnings = find_warnings(reading, catalogue, previous, _identical_to(registry, sha256))
        warnings = [_named(warning, catalogue) for warning in warnings]
        found = difference(previous, reading.cells)
        diff = {name: len(getattr(found, name)) for name in ("added", "changed", "removed")}
        if warnings and not accept_warnings:
            return Outcome(reading, warnings, diff)
        delivery = _keep(path, registry, dates, sha256, reading, warnings, by)
        release = make_draft(registry=registry, replaced=dict.fromkeys(_slices(reading), delivery), by=by)
        record(
            by=by,
            action="deliver",
            registry=registry,
            subject=f"levering {delivery.pk}",
            after={
                "release": release.pk,
                "sha256": sha256,
                "diff": diff,
                "warnings": delivery.accepted_warnings,
            },
        )
    return Outcome(reading, warnings, diff, release)


@transaction.atomic
def publish_release(*, release: Release, by: User | None) -> Release:
    """Makes the release the registry's public one, in one pointer flip. Refused for a closed draft.

    A release that was public before may be so again; the open draft is then closed.
    """
    registry = release.registry
    _lock(registry)
    release = Release.objects.select_related("registry").get(pk=release.pk)
    before = registry.releases.published().first()
    if release.state == Release.State.CLOSED or not release.checksum:
        raise Refused(f"Utkast {release.pk} er lukket og kan ikke publiseres. Publiser det siste utkastet.")
    if release.state == Release.State.DRAFT:
        release.state, release.published_at = Release.State.RELEASED, timezone.now()
        release.save(update_fields=["state", "published_at"])
    else:
        registry.releases.filter(state=Release.State.DRAFT).update(state=Release.State.CLOSED)
    PublishedRelease.objects.update_or_create(registry=registry, defaults={"release": release})
    record(
        by=by,
        action="publish",
        registry=registry,
        subject=f"utgivelse {release.pk}",
        before={"release": before.pk if before else None},
        after={"release": release.pk},
    )
    return release


@dataclass(frozen=True)
class Verification:
    """`intact`: what is stored, and what its own inputs give, both have the release's checksum."""

    release: Release
    intact: bool
    draft: Release | None = None


@transaction.atomic
def recompute(*, registry: Registry, by: User | None) -> Verification | None:
    """Verifies the published release without changing it; None when nothing is published.

    Where today's tree, settings, definitions or calculation give other results, a draft is made of them.
    """
    _lock(registry)
    published = registry.releases.published().first()
    if published is None:
        return None
    again = checksum(stored_form(compute_results(**inputs_of(published))))
    intact = checksum(stored_results(published)) == published.checksum == again
    return Verification(published, intact, _draft_if_different(registry, by))


def _draft_if_different(registry: Registry, by: User | None) -> Release | None:
    base = base_of(registry)
    point = transaction.savepoint()
    draft = make_draft(registry=registry, replaced={}, by=by)
    if base is not None and draft.checksum == base.checksum:
        transaction.savepoint_rollback(point)
        return None
    transaction.savepoint_commit(point)
    record(
        by=by,
        action="recompute",
        registry=registry,
        subject=f"utkast {draft.pk}",
        after={"release": draft.pk},
    )
    return draft


def catalogue_of(registry: Registry) -> Catalogue:
    """What a delivery for the registry is checked against."""
    numbers = OrganisationNumber.objects.select_related("unit")
    indicators = Indicator.objects.values_list("id", "key", "registry__key", "type")
    return Catalogue(
        registry=registry.key,
        units={n.number: KnownUnit(n.unit_id, n.unit.name, n.unit.level) for n in numbers},
        indicators={folded(key): KnownIndicator(pk, key, of, kind) for pk, key, of, kind in indicators},
        parents=dict(Unit.objects.values_list("id", "parent_id")),
        this_year=timezone.localdate().year,
    )


def _lock(registry: Registry) -> None:
    """One change of a registry at a time; other registries do not wait (SQLite's writers queue anyway)."""
    Registry.objects.select_for_update().get(pk=registry.pk)


def _slices(reading: Reading) -> list[tuple[int, str, int]]:
    unique = reading.cells[["indicator", "context", "year"]].drop_duplicates()
    return [(int(i), str(c), int(y)) for i, c, y in unique.itertuples(index=False)]


def _keep(
    path: Path,
    registry: Registry,
    dates: DataDates,
    sha256: str,
    reading: Reading,
    warnings: list[DeliveryWarning],
    by: User | None,
) -> Delivery:
    delivery = Delivery(
        registry=registry,
        filename=path.name[-255:],
        sha256=sha256,
        rows=reading.rows,
        by=by,
        updated_to=dates.updated_to,
        complete_to=dates.complete_to,
        accepted_warnings=[warning_report(warning) for warning in warnings],
    )
    _keep_original(delivery, path)
    delivery.save()
    save_observations(delivery, reading.cells)
    return delivery


def _keep_original(delivery: Delivery, path: Path) -> None:
    """Stored by content: a file that is there in full already is the same file."""
    storage, name = delivery.original.storage, place_of_original(delivery, path.name)
    if storage.exists(name) and storage.size(name) == path.stat().st_size:
        delivery.original.name = name
        return
    storage.delete(name)
    with path.open("rb") as content:
        delivery.original.save(path.name, File(content), save=False)


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


def warning_report(warning: DeliveryWarning) -> dict[str, Any]:
    return {"code": warning.code, "message": warning.message, "cells": warning.cells}
