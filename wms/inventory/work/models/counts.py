"""Counts of what lies at locations, and what they found."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.work.contracts.counts import CountCause, CountStatus
from wms.inventory.work.rules.count_states import COUNT_TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema

CAUSES = [(cause.value, cause.value.replace("_", " ")) for cause in CountCause]
STATUSES = [(status.value, status.value.replace("_", " ")) for status in CountStatus]
COUNTABLE = [status.value for status in StockStatus if status is not StockStatus.MISSING]
UNFINISHED = (
    CountStatus.OPEN.value,
    CountStatus.IN_PROGRESS.value,
    CountStatus.RECOUNT.value,
    CountStatus.COUNTED.value,
)


class CycleCountQuerySet(LockableQuerySet["CycleCount"]):
    """Ways to narrow or lock counts."""

    def unfinished(self) -> Self:
        """Keep those that nothing is booked of yet, and may be."""
        return self.filter(status__in=UNFINISHED)


class CycleCount(HasStatus, models.Model):
    """One client's goods at one location, to be counted by somebody who does not see how many.

    ``counted_by`` is who counted last: somebody else counts again, and somebody else approves.
    """

    transitions = COUNT_TRANSITIONS

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("C", "inventory.cycle_count_number")
    )
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    location = models.ForeignKey(Location, models.PROTECT, related_name="+", db_index=False)
    cause = models.CharField(max_length=16, choices=CAUSES)
    status = models.CharField(max_length=16, choices=STATUSES, default=CountStatus.OPEN.value)
    worker = models.CharField(max_length=150, blank=True, default="")
    counted_by = models.CharField(max_length=150, blank=True, default="")
    # Who they are: names can be had twice. Empty where it was not known yet.
    worker_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    counted_by_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    # How often it was counted.
    round_no = models.PositiveSmallIntegerField(default=0)
    # Units that differ, whichever way, when it was counted last.
    units_off = models.BigIntegerField(default=0)
    created_by = models.CharField(max_length=150)
    posted_by = models.CharField(max_length=150, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    objects = CycleCountQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "cycle_counts")
        constraints = (
            models.UniqueConstraint(
                fields=["location", "client_id"],
                condition=Q(status__in=UNFINISHED),
                name="cycle_count_is_unfinished_once_per_location_and_client",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=[cause.value for cause in CountCause]),
                name="cycle_count_has_a_known_cause",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in CountStatus]),
                name="cycle_count_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_progress") | ~Q(worker=""),
                name="cycle_count_in_hand_has_a_worker",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_progress")
                | Q(counted_by_id="") & ~Q(worker=F("counted_by"))
                | ~Q(counted_by_id="") & ~Q(worker_id=F("counted_by_id")),
                name="cycle_count_is_not_counted_again_by_the_same_worker",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["recount", "counted", "posted"]) | Q(round_no__gt=0),
                name="cycle_count_is_posted_only_when_counted",
            ),
            models.CheckConstraint(
                condition=Q(status="posted", posted_at__isnull=False)
                | (~Q(status="posted") & Q(posted_at__isnull=True)),
                name="cycle_count_is_posted_at_some_time",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-id"], name="cycle_count_by_client"),
            models.Index(fields=["client_id", "status", "-id"], name="cycle_count_by_status"),
            models.Index(
                fields=["warehouse_id", "cause"],
                condition=Q(status__in=UNFINISHED),
                name="cycle_count_unfinished",
            ),
            models.Index(fields=["location", "-id"], name="cycle_count_by_location"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CycleCountLine(models.Model):
    """Some goods, each time they were counted: what was expected at that moment, what was there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    count = models.ForeignKey(CycleCount, models.PROTECT, related_name="lines", db_index=False)
    round_no = models.PositiveSmallIntegerField()
    client_id = models.UUIDField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    lot = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=16, choices=[(each, each) for each in COUNTABLE])
    expected = models.BigIntegerField()
    taken = models.BigIntegerField(default=0)
    missing = models.BigIntegerField(default=0)
    counted = models.BigIntegerField()
    difference = models.BigIntegerField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "cycle_count_lines")
        constraints = (
            models.UniqueConstraint(
                fields=["count", "round_no", "sku", "lot", "status"],
                name="cycle_count_line_is_of_goods_counted_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(difference=F("counted") - F("expected")),
                name="cycle_count_line_difference_is_counted_less_expected",
            ),
            models.CheckConstraint(
                condition=Q(expected__gte=0, taken__gte=0, missing__gte=0, counted__gte=0),
                name="cycle_count_line_is_never_negative",
            ),
            models.CheckConstraint(
                condition=Q(status__in=COUNTABLE),
                name="cycle_count_line_is_of_goods_on_a_shelf",
            ),
        )

    def __str__(self) -> str:
        return f"{self.counted} of {self.expected}"
