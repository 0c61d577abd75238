"""Other ways to promise stock to an order: the same rows, written as one would at first."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.utils import timezone

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks.goods import order_of
from wms.inventory.contracts import ReservationStatus, ReserveStock
from wms.inventory.events import StockReservedEvent
from wms.inventory.models import (
    BalanceHistory,
    InventoryOutbox,
    Reservation,
    ReservationLine,
    StockBalance,
)
from wms.inventory.reservations.contracts.reservations import reservation_id_for
from wms.inventory.reservations.models.reserve_one import _LOCK, _RESERVE
from wms.platform.ids import new_id
from wms.platform.postgresql.roles import role_of
from wms.platform.transactions import transaction

Reserve = Callable[[ReserveStock], None]
FIELDS = (
    "order_id",
    "order_number",
    "round_no",
    "client_id",
    "warehouse_id",
    "priority_rank",
    "takes_part",
)

IN_ROLE = f"-c role={role_of('inventory')}"


def reserve_by_orm(order: ReserveStock) -> None:
    """Promise stock line by line: lock the balance, count, save; in the order of the SKUs."""
    with transaction:
        held = [
            StockBalance.objects.select_for_update(of=("self",)).get(
                sku__client_id=order.client_id,
                sku__code=line.sku,
                warehouse_id=order.warehouse_id,
            )
            for line in sorted(order.lines, key=lambda line: line.sku)
        ]
        row = Reservation.objects.create(
            id=reservation_id_for(order.order_id, order.round_no),
            order_id=order.order_id,
            round_no=order.round_no,
            client_id=order.client_id,
            warehouse_id=order.warehouse_id,
            priority_rank=order.priority_rank,
            status=ReservationStatus.ACTIVE,
            version=1,
        )
        for line, balance in zip(sorted(order.lines, key=lambda line: line.sku), held, strict=True):
            if balance.atp < line.quantity:
                raise RuntimeError("there was to be plenty")
            balance.reserved += line.quantity
            balance.changed_at = _later(balance)
            balance.save(update_fields=["reserved", "changed_at"])
            BalanceHistory.objects.create(
                balance=balance,
                at=balance.changed_at,
                usable=balance.usable,
                reserved=balance.reserved,
                allocated=balance.allocated,
            )
            ReservationLine.objects.create(
                reservation=row,
                line_no=line.line_no,
                sku_id=balance.sku_id,
                balance=balance,
                quantity=line.quantity,
                promised=line.quantity,
            )
        InventoryOutbox.publish(_fact(order), sequence=1)


def bare_statement() -> Reserve:
    """Return what sends the product's own statements over a psycopg connection, as it sends them.

    Not prepared, since the product may be behind a pool that hands sessions around; and the
    verdict is read before the commit, since what is said about the order depends on it.
    """
    bare = psycopg.connect(
        os.environ["DATABASE_URL"],
        options=IN_ROLE,
        cursor_factory=psycopg.ClientCursor,
        prepare_threshold=None,
    )
    example = _example()

    def reserve(order: ReserveStock) -> None:
        asked = _asked(order, example)
        with bare.transaction(), bare.cursor() as cursor:
            with bare.pipeline():
                cursor.execute(_LOCK, asked)
                cursor.execute(_RESERVE, asked)
            cursor.nextset()
            cursor.fetchone()

    return reserve


def prepared_statement() -> Reserve:
    """Return what sends the same statements prepared, and the commit in the same round trip."""
    bare = psycopg.connect(os.environ["DATABASE_URL"], options=IN_ROLE)
    example = _example()

    def reserve(order: ReserveStock) -> None:
        asked = _asked(order, example)
        with bare.pipeline(), bare.cursor() as cursor:
            cursor.execute(_LOCK, asked)
            cursor.execute(_RESERVE, asked)
            bare.commit()

    return reserve


def _asked(order: ReserveStock, example: InventoryOutbox) -> dict[str, Any]:
    return {
        "ids": [new_id() for _line in order.lines],
        "numbers": [line.line_no for line in order.lines],
        "skus": [line.sku for line in order.lines],
        "units": [line.quantity for line in order.lines],
        "id": new_id(),
        "event_id": new_id(),
        "asked_at": timezone.now(),
        "event_type": example.event_type,
        "data": example.data,
        "traceparent": example.traceparent,
        "actor": example.actor,
        **{field: getattr(order, field) for field in FIELDS},
    }


def _example() -> InventoryOutbox:
    return InventoryOutbox.row_of(_fact(order_of(range(1, 6))), sequence=1)


def _fact(order: ReserveStock) -> StockReservedEvent:
    return StockReservedEvent(
        reservation_id=reservation_id_for(order.order_id, order.round_no),
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        round_no=order.round_no,
        lines=order.lines,
    )


def _later(balance: StockBalance) -> datetime:
    now = timezone.now()
    if balance.changed_at is None:
        return now
    return max(now, balance.changed_at + timedelta(microseconds=1))
