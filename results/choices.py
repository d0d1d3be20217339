"""What the reader has chosen: parsed once from the address, which is the page's only state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.urls import reverse

from organisations.models import Kind, Level, Unit
from registries.models import MedicalField, Registry
from results.models import ReleasedIndicator, Slice, TreeUnit
from results.models.fields import Context
from results.shown_releases import ShownRelease, shown_releases
from wording.collation import norwegian_key

# More columns than this no screen holds, and no reader compares.
MOST_UNITS = 10
# A notice repeats what the address said; a long value is not worth reading to its end.
QUOTED_LENGTH = 40
# No database's numbers are longer; a longer one names nothing.
LONGEST_NUMBER = 18

CONTEXTS = {"behandlet": Context.CAREGIVER, "bosatt": Context.RESIDENT}
CONTEXT_IN_ADDRESS = {context: word for word, context in CONTEXTS.items()}


@dataclass(frozen=True)
class Offer:
    """What there is to choose among: only what is shown to the public, read once per request."""

    units: tuple[Unit, ...]  # in the order of the tree's sorting
    releases: tuple[ShownRelease, ...]  # one per registry, by the registries' short names
    periods: frozenset[tuple[str, int, int]]  # context, registry, year with shown results
    known: frozenset[int] = frozenset()  # of the releases that were asked for, those that exist

    @classmethod
    def now(cls, asked: Sequence[int] = ()) -> Self:
        """What is public, but for the registries of the releases asked for: what those hold."""
        releases, known = shown_releases(asked)
        readable = [one.release.pk for one in releases if not one.is_withdrawn]
        return cls(
            units=tuple(_units_shown_in(readable)),
            releases=tuple(releases),
            periods=_periods(readable),
            known=known,
        )

    def years(self, context: str) -> list[int]:
        """The years that have results in the context, the latest first."""
        return sorted({year for ours, _, year in self.periods if ours == context}, reverse=True)

    @property
    def registries(self) -> list[Registry]:
        return [one.registry for one in self.releases]

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
    releases: tuple[int, ...] = ()  # which the address holds fast to; else a registry's public one
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
        query.setlist("utgivelse", [str(release) for release in self.releases])
        return f"{reverse('results:table')}?{query.urlencode()}"

    def shown(self, offer: Offer) -> list[ShownRelease]:
        """The releases of the chosen registry and field."""
        return [one for one in offer.releases if self._wants(one.registry)]

    def _wants(self, registry: Registry) -> bool:
        if self.registry and registry != self.registry:
            return False
        return self.field is None or self.field in registry.fields.all()


def releases_in(query: QueryDict) -> list[int]:
    """The releases that the address names, as far as it names them by numbers."""
    return [int(asked) for asked in _asked_releases(query) if _is_number(asked)]


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
        releases=_releases(query, offer, notices),
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


def _releases(query: QueryDict, offer: Offer, notices: list[str]) -> tuple[int, ...]:
    asked = list(_asked_releases(query))
    shown = {str(one.release.pk) for one in offer.releases}
    known = {str(pk) for pk in offer.known}
    if missing := [one for one in asked if _plain(one) not in known]:
        notices.append(f"{_named_releases(missing)} finnes ikke. Viser det som er publisert nå.")
    if others := [one for one in asked if _plain(one) in known - shown]:
        notices.append(f"{_named_releases(others)} vises ikke: én utgivelse av et register om gangen.")
    return tuple(dict.fromkeys(int(one) for one in asked if _plain(one) in known & shown))


def _named_releases(asked: list[str]) -> str:
    """ "Utgivelse «12»"; of many, the first few."""
    named = ", ".join(_quoted(one) for one in asked[:MOST_UNITS])
    return f"{'Utgivelse' if len(asked) == 1 else 'Utgivelsene'} {named}"


def _plain(asked: str) -> str:
    """A number without zeros before it."""
    return str(int(asked)) if _is_number(asked) else ""


def _asked_releases(query: QueryDict) -> Iterable[str]:
    return dict.fromkeys(asked.strip() for asked in query.getlist("utgivelse") if asked.strip())


def _is_number(asked: str) -> bool:
    return asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER


def _units_shown_in(releases: list[int]) -> Iterable[Unit]:
    """The units that are shown now, or were when one of these releases was made: it is shown as it was."""
    as_it_was = TreeUnit.objects.filter(tree__releases__in=releases, unit=OuterRef("pk"))
    return Unit.objects.filter(~Q(kind=Kind.UNDEFINED) | Exists(as_it_was.exclude(kind=Kind.UNDEFINED)))


def _periods(releases: list[int]) -> frozenset[tuple[str, int, int]]:
    shown = ReleasedIndicator.objects.filter(
        release=OuterRef("release"), indicator=OuterRef("indicator"), shown=True
    )
    slices = Slice.objects.filter(Exists(shown), release__in=releases)
    return frozenset(slices.values_list("context", "release__registry", "year").distinct())


def _quoted(value: str) -> str:
    short = value if len(value) <= QUOTED_LENGTH else value[:QUOTED_LENGTH] + "…"
    return f"«{short}»"
