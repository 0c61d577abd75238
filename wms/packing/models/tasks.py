"""Tasks of packers, and what there is to pack."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.orders.contracts import Priority
from wms.packing.contracts import PackTaskStatus
from wms.packing.domain.transitions import TASK
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

PRIORITIES = [(each.rank, each.value.replace("_", " ")) for each in Priority]
UNFINISHED = (PackTaskStatus.OPEN.value, PackTaskStatus.IN_PROGRESS.value)
CONTENTS = ("lines", "cartons__lines__task_line")


class PackTaskQuerySet(LockableQuerySet["PackTask"]):
    """Ways to narrow, lock or complete tasks."""

    known_by = "task_id"
    noun = "packing"

    def made(self) -> "PackTaskQuerySet":
        """Leave out the rows that only keep a round closed: a task that is made has a number."""
        return self.filter(number__isnull=False)

    def locked(self) -> "PackTaskQuerySet":
        """Lock the rows in one global order."""
        return self.order_by("task_id").select_for_update()

    def with_contents(self) -> "PackTaskQuerySet":
        """Read lines and cartons in one query each, however many tasks there are."""
        return self.prefetch_related(*CONTENTS)


class PackTask(HasStatus, models.Model):
    """Work to pack one order in one round.

    ``task_id`` follows from order and round; ``id`` only sorts tasks by age. ``version`` counts
    the published changes. One cancelled before it was made is no task: its row keeps the round
    closed, has no number, and is in no list.
    """

    transitions = TASK

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task_id = models.UUIDField(editable=False)
    number = models.CharField(  # noqa: DJ001 - unique among those that have one
        max_length=24, null=True, db_default=NextNumber("K", "packing.pack_task_number")
    )
    order_id = models.UUIDField()
    order_number = models.CharField(max_length=32, default="")
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    round_no = models.PositiveIntegerField()
    priority_rank = models.PositiveSmallIntegerField(
        default=Priority.STANDARD.rank, choices=PRIORITIES
    )
    status = models.CharField(
        max_length=16, choices=[(each.value, each.value) for each in PackTaskStatus]
    )
    worker = models.CharField(max_length=150, default="")
    cancel_reason = models.CharField(max_length=200, default="")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)

    objects = PackTaskQuerySet.as_manager()

    class Meta:
        db_table = in_schema("packing", "pack_tasks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task_id"], name="pack_task_is_known_by_its_task_id"),
            models.UniqueConstraint(
                fields=["order_id", "round_no"], name="order_has_one_pack_task_per_round"
            ),
            models.UniqueConstraint(fields=["number"], name="pack_task_number_is_given_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False)
                | Q(status=PackTaskStatus.CANCELLED.value, version=0),
                name="pack_task_that_was_made_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[each.value for each in PackTaskStatus]),
                name="pack_task_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=(PackTaskStatus.IN_PROGRESS.value, PackTaskStatus.PACKED.value),
                    worker="",
                ),
                name="started_pack_task_has_a_worker",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="pack_task_of_client"),
            models.Index(fields=["client_id", "status", "-id"], name="pack_task_by_status"),
            models.Index(
                fields=["client_id", "priority_rank", "id"],
                condition=Q(status=PackTaskStatus.OPEN.value, worker=""),
                name="available_pack_task_by_urgency",
            ),
            models.Index(fields=["worker", "-id"], name="pack_task_by_worker"),
        ]

    def __str__(self) -> str:
        return self.number or f"packing order {self.order_id}"

    def read_contents(self) -> None:
        """Read lines and cartons of a row that was locked without them."""
        models.prefetch_related_objects([self], *CONTENTS)


class PackTaskLine(models.Model):
    """Units of a line of the order that were picked, and how many of them are in cartons."""

    task = models.ForeignKey(PackTask, models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    sku = models.CharField(max_length=64)
    quantity = models.PositiveIntegerField()
    packed = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["PackTaskLine"]] = models.Manager()

    class Meta:
        db_table = in_schema("packing", "pack_task_lines")
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "line_no"], name="order_line_is_packed_by_one_line_of_a_task"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="pack_line_is_for_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(packed__lte=F("quantity")), name="never_packed_more_than_picked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"
