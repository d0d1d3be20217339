"""Two or more places side by side: read in five queries, and tested once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from organisations.models import Unit
from results.calculations.difference import Counts, differences
from results.choices.comparison import Comparison
from results.models import Release, TreeUnit
from results.points import Point
from results.presenters.comparison import ComparedSection, compared, pairs
from results.presenters.comparison_summary import CONTAINS, WITHIN, Summary, summary
from results.sections import sections_of
from results.shown_releases import ShownRelease


@dataclass(frozen=True)
class Compared:
    sections: list[ComparedSection]
    summary: Summary


def comparison_of(
    choices: Comparison, shown: list[ShownRelease], labels: Mapping[int, str], year: int
) -> Compared:
    """All that the releases shown hold of the chosen places in the year."""
    sections = sections_of(
        shown=shown, units=choices.units, labels=labels, year=year, context=choices.context
    )
    first, *others = choices.units
    overlaps = overlaps_with(first, others, [one.release.pk for one in shown])
    apart = [at for at, unit in enumerate(others, start=1) if unit.pk not in overlaps]
    found = pairs(sections, apart)
    measured = differences([(_counts(one), _counts(other)) for one, other in found.values()])
    answered = compared(sections, dict(zip(found, measured, strict=True)), apart)
    return Compared(answered, summary(choices, labels, answered, overlaps))


def _counts(point: Point) -> Counts:
    if point.numerator is None or point.denominator is None:
        raise ValueError(f"{point.place} {point.year} has no numerator: only shares are tested.")
    return point.numerator, point.denominator


def overlaps_with(first: Unit, others: Iterable[Unit], releases: list[int]) -> dict[int, str]:
    """Of the others, those that lie within the first or contain it, in the tree of any of these releases:
    their patients are the same, and a test of two shares is of different ones."""
    trees = Release.objects.filter(pk__in=releases).values("tree")
    links = TreeUnit.objects.filter(tree__in=trees).values_list("tree", "unit", "parent")
    parents: dict[int, dict[int, int | None]] = {}
    for tree, unit, parent in links:
        parents.setdefault(tree, {})[unit] = parent
    found = {}
    for parent_of in parents.values():
        above_first = above(first.pk, parent_of)
        for other in others:
            if other.pk in above_first:
                found[other.pk] = CONTAINS
            elif first.pk in above(other.pk, parent_of):
                found[other.pk] = WITHIN
    return found


def above(unit: int, parent_of: Mapping[int, int | None]) -> set[int]:
    """The unit's ancestors."""
    found: set[int] = set()
    parent = parent_of.get(unit)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parent_of.get(parent)
    return found
