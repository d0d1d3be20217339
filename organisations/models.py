"""The tree of treatment units: nation, health region (RHF), health trust (HF), hospital."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class Level(models.TextChoices):
    NATION = "nation", "nasjon"
    RHF = "rhf", "RHF"
    HF = "hf", "HF"
    HOSPITAL = "hospital", "sykehus"


class Kind(models.TextChoices):
    PUBLIC = "public", "offentlig"
    PRIVATE = "private", "privat"
    # Counts in the sums above it and is never shown.
    UNDEFINED = "undefined", "udefinert"


class UnitQuerySet(models.QuerySet):
    def shown(self) -> "UnitQuerySet":
        return self.exclude(kind=Kind.UNDEFINED)


class Unit(models.Model):
    """A treatment unit. Names may repeat under different parents; the slug and the numbers are its own."""

    level = models.CharField("nivå", max_length=8, choices=Level)
    name = models.CharField("navn", max_length=200)
    full_name = models.CharField("fullt navn", max_length=300, blank=True)
    slug = models.SlugField("adresse", max_length=220, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="overordnet enhet",
    )
    kind = models.CharField("type", max_length=9, choices=Kind, default=Kind.PUBLIC)
    sorting = models.BigIntegerField("sortering", default=0)
    first_year = models.SmallIntegerField("første år", null=True, blank=True)
    last_year = models.SmallIntegerField("siste år", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="etterfølger"
    )

    history = HistoricalRecords()
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "behandlingsenhet"
        verbose_name_plural = "behandlingsenheter"
        ordering = ["sorting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(level=Level.NATION),
                name="unit_nation_is_one",
                violation_error_message="Det finnes allerede en nasjon.",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_unique_under_parent",
                violation_error_message="Navnet finnes allerede under samme overordnede enhet.",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.NATION, parent=None)
                | (~Q(level=Level.NATION) & Q(parent__isnull=False)),
                name="unit_parent_unless_nation",
                violation_error_message="Alle enheter unntatt nasjonen må ha en overordnet enhet.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="unit_level_known",
                violation_error_message="Ukjent nivå.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="unit_kind_known",
                violation_error_message="Ukjent type.",
            ),
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(first_year__lte=F("last_year")),
                name="unit_years_in_order",
                violation_error_message="Første år kan ikke være etter siste år.",
            ),
            models.CheckConstraint(
                condition=(Q(parent=None) | ~Q(parent=F("id"))) & (Q(successor=None) | ~Q(successor=F("id"))),
                name="unit_not_its_own_relative",
                violation_error_message="En enhet kan ikke være overordnet eller etterfølger for seg selv.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The numerically smallest of the unit's own organisation numbers, "" when it has none."""
        own = [number.number for number in self.numbers.all() if not number.company]
        return min(own, key=int, default="")


class OrganisationNumber(models.Model):
    """One of the numbers a unit reports under; a number belongs to exactly one unit."""

    number = models.CharField(
        "organisasjonsnummer",
        max_length=9,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{1,9}\Z", "Et organisasjonsnummer har 1–9 sifre.")],
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="numbers", verbose_name="behandlingsenhet")
    # The owning company's number: deliveries may use it, but the unit is not named by it.
    company = models.BooleanField("eierens nummer", default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "organisasjonsnummer"
        verbose_name_plural = "organisasjonsnumre"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{1,9}$"),
                name="organisation_number_is_digits",
                violation_error_message="Et organisasjonsnummer har 1–9 sifre.",
            )
        ]

    def __str__(self) -> str:
        return self.number
