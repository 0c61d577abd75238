"""What is reserved for orders, and the goods that are allocated for them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.reservations.rules.states import ALLOCATION_TRANSITIONS, RESERVATION_TRANSITIONS
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.stock import StockUnit
from wms.platform.ids import new_id
from wms.platform.rows import HasStatus, LockableQuerySet
from wms.platform.tables import in_schema


class ReservationQuerySet(LockableQuerySet["Reservation"]):
    """Ways to narrow and lock reservations."""


class Reservation(HasStatus, models.Model):
    """The reservation of one order in one round. A closed one stays: no late repeat revives it.

    One that ``takes_part`` is content with what is there when its turn comes.
    """

    transitions = RESERVATION_TRANSITIONS

    STATUSES = tuple((status.value, status.value) for status in ReservationStatus)

    id = models.UUIDField(primary_key=True)
    order_id = models.UUIDField()
    # What people call the order; empty where nobody said it.
    order_number = models.CharField(max_length=32, blank=True, default="", db_default="")
    round_no = models.PositiveIntegerField()
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    status = models.CharField(max_length=16, choices=STATUSES)
    priority_rank = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    takes_part = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    # The number of facts published about it; a tombstone, which was never published, stays at 0.
    version = models.PositiveIntegerField(default=0)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "reservations")
        constraints = (
            models.UniqueConstraint(
                fields=["order_id", "round_no"], name="reservation_is_one_per_order_and_round"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ReservationStatus]),
                name="reservation_has_a_known_status",
            ),
        )
        indexes = (
            models.Index(
                fields=["warehouse_id", "priority_rank", "asked_at", "id"],
                condition=Q(status="waiting"),
                name="reservation_waiting_in_order",
            ),
            models.Index(fields=["asked_at"], name="reservation_by_time"),
            models.Index(
                fields=["id"],
                condition=Q(status__in=["waiting", "active"]),
                name="reservation_open_by_id",
            ),
        )

    def __str__(self) -> str:
        return f"reservation {self.id}"


class ReservationLine(models.Model):
    """Units that a line of an order wants: so many reserved, so many allocated already.

    ``promised`` is counted in the balance's ``reserved``. What is neither waits, or was lost.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    reservation = models.ForeignKey(
        Reservation, models.PROTECT, related_name="lines", db_index=False
    )
    line_no = models.PositiveIntegerField()
    sku = models.ForeignKey(Sku, models.PROTECT, related_name="+", db_index=False)
    balance = models.ForeignKey(StockBalance, models.PROTECT, related_name="lines", db_index=False)
    quantity = models.BigIntegerField()
    promised = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "reservation_lines")
        constraints = (
            models.UniqueConstraint(
                fields=["reservation", "line_no"], name="reservation_has_each_line_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="reservation_line_is_for_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(promised__gte=0, allocated__gte=0)
                & Q(quantity__gte=F("promised") + F("allocated")),
                name="reservation_line_never_has_more_than_it_wants",
            ),
        )
        indexes = (
            models.Index(
                fields=["balance"],
                condition=Q(promised__gt=0),
                name="reservation_line_with_promise",
            ),
        )

    def __str__(self) -> str:
        return f"line {self.line_no}"


# What an allocation that was not released counts for its line: what it is for, or what came of it.
COUNTED_UNITS = models.Case(
    models.When(status=AllocationStatus.OPEN.value, then=F("quantity")), default=F("picked")
)


class AllocationQuerySet(models.QuerySet["Allocation"]):
    """Ways to narrow allocations."""

    def described(self) -> Self:
        """Fetch what a place is described by, in the order of the walk."""
        return self.select_related("line", "line__sku", "unit", "unit__location").order_by(
            "unit__location__pick_sequence", "unit__location__code", "line__line_no", "id"
        )


class Allocation(HasStatus, models.Model):
    """Units of one stock unit that are allocated for a line of a reservation."""

    transitions = ALLOCATION_TRANSITIONS

    STATUSES = tuple((status.value, status.value) for status in AllocationStatus)

    id = models.UUIDField(primary_key=True, default=new_id)
    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="allocations")
    line = models.ForeignKey(ReservationLine, models.PROTECT, related_name="allocations")
    unit = models.ForeignKey(StockUnit, models.PROTECT, related_name="allocations", db_index=False)
    quantity = models.BigIntegerField()
    picked = models.BigIntegerField(default=0)
    status = models.CharField(max_length=16, choices=STATUSES, default=AllocationStatus.OPEN.value)
    # Where the picked goods were put down; a shipment takes them from there.
    staged_unit = models.ForeignKey(
        StockUnit, models.PROTECT, related_name="+", null=True, db_index=False
    )
    allocated_at = models.DateTimeField(default=timezone.now)
    # When the pick was booked, be it of nothing: what was booked is not booked again.
    picked_at = models.DateTimeField(null=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        db_table = in_schema("inventory", "allocations")
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="allocation_is_of_at_least_one_unit"
            ),
            models.CheckConstraint(
                condition=Q(picked__gte=0) & Q(picked__lte=F("quantity")),
                name="allocation_never_has_more_picked_than_claimed",
            ),
            models.CheckConstraint(
                condition=Q(picked=0) | Q(staged_unit__isnull=False),
                name="allocation_knows_where_its_picked_goods_are",
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(picked=0, picked_at__isnull=True),
                name="allocation_with_picked_goods_is_not_open",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["picked", "shipped"]) | Q(picked_at__isnull=False),
                name="allocation_is_picked_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in AllocationStatus]),
                name="allocation_has_a_known_status",
            ),
        )
        indexes = (
            models.Index(
                fields=["unit"], condition=Q(status="open"), name="allocation_open_by_unit"
            ),
            models.Index(
                fields=["unit"],
                condition=Q(status="displaced", picked_at__isnull=True),
                name="allocation_displaced_by_unit",
            ),
            models.Index(
                fields=["staged_unit"],
                condition=Q(status="picked"),
                name="allocation_staged_by_unit",
            ),
            models.Index(
                fields=["id"],
                condition=Q(status__in=["open", "picked"]),
                name="allocation_unfinished_by_id",
            ),
        )

    def __str__(self) -> str:
        return f"allocation {self.id}"
