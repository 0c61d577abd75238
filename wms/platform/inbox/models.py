"""The table of handled events that every consuming context declares for itself."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone


class InboxMessage(models.Model):
    """An event that this context's consumer group has handled, written with its effect.

    Partitioned by the month of the event, so that old months can leave whole.
    """

    partitioned_by: ClassVar[str] = "occurred_at"
    # Longer than Kafka keeps an event: what could still arrive again is still known.
    kept_for: ClassVar[timedelta | None] = timedelta(days=40)

    pk = models.CompositePrimaryKey("occurred_at", "event_id")
    event_id = models.UUIDField()
    occurred_at = models.DateTimeField()
    handled_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"handled {self.event_id}"
