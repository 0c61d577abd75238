"""Goods receipts."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from wms.inventory.receiving.models.inbound import InboundNotice
from wms.platform.ids import new_id
from wms.platform.tables import in_schema


class Receipt(models.Model):
    """Goods that came in, as they were announced; the ledger has the movements."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    reference = models.CharField(max_length=64)
    notice = models.ForeignKey(InboundNotice, models.PROTECT, related_name="receipts", null=True)
    lines = models.JSONField()
    actor = models.CharField(max_length=200)
    received_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "receipts")
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"], name="receipt_is_booked_once_per_reference"
            ),
        )

    def __str__(self) -> str:
        return self.reference
