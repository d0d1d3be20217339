"""Releases: a registry's observations with the definitions, targets, tree and limits as they were."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models import DefinitionFields, Indicator, TargetFields
from organisations.models import Kind, Level, Unit
from registries.models import Registry
from results.models.deliveries import Delivery
from results.models.fields import Context


class Tree(models.Model):
    """The unit tree as it was; releases made while the tree is unchanged share one."""

    checksum = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.checksum[:12]


class TreeUnit(models.Model):
    tree = models.ForeignKey(Tree, models.CASCADE, db_index=False, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=8, choices=Level)
    kind = models.CharField(max_length=9, choices=Kind)
    sorting = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "unit"], name="tree_has_a_unit_once")]

    def __str__(self) -> str:
        return str(self.unit)


class ReleaseQuerySet(models.QuerySet):
    def published(self) -> "ReleaseQuerySet":
        return self.filter(published_as__isnull=False)


class Release(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "utkast"
        # A draft that another draft was built on, or that a roll-back closed. Kept, never public.
        CLOSED = "closed", "lukket"
        # Is or has been public, and may be again.
        RELEASED = "released", "publisert"
        # Was public and should never have been: kept for the trail, shown to no one, never public again.
        WITHDRAWN = "withdrawn", "trukket tilbake"

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="releases")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    built_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    # What was public last when this was made: what it hides may have to stay hidden in this one.
    published_before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    tree = models.ForeignKey(Tree, models.PROTECT, related_name="releases")
    # The limits as they were.
    privacy_floor = models.PositiveSmallIntegerField()
    low_coverage = models.DecimalField(max_digits=5, decimal_places=4)
    # Of the results, set when they are computed.
    checksum = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    published_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registry"],
                condition=Q(state="draft"),
                name="release_one_open_draft",
                violation_error_message="Registeret har allerede et åpent utkast.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["released", "withdrawn"], published_at__isnull=False)
                | Q(state__in=["draft", "closed"], published_at=None),
                name="release_published_at_when_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registry} {self.pk}"


class PublishedRelease(models.Model):
    """The pointer: which release of a registry is public. Publishing changes this row alone."""

    registry = models.OneToOneField(
        Registry, models.PROTECT, primary_key=True, related_name="published_release"
    )
    release = models.OneToOneField(Release, models.PROTECT, related_name="published_as")

    def __str__(self) -> str:
        return str(self.release)


class Publication(models.Model):
    """An entry of the public correction log: what became public, or ceased to be, and why."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", "publisert"
        AGAIN = "again", "publisert på nytt"
        WITHDRAWN = "withdrawn", "trukket tilbake"

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=9, choices=Kind)
    # The release that the entry is about, and the one that was public until then.
    release = models.ForeignKey(Release, models.PROTECT, related_name="publications")
    before = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    reason = models.TextField(blank=True)
    # What it changed in definitions and targets: a sentence or more for each indicator.
    definitions = models.JSONField(default=list)
    # Public results that are new, differ or are gone, compared with what was public until then.
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.release} {self.kind}"


class Slice(models.Model):
    """Which delivery owns an indicator × context × year in a release."""

    release = models.ForeignKey(Release, models.CASCADE, db_index=False, related_name="slices")
    # Which indicators have ever been delivered is asked by their definitions' rules.
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="slices")
    context = models.CharField(max_length=9, choices=Context)
    year = models.SmallIntegerField()
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="slices")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "context", "year"], name="slice_has_one_owner"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.context} {self.year}"


class ReleasedIndicator(DefinitionFields):
    """A definition as it was when the release was made."""

    release = models.ForeignKey(Release, models.CASCADE, db_index=False, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="released")
    coverage_indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "indicator"], name="release_has_an_indicator_once")
        ]

    def __str__(self) -> str:
        return self.title or self.indicator.key


class ReleasedTarget(TargetFields):
    """A target as it was when the release was made."""

    released_indicator = models.ForeignKey(ReleasedIndicator, models.CASCADE, related_name="targets")
    is_break = models.BooleanField()

    class Meta:
        ordering = [models.F("valid_from").asc(nulls_first=True)]

    def __str__(self) -> str:
        return f"{self.released_indicator} {self.valid_from}"
