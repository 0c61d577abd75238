"""The ledger: every move of goods, for good."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.contracts import MovementCause, StockStatus
from wms.inventory.models.catalogue import Location, Sku
from wms.inventory.models.stock import StockUnit
from wms.platform.ids import new_id

STATUSES = tuple((status.value, status.value) for status in StockStatus)


class StockMovement(models.Model):
    """So many units from one stock unit to another; no unit where the end is virtual.

    Triggers in the migration refuse to change or delete one. What came to a stock unit less
    what left it is what it holds.
    """

    CAUSES = tuple((cause.value, cause.value) for cause in MovementCause)

    id = models.UUIDField(primary_key=True, default=new_id)
    occurred_at = models.DateTimeField(default=timezone.now)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    lot = models.CharField(max_length=64, blank=True)
    quantity = models.BigIntegerField()
    from_unit = models.ForeignKey(StockUnit, models.PROTECT, related_name="outgoing", null=True)
    to_unit = models.ForeignKey(StockUnit, models.PROTECT, related_name="incoming", null=True)
    from_location = models.ForeignKey(Location, models.PROTECT, related_name="+", db_index=False)
    to_location = models.ForeignKey(Location, models.PROTECT, related_name="+", db_index=False)
    from_status = models.CharField(max_length=16, choices=STATUSES)
    to_status = models.CharField(max_length=16, choices=STATUSES)
    cause = models.CharField(max_length=16, choices=CAUSES)
    reason = models.CharField(max_length=32, blank=True)
    actor = models.CharField(max_length=200)
    reference = models.CharField(max_length=64, blank=True)
    order_id = models.UUIDField(null=True)
    idempotency_key = models.CharField(max_length=96)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["idempotency_key"], name="stock_movement_is_booked_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="stock_movement_is_of_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(from_unit__isnull=False) | Q(to_unit__isnull=False),
                name="stock_movement_has_a_stock_unit_at_one_end",
            ),
            models.CheckConstraint(
                condition=Q(from_unit__isnull=True)
                | Q(to_unit__isnull=True)
                | ~Q(from_unit=F("to_unit")),
                name="stock_movement_goes_somewhere_else",
            ),
        )
        indexes = (
            models.Index(fields=["client_id", "id"], name="stock_movement_by_client"),
            models.Index(fields=["sku", "id"], name="stock_movement_by_sku"),
            models.Index(
                fields=["order_id"],
                condition=Q(order_id__isnull=False),
                name="stock_movement_by_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} of {self.quantity}"


class Receipt(models.Model):
    """Goods that came in, as they were announced; the ledger has the movements."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    reference = models.CharField(max_length=64)
    lines = models.JSONField()
    actor = models.CharField(max_length=200)
    received_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["client_id", "reference"], name="receipt_is_booked_once_per_reference"
            ),
        )

    def __str__(self) -> str:
        return self.reference
