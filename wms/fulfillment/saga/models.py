"""The sagas that somebody started again."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class Restart(models.Model):
    """That somebody started the saga of an order again, and as which attempt."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order_id = models.UUIDField()
    client_id = models.UUIDField()
    attempt = models.PositiveIntegerField()
    actor = models.CharField(max_length=150)
    note = models.CharField(max_length=500, default="", blank=True)
    restarted_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("fulfillment", "restarts")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order_id", "attempt"], name="order_has_one_restart_of_an_attempt"
            ),
            models.CheckConstraint(condition=Q(attempt__gt=1), name="first_attempt_is_no_restart"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.attempt} of {self.order_id}"
