"""What the registries delivered: the files as they came and the numbers read from them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registries.models import Registry
from results.models.fields import NUMBERS_MAKE_SENSE, CellFields, Context


def place_of_original(delivery: "Delivery", filename: str) -> str:
    """Named by content: the same file is never kept twice under one registry."""
    return f"deliveries/{delivery.registry.key}/{delivery.sha256}"


class Delivery(models.Model):
    """An accepted file for one registry. The file is kept as it came."""

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="deliveries")
    original = models.FileField(upload_to=place_of_original, max_length=300)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    updated_to = models.DateField()
    complete_to = models.DateField()
    # The warnings that were accepted, as they were shown, each with its reason.
    accepted_warnings = models.JSONField(default=list)
    # The draft that was made of it.
    release = models.ForeignKey("results.Release", models.PROTECT, null=True, related_name="deliveries")
    # Cells that are new, differ or are gone, compared with what the draft was built on.
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    # Made up to show what the portal does; said wherever its results are shown.
    generated = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        indexes = [models.Index(fields=["registry", "sha256"], name="delivery_by_content")]

    def __str__(self) -> str:
        return f"{self.registry} {self.filename}"


class Observation(CellFields):
    """A delivered cell: its rows summed, not rolled up."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, db_index=False, related_name="observations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "indicator", "context", "year", "unit"], name="observation_one_per_cell"
            ),
            models.CheckConstraint(condition=NUMBERS_MAKE_SENSE, name="observation_numbers_make_sense"),
            models.CheckConstraint(condition=Q(context__in=Context.values), name="observation_context_known"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.year}"


class PrintedResult(models.Model):
    """A unit's result as a source prints it, which the delivery's rows add up to exactly.

    Marks what is real among generated numbers.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="printed_results")
    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    context = models.CharField(max_length=9, choices=Context)
    year = models.SmallIntegerField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "indicator", "context", "year", "unit"], name="printed_result_once"
            ),
            models.CheckConstraint(
                condition=Q(context__in=Context.values), name="printed_result_context_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.year}"
