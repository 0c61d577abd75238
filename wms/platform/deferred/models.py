"""Commands that were put off."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.platform.deferred.contracts import DeferredState
from wms.platform.ids import new_id

_STATES = [(each.value, each.value) for each in DeferredState]
_OPEN = (DeferredState.WAITING.value, DeferredState.RUNNING.value)


class DeferredCommand(models.Model):
    """A command somebody asked for, and what came of it; written with its effect.

    A context that puts commands off declares a table of them for itself, since they commit with
    what the commands do.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    command = models.CharField(max_length=64)
    request = models.JSONField()
    subject_id = models.UUIDField("about")
    client_id = models.UUIDField(null=True, editable=False)
    asked_by = models.CharField(max_length=150)
    state = models.CharField(max_length=16, choices=_STATES, default=DeferredState.WAITING.value)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    answer = models.TextField(blank=True, default="")
    code = models.CharField(max_length=64, blank=True, default="")
    message = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField("asked", default=timezone.now)
    started_at = models.DateTimeField("started", null=True, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        verbose_name = "command in the background"
        verbose_name_plural = "commands in the background"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["command", "subject_id", "id"], name="%(app_label)s_deferred_by_subject"
            ),
            models.Index(
                fields=["ended_at"],
                condition=~Q(state__in=_OPEN),
                name="%(app_label)s_deferred_by_its_end",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(state=DeferredState.FAILED.value),
                name="%(app_label)s_deferred_that_failed",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total")) | Q(total=0),
                name="%(app_label)s_deferred_has_done_no_more_than_all",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, ended_at__isnull=True)
                | Q(ended_at__isnull=False) & ~Q(state__in=_OPEN),
                name="%(app_label)s_deferred_is_over_when_it_ended",
            ),
            models.UniqueConstraint(
                fields=["command", "subject_id"],
                condition=Q(state__in=_OPEN),
                name="%(app_label)s_deferred_is_asked_for_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.command} of {self.subject_id}"
