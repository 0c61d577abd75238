"""What happened to orders, one row per version."""

from typing import ClassVar

from django.db import models

from wms.kernel.actors import MAX_ACTOR
from wms.orders.models.order import STATUSES, Order
from wms.platform.current_actor import current_actor
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class OrderHistory(models.Model):
    """One thing that happened to an order, and its status afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="history")
    sequence = models.PositiveIntegerField()
    occurred_at = models.DateTimeField()
    what = models.CharField(max_length=48)
    status = models.CharField(max_length=24, choices=STATUSES)
    reason = models.TextField(blank=True, default="")
    # Empty for what happened before it was kept.
    actor = models.CharField(max_length=MAX_ACTOR, default=current_actor, db_default="")
    # What the order and its ``lines`` (by number) had before, of what changed then; by it they are
    # shown as they were. Null for what happened before it was kept.
    was = models.JSONField(null=True, editable=False)

    objects: ClassVar[models.Manager["OrderHistory"]] = models.Manager()

    class Meta:
        db_table = in_schema("orders", "order_history")
        ordering: ClassVar = ["sequence"]
        verbose_name_plural = "order history"
        constraints = (
            models.UniqueConstraint(
                fields=["order", "sequence"], name="order_history_has_one_row_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence}. {self.what}"
