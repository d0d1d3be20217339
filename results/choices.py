"""What the reader has chosen: parsed once from the address, which is the page's only state."""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse

from organisations.models import Kind, Level, Unit
from registries.models import MedicalField, Registry
from results.models import PublishedRelease, ReleasedIndicator, Slice
from results.models.fields import Context
from wording.collation import norwegian_key

# More columns than this no screen holds, and no reader compares.
MOST_UNITS = 10
# A notice repeats what the address said; a long value is not worth reading to its end.
QUOTED_LENGTH = 40

CONTEXTS = {"behandlet": Context.CAREGIVER, "bosatt": Context.RESIDENT}
CONTEXT_IN_ADDRESS = {context: word for word, context in CONTEXTS.items()}


@dataclass(frozen=True)
class Offer:
    """What there is to choose among: only what is shown to the public, read once per request."""

    units: tuple[Unit, ...]  # in the order of the tree's sorting
    published: tuple[PublishedRelease, ...]  # by the registries' short names
    periods: frozenset[tuple[str, int, int]]  # context, registry, year with shown results

    @classmethod
    def now(cls) -> Self:
        published = PublishedRelease.objects.select_related("registry", "release")
        return cls(
            units=tuple(Unit.objects.shown()),
            published=tuple(
                sorted(
                    published.prefetch_related("registry__fields"),
                    key=lambda one: norwegian_key(one.registry.short_name),
                )
            ),
            periods=_periods(),
        )

    def years(self, context: str) -> list[int]:
        """The years that have results in the context, the latest first."""
        return sorted({year for ours, _, year in self.periods if ours == context}, reverse=True)

    @property
    def registries(self) -> list[Registry]:
        return [one.registry for one in self.published]

    @property
    def fields(self) -> list[MedicalField]:
        fields = {field for registry in self.registries for field in registry.fields.all()}
        return sorted(fields, key=lambda field: norwegian_key(field.name))

    @property
    def default_units(self) -> tuple[Unit, ...]:
        """The nation and the public regions."""
        nation = [unit for unit in self.units if unit.level == Level.NATION]
        regions = [unit for unit in self.units if unit.level == Level.RHF and unit.kind == Kind.PUBLIC]
        return tuple(nation + regions)[:MOST_UNITS]


@dataclass(frozen=True)
class Choices:
    units: tuple[Unit, ...]
    year: int | None  # None: nothing is published in the context
    context: str = Context.CAREGIVER
    registry: Registry | None = None
    field: MedicalField | None = None
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    @property
    def address(self) -> str:
        query = QueryDict(mutable=True)
        query.setlist("sted", [unit.slug for unit in self.units])
        if self.year is not None:
            query["aar"] = str(self.year)
        query["kontekst"] = CONTEXT_IN_ADDRESS[Context(self.context)]
        if self.registry:
            query["register"] = self.registry.key
        if self.field:
            query["fagomraade"] = self.field.slug
        return f"{reverse('results:table')}?{query.urlencode()}"

    def published(self, offer: Offer) -> list[PublishedRelease]:
        """The public releases of the chosen registry and field."""
        return [one for one in offer.published if self._wants(one.registry)]

    def _wants(self, registry: Registry) -> bool:
        if self.registry and registry != self.registry:
            return False
        return self.field is None or self.field in registry.fields.all()


def choices_in(query: QueryDict, offer: Offer) -> Choices:
    """The choices that the address names. What it names and does not exist falls back, with a notice."""
    notices: list[str] = []
    context = _one(
        query, "kontekst", dict(CONTEXTS), notices, "Utvalget {} finnes ikke. Viser behandlet ved."
    )
    context = context or Context.CAREGIVER
    years = offer.years(context)
    latest = years[0] if years else None
    year = _one(
        query,
        "aar",
        {str(year): year for year in years},
        notices,
        f"Det finnes ingen publiserte resultater for året {{}}. Viser {latest}."
        if latest
        else "Det finnes ingen publiserte resultater for året {}.",
    )
    return Choices(
        units=_units(query, offer, notices),
        year=year or latest,
        context=context,
        registry=_one(
            query,
            "register",
            {registry.key.casefold(): registry for registry in offer.registries},
            notices,
            "Registeret {} finnes ikke blant de publiserte. Viser alle registre.",
        ),
        field=_one(
            query,
            "fagomraade",
            {field.slug: field for field in offer.fields},
            notices,
            "Fagområdet {} finnes ikke blant de publiserte. Viser alle fagområder.",
        ),
        notices=tuple(notices),
    )


def _one(query: QueryDict, name: str, known: dict[str, Any], notices: list[str], notice: str) -> Any:
    asked = query.get(name, "").strip()
    if not asked:
        return None
    found = known.get(asked.casefold())
    if found is None:
        notices.append(notice.format(_quoted(asked)))
    return found


def _units(query: QueryDict, offer: Offer, notices: list[str]) -> tuple[Unit, ...]:
    known = {unit.slug: unit for unit in offer.units}
    asked = [slug for slug in dict.fromkeys(query.getlist("sted")) if slug.strip()]
    missing = [slug for slug in asked if slug not in known]
    if missing:
        named = ", ".join(_quoted(slug) for slug in missing[:MOST_UNITS])
        notices.append(f"Fant ikke {'stedet' if len(missing) == 1 else 'stedene'} {named}.")
    units = tuple(known[slug] for slug in asked if slug in known)
    if len(units) > MOST_UNITS:
        notices.append(f"Du kan se høyst {MOST_UNITS} steder om gangen. De første {MOST_UNITS} vises.")
    return units[:MOST_UNITS] or offer.default_units


def _periods() -> frozenset[tuple[str, int, int]]:
    shown = ReleasedIndicator.objects.filter(
        release=OuterRef("release"), indicator=OuterRef("indicator"), shown=True
    )
    slices = Slice.objects.filter(Exists(shown), release__published_as__isnull=False)
    return frozenset(slices.values_list("context", "release__registry", "year").distinct())


def _quoted(value: str) -> str:
    short = value if len(value) <= QUOTED_LENGTH else value[:QUOTED_LENGTH] + "…"
    return f"«{short}»"
