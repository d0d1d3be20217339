"""Changes to registries, medical fields and the registries' status by year and day."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from registries.audit import record, record_change
from registries.forms import FieldRow, OfARegistry, PromRow, RegistryRow, RegistryYearRow
from registries.models import MedicalField, PromStatus, Registry, RegistryField, RegistryYear
from tabular.faults import Fault, Faulty
from tabular.forms import check_rows
from tabular.reading import Row
from wording.slugs import slug

PLAIN = ["name", "name_en", "short_name", "short_name_en", "established", "rhf_id"]
ENGLISH = ["name_en", "short_name_en"]
STATUS = ["stage", "level", "coverage"]
ANSWERS = ["chosen", "collected", "electronic", "prem"]
INSTRUMENTS = ["generic_instrument", "disease_specific_instrument", "note"]


@transaction.atomic
def import_registries(*, rows: list[Row]) -> str:
    """Adds and updates registries; those not in the file stay. Faulty with all faults, and no change."""
    right, faults = check_rows(rows, RegistryRow)
    faults += _repeated(right, "key", str.casefold)
    if faults:
        raise Faulty(faults)
    known = {registry.key.casefold(): registry for registry in Registry.objects.all()}
    added = sum(values["key"].casefold() not in known for _, values in right)
    changed = sum(_save(known.get(values["key"].casefold()), values) for _, values in right)
    return f"{len(right)} registre lest: {added} nye, {changed - added} endret."


def _repeated(right: list[tuple[Row, dict]], name: str, compared: Callable[[str], str]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for row, values in right:
        first = seen.setdefault(compared(values[name]), row.number)
        if first != row.number:
            faults.append(Fault(row.number, name, f"«{values[name]}» står også på rad {first}."))
    return faults


def _save(registry: Registry | None, values: dict[str, Any]) -> bool:
    """Whether anything was new or changed."""
    registry = registry or Registry(key=values["key"])
    wanted = values | {"rhf_id": values["rhf"].pk if values["rhf"] else None}
    wanted["short_name"] = values["short_name"] or values["name"][:100]
    # Names in English that the file has no column for stay as they are.
    told = [name for name in PLAIN if wanted[name] is not None or name not in ENGLISH]
    changed = registry.pk is None or any(getattr(registry, name) != wanted[name] for name in told)
    if changed:
        for name in told:
            setattr(registry, name, wanted[name])
        registry.save()
    names = [values["medical_field"], values["medical_field_secondary"]]
    return _set_fields(registry, [_field(name) for name in names if name]) or changed


def _set_fields(registry: Registry, fields: Sequence[MedicalField]) -> bool:
    wanted = list(dict.fromkeys(field.pk for field in fields))
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
def import_fields(*, rows: list[Row]) -> str:
    """Adds medical fields and updates their names; those not in the file stay. Faulty: no change."""
    right, faults = check_rows(rows, FieldRow)
    faults += _repeated(right, "name", slug)
    if faults:
        raise Faulty(faults)
    outcome = [_save_named_field(**values) for _, values in right]
    added, changed = outcome.count("added"), outcome.count("changed")
    return f"{len(right)} fagområder lest: {added} nye, {changed} endret."


def _save_named_field(name: str, name_en: str | None) -> str:
    field = MedicalField.objects.filter(slug=slug(name)).first()
    if field is None:
        MedicalField.objects.create(slug=slug(name), name=name, name_en=name_en or "")
        return "added"
    wanted = name, field.name_en if name_en is None else name_en
    if (field.name, field.name_en) == wanted:
        return "same"
    field.name, field.name_en = wanted
    field.save()
    return "changed"


@transaction.atomic
def import_registry_years(*, rows: list[Row]) -> str:
    """Adds and updates a status per registry and year; those not in the file stay. Faulty: no change."""
    return _import_parts(rows, RegistryYearRow, RegistryYear, named_by="year", told=STATUS)


@transaction.atomic
def import_prom(*, rows: list[Row]) -> str:
    """Adds and updates a PROM status per registry and day; those not in the file stay. Faulty: no change."""
    return _import_parts(rows, PromRow, PromStatus, named_by="status_date", told=[*ANSWERS, *INSTRUMENTS])


def _import_parts(
    rows: list[Row],
    form: type[OfARegistry],
    model: type[RegistryYear] | type[PromStatus],
    *,
    named_by: str,
    told: Sequence[str],
) -> str:
    """Rows of which a registry has one for each year, or day."""
    right, faults = check_rows(rows, form)
    faults += _repeated_parts(right, named_by)
    if faults:
        raise Faulty(faults)
    known: dict[Any, Any] = {
        (part.registry_id, getattr(part, named_by)): part for part in model._default_manager.all()
    }
    outcome = []
    for _row, values in right:
        part = known.get((values["key"].pk, values[named_by]))
        if part is not None and all(getattr(part, name) == values[name] for name in told):
            continue
        outcome.append("added" if part is None else "changed")
        part = part or model(registry=values["key"], **{named_by: values[named_by]})
        for name in told:
            setattr(part, name, values[name])
        part.save()
    added, changed = outcome.count("added"), outcome.count("changed")
    return f"{len(right)} statuser lest: {added} nye, {changed} endret."


def _repeated_parts(right: list[tuple[Row, dict]], named_by: str) -> list[Fault]:
    seen: dict[Any, int] = {}
    faults = []
    for row, values in right:
        registry, named = values["key"], values[named_by]
        first = seen.setdefault((registry.pk, named), row.number)
        if first != row.number:
            faults.append(Fault(row.number, named_by, f"{registry.key} har alt {named} på rad {first}."))
    return faults


@transaction.atomic
def save_registry(
    *,
    registry: Registry,
    fields: Sequence[MedicalField],
    parts: Sequence[RegistryYear | PromStatus] = (),
    gone: Sequence[RegistryYear | PromStatus] = (),
    by: User | None,
) -> None:
    """Adds or changes a registry, its medical fields (the main one first), and of its years and PROM status
    those that are new, changed or gone. ValidationError where a row is not right."""
    before = _state_of(_held(registry))
    registry.full_clean()
    if not before or any(before[name] != value for name, value in _own_state(registry).items()):
        registry.save()
    _set_fields(registry, fields)
    for part in gone:
        part.delete()
    for part in parts:
        part.registry = registry
        part.full_clean()
        part.save()
    record_change(
        by=by,
        action="change_registry" if before else "add_registry",
        # Nothing in the trail hangs on a registry that is only just there, and may be a mistake.
        registry=registry if before else None,
        subject=registry_subject(registry),
        before=before,
        after=_state_of(registry),
    )


@transaction.atomic
def delete_registry(*, registry: Registry, by: User | None) -> None:
    """With its status by year and day. ValidationError for a registry that is in use."""
    before, subject = _state_of(_held(registry)), registry_subject(registry)
    if why := why_not_delete_registry(registry):
        raise ValidationError(why)
    try:
        registry.delete()
    except ProtectedError as used:
        raise ValidationError(
            _("«{name}» er i bruk og kan ikke slettes.").format(name=registry.short_name)
        ) from used
    record(by=by, action="delete_registry", subject=subject, before=before)


def why_not_delete_registry(registry: Registry) -> str:
    """ "" for a registry that nothing stands on. One short query for each kind of thing that may."""
    # Whatever refers to a registry, by the apps above as well, but for what goes with it.
    goes_with_it = {RegistryField, RegistryYear, PromStatus}
    for relation in Registry._meta.related_objects:
        if relation.related_model in goes_with_it:
            continue
        if relation.related_model._base_manager.filter(**{relation.field.name: registry}).exists():
            return _(
                "«{name}» har indikatorer, leveringer, medlemmer eller en logg, og de skal bestå. Derfor kan "
                "registeret ikke slettes."
            ).format(name=registry.short_name)
    return ""


@transaction.atomic
def save_field(*, field: MedicalField, by: User | None) -> None:
    known = MedicalField.objects.select_for_update(no_key=True).filter(pk=field.pk).first()
    field.slug = field.slug or slug(field.name)
    field.full_clean()
    field.save()
    record_change(
        by=by,
        action="change_field" if known else "add_field",
        subject=field_subject(field),
        before=_state_of_field(known),
        after=_state_of_field(field),
    )


@transaction.atomic
def delete_field(*, field: MedicalField, by: User | None) -> None:
    """ValidationError for a field that has registries."""
    before, subject = _state_of_field(field), field_subject(field)
    if why := why_not_delete_field(field):
        raise ValidationError(why)
    try:
        field.delete()
    except ProtectedError as used:
        raise ValidationError(_("«{name}» er i bruk og kan ikke slettes.").format(name=field.name)) from used
    record(by=by, action="delete_field", subject=subject, before=before)


def why_not_delete_field(field: MedicalField) -> str:
    if not field.registry_links.exists():
        return ""
    return _("«{name}» har registre. Gi dem et annet fagområde først.").format(name=field.name)


def registry_subject(registry: Registry) -> str:
    return f"register {registry.key}: {registry.short_name}"


def field_subject(field: MedicalField) -> str:
    return f"fagområde {field.pk}: {field.name}"


def _held(registry: Registry) -> Registry | None:
    return Registry.objects.select_for_update(no_key=True).filter(pk=registry.pk).first()


def _own_state(registry: Registry) -> dict[str, Any]:
    return {
        "key": registry.key,
        "name": registry.name,
        "name_en": registry.name_en,
        "short_name": registry.short_name,
        "short_name_en": registry.short_name_en,
        "rhf": registry.rhf.slug if registry.rhf else None,
        "established": registry.established,
        "home_page": registry.home_page,
    }


def _state_of(registry: Registry | None) -> dict[str, Any]:
    if registry is None:
        return {}
    fields = registry.field_links.select_related("field")
    years = {
        str(status.year): {
            "stage": status.stage,
            "level": status.level,
            "coverage": None if status.coverage is None else str(status.coverage),
        }
        for status in registry.years.all()
    }
    proms = {
        f"PROM {prom.status_date}": {
            name: value
            for name in [*ANSWERS, *INSTRUMENTS]
            if (value := getattr(prom, name)) not in (None, "")
        }
        for prom in registry.proms.all()
    }
    return _own_state(registry) | {"fields": [link.field.name for link in fields]} | years | proms


def _state_of_field(field: MedicalField | None) -> dict[str, Any]:
    return {} if field is None else {"name": field.name, "name_en": field.name_en, "slug": field.slug}
