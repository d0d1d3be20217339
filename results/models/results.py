"""Computed results: immutable, one row per unit × indicator × context × year of a release."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Level, Unit
from results.models.fields import CellFields, Context
from results.models.releases import Release


class Attainment(models.TextChoices):
    HIGH = "high", _lazy("høy")
    MODERATE = "moderate", _lazy("moderat")
    LOW = "low", _lazy("lav")


class Withheld(models.TextChoices):
    TOO_FEW = "too_few", "for få pasienter"
    PRIVACY = "privacy", "personvern"
    LOW_COVERAGE = "low_coverage", "lav dekningsgrad"
    COMPLEMENTARY = "complementary", "skjult for å verne andre tall"


class ResultRow(NamedTuple):
    """A result as pages read it, by the thousand: lighter than a model's instance."""

    indicator: int
    unit: int
    context: str
    year: int
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    ci_low: float | None
    ci_high: float | None
    attainment: str
    certain: bool | None
    distance: int | None
    coverage_numerator: int | None
    coverage_denominator: int | None
    coverage_withheld: bool
    provisional: bool
    withheld: str
    # The limit below which a coverage was low when the release was made.
    release__low_coverage: Decimal

    @property
    def share(self) -> Fraction | None:
        """The exact share of a rolled-up result."""
        return share_of(self.numerator, self.denominator)

    @property
    def coverage(self) -> Fraction | None:
        """None also where the coverage is itself withheld."""
        if self.coverage_withheld:
            return None
        return share_of(self.coverage_numerator, self.coverage_denominator)


def share_of(numerator: int | None, denominator: int | None) -> Fraction | None:
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


class ResultQuerySet(models.QuerySet):
    def public_in(self, releases: list[int]) -> "ResultQuerySet":
        """What the public may know of these releases, which the caller has read from the public pointers.

        A page reads the pointers once and all else from the releases they named: a publication between two
        of its queries cannot mix old and new.
        """
        return self.filter(release__in=releases, shown=True)

    def for_year(self, year: int) -> "ResultQuerySet":
        return self.filter(year=year)

    def in_context(self, context: str) -> "ResultQuerySet":
        return self.filter(context=context)

    def for_units(self, units: Iterable[Unit]) -> "ResultQuerySet":
        return self.filter(unit__in=units)

    def rows(self) -> list[ResultRow]:
        """Withheld ones too, with their numbers: only `presenters.cells` may make words of them."""
        return list(map(ResultRow._make, self.values_list(*ResultRow._fields)))


class Result(CellFields):
    """Withheld rows keep their numbers: `withheld` names the reason, and what leaves the server heeds it."""

    release = models.ForeignKey(Release, models.CASCADE, db_index=False, related_name="results")
    level = models.CharField(max_length=8, choices=Level)
    ci_low = models.FloatField(null=True)
    ci_high = models.FloatField(null=True)
    attainment = models.CharField(max_length=8, choices=Attainment, blank=True)
    certain = models.BooleanField(null=True)
    distance = models.BigIntegerField(null=True)
    coverage_numerator = models.BigIntegerField(null=True)
    coverage_denominator = models.BigIntegerField(null=True)
    # The coverage cell is itself withheld.
    coverage_withheld = models.BooleanField(default=False)
    provisional = models.BooleanField()
    withheld = models.CharField(max_length=13, choices=Withheld, blank=True)
    # False for undefined units and for indicators that are not shown.
    shown = models.BooleanField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["release", "unit", "context", "year"], name="result_of_a_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "context", "year", "unit"], name="result_one_per_cell"
            ),
            models.CheckConstraint(condition=Q(context__in=Context.values), name="result_context_known"),
            models.CheckConstraint(
                condition=Q(attainment__in=["", *Attainment.values]), name="result_attainment_known"
            ),
            models.CheckConstraint(
                condition=Q(withheld__in=["", *Withheld.values]), name="result_withheld_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.year}"

    @property
    def share(self) -> Fraction | None:
        """The exact share of a rolled-up result."""
        return share_of(self.numerator, self.denominator)

    @property
    def coverage(self) -> Fraction | None:
        return share_of(self.coverage_numerator, self.coverage_denominator)
