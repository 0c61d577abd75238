"""Counts of what lies at locations, and what they found."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.work.contracts.counts import CountCause, CountNotReady, CountStatus
from wms.inventory.work.rules.count_states import COUNT_TRANSITIONS
from wms.platform.ids import new_id
from wms.platform.numbers import NextNumber

CAUSES = [(cause.value, cause.value.replace("_", " ")) for cause in CountCause]
STATUSES = [(status.value, status.value.replace("_", " ")) for status in CountStatus]
COUNTABLE = [status.value for status in StockStatus if status is not StockStatus.MISSING]
UNFINISHED = (
    CountStatus.OPEN.value,
    CountStatus.IN_PROGRESS.value,
    CountStatus.RECOUNT.value,
    CountStatus.COUNTED.value,
)


class CycleCountQuerySet(models.QuerySet["CycleCount"]):
    """Ways to narrow or lock counts."""

    def of_client(self, client_id: UUID | None) -> Self:
        """Keep the counts of a client; None keeps all."""
        return self if client_id is None else self.filter(client_id=client_id)

    def unfinished(self) -> Self:
        """Keep those that nothing is booked of yet, and may be."""
        return self.filter(status__in=UNFINISHED)

    def locked(self) -> Self:
        """Lock the rows in one global order, before any balance."""
        return self.order_by("id").select_for_update(no_key=True, of=("self",))


class CycleCount(models.Model):
    """One client's goods at one location, to be counted by somebody who is not told how many.

    ``counted_by`` is who counted last: somebody else counts again, and somebody else approves.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(
        max_length=24, unique=True, db_default=NextNumber("C", "inventory_cycle_count_number")
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

    def become(self, status: CountStatus) -> None:
        """Take another status, not saved yet.

        Raises:
            CountNotReady: it does not follow from the present one.
        """
        if status not in COUNT_TRANSITIONS[CountStatus(self.status)]:
            words = (str(each).replace("_", " ") for each in (self.status, status))
            raise CountNotReady(f"{self} is {' and cannot become '.join(words)}")
        self.status = status.value


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
