"""Who waits for goods that become free."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from wms.inventory.reservations.models.reservations import Reservation
from wms.inventory.stock.models.balances import StockBalance
from wms.platform.databases import cursor_of
from wms.platform.tables import in_schema, table


class QueuePlace(NamedTuple):
    """A place in the queue: the most urgent first, then who asked first."""

    priority_rank: int
    asked_at: datetime
    reservation_id: UUID


class Backorder(models.Model):
    """Units of a balance that a waiting reservation wants; the row goes when it is filled.

    Priority and time of asking stand here too, so that the head of the queue is read from an
    index, however long the queue.
    """

    pk = models.CompositePrimaryKey("reservation_id", "balance_id")
    reservation = models.ForeignKey(
        Reservation, models.PROTECT, related_name="backorders", db_index=False
    )
    balance = models.ForeignKey(StockBalance, models.PROTECT, related_name="+", db_index=False)
    priority_rank = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    quantity = models.BigIntegerField()
    takes_part = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        db_table = in_schema("inventory", "backorders")
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="backorder_is_for_at_least_one"
            ),
        )
        indexes = (
            models.Index(
                fields=["balance", "priority_rank", "asked_at", "reservation"],
                include=["quantity", "takes_part"],
                name="backorder_by_turn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} for {self.reservation_id}"


def next_in_queue(
    balance_id: UUID, free: int, *, after: QueuePlace | None, limit: int
) -> list[QueuePlace]:
    """Return who could be filled from what is free of one balance, first in the queue first.

    One who wants more of it than is free is left out, unless a part would do.
    """
    place = "" if after is None else " AND (priority_rank, asked_at, reservation_id) > (%s, %s, %s)"
    with cursor_of(Backorder) as cursor:
        cursor.execute(
            f"SELECT priority_rank, asked_at, reservation_id FROM {table(Backorder)}"
            f" WHERE balance_id = %s AND (quantity <= %s OR takes_part){place}"
            " ORDER BY priority_rank, asked_at, reservation_id LIMIT %s",
            [balance_id, free, *(after or ()), limit],
        )
        return [QueuePlace(*row) for row in cursor.fetchall()]


def backorders_of(reservation_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Return what waiting reservations want, by balance."""
    rows = Backorder.objects.filter(reservation__in=reservation_ids)
    backorders: dict[UUID, dict[UUID, int]] = {}
    for reservation_id, balance_id, quantity in rows.values_list(
        "reservation_id", "balance_id", "quantity"
    ):
        backorders.setdefault(reservation_id, {})[balance_id] = quantity
    return backorders
