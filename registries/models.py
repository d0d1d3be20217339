"""Medical quality registries, the medical fields they belong to, their status by year, their members, and the
trail of what was done."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _lazy
from simple_history.models import HistoricalRecords

from organisations.models import Unit

STAGES = (1, 2, 3, 4)
# The evaluation of 2018 gave a stage alone.
LEVELS_FROM = 2019
LEVEL_TOO_EARLY = format_lazy(_lazy("Nivå finnes først fra {year}."), year=LEVELS_FROM)


class MedicalField(models.Model):
    name = models.CharField(_lazy("navn"), max_length=100, unique=True)
    name_en = models.CharField(_lazy("navn på engelsk"), max_length=100, blank=True)
    slug = models.SlugField(_lazy("adresse"), max_length=100, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("fagområde")
        verbose_name_plural = _lazy("fagområder")

    def __str__(self) -> str:
        return self.name


class Registry(models.Model):
    key = models.CharField(
        _lazy("nøkkel"),
        max_length=50,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+\Z", _lazy("Bruk bokstavene a–z, sifre, _ og -."))],
    )
    name = models.CharField(_lazy("navn"), max_length=200)
    name_en = models.CharField(_lazy("navn på engelsk"), max_length=200, blank=True)
    short_name = models.CharField(_lazy("kortnavn"), max_length=100)
    short_name_en = models.CharField(_lazy("kortnavn på engelsk"), max_length=100, blank=True)
    rhf = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registries",
        verbose_name=_lazy("ansvarlig RHF"),
    )
    established = models.SmallIntegerField(_lazy("etablert"), null=True, blank=True)
    home_page = models.URLField(_lazy("hjemmeside"), blank=True)
    fields = models.ManyToManyField(
        MedicalField, through="RegistryField", related_name="registries", verbose_name=_lazy("fagområder")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("register")
        verbose_name_plural = _lazy("registre")
        constraints = [
            models.UniqueConstraint(
                Lower("key"), name="registry_key_unique", violation_error_message=_lazy("Nøkkelen er i bruk.")
            ),
            models.CheckConstraint(
                condition=Q(established=None) | Q(established__range=(1900, 2200)),
                name="registry_established_is_a_year",
                violation_error_message=_lazy("Etableringsåret må være et årstall."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class RegistryField(models.Model):
    """That a registry belongs to a medical field; position 0 is its main field."""

    registry = models.ForeignKey(Registry, models.CASCADE, related_name="field_links")
    field = models.ForeignKey(MedicalField, models.PROTECT, related_name="registry_links")
    position = models.PositiveSmallIntegerField(_lazy("plass"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("fagområde")
        verbose_name_plural = _lazy("fagområder")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["registry", "field"], name="registry_in_a_field_once"),
            models.UniqueConstraint(fields=["registry", "position"], name="registry_field_positions_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.registry} – {self.field}"


class StageLevel(models.TextChoices):
    """How far a registry uses its results to improve care; beside the stage since LEVELS_FROM."""

    A = "A", _lazy("nivå A")
    B = "B", _lazy("nivå B")
    C = "C", _lazy("nivå C")


class RegistryYear(models.Model):
    """A registry's status in a year: the stage and level it was evaluated to, and its coverage.

    As printed in the yearly evaluation. What was not evaluated, or not measured, is empty.
    """

    registry = models.ForeignKey(Registry, models.CASCADE, related_name="years")
    year = models.SmallIntegerField(_lazy("år"))
    stage = models.PositiveSmallIntegerField(_lazy("stadium"), null=True, blank=True)
    level = models.CharField(_lazy("nivå"), max_length=1, choices=StageLevel, blank=True)
    # Per cent of those who should be in the registry.
    coverage = models.DecimalField(
        _lazy("dekningsgrad"), max_digits=4, decimal_places=1, null=True, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("status")
        verbose_name_plural = _lazy("status år for år")
        ordering = ["registry", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "year"],
                name="registry_year_once",
                violation_error_message=_lazy("Registeret har allerede en status for dette året."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1900, 2200)),
                name="registry_year_is_a_year",
                violation_error_message=_lazy("Året må være et årstall."),
            ),
            models.CheckConstraint(
                condition=Q(stage=None) | Q(stage__in=STAGES),
                name="registry_year_stage_known",
                violation_error_message=_lazy("Stadium må være 1, 2, 3 eller 4."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", *StageLevel.values]),
                name="registry_year_level_known",
                violation_error_message=_lazy("Nivå må være A, B eller C."),
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(year__gte=LEVELS_FROM),
                name="registry_year_level_since_2019",
                violation_error_message=LEVEL_TOO_EARLY,
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(stage__isnull=False),
                name="registry_year_level_with_a_stage",
                violation_error_message=_lazy("Et nivå må ha et stadium."),
            ),
            models.CheckConstraint(
                condition=Q(coverage=None) | Q(coverage__range=(0, 100)),
                name="registry_year_coverage_is_a_percentage",
                violation_error_message=_lazy("Dekningsgraden må være fra 0 til 100 prosent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registry} {self.year}"


class PromStatus(models.Model):
    """What a registry asks its patients themselves on a day: how they fare (PROM), how they were met (PREM).

    As printed in the yearly status report. What it does not say is empty: that is not a no.
    """

    registry = models.ForeignKey(Registry, models.CASCADE, related_name="proms")
    status_date = models.DateField(_lazy("dato"))
    chosen = models.BooleanField(_lazy("PROM valgt"), null=True, blank=True)
    collected = models.BooleanField(_lazy("PROM samles inn"), null=True, blank=True)
    electronic = models.BooleanField(_lazy("PROM elektronisk"), null=True, blank=True)
    generic_instrument = models.CharField(_lazy("generisk instrument"), max_length=200, blank=True)
    disease_specific_instrument = models.CharField(
        _lazy("sykdomsspesifikt instrument"), max_length=500, blank=True
    )
    prem = models.BooleanField(_lazy("PREM"), null=True, blank=True)
    note = models.CharField(_lazy("merknad"), max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("PROM-status")
        verbose_name_plural = _lazy("PROM-status")
        ordering = ["registry", "status_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["registry", "status_date"],
                name="prom_status_once_a_day",
                violation_error_message=_lazy("Registeret har allerede en PROM-status for denne datoen."),
            ),
            models.CheckConstraint(
                condition=~Q(chosen=False) | ~Q(collected=True),
                name="prom_collected_when_chosen",
                violation_error_message=_lazy("Et register som ikke har valgt PROM, kan ikke samle det inn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registry} {self.status_date:%Y-%m-%d}"


class Role(models.TextChoices):
    """What a member may do: of one registry, or (REVIEWER, ADMINISTRATOR) of all."""

    CONTRIBUTOR = "contributor", _lazy("bidragsyter")
    PUBLISHER = "publisher", _lazy("publiseringsansvarlig")
    REVIEWER = "reviewer", _lazy("vurderer")
    ADMINISTRATOR = "administrator", _lazy("administrator")


OF_A_REGISTRY = (Role.CONTRIBUTOR, Role.PUBLISHER)
OF_ALL = (Role.REVIEWER, Role.ADMINISTRATOR)


class Membership(models.Model):
    """That a user has a role. Asked for in every request, so that one who is removed is out at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    # Empty for the roles that are of all registries.
    registry = models.ForeignKey(
        Registry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_lazy("register"),
    )
    role = models.CharField(_lazy("rolle"), max_length=13, choices=Role)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["registry__short_name", "user__email", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registry__isnull=False, role__in=OF_A_REGISTRY)
                | Q(registry=None, role__in=OF_ALL),
                name="membership_role_fits_registry",
                violation_error_message=_lazy(
                    "Bidragsytere og publiseringsansvarlige hører til ett register; "
                    "vurderere og administratorer til ingen."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "registry"],
                condition=Q(registry__isnull=False),
                name="membership_once_per_registry",
                violation_error_message=_lazy("Personen har allerede en rolle i dette registeret."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(registry=None),
                name="membership_of_all_once",
                violation_error_message=_lazy("Personen har allerede denne rollen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.registry or ''}".rstrip()


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
