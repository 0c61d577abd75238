"""Tasks of pickers, and the stops they walk to."""

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.contracts import ReasonCode
from wms.orders.contracts import Priority
from wms.picking.contracts import PickLineStatus, PickTaskStatus
from wms.picking.domain.transitions import LINE, TASK
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

PRIORITIES = [(each.rank, each.value.replace("_", " ")) for each in Priority]
WAITING = (PickTaskStatus.PREPARING.value, PickTaskStatus.OPEN.value)
WITH_A_WORKER = (PickTaskStatus.ASSIGNED.value, PickTaskStatus.IN_PROGRESS.value)


class PickTaskQuerySet(LockableQuerySet["PickTask"]):
    """Ways to narrow or lock tasks."""

    known_by = "task_id"
    noun = "picking"

    def made(self) -> "PickTaskQuerySet":
        """Leave out the rows that only keep a round closed: a task that is made has a number."""
        return self.filter(number__isnull=False)

    def with_ids(self, task_ids: Collection[UUID]) -> "PickTaskQuerySet":
        return self.filter(task_id__in=task_ids)

    def locked(self) -> "PickTaskQuerySet":
        """Lock the rows in one global order, so that two pages of a wave cannot deadlock."""
        return self.order_by("task_id").select_for_update()


class PickTask(HasStatus, models.Model):
    """The walk for one order in one round.

    ``task_id`` follows from order and round; ``id`` only sorts tasks by age. ``version`` counts
    the published changes: 0 until the task opens; ``places_version`` is that of the newest list
    of places. One cancelled before it was made is no task: its row keeps the round closed, so
    that no late event can make it, has no number, and is in no list.
    """

    transitions = TASK

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task_id = models.UUIDField(editable=False)
    number = models.CharField(  # noqa: DJ001 - unique among those that have one
        max_length=24,
        null=True,
        db_default=NextNumber("P", "picking.pick_task_number"),
    )
    order_id = models.UUIDField()
    order_number = models.CharField(max_length=32, default="")
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    wave_id = models.UUIDField(null=True)
    round_no = models.PositiveIntegerField()
    # Nothing is known to be urgent until the wave says so.
    priority_rank = models.PositiveSmallIntegerField(
        default=Priority.STANDARD.rank, choices=PRIORITIES
    )
    status = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in PickTaskStatus]
    )
    worker = models.CharField(max_length=150, default="")
    # Stops to walk to or walked to: those that were withdrawn do not count.
    line_count = models.PositiveIntegerField(default=0)
    places_version = models.PositiveIntegerField(default=0, db_default=0)
    cancel_reason = models.CharField(max_length=200, default="")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    objects = PickTaskQuerySet.as_manager()

    class Meta:
        db_table = in_schema("picking", "pick_tasks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task_id"], name="pick_task_is_known_by_its_task_id"),
            models.UniqueConstraint(
                fields=["order_id", "round_no"], name="order_has_one_pick_task_per_round"
            ),
            models.UniqueConstraint(fields=["number"], name="pick_task_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False)
                | Q(status=PickTaskStatus.CANCELLED.value, line_count=0),
                name="pick_task_that_was_made_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[each.value for each in PickTaskStatus]),
                name="pick_task_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_A_WORKER, worker=""),
                name="claimed_pick_task_has_a_worker",
            ),
            models.CheckConstraint(
                condition=~Q(status=PickTaskStatus.COMPLETED.value, worker="", line_count__gt=0),
                name="completed_pick_task_with_stops_has_a_worker",
            ),
            models.CheckConstraint(
                condition=~Q(status=PickTaskStatus.OPEN.value) | Q(worker=""),
                name="open_pick_task_has_no_worker",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="pick_task_of_client"),
            models.Index(fields=["client_id", "status", "-id"], name="pick_task_by_status"),
            models.Index(
                fields=["client_id", "priority_rank", "id"],
                condition=Q(status=PickTaskStatus.OPEN.value),
                name="open_pick_task_by_urgency",
            ),
            models.Index(fields=["wave_id", "-id"], name="pick_task_by_wave"),
            models.Index(fields=["worker", "-id"], name="pick_task_by_worker"),
        ]

    def __str__(self) -> str:
        return self.number or f"the walk for order {self.order_id}"


class PickTaskLine(HasStatus, models.Model):
    """A stop: units of one SKU to be taken from one location, for one line of the order.

    ``places_version`` is that of the list that brought it. One that is withdrawn is cancelled.
    For what was not found others are ``sought_until`` a time, unless the answer comes before.
    """

    transitions = LINE

    task = models.ForeignKey(PickTask, models.CASCADE, related_name="lines")
    allocation_id = models.UUIDField()
    line_no = models.PositiveIntegerField()
    sku = models.CharField(max_length=64)
    location = models.CharField(max_length=32)
    pick_sequence = models.PositiveIntegerField()
    lot = models.CharField(max_length=64, default="")
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)
    short_quantity = models.PositiveIntegerField(default=0)
    reason = models.CharField(
        max_length=32, default="", choices=[(each.value, each.value) for each in ReasonCode]
    )
    status = models.CharField(
        max_length=16,
        default=PickLineStatus.OPEN.value,
        choices=[(each.value, each.value) for each in PickLineStatus],
    )
    places_version = models.PositiveIntegerField(default=0, db_default=0)
    sought_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["PickTaskLine"]] = models.Manager()

    class Meta:
        db_table = in_schema("picking", "pick_task_lines")
        ordering: ClassVar = ["pick_sequence", "location", "line_no", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["allocation_id"], name="allocation_is_picked_by_one_stop"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="stop_asks_for_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("picked") + F("short_quantity")),
                name="stop_never_gives_more_than_it_asks_for",
            ),
            models.CheckConstraint(
                condition=~Q(status=PickLineStatus.PICKED.value) | Q(picked=F("quantity")),
                name="picked_stop_gave_all_its_units",
            ),
            models.CheckConstraint(
                condition=~Q(status=PickLineStatus.SHORT.value)
                | (
                    Q(short_quantity__gt=0, quantity=F("picked") + F("short_quantity"))
                    & ~Q(reason="")
                ),
                name="short_stop_says_how_many_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(PickLineStatus.OPEN.value, PickLineStatus.CANCELLED.value))
                | Q(picked=0, short_quantity=0, reason=""),
                name="unconfirmed_stop_gave_nothing",
            ),
            models.CheckConstraint(
                condition=Q(sought_until__isnull=True) | Q(status=PickLineStatus.SHORT.value),
                name="other_goods_are_sought_for_short_stops",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=Q(status=PickLineStatus.OPEN.value), name="open_stop_by_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku} at {self.location}"
