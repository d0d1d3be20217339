"""Which of the numbers that are shown are generated, and which of them a source prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from results.models import Delivery, PrintedResult, Release, Result, ResultRow, Slice

# What stands in the place of a source.
GENERATED = "generated"
ALL, SOME, NONE = "all", "some", ""


def generated_shown(also: Iterable[int] = ()) -> str:
    """ALL, SOME or NONE of what is public, and of these other releases that a page shows. One query."""
    releases = Q(release__published_as__isnull=False) | Q(release__in=list(also))
    shown = Slice.objects.filter(releases, delivery=OuterRef("pk"))
    found = set(
        Delivery.objects.filter(Exists(shown)).order_by().values_list("generated", flat=True).distinct()
    )
    if True not in found:
        return NONE
    return SOME if False in found else ALL


def printed_in(releases: Iterable[int]) -> QuerySet[PrintedResult]:
    """What is printed of these releases' results, with the `release`: only of the deliveries that own the
    slices there."""
    return PrintedResult.objects.filter(
        delivery__slices__release__in=releases,
        delivery__slices__indicator=F("indicator"),
        delivery__slices__context=F("context"),
        delivery__slices__year=F("year"),
    ).annotate(release=F("delivery__slices__release"))


def prints(printed: PrintedResult | None, result: Result | ResultRow) -> bool:
    """Whether the source prints this very result: another tree may since have given the unit another sum."""
    if printed is None:
        return False
    return (printed.numerator, printed.denominator) == (result.numerator, result.denominator)


@dataclass(frozen=True)
class Origins:
    """Of releases: their generated slices, and what is printed of their results. Two queries."""

    generated: frozenset[tuple[int, int, str, int]]
    printed: dict[tuple[int, int, str, int, int], PrintedResult]

    @classmethod
    def of(cls, releases: list[Release]) -> Self:
        ids = [release.pk for release in releases]
        slices = Slice.objects.filter(release__in=ids, delivery__generated=True)
        return cls(
            generated=frozenset(slices.values_list("release", "indicator", "context", "year")),
            printed={
                (one.release, one.indicator_id, one.context, one.year, one.unit_id): one  # type: ignore[attr-defined]  # annotated
                for one in printed_in(ids)
            },
        )

    def __bool__(self) -> bool:
        return bool(self.generated or self.printed)

    def source(self, result: Result, *, named: bool) -> str | None:
        """Where the result's number comes from; None for what a registry delivered. `named`: a printed one's
        source may be named."""
        place = (result.release_id, result.indicator_id, result.context, result.year)
        printed = self.printed.get((*place, result.unit_id))
        if named and printed is not None and prints(printed, result):
            return printed.source
        return GENERATED if place in self.generated else None
