"""Changes to registries and medical fields, and the trail of what was done."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import transaction

from organisations.models import Level, Unit
from registries.models import AuditEntry, MedicalField, Registry, RegistryField
from tabular.faults import Fault, Faulty
from tabular.forms import check_rows
from tabular.reading import Row
from wording.slugs import slug

PLAIN = ["name", "short_name", "established", "rhf_id"]


class RegistryRow(forms.Form):
    """One row of a file of registries."""

    key = forms.CharField(
        max_length=50,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+\Z", "Bruk bokstavene a–z, sifre, _ og -.")],
    )
    name = forms.CharField(max_length=200)
    short_name = forms.CharField(max_length=100, required=False)
    rhf = forms.CharField(required=False)
    established = forms.IntegerField(min_value=1900, max_value=2200, required=False)
    medical_field = forms.CharField(max_length=100, required=False)
    medical_field_secondary = forms.CharField(max_length=100, required=False)

    def clean_rhf(self) -> Unit | None:
        name = self.cleaned_data["rhf"]
        found = Unit.objects.filter(level=Level.RHF, name=name).first()
        if name and found is None:
            raise forms.ValidationError(
                "Ingen RHF har dette navnet. Rett navnet, eller legg inn enheten først."
            )
        return found


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
    RegistryField.objects.bulk_create(
        RegistryField(registry=registry, field_id=pk, position=position) for position, pk in enumerate(wanted)
    )
    return True


def _field(name: str) -> MedicalField:
    found = next((f for f in MedicalField.objects.all() if f.name.casefold() == name.casefold()), None)
    return found or MedicalField.objects.create(name=name, slug=slug(name))


def record(
    *,
    by: User | None,
    action: str,
    subject: str,
    registry: Registry | None = None,
    before: dict | None = None,
    after: dict | None = None,
) -> AuditEntry:
    """Adds to the trail; called inside the transaction that does what it tells."""
    return AuditEntry.objects.create(
        by=by, action=action, registry=registry, subject=subject[:200], before=before or {}, after=after or {}
    )
