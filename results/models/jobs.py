"""Work that is done outside the request: stored before it is sent, so that none is lost."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from registries.models import Registry
from results.models.releases import Release


class Job(models.Model):
    """The making of one draft for one registry, from a file or from today's definitions and settings."""

    class Kind(models.TextChoices):
        DELIVER = "deliver", "levering"
        RECOMPUTE = "recompute", "ny beregning"

    class State(models.TextChoices):
        WAITING = "waiting", "venter"
        RUNNING = "running", "arbeider"
        # A draft was made, or there was nothing to make one of.
        DONE = "done", "ferdig"
        # The file has faults, or warnings that were not accepted: `report` lists them; nothing was changed.
        STOPPED = "stopped", "stoppet"
        # Something else went wrong: `error` says what; nothing was changed.
        FAILED = "failed", "feilet"

    UNFINISHED = (State.WAITING, State.RUNNING)

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    # What is delivered, and how: of the kind `deliver` only.
    file = models.FileField(upload_to="jobs/%Y/%m", max_length=300, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    updated_to = models.DateField(null=True)
    complete_to = models.DateField(null=True)
    accept_all_warnings = models.BooleanField(default=False)
    # The reason for each warning that is accepted, by the warning's digest.
    accepted_warnings = models.JSONField(default=dict)
    # The job that stopped at the warnings, whose file this one took over. None but one may.
    continues = models.OneToOneField("self", models.PROTECT, null=True, related_name="continued_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What became of it: the report of the delivery, the release that was made, what went wrong.
    report = models.JSONField(default=dict)
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="jobs")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at=None)
                | Q(state__in=["done", "stopped", "failed"], finished_at__isnull=False),
                name="job_finished_at_when_finished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.registry} {self.kind}"

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED
