"""What the reader of an indicator's page has chosen."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Level, Unit
from results.choices.figures import LEVEL_NAME, Figures, figures_in, level_words
from results.choices.offer import Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS, context_among, held_releases, units_in, year_in
from results.models.fields import Context
from results.subjects import Subject


@dataclass(frozen=True)
class Choices:
    registry: str  # the key
    key: str
    units: tuple[Unit, ...]  # beside the nation, which is always shown
    year: int | None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    figures: Figures = Figures()  # noqa: RUF009  # frozen
    releases: tuple[int, ...] = ()  # the one that the address holds fast to; else the public one
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    def but_figures(self, **changes: Any) -> str:
        return self.but(figures=replace(self.figures, **changes))

    @property
    def page(self) -> str:
        return indicator_address(self.registry, self.key)

    @property
    def address(self) -> str:
        return f"{self.page}?{self.query.urlencode()}"

    @property
    def query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        query.setlist("sted", [unit.slug for unit in self.units])
        if self.year is not None:
            query["aar"] = str(self.year)
        query["kontekst"] = CONTEXT_IN_ADDRESS[Context(self.context)]
        for name, word in self.figures.query.items():
            query[name] = word
        query.setlist("utgivelse", [str(release) for release in self.releases])
        return query

    @property
    def held(self) -> list[tuple[str, str]]:
        """What the form sends along for the charts and the release to stay as they are."""
        return [*self.figures.query.items(), *(("utgivelse", str(release)) for release in self.releases)]

    def ranking_among(self, levels: Collection[Level]) -> "Choices":
        """The same, or without the chosen level of units where none of them has a result, with a notice."""
        asked = self.figures.ranked
        if asked is None or asked in levels:
            return self
        notice = _("Ingen {places} har resultater i {year} med disse valgene.").format(
            places=level_words(LEVEL_NAME[asked]), year=self.year
        )
        figures = replace(self.figures, ranked=None)
        return replace(self, figures=figures, notices=(*self.notices, notice))


def indicator_address(registry: str, key: str) -> str:
    return reverse("results:indicator", args=[registry, key])


def choices_in(query: QueryDict, offer: Offer, subject: Subject) -> Choices:
    """The choices that the address names. What it names and does not exist falls back, with a notice."""
    notices: list[str] = []
    context = context_among(query, [Context(one) for one in subject.contexts], notices)
    chosen = units_in(query, offer, notices)
    held = held_releases(query, offer, notices)
    return Choices(
        registry=subject.shown.registry.key,
        key=subject.definition.indicator.key,
        units=tuple(unit for unit in chosen if unit.level != Level.NATION),
        year=year_in(query, subject.in_context(context).years[::-1], notices),
        context=context,
        figures=figures_in(query, notices),
        # Another registry's release has nothing to say here.
        releases=tuple(pk for pk in held if pk == subject.shown.release.pk),
        notices=tuple(notices),
    )
