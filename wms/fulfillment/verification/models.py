"""The verifications of the stock that nobody had to ask for."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class VerificationRun(models.Model):
    """What one run looked at and found; ``counts`` has every check, ``first`` some differences."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    started_at = models.DateTimeField("started")
    ended_at = models.DateTimeField("ended")
    units = models.BigIntegerField()
    balances = models.BigIntegerField()
    movements = models.BigIntegerField()
    differences = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    first = models.JSONField(default=list)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("fulfillment", "verification_runs")
        verbose_name = "stock verification"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("started_at")),
                name="verification_ends_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
