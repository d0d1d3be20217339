"""Which places the reader compares, and on what."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Unit
from registries.models import MedicalField, Registry
from results.choices.offer import Offer
from results.choices.parsing import (
    CONTEXT_IN_ADDRESS,
    context_in,
    field_in,
    held_releases,
    one_of,
    registry_in,
    units_in,
    year_in,
)
from results.models.fields import Context
from results.shown_releases import ShownRelease

FEWEST_PLACES = 2
# More columns than this no sheet of paper holds, and no reader compares with the first.
MOST_PLACES = 6
CERTAIN = "sikre"


@dataclass(frozen=True)
class Comparison:
    units: tuple[Unit, ...]  # the others are compared with the first
    year: int | None = None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    registry: Registry | None = None
    field: MedicalField | None = None
    only_certain: bool = False  # only indicators where some difference is certain
    releases: tuple[int, ...] = ()  # which the address holds fast to; else a registry's public one
    notices: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        return len(self.units) >= FEWEST_PLACES

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    def first(self, unit: Unit) -> str:
        """The address where the others are compared with this one."""
        return self.but(units=(unit, *(other for other in self.units if other != unit)))

    def without(self, unit: Unit) -> str:
        return self.but(units=tuple(other for other in self.units if other != unit))

    def earlier(self, unit: Unit) -> str:
        """The address where this one, not the first, has changed places with the one before it."""
        units = list(self.units)
        at = units.index(unit)
        units[at - 1 : at + 1] = [unit, units[at - 1]]
        return self.but(units=tuple(units))

    @property
    def address(self) -> str:
        query = self.query.urlencode()
        return f"{reverse('results:comparison')}?{query}"

    @property
    def query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        query.setlist("sted", [unit.slug for unit in self.units])
        said = {
            "aar": "" if self.year is None else str(self.year),
            "kontekst": CONTEXT_IN_ADDRESS[Context(self.context)],
            "register": self.registry.key if self.registry else "",
            "fagomraade": self.field.slug if self.field else "",
            "forskjell": CERTAIN if self.only_certain else "",
        }
        for name, word in said.items():
            if word:
                query[name] = word
        query.setlist("utgivelse", [str(release) for release in self.releases])
        return query

    @property
    def onwards(self) -> QueryDict:
        """What the address of another page says of the same year, patients and releases."""
        query = self.query
        for name in ("sted", "register", "fagomraade", "forskjell"):
            query.pop(name, None)
        return query

    @property
    def onwards_with_places(self) -> QueryDict:
        query = self.onwards
        query.setlist("sted", [unit.slug for unit in self.units])
        return query

    def shown(self, offer: Offer) -> list[ShownRelease]:
        """The releases of the chosen registry and field."""
        return offer.of(self.registry, self.field)


def comparison_in(query: QueryDict, offer: Offer) -> Comparison:
    """The choices that the address names. What it names and does not exist falls back, with a notice."""
    notices: list[str] = []
    context = context_in(query, notices)

    return Comparison(
        units=units_in(query, offer, notices, MOST_PLACES),
        year=year_in(query, offer.years(context), notices),
        context=context,
        registry=registry_in(query, offer, notices),
        field=field_in(query, offer, notices),
        only_certain=bool(
            one_of(
                query,
                "forskjell",
                {CERTAIN: True},
                notices,
                _("Utvalget {} finnes ikke. Viser alle indikatorer."),
            )
        ),
        releases=held_releases(query, offer, notices),
        notices=tuple(notices),
    )
