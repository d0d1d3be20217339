"""The tree of treatment units: nation, health region (RHF), health trust (HF), hospital."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords


class Level(models.TextChoices):
    NATION = "nation", _lazy("nasjon")
    RHF = "rhf", _lazy("RHF")
    HF = "hf", _lazy("HF")
    # One: elsewhere the word is of many.
    HOSPITAL = "hospital", pgettext_lazy("nivå", "sykehus")


class Kind(models.TextChoices):
    PUBLIC = "public", _lazy("offentlig")
    PRIVATE = "private", _lazy("privat")
    # Counts in the sums above it and is never shown.
    UNDEFINED = "undefined", _lazy("udefinert")


class UnitQuerySet(models.QuerySet):
    def shown(self) -> "UnitQuerySet":
        return self.exclude(kind=Kind.UNDEFINED)


class Unit(models.Model):
    """A treatment unit. Names may repeat under different parents; the slug and the numbers are its own."""

    level = models.CharField(_lazy("nivå"), max_length=8, choices=Level)
    name = models.CharField(_lazy("navn"), max_length=200)
    full_name = models.CharField(_lazy("fullt navn"), max_length=300, blank=True)
    slug = models.SlugField(_lazy("adresse"), max_length=220, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_lazy("overordnet enhet"),
    )
    kind = models.CharField(_lazy("type"), max_length=9, choices=Kind, default=Kind.PUBLIC)
    sorting = models.BigIntegerField(_lazy("sortering"), default=0)
    first_year = models.SmallIntegerField(_lazy("første år"), null=True, blank=True)
    last_year = models.SmallIntegerField(_lazy("siste år"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_lazy("etterfølger"),
    )

    history = HistoricalRecords()
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _lazy("behandlingsenhet")
        verbose_name_plural = _lazy("behandlingsenheter")
        ordering = ["sorting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(level=Level.NATION),
                name="unit_nation_is_one",
                violation_error_message=_lazy("Det finnes allerede en nasjon."),
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_unique_under_parent",
                violation_error_message=_lazy("Navnet finnes allerede under samme overordnede enhet."),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.NATION, parent=None)
                | (~Q(level=Level.NATION) & Q(parent__isnull=False)),
                name="unit_parent_unless_nation",
                violation_error_message=_lazy("Alle enheter unntatt nasjonen må ha en overordnet enhet."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="unit_level_known",
                violation_error_message=_lazy("Ukjent nivå."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="unit_kind_known",
                violation_error_message=_lazy("Ukjent type."),
            ),
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(first_year__lte=F("last_year")),
                name="unit_years_in_order",
                violation_error_message=_lazy("Første år kan ikke være etter siste år."),
            ),
            models.CheckConstraint(
                condition=(Q(parent=None) | ~Q(parent=F("id"))) & (Q(successor=None) | ~Q(successor=F("id"))),
                name="unit_not_its_own_relative",
                violation_error_message=_lazy(
                    "En enhet kan ikke være overordnet eller etterfølger for seg selv."
                ),
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
        _lazy("organisasjonsnummer"),
        max_length=9,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{1,9}\Z", _lazy("Et organisasjonsnummer har 1–9 sifre."))],
    )
    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="numbers", verbose_name=_lazy("behandlingsenhet")
    )
    # The owning company's number: deliveries may use it, but the unit is not named by it.
    company = models.BooleanField(_lazy("eierens nummer"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _lazy("organisasjonsnummer")
        verbose_name_plural = _lazy("organisasjonsnumre")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{1,9}$"),
                name="organisation_number_is_digits",
                violation_error_message=_lazy("Et organisasjonsnummer har 1–9 sifre."),
            )
        ]

    def __str__(self) -> str:
        return self.number
