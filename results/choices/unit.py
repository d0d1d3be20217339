"""What the reader of a place's profile has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from organisations.models import Unit
from results.choices.offer import Offer
from results.choices.parsing import context_in, held_releases, year_in
from results.choices.yearly import yearly_query
from results.models.fields import Context


@dataclass(frozen=True)
class Choices:
    unit: Unit
    year: int | None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    releases: tuple[int, ...] = ()  # which the address holds fast to; else a registry's public one
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    @property
    def address(self) -> str:
        return f"{reverse('results:unit', args=[self.unit.slug])}?{self.query.urlencode()}"

    @property
    def query(self) -> QueryDict:
        return yearly_query(self.year, self.context, self.releases)


def choices_in(query: QueryDict, offer: Offer, unit: Unit, periods: Iterable[tuple[str, int]]) -> Choices:
    """The choices that the address names. `periods`: context and year of each that the place has results in.

    Without a year the latest of the place's own: an empty page is never what a reader asks for first.
    """
    notices: list[str] = []
    context = context_in(query, notices)
    own = sorted((year for ours, year in periods if ours == context), reverse=True)
    return Choices(
        unit=unit,
        year=year_in(query, list(dict.fromkeys([*own, *offer.years(context)])), notices),
        context=context,
        releases=held_releases(query, offer, notices),
        notices=tuple(notices),
    )
