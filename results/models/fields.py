"""Columns that several models share."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class Context(models.TextChoices):
    CAREGIVER = "caregiver", "behandlet ved"
    RESIDENT = "resident", "bosatt i opptaksområdet"


class ExactDecimalField(models.Field):
    """A decimal with every digit it was delivered with: SQLite's numbers keep fifteen, so text there."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "numeric" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None or connection.vendor == "postgresql":
            return value
        return format(value, "f")


class CellFields(models.Model):
    """One number's place: indicator × unit × context × year, as counts or as a ready value."""

    # The unique constraints begin with other columns; the indexes that serve the reads are theirs.
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, db_index=False, related_name="+")
    context = models.CharField(max_length=9, choices=Context)
    year = models.SmallIntegerField()
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    value = ExactDecimalField(null=True)

    class Meta:
        abstract = True


NUMBERS_MAKE_SENSE = models.Q(numerator=None, value__isnull=False) | models.Q(
    value=None, numerator__gte=0, denominator__gt=0, numerator__lte=models.F("denominator")
)
