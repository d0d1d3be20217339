"""What the reader of a registry's page, or of a medical field's, has chosen: a year, and whose patients."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from results.choices.offer import Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS, context_among, held_releases, year_in
from results.models.fields import Context
from results.shown_releases import ShownRelease


@dataclass(frozen=True)
class Yearly:
    page: str  # the page's own address, without choices
    year: int | None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    releases: tuple[int, ...] = ()  # which the address holds fast to; else a registry's public one
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    @property
    def address(self) -> str:
        return f"{self.page}?{self.query.urlencode()}"

    @property
    def query(self) -> QueryDict:
        return yearly_query(self.year, self.context, self.releases)


def yearly_query(year: int | None, context: str, releases: Sequence[int]) -> QueryDict:
    """As the address of every page of one year says them."""
    query = QueryDict(mutable=True)
    if year is not None:
        query["aar"] = str(year)
    query["kontekst"] = CONTEXT_IN_ADDRESS[Context(context)]
    query.setlist("utgivelse", [str(release) for release in releases])
    return query


def yearly_in(query: QueryDict, offer: Offer, page: str, shown: Sequence[ShownRelease]) -> Yearly:
    """The choices that the address names. `shown`: the releases that the page is about; those of other
    registries have nothing to say here."""
    notices: list[str] = []
    known = {Context(context) for context, _ in offer.periods_of(shown)}
    context = context_among(query, known, notices)
    own = {one.release.pk for one in shown}
    return Yearly(
        page=page,
        year=year_in(query, years_of(offer, shown, context), notices),
        context=context,
        releases=tuple(pk for pk in held_releases(query, offer, notices) if pk in own),
        notices=tuple(notices),
    )


def years_of(offer: Offer, shown: Sequence[ShownRelease], context: str) -> list[int]:
    """Those with results in the context, the latest first."""
    return sorted({year for ours, year in offer.periods_of(shown) if ours == context}, reverse=True)
