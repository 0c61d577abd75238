"""The ledger: every move of goods, for good."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.stock.models.stock import StockUnit
from wms.platform.ids import new_id
from wms.platform.tables import in_schema

STATUSES = tuple((status.value, status.value) for status in StockStatus)
IN_TIME = ("occurred_at", "id")


class StockMovementQuerySet(models.QuerySet["StockMovement"]):
    """Ways to write the ledger."""

    def write(self, movements: Iterable["StockMovement"]) -> None:
        """Add lines to the ledger in one statement; the database adds their keys to it.

        Raises:
            IntegrityError: one of them was booked before (``stock_movement_is_booked_once``).
        """
        self.bulk_create(movements)


class StockMovement(models.Model):
    """So many units from one stock unit to another; no unit where the end is virtual.

    Triggers in the migration refuse to change or delete one, and write its key. What came to a
    stock unit less what left it is what it holds.

    Partitioned by month; months leave whole by ``close_ledger_month`` only.
    """

    partitioned_by: ClassVar[str] = "occurred_at"
    kept_for: ClassVar[timedelta | None] = None

    CAUSES = tuple((cause.value, cause.value) for cause in MovementCause)

    # The table's own key has the time as well, as that of a partitioned table must.
    id = models.UUIDField(primary_key=True, default=new_id)
    occurred_at = models.DateTimeField(default=timezone.now)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    # Whether both ends are known, and where their stock units are, is checked by a trigger once
    # for each statement: a foreign key of each line costs more, and to detach a month would
    # lock the tables it points to.
    sku = models.ForeignKey(
        Sku, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    lot = models.CharField(max_length=64, blank=True)
    quantity = models.BigIntegerField()
    from_unit = models.ForeignKey(
        StockUnit,
        models.PROTECT,
        related_name="outgoing",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    to_unit = models.ForeignKey(
        StockUnit,
        models.PROTECT,
        related_name="incoming",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    from_location = models.ForeignKey(
        Location, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    to_location = models.ForeignKey(
        Location, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    from_status = models.CharField(max_length=16, choices=STATUSES)
    to_status = models.CharField(max_length=16, choices=STATUSES)
    cause = models.CharField(max_length=16, choices=CAUSES)
    reason = models.CharField(max_length=32, blank=True)
    actor = models.CharField(max_length=200)
    reference = models.CharField(max_length=64, blank=True)
    order_id = models.UUIDField(null=True)
    idempotency_key = models.CharField(max_length=96)

    objects = StockMovementQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "stock_movements")
        constraints = (
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
            models.CheckConstraint(
                condition=Q(cause__in=[cause.value for cause in MovementCause]),
                name="stock_movement_has_a_known_cause",
            ),
        )
        # One for each question the ledger is asked, newest first.
        indexes = (
            models.Index(fields=["client_id", *IN_TIME], name="stock_movement_by_client"),
            models.Index(fields=["client_id", "cause", *IN_TIME], name="stock_movement_by_cause"),
            models.Index(fields=["sku", *IN_TIME], name="stock_movement_by_sku"),
            models.Index(fields=["from_location", *IN_TIME], name="stock_movement_by_source"),
            models.Index(fields=["to_location", *IN_TIME], name="stock_movement_by_target"),
            models.Index(
                fields=["from_unit", "occurred_at"],
                condition=Q(from_unit__isnull=False),
                name="stock_movement_from_unit",
            ),
            models.Index(
                fields=["to_unit", "occurred_at"],
                condition=Q(to_unit__isnull=False),
                name="stock_movement_to_unit",
            ),
            models.Index(
                fields=["client_id", "lot", *IN_TIME],
                condition=~Q(lot=""),
                name="stock_movement_by_lot",
            ),
            models.Index(
                fields=["client_id", "reference", *IN_TIME],
                condition=~Q(reference=""),
                name="stock_movement_by_reference",
            ),
            models.Index(
                fields=["order_id", *IN_TIME],
                condition=Q(order_id__isnull=False),
                name="stock_movement_by_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} of {self.quantity}"


class MovementKey(models.Model):
    """That a movement was booked: for ever, also when its month has left the ledger.

    A trigger writes it in the statement of the movement; nobody else does.
    """

    key = models.CharField(max_length=96, primary_key=True)
    movement_id = models.UUIDField()
    occurred_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "movement_keys")
        # Keys come about in the order of time: whoever looks at those of the open months reads
        # little of the others.
        indexes = (BrinIndex(fields=["occurred_at"], name="movement_key_by_time"),)

    def __str__(self) -> str:
        return self.key


class LedgerClosing(models.Model):
    """A month that left the ledger; its balances stand in it as opening lines."""

    month = models.DateField(primary_key=True)
    closed_at = models.DateTimeField(default=timezone.now)
    movements = models.BigIntegerField()
    opening_lines = models.BigIntegerField()
    table = models.CharField(max_length=63)
    actor = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "ledger_closings")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def ends_at(self) -> datetime:
        """Return the first instant after the month."""
        return end_of_month(self.month)


def end_of_month(first: date) -> datetime:
    """Return the first instant after the month that begins on a day."""
    return datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=UTC)
