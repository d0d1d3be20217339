"""Quality indicators and their dated targets.

The definition's and the target's fields are abstract: the working definition here and the copy that a
release keeps (in results) have the same columns.
"""

import dataclasses

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _lazy
from simple_history.models import HistoricalRecords

from indicators.dated import DatedTarget
from indicators.rules import DECIMAL_PLACES, MAX_DIGITS
from registries.models import Registry

DEFAULT_MIN_DENOMINATOR = 5


class Type(models.TextChoices):
    SHARE = "share", _lazy("andel")
    COVERAGE = "coverage", _lazy("dekningsgrad")
    COMPUTED_SHARE = "computed_share", _lazy("beregnet andel")
    MEAN = "mean", _lazy("gjennomsnitt")
    MEDIAN = "median", _lazy("median")
    COUNT = "count", _lazy("antall")


class NumberFormat(models.TextChoices):
    PERCENT = "percent", _lazy("prosent")
    NUMBER = "number", _lazy("tall")


class Direction(models.TextChoices):
    HIGHER = "higher", _lazy("høyere er bedre")
    LOWER = "lower", _lazy("lavere er bedre")


class DefinitionFields(models.Model):
    """What an indicator is, apart from its targets."""

    title = models.CharField(max_length=200, blank=True)
    # What the registry has not said in English is read in Norwegian.
    title_en = models.CharField(max_length=200, blank=True)
    type = models.CharField(max_length=14, choices=Type)
    number_format = models.CharField(max_length=7, choices=NumberFormat, default=NumberFormat.PERCENT)
    decimals = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    unit_word = models.CharField(max_length=40, blank=True)
    unit_word_en = models.CharField(max_length=40, blank=True)
    min_denominator = models.PositiveIntegerField(
        default=DEFAULT_MIN_DENOMINATOR, validators=[MinValueValidator(1)]
    )
    shown = models.BooleanField(default=True)
    # Takes no new deliveries; what was delivered stays on the pages as long as it is shown.
    retired = models.BooleanField(default=False)
    sorting = models.CharField(max_length=200, blank=True)
    short_description = models.TextField(blank=True)
    short_description_en = models.TextField(blank=True)
    long_description = models.TextField(blank=True)
    long_description_en = models.TextField(blank=True)

    class Meta:
        abstract = True


# What a definition consists of, in every table that has one.
DEFINITION = [field.name for field in DefinitionFields._meta.local_fields]


class TargetFields(models.Model):
    """The target in force from a year on; without one, from the beginning."""

    valid_from = models.SmallIntegerField(null=True, blank=True)
    direction = models.CharField(max_length=6, choices=Direction, blank=True)
    high = models.DecimalField(max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True)
    moderate = models.DecimalField(
        max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True
    )
    note_nb = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    # Of the model that has it: the working one may leave it open.
    is_break: bool | None

    @property
    def dated(self) -> DatedTarget:
        """The row apart from the database."""
        return DatedTarget(**{name: getattr(self, name) for name in DATED})


DATED = [field.name for field in dataclasses.fields(DatedTarget)]


# The same of a target.
TARGET = [field.name for field in TargetFields._meta.local_fields]
HIGH_AT_LEAST_AS_GOOD = (
    Q(high=None)
    | Q(moderate=None)
    | Q(direction="")
    | Q(direction=Direction.HIGHER, high__gte=F("moderate"))
    | Q(direction=Direction.LOWER, high__lte=F("moderate"))
)


class Indicator(DefinitionFields):
    """A working definition: changes nothing public before a release built on it is published."""

    key = models.CharField(
        max_length=100,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9æøåÆØÅ_.-]+( [A-Za-z0-9æøåÆØÅ_.-]+)*\Z",
                _lazy("Bruk bokstaver, sifre, _ . - og enkle mellomrom inni nøkkelen."),
            )
        ],
    )
    registry = models.ForeignKey(Registry, models.PROTECT, related_name="indicators")
    coverage_indicator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="covered_indicators"
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("key"),
                name="indicator_key_unique",
                violation_error_message=_lazy("Nøkkelen er i bruk."),
            ),
            models.CheckConstraint(
                condition=Q(type__in=Type.values),
                name="indicator_type_known",
                violation_error_message=_lazy("Ukjent indikatortype."),
            ),
            models.CheckConstraint(
                condition=Q(min_denominator__gte=1),
                name="indicator_min_denominator_positive",
                violation_error_message=_lazy("Minste nevner må være minst 1."),
            ),
            # That it is of the right type and registry is another row's business: rules for definitions.
            models.CheckConstraint(
                condition=~Q(coverage_indicator=F("id")) | Q(coverage_indicator=None),
                name="indicator_not_its_own_coverage",
                violation_error_message=_lazy("En indikator kan ikke være sin egen dekningsgrad."),
            ),
            models.CheckConstraint(
                condition=~Q(type=Type.COVERAGE) | Q(coverage_indicator=None),
                name="indicator_coverage_has_none",
                violation_error_message=_lazy("En dekningsgrad har ikke selv noen dekningsgrad."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Target(TargetFields):
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    # None: a break where direction or note differs from the target before.
    is_break = models.BooleanField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="target_one_per_year",
                violation_error_message=_lazy("Indikatoren har allerede et mål fra dette året."),
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(valid_from=None),
                name="target_one_from_the_beginning",
                violation_error_message=_lazy("Indikatoren har allerede et mål fra begynnelsen."),
            ),
            models.CheckConstraint(
                condition=HIGH_AT_LEAST_AS_GOOD,
                name="target_high_at_least_as_good",
                violation_error_message=_lazy(
                    "Grensen for høy må være minst like god som grensen for moderat."
                ),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["", *Direction.values]),
                name="target_direction_known",
                violation_error_message=_lazy("Ukjent retning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} fra {self.valid_from or 'begynnelsen'}"
