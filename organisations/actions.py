"""Changes to the tree of treatment units."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from organisations.forms import UnitRow
from organisations.models import Level, OrganisationNumber, Unit
from organisations.tree import LEVELS, faults_of, taken_numbers
from tabular.faults import Fault, Faulty
from tabular.forms import check_rows
from tabular.reading import Row
from wording.slugs import slug

# Who imports sees to the rest: releases are above this app.
WHAT_FOLLOWS = "Er treet endret, lager `recompute --all` nye utkast for registrene det gjelder."
UPDATED = ["name", "full_name", "parent_id", "kind", "sorting"]


@dataclass
class Place:
    """A unit of the file on its way into the tree."""

    row: Row
    values: dict[str, Any]
    unit: Unit | None = None

    @property
    def numbers(self) -> dict[str, bool]:
        """Organisation number → whether it is the owning company's."""
        return dict.fromkeys(self.values["company_orgnrs"], True) | dict.fromkeys(
            self.values["orgnrs"], False
        )

    def fault(self, column: str, message: str) -> Fault:
        return Fault(self.row.number, column, message)


@dataclass
class Growth:
    """The tree while a file is read into it: existing units, and those of the file placed so far."""

    units: list[Unit]
    owners: dict[str, Unit]
    slugs: set[str]
    faults: list[Fault] = field(default_factory=list)
    placed: dict[int, Place] = field(default_factory=dict)
    added: int = 0
    changed: int = 0


@transaction.atomic
def import_units(*, rows: list[Row]) -> str:
    """Adds and updates units; those not in the file stay. Faulty with all faults, and no change."""
    right, faults = check_rows(rows, UnitRow)
    places = [Place(row, values) for row, values in right]
    units = list(Unit.objects.select_related("parent__parent__parent"))
    owners = {n.number: n.unit for n in OrganisationNumber.objects.select_related("unit")}
    growth = Growth(units, owners, {unit.slug for unit in units}, faults + _repeated_numbers(places))
    for level in LEVELS:
        for place in places:
            if place.values["level"] == level:
                _put_in_tree(growth, place)
    _hand_out_numbers(growth)
    if growth.faults:
        raise Faulty(growth.faults)
    summary = f"{len(places)} enheter lest: {growth.added} nye, {growth.changed} endret."
    return f"{summary} {WHAT_FOLLOWS}" if growth.changed else summary


def _put_in_tree(growth: Growth, place: Place) -> None:
    parent = _parent_of(growth, place)
    if parent is None and place.values["level"] != Level.NATION:
        return
    unit = _existing(growth, place, parent)
    if unit is not None and unit.pk in growth.placed:
        first = growth.placed[unit.pk].row.number
        growth.faults.append(
            place.fault("name", f"«{unit.name}» står også på rad {first}. Behold én av dem.")
        )
        return
    place.unit = unit = _save(growth, place, unit, parent)
    growth.placed[unit.pk] = place


def _parent_of(growth: Growth, place: Place) -> Unit | None:
    if place.values["level"] == Level.NATION:
        return None
    above = LEVELS[LEVELS.index(place.values["level"]) - 1]
    wanted = place.values["parent"]
    candidates = [unit for unit in growth.units if unit.level == above]
    found = [u for u in candidates if u.name == wanted] or [u for u in candidates if _is_at(u, wanted)]
    if len(found) == 1:
        return found[0]
    label = Level(above).label
    message = (
        f"Flere enheter på nivået {label} heter «{wanted}». Skriv stien, for eksempel «RHF / HF»."
        if found
        else f"«{wanted}» finnes ikke på nivået {label}. Rett navnet, eller legg til enheten i filen."
    )
    growth.faults.append(place.fault("parent", message))
    return None


def _is_at(unit: Unit, path: str) -> bool:
    names = [part.strip() for part in path.split(" / ")]
    while names and unit is not None:
        if unit.name != names.pop():
            return False
        if unit.parent is None:
            break
        unit = unit.parent
    return not names


def _existing(growth: Growth, place: Place, parent: Unit | None) -> Unit | None:
    """The unit by its place and name, else the one unit of the level that has a number of the row's."""
    level, name = place.values["level"], place.values["name"]
    parent_id = parent.pk if parent else None
    for unit in growth.units:
        if unit.level == level and unit.parent_id == parent_id and unit.name == name:
            return unit
    known = {growth.owners[number].pk for number in place.values["orgnrs"] if number in growth.owners}
    owners = [u for u in growth.units if u.pk in known and u.level == level and u.pk not in growth.placed]
    return owners[0] if len(owners) == 1 else None


def _save(growth: Growth, place: Place, unit: Unit | None, parent: Unit | None) -> Unit:
    values = {name: place.values[name] for name in ("name", "full_name", "kind", "sorting")}
    values["parent_id"] = parent.pk if parent else None
    if unit is None:
        unit = Unit(
            level=place.values["level"], slug=_free_slug(values["name"], parent, growth.slugs), **values
        )
        growth.units.append(unit)
        growth.slugs.add(unit.slug)
        growth.added += 1
    elif all(getattr(unit, name) == values[name] for name in UPDATED):
        return unit
    else:
        growth.changed += 1
    for name in UPDATED:
        setattr(unit, name, values[name])
    unit.parent = parent
    unit.save()
    return unit


def _free_slug(name: str, parent: Unit | None, taken: Collection[str]) -> str:
    wanted = slug(name) or "enhet"
    if wanted in taken and parent is not None:
        wanted = slug(f"{name} {parent.name}")
    number, free = 2, wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _repeated_numbers(places: list[Place]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for place in places:
        for column in ("orgnrs", "company_orgnrs"):
            for number in place.values[column]:
                if number in seen:
                    message = (
                        f"Nummeret {number} står også på rad {seen[number]}. Et nummer hører til én enhet."
                    )
                    faults.append(place.fault(column, message))
                seen.setdefault(number, place.row.number)
    return faults


def _hand_out_numbers(growth: Growth) -> None:
    wanted: dict[str, tuple[Unit, bool]] = {}
    for place in growth.placed.values():
        for number, company in place.numbers.items():
            owner = growth.owners.get(number)
            if owner is not None and owner.pk not in growth.placed:
                message = f"Nummeret {number} hører til «{owner.name}», som ikke står i filen."
                growth.faults.append(place.fault("company_orgnrs" if company else "orgnrs", message))
            elif place.unit is not None:
                wanted[number] = (place.unit, company)
    for known in OrganisationNumber.objects.filter(unit__in=list(growth.placed)):
        if known.number not in wanted:
            known.delete()
            continue
        unit, company = wanted.pop(known.number)
        if (known.unit_id, known.company) != (unit.pk, company):
            known.unit, known.company = unit, company
            known.save()
    for number, (unit, company) in wanted.items():
        OrganisationNumber(number=number, unit=unit, company=company).save()


@dataclass(frozen=True)
class Saved:
    """What a unit was and is, as plain values by name; what it was is empty when it is new."""

    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def changes_results(self) -> bool:
        """Whether releases would come out otherwise. Of a new unit there are none."""
        return bool(self.before) and any(self.before[name] != self.after[name] for name in IN_RELEASES)


# What a release keeps of the tree; names, years, successors and numbers are as now wherever they are shown.
IN_RELEASES = ("level", "parent", "kind", "sorting")


@transaction.atomic
def save_unit(*, unit: Unit, numbers: Mapping[str, bool]) -> Saved:
    """Adds or changes a unit; `numbers` are all of its own → whether it is the owning company's.

    ValidationError, by field, where the tree would not be right. The trail is the caller's.
    """
    units = _held_tree()
    before = _state(units[unit.pk]) if unit.pk in units else {}
    if not unit.slug:
        unit.slug = _free_slug(unit.name, unit.parent, {one.slug for one in units.values()})
    if faults := faults_of(unit, units.values()):
        raise ValidationError(faults)
    if taken := taken_numbers(unit, numbers):
        raise ValidationError([number_is_taken(number, owner) for number, owner in taken.items()])
    unit.full_clean()
    if not before or any(before[name] != value for name, value in _own_state(unit).items()):
        unit.save()
    _set_numbers(unit, numbers)
    return Saved(before, _state(unit))


def number_is_taken(number: str, owner: Unit) -> str:
    return _(
        "Nummeret {number} hører til «{owner}». Et nummer hører til én enhet: fjern det der først."
    ).format(number=number, owner=owner.name)


@transaction.atomic
def delete_unit(*, unit: Unit) -> dict[str, Any]:
    """What it was. ValidationError where anything stands on it."""
    units = _held_tree()
    before = _state(units[unit.pk])
    try:
        # Each number by itself, so that its history says so too.
        with transaction.atomic():
            _set_numbers(unit, {})
            unit.delete()
    except ProtectedError as used:
        raise ValidationError(_("«{name}» er i bruk og kan ikke slettes.").format(name=unit.name)) from used
    return before


def _held_tree() -> dict[int, Unit]:
    """All units, by id, as they are until the transaction ends: two moves at once could make a circle."""
    # The weaker lock (no key): results that refer to units are stored meanwhile.
    return {unit.pk: unit for unit in Unit.objects.select_for_update(no_key=True).order_by("pk")}


def _set_numbers(unit: Unit, numbers: Mapping[str, bool]) -> None:
    known = {one.number: one for one in OrganisationNumber.objects.filter(unit=unit)}
    for number, one in known.items():
        if number not in numbers:
            one.delete()
    for number, company in numbers.items():
        one = known.get(number) or OrganisationNumber(number=number, unit=unit)
        if one.pk is None or one.company != company:
            one.company = company
            one.full_clean()
            one.save()


def _own_state(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "full_name": unit.full_name,
        "slug": unit.slug,
        "level": unit.level,
        # By what is its own: names may repeat.
        "parent": unit.parent.slug if unit.parent else None,
        "kind": unit.kind,
        "sorting": unit.sorting,
        "first_year": unit.first_year,
        "last_year": unit.last_year,
        "successor": unit.successor.slug if unit.successor else None,
    }


def _state(unit: Unit) -> dict[str, Any]:
    numbers = OrganisationNumber.objects.filter(unit=unit).order_by("number").values_list("number", "company")
    return _own_state(unit) | {
        "numbers": [number for number, company in numbers if not company],
        "company_numbers": [number for number, company in numbers if company],
    }
