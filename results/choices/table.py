"""What the reader of the results page has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Unit
from registries.models import MedicalField, Registry
from results.choices.figures import Figures, figures_in
from results.choices.offer import Offer
from results.choices.parsing import (
    CONTEXT_IN_ADDRESS,
    context_in,
    field_in,
    held_releases,
    one_of,
    quoted,
    registry_in,
    units_in,
    year_in,
)
from results.models import Attainment
from results.models.fields import Context
from results.shown_releases import ShownRelease
from wording.keys import folded

LEVELS = {"hoy": Attainment.HIGH, "moderat": Attainment.MODERATE, "lav": Attainment.LOW}
LEVEL_IN_ADDRESS = {level: word for word, level in LEVELS.items()}
# Which indicators: those of treatment, or those that tell how complete the data are.
TREATMENT, COVERAGE = "behandling", "dekningsgrad"
QUALITIES = {name: name for name in (TREATMENT, COVERAGE)}
NAME, VALUE, CHANGE, DISTANCE = "navn", "verdi", "endring", "avstand"
SORTS = {sign + name: sign + name for name in (NAME, VALUE, CHANGE, DISTANCE) for sign in ("", "-")}


@dataclass(frozen=True)
class Choices:
    units: tuple[Unit, ...]
    year: int | None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    registry: Registry | None = None
    field: MedicalField | None = None
    level: Attainment | None = None
    quality: str = ""
    sort: str = ""  # "": as the registry sorts them; a leading "-" turns it round
    sort_by: Unit | None = None  # the chosen place whose numbers the rows are sorted by; None: the first
    opened: str = ""  # the key of the indicator whose row is open
    figures: Figures = Figures()  # noqa: RUF009  # frozen
    releases: tuple[int, ...] = ()  # which the address holds fast to; else a registry's public one
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    def opening(self, keys: Iterable[str]) -> "Choices":
        """With the opened row's key as it is written among these; without it, and with a notice, where it is
        not among them."""
        if not self.opened:
            return self
        written = {folded(key): key for key in keys}.get(folded(self.opened))
        if written:
            return replace(self, opened=written)
        notice = _("Indikatoren {key} er ikke blant dem som vises.").format(key=quoted(self.opened))
        return replace(self, opened="", notices=(*self.notices, notice))

    def but_figures(self, **changes: Any) -> str:
        return self.but(figures=replace(self.figures, **changes))

    @property
    def address(self) -> str:
        return f"{reverse('results:table')}?{self.query.urlencode()}"

    @property
    def query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        query.setlist("sted", [unit.slug for unit in self.units])
        said = {
            "aar": "" if self.year is None else str(self.year),
            "kontekst": CONTEXT_IN_ADDRESS[Context(self.context)],
            "register": self.registry.key if self.registry else "",
            "fagomraade": self.field.slug if self.field else "",
            "nivaa": LEVEL_IN_ADDRESS[self.level] if self.level else "",
            "indikatorer": self.quality,
            "sorter": self.sort,
            "etter": self.sort_by.slug if self.sort_by else "",
            "rad": self.opened,
        }
        for name, word in {**said, **self.figures.query}.items():
            if word:
                query[name] = word
        query.setlist("utgivelse", [str(release) for release in self.releases])
        return query

    def shown(self, offer: Offer) -> list[ShownRelease]:
        """The releases of the chosen registry and field."""
        return offer.of(self.registry, self.field)


def choices_in(query: QueryDict, offer: Offer) -> Choices:
    """The choices that the address names. What it names and does not exist falls back, with a notice."""
    notices: list[str] = []
    context = context_in(query, notices)
    units = units_in(query, offer, notices) or offer.default_units

    def asked(name: str, known: dict[str, Any], notice: str) -> Any:
        return one_of(query, name, known, notices, notice)

    return Choices(
        units=units,
        year=year_in(query, offer.years(context), notices),
        context=context,
        registry=registry_in(query, offer, notices),
        field=field_in(query, offer, notices),
        level=asked("nivaa", LEVELS, _("Nivået {} finnes ikke. Viser alle nivåer.")),
        quality=asked("indikatorer", QUALITIES, _("Utvalget {} finnes ikke. Viser alle indikatorer.")) or "",
        sort=asked("sorter", SORTS, _("Sorteringen {} finnes ikke. Viser registrenes egen rekkefølge."))
        or "",
        sort_by=asked(
            "etter",
            {unit.slug: unit for unit in units},
            _("Stedet {} er ikke valgt. Sorterer etter det første stedet."),
        ),
        opened=query.get("rad", "").strip(),
        figures=figures_in(query, notices),
        releases=held_releases(query, offer, notices),
        notices=tuple(notices),
    )
