"""Changes to registries, medical fields and the registries' status by year."""

from typing import Any

from django.db import transaction

from registries.forms import RegistryRow, RegistryYearRow
from registries.models import MedicalField, Registry, RegistryField, RegistryYear
from tabular.faults import Fault, Faulty
from tabular.forms import check_rows
from tabular.reading import Row
from wording.slugs import slug

PLAIN = ["name", "short_name", "established", "rhf_id"]
STATUS = ["stage", "level", "coverage"]


@transaction.atomic
def import_registries(*, rows: list[Row]) -> str:
    """Adds and updates registries; those not in the file stay. Faulty with all faults, and no change."""
    right, faults = check_rows(rows, RegistryRow)
    faults += _repeated_keys(right)
    if faults:
        raise Faulty(faults)
    known = {registry.key.casefold(): registry for registry in Registry.objects.all()}
    added = sum(values["key"].casefold() not in known for _, values in right)
    changed = sum(_save(known.get(values["key"].casefold()), values) for _, values in right)
    return f"{len(right)} registre lest: {added} nye, {changed - added} endret."


def _repeated_keys(right: list[tuple[Row, dict]]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for row, values in right:
        first = seen.setdefault(values["key"].casefold(), row.number)
        if first != row.number:
            faults.append(Fault(row.number, "key", f"«{values['key']}» står også på rad {first}."))
    return faults


def _save(registry: Registry | None, values: dict[str, Any]) -> bool:
    """Whether anything was new or changed."""
    registry = registry or Registry(key=values["key"])
    wanted = values | {"rhf_id": values["rhf"].pk if values["rhf"] else None}
    wanted["short_name"] = values["short_name"] or values["name"][:100]
    changed = registry.pk is None or any(getattr(registry, name) != wanted[name] for name in PLAIN)
    if changed:
        for name in PLAIN:
            setattr(registry, name, wanted[name])
        registry.save()
    return _set_fields(registry, [values["medical_field"], values["medical_field_secondary"]]) or changed


def _set_fields(registry: Registry, names: list[str]) -> bool:
    wanted = list(dict.fromkeys(_field(name).pk for name in names if name))
    if wanted == [link.field_id for link in registry.field_links.all()]:
        return False
    registry.field_links.all().delete()
    for position, pk in enumerate(wanted):
        RegistryField.objects.create(registry=registry, field_id=pk, position=position)
    return True


def _field(name: str) -> MedicalField:
    # By its slug: a field is the same whatever the case of its name.
    return MedicalField.objects.get_or_create(slug=slug(name), defaults={"name": name})[0]


@transaction.atomic
def import_registry_years(*, rows: list[Row]) -> str:
    """Adds and updates a status per registry and year; those not in the file stay. Faulty: no change."""
    right, faults = check_rows(rows, RegistryYearRow)
    faults += _repeated_years(right)
    if faults:
        raise Faulty(faults)
    known = {(status.registry_id, status.year): status for status in RegistryYear.objects.all()}
    outcome = [_save_year(known, values) for _, values in right]
    added, changed = outcome.count("added"), outcome.count("changed")
    return f"{len(right)} statuser lest: {added} nye, {changed} endret."


def _repeated_years(right: list[tuple[Row, dict]]) -> list[Fault]:
    seen: dict[tuple[int, int], int] = {}
    faults = []
    for row, values in right:
        registry, year = values["key"], values["year"]
        first = seen.setdefault((registry.pk, year), row.number)
        if first != row.number:
            faults.append(Fault(row.number, "year", f"{registry.key} har alt {year} på rad {first}."))
    return faults


def _save_year(known: dict[tuple[int, int], RegistryYear], values: dict[str, Any]) -> str:
    status = known.get((values["key"].pk, values["year"]))
    if status is not None and all(getattr(status, name) == values[name] for name in STATUS):
        return "same"
    outcome = "added" if status is None else "changed"
    status = status or RegistryYear(registry=values["key"], year=values["year"])
    for name in STATUS:
        setattr(status, name, values[name])
    status.save()
    return outcome
