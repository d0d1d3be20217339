"""The list of a registry's indicators: one row each, and the filters with how many each finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext, pgettext_lazy

from indicators.dated import in_force
from indicators.definitions import in_own_order
from indicators.models import Indicator, Type
from indicators.texts import title_of
from registries.models import Registry
from registries.names import short_name_of
from results.models import Release, Slice
from results.presenters.measures import goal

ALL = ""


@dataclass(frozen=True)
class Row:
    key: str
    title: str
    type: str
    goal_high: str
    goal_moderate: str
    targets: int
    coverage: str
    last_year: int | None  # None: never delivered
    shown: bool
    retired: bool
    lacks: tuple[str, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What no column says."""
        ended = (_("Avsluttet"),) if self.retired else ()
        hidden = () if self.shown else (pgettext("indikator", "Skjult"),)
        return *ended, *hidden


@dataclass(frozen=True)
class Filter:
    word: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True)
class Listing:
    rows: list[Row]  # those that the filter lets through
    filters: list[Filter]
    total: int


NO_TARGET, NO_COVERAGE, NOT_DELIVERED = "uten-maal", "uten-dekningsgrad", "aldri-levert"
FILTERS: dict[str, tuple[Any, Callable[[Row], bool]]] = {
    ALL: (_lazy("Alle"), lambda row: True),
    "vises": (_lazy("Vises"), lambda row: row.shown),
    "skjult": (pgettext_lazy("indikator", "Skjult"), lambda row: not row.shown),
    NO_TARGET: (_lazy("Uten mål"), lambda row: NO_TARGET in row.lacks),
    NO_COVERAGE: (_lazy("Uten dekningsgrad"), lambda row: NO_COVERAGE in row.lacks),
    NOT_DELIVERED: (_lazy("Aldri levert"), lambda row: row.last_year is None),
    "avsluttet": (_lazy("Avsluttet"), lambda row: row.retired),
}


def listing(registry: Registry, chosen: str) -> Listing:
    """In the order of the public pages. Two queries. An unknown filter lets all through."""
    every = [_row(indicator) for indicator in in_own_order(_indicators(registry))]
    chosen = chosen if chosen in FILTERS else ALL
    filters = [
        Filter(word, str(label), sum(map(lets, every)), word == chosen)
        for word, (label, lets) in FILTERS.items()
    ]
    rows = [row for row in every if FILTERS[chosen][1](row)]
    return Listing(rows, [one for one in filters if one.number or one.chosen or one.word == ALL], len(every))


def _indicators(registry: Registry) -> list[Indicator]:
    slices = Slice.objects.filter(indicator=OuterRef("pk")).order_by().values("indicator")
    last = Subquery(slices.annotate(last=Max("year")).values("last"))
    found = Indicator.objects.filter(registry=registry).annotate(last_year=last)
    return list(found.select_related("coverage_indicator").prefetch_related("targets"))


def _row(indicator: Indicator) -> Row:
    target = in_force((one.dated for one in indicator.targets.all()), timezone.localdate().year)
    aims = goal(indicator, target) if target else None
    coverage, last = indicator.coverage_indicator, indicator.last_year  # type: ignore[attr-defined]  # annotated
    judged, covered = indicator.type != Type.COUNT, indicator.type not in (Type.COVERAGE, Type.COUNT)
    missing = (
        (NO_TARGET, judged and aims is None),
        (NO_COVERAGE, covered and coverage is None),
        (NOT_DELIVERED, last is None),
    )
    return Row(
        key=indicator.key,
        title=title_of(indicator, indicator.key),
        type=str(Type(indicator.type).label),
        goal_high=aims.high if aims else "",
        goal_moderate=aims.moderate if aims else "",
        targets=len(indicator.targets.all()),
        coverage=title_of(coverage, coverage.key) if coverage else "",
        last_year=last,
        shown=indicator.shown,
        retired=indicator.retired,
        lacks=tuple(word for word, is_missing in missing if is_missing),
    )


@dataclass(frozen=True)
class RegistryRow:
    key: str
    name: str
    indicators: int
    draft: int | None


def registry_rows(registries: list[Registry]) -> list[RegistryRow]:
    """With how many indicators, and the open draft. Two queries."""
    counted = Indicator.objects.filter(registry__in=registries).order_by().values_list("registry")
    counts = dict(counted.annotate(number=Count("pk")))
    open_ones = Release.objects.filter(registry__in=registries, state=Release.State.DRAFT)
    drafts = dict(open_ones.values_list("registry", "pk"))
    return [
        RegistryRow(one.key, short_name_of(one), counts.get(one.pk, 0), drafts.get(one.pk))
        for one in registries
    ]
