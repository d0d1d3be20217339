"""The medical fields, each with its registries and the nation's levels in its latest year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.utils.translation import ngettext

from registries.models import MedicalField
from registries.names import field_name, short_name_of
from results.choices.offer import Offer
from results.choices.yearly import years_of
from results.links import Link
from results.models.fields import Context
from results.presenters.levels import Levels
from results.presenters.registry_list import field_address, registry_address
from results.registry_lists import Known
from wording.collation import norwegian_key
from wording.numbers import count
from wording.texts import Text, begun


@dataclass(frozen=True)
class FieldRow:
    field: MedicalField
    address: str
    registries: tuple[Link, ...]
    year: int | None  # None: nothing is published
    levels: Levels

    @property
    def name(self) -> Text:
        return begun(field_name(self.field))

    @property
    def size(self) -> str:
        size = len(self.registries)
        return ngettext("{size} register", "{size} registre", size).format(size=count(size))


def field_rows(
    known: Iterable[Known], levels: Mapping[tuple[int, int], Levels], offer: Offer
) -> tuple[FieldRow, ...]:
    """By name. `levels`: the nation's, by release and year."""
    in_field: dict[MedicalField, list[Known]] = {}
    for one in known:
        for field in one.fields:
            in_field.setdefault(field, []).append(one)
    rows = [_row(field, found, levels, offer) for field, found in in_field.items()]
    return tuple(sorted(rows, key=lambda row: norwegian_key(row.name)))


def _row(
    field: MedicalField, known: Sequence[Known], levels: Mapping[tuple[int, int], Levels], offer: Offer
) -> FieldRow:
    shown = [one.shown for one in known if one.shown]
    year = next(iter(years_of(offer, shown, Context.CAREGIVER)), None)
    found = [] if year is None else [levels.get((one.release.pk, year), Levels()) for one in shown]
    return FieldRow(
        field,
        field_address(field.slug),
        tuple(Link(short_name_of(one.registry), registry_address(one.registry)) for one in known),
        year,
        summed(found),
    )


def summed(found: Iterable[Levels]) -> Levels:
    known = list(found)
    return Levels(**{one.name: sum(getattr(each, one.name) for each in known) for one in fields(Levels)})
