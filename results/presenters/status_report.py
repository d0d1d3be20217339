"""The tables of the yearly status report: registry by registry in each region, and sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Unit
from registries.models import STAGES, PromStatus, Registry, RegistryYear, StageLevel
from registries.names import short_name_of
from results.presenters.registry_list import no_region, registry_address
from results.presenters.status import (
    Part,
    coverage_words,
    parts,
    stage_short,
    stage_words,
    yes_or_no,
)
from wording.collation import norwegian_key
from wording.numbers import count, of

# Per cent: what the requirements of stages 3 and 4 ask of a registry's coverage.
GOOD, BEST = Decimal(60), Decimal(80)


@dataclass(frozen=True)
class ReportRow:
    registry: Registry
    address: str
    status: RegistryYear | None  # in the year
    prom: PromStatus | None  # the latest

    @property
    def established(self) -> str:
        return str(self.registry.established or "")

    @property
    def stage(self) -> str:
        """ "3B"; "" where it was not evaluated."""
        return stage_short(self.status.stage, self.status.level) if self.status else ""

    @property
    def stage_words(self) -> str:
        return stage_words(self.status.stage, self.status.level) if self.status else stage_words(None, "")

    @property
    def coverage(self) -> str:
        return coverage_words(self.status.coverage) if self.status else ""

    @property
    def chosen(self) -> str:
        return self._answer("chosen")

    @property
    def collected(self) -> str:
        return self._answer("collected")

    @property
    def electronic(self) -> str:
        return self._answer("electronic")

    @property
    def prem(self) -> str:
        return self._answer("prem")

    @property
    def instruments(self) -> tuple[tuple[Part, ...], ...]:
        """The generic one, and the disease-specific, where they are given."""
        if self.prom is None:
            return ()
        known = (self.prom.generic_instrument, self.prom.disease_specific_instrument)
        return tuple(parts(text) for text in known if text)

    @property
    def note(self) -> str:
        return self.prom.note if self.prom else ""

    def _answer(self, name: str) -> str:
        """ "" where it is not said."""
        return yes_or_no(getattr(self.prom, name) if self.prom else None).lower()


@dataclass(frozen=True)
class Sum:
    """Of rows: how many are at each stage and level, have a good coverage, and ask their patients."""

    rows: tuple[ReportRow, ...]

    @property
    def size(self) -> int:
        return len(self.rows)

    @property
    def number(self) -> str:
        told = ngettext("{size} register", "{size} registre", self.size)
        return told.format(size=count(self.size))

    @property
    def evaluated(self) -> int:
        return sum(self.stages.values())

    @property
    def stages(self) -> Mapping[int, int]:
        found = [row.status.stage for row in self.rows if row.status]
        return {stage: found.count(stage) for stage in reversed(STAGES)}

    @property
    def levels(self) -> Mapping[str, int]:
        found = [row.status.level for row in self.rows if row.status]
        return {level: found.count(level) for level in StageLevel.values}

    @property
    def stage_words(self) -> tuple[str, ...]:
        """ "Stadium 4: 6", those that some registry has."""
        named = [(stage_words(stage, ""), size) for stage, size in self.stages.items()]
        named += [(_("Nivå {level}").format(level=level), size) for level, size in self.levels.items()]
        return tuple(f"{name}: {count(size)}" for name, size in named if size)

    @property
    def covered(self) -> int:
        """How many have given a coverage."""
        return sum(1 for row in self.rows if row.status and row.status.coverage is not None)

    @property
    def good(self) -> int:
        return self._at_least(GOOD)

    @property
    def best(self) -> int:
        return self._at_least(BEST)

    @property
    def coverage_words(self) -> tuple[str, ...]:
        """ "≥ 60 %: 42 av 48"."""
        if not self.covered:
            return ()
        return tuple(
            f"≥\u00a0{coverage_words(limit)}: {of(self._at_least(limit), self.covered)}"
            for limit in (GOOD, BEST)
        )

    @property
    def chosen(self) -> int:
        return self._saying("chosen")

    @property
    def collected(self) -> int:
        return self._saying("collected")

    @property
    def electronic(self) -> int:
        return self._saying("electronic")

    @property
    def prem(self) -> int:
        return self._saying("prem")

    def _at_least(self, limit: Decimal) -> int:
        given = (row.status.coverage for row in self.rows if row.status)
        return sum(1 for coverage in given if coverage is not None and coverage >= limit)

    def _saying(self, name: str) -> int:
        """How many say yes: what is not said is not counted."""
        return sum(1 for row in self.rows if row.prom and getattr(row.prom, name))


@dataclass(frozen=True)
class RegionReport:
    name: str
    address: str  # of the region's page; "" where there is none
    rows: tuple[ReportRow, ...]
    sum: Sum


def report_rows(
    registries: Iterable[Registry], statuses: Iterable[RegistryYear], proms: Iterable[PromStatus]
) -> tuple[ReportRow, ...]:
    """Of registries with a status in the year or a PROM status, by name. `statuses`: of the year."""
    in_year = {one.registry_id: one for one in statuses}
    latest = {one.registry_id: one for one in sorted(proms, key=lambda one: one.status_date)}
    named = sorted(registries, key=lambda one: norwegian_key(short_name_of(one)))
    return tuple(
        ReportRow(one, registry_address(one), in_year.get(one.pk), latest.get(one.pk))
        for one in named
        if one.pk in in_year or one.pk in latest
    )


def by_region(rows: Sequence[ReportRow]) -> tuple[RegionReport, ...]:
    """In the regions' order, those without one last."""
    in_region: dict[Unit | None, list[ReportRow]] = {}
    for row in rows:
        in_region.setdefault(row.registry.rhf, []).append(row)
    order = sorted((one for one in in_region if one), key=lambda one: one.sorting)
    regions: list[Unit | None] = [*order, *([None] if None in in_region else [])]
    return tuple(_region(one, tuple(in_region[one])) for one in regions)


def _region(region: Unit | None, rows: tuple[ReportRow, ...]) -> RegionReport:
    if region is None:
        return RegionReport(no_region(), "", rows, Sum(rows))
    return RegionReport(region.name, reverse("results:unit", args=[region.slug]), rows, Sum(rows))
