"""When each outbox was last drained: the sign of life of whatever drains it."""

from typing import ClassVar, Self

from django.db import models

from wms.platform.tables import in_schema


class DrainMark(models.Model):
    """The last time a drain found nothing in an outbox that it could not send.

    A row, not a key in Redis: draining goes on without Redis, and must not look dead then.
    """

    outbox = models.CharField(max_length=63, primary_key=True)
    drained_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("platform", "drain_marks")
        # Imported wherever a context declares its outbox, also where this app is not installed.
        app_label = "outbox"

    def __str__(self) -> str:
        return f"{self.outbox} drained at {self.drained_at}"
