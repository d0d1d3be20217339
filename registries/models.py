"""Medical quality registries, the medical fields they belong to, and the trail of what was done."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from organisations.models import Unit


class MedicalField(models.Model):
    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)

    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.name


class Registry(models.Model):
    key = models.CharField(
        max_length=50,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+\Z", "Bruk bokstavene a–z, sifre, _ og -.")],
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    rhf = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="registries")
    established = models.SmallIntegerField(null=True, blank=True)
    home_page = models.URLField(blank=True)
    fields = models.ManyToManyField(MedicalField, through="RegistryField", related_name="registries")

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "registries"
        constraints = [
            models.UniqueConstraint(
                Lower("key"), name="registry_key_unique", violation_error_message="Nøkkelen er i bruk."
            ),
            models.CheckConstraint(
                condition=Q(established=None) | Q(established__range=(1900, 2200)),
                name="registry_established_is_a_year",
                violation_error_message="Etableringsåret må være et årstall.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class RegistryField(models.Model):
    """That a registry belongs to a medical field; position 0 is its main field."""

    registry = models.ForeignKey(Registry, models.CASCADE, related_name="field_links")
    field = models.ForeignKey(MedicalField, models.PROTECT, related_name="registry_links")
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["registry", "field"], name="registry_in_a_field_once"),
            models.UniqueConstraint(fields=["registry", "position"], name="registry_field_positions_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.registry} – {self.field}"


class AuditEntry(models.Model):
    """Who did what, when, with the state before and after."""

    at = models.DateTimeField(auto_now_add=True)
    # Empty: done on the server's command line.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    action = models.CharField(max_length=50)
    registry = models.ForeignKey(
        Registry, models.PROTECT, null=True, blank=True, related_name="audit_entries"
    )
    subject = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
