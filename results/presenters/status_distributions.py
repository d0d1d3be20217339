"""How many registries are at each stage and level, year by year, as the yearly status report prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registries.models import STAGES, RegistryYear, StageLevel
from registries.printed import PrintedDistribution


@dataclass(frozen=True)
class DistributionRow:
    stage: int
    sizes: tuple[int, ...]  # by level, then without one where a year has such
    total: int


@dataclass(frozen=True)
class Distribution:
    """How many registries were evaluated to each stage and level in a year."""

    year: int
    levels: tuple[str, ...]  # the columns: "A", …; "" for those without a level
    rows: tuple[DistributionRow, ...]  # the highest stage first
    source: str = ""  # where it is printed, when its registries are not known one by one

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(row.sizes[at] for row in self.rows) for at in range(len(self.levels)))

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def has_levels(self) -> bool:
        return self.levels != ("",)


def distributions(
    statuses: Iterable[RegistryYear], printed: Iterable[PrintedDistribution]
) -> tuple[Distribution, ...]:
    """One for each year with evaluated registries, counted; and those that are only known as printed, of
    other years. By year."""
    by_year: dict[int, list[tuple[int, str]]] = {}
    for one in statuses:
        if one.stage is not None:
            by_year.setdefault(one.year, []).append((one.stage, one.level))
    made = [
        _distribution(year, {pair: found.count(pair) for pair in found}) for year, found in by_year.items()
    ]
    made += [_distribution(one.year, one.sizes, one.source) for one in printed if one.year not in by_year]
    return tuple(sorted(made, key=lambda one: one.year))


def _distribution(year: int, sizes: Mapping[tuple[int, str], int], source: str = "") -> Distribution:
    known = {level for _, level in sizes}
    levels = (*(StageLevel.values if known - {""} else ()), *([""] if "" in known else []))
    rows = []
    for stage in reversed(STAGES):
        found = tuple(sizes.get((stage, level), 0) for level in levels)
        rows.append(DistributionRow(stage, found, sum(found)))
    return Distribution(year, levels, tuple(rows), source)
