"""Goods to be carried from one place to another."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MoveTaskKind, MoveTaskStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.rules.move_states import MOVE_TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

KINDS = [(kind.value, kind.value.replace("_", " ")) for kind in MoveTaskKind]
STATUSES = [(status.value, status.value.replace("_", " ")) for status in MoveTaskStatus]
UNFINISHED = (MoveTaskStatus.OPEN.value, MoveTaskStatus.IN_PROGRESS.value)


class MoveTaskQuerySet(LockableQuerySet["MoveTask"]):
    """Ways to narrow or lock tasks."""

    noun = "inventory"

    def described(self) -> Self:
        """Fetch what a task is described by."""
        return self.select_related("sku", "from_unit", "from_unit__location", "to_location")

    def unfinished(self) -> Self:
        """Keep those whose goods are still where they were."""
        return self.filter(status__in=UNFINISHED)


class MoveTask(HasStatus, models.Model):
    """Units to be carried from a stock unit to a location: put away, replenish, return to stock.

    ``key`` says what the task is for, so that nobody makes it twice; it is derived, never random.
    The goods are not claimed by it: who carries finds what is there.
    """

    transitions = MOVE_TRANSITIONS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("M", "inventory.move_task_number")
    )
    key = models.CharField(max_length=96)
    kind = models.CharField(max_length=16, choices=KINDS)
    status = models.CharField(max_length=16, choices=STATUSES, default=MoveTaskStatus.OPEN.value)
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    from_unit = models.ForeignKey(StockUnit, models.PROTECT, related_name="+", db_index=False)
    to_location = models.ForeignKey(
        Location, models.PROTECT, related_name="+", null=True, db_index=False
    )
    quantity = models.BigIntegerField()
    moved = models.BigIntegerField(default=0)
    order_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    worker = models.CharField(max_length=150, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The number of facts published about it.
    version = models.PositiveIntegerField(default=0, db_default=0)

    objects = MoveTaskQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "move_tasks")
        constraints = (
            models.UniqueConstraint(fields=["key"], name="move_task_is_made_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MoveTaskKind]),
                name="move_task_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in MoveTaskStatus]),
                name="move_task_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="move_task_is_of_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(moved__gte=0) & Q(moved__lte=F("quantity")),
                name="move_task_never_moves_more_than_it_asks_for",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["in_progress", "completed"]) | ~Q(worker=""),
                name="move_task_in_hand_has_a_worker",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="move_task_by_client"),
            models.Index(fields=["warehouse_id", "kind", "status", "-id"], name="move_task_todo"),
            models.Index(fields=["client_id", "worker", "-id"], name="move_task_by_worker"),
            models.Index(fields=["sku", "-id"], name="move_task_by_sku"),
            models.Index(
                fields=["order_id"],
                condition=Q(order_id__isnull=False),
                name="move_task_by_order",
            ),
            models.Index(
                fields=["sku", "kind"],
                condition=Q(status__in=UNFINISHED),
                name="move_task_unfinished_by_sku",
            ),
            models.Index(
                fields=["to_location"],
                condition=Q(status__in=UNFINISHED),
                name="move_task_unfinished_by_target",
            ),
            models.Index(
                fields=["from_unit"],
                condition=Q(status__in=UNFINISHED),
                name="move_task_unfinished_by_source",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
