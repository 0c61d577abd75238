"""Rows that contradict each other: what a round holds, a place in the queue, a balance, a key."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.reservations.commands.balances import balances_of
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.stock.models.ledger import MovementKey, StockMovement
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.verification.commands.diary import Diary
from wms.inventory.verification.contracts import (
    RepairImpossible,
    RepairStock,
    StockCheck,
)
from wms.inventory.verification.queries.subjects import (
    words_of_movement,
    words_of_order,
    words_of_unit,
)


def amend_rows(request: RepairStock, diary: Diary) -> None:
    """Amend the rows that a check is about, where it is about rows; balances are held."""
    amend = _AMENDS.get(request.check)
    if amend is not None:
        amend(request.subject_id, diary)


def _close_round(reservation_id: UUID, diary: Diary) -> None:
    """Give back what a closed or waiting round holds; the totals follow when they are counted."""
    row = Reservation.objects.locked().get(id=reservation_id)
    if row.status == ReservationStatus.ACTIVE:
        return
    claims = Allocation.objects.filter(reservation=row, status=AllocationStatus.OPEN)
    lines = ReservationLine.objects.filter(reservation=row, promised__gt=0)
    for what, field, rows in (("claims", "quantity", claims), ("promised", "promised", lines)):
        held = rows.aggregate(total=Sum(field))["total"] or 0
        _note(diary, row, what, held, 0)
    claims.update(status=AllocationStatus.RELEASED)
    lines.update(promised=0)


def _queue(reservation_id: UUID, diary: Diary) -> None:
    """Give a waiting order the backorders that its lines say, and any other order none."""
    row = Reservation.objects.locked().get(id=reservation_id)
    there = Backorder.objects.filter(reservation=row)
    were = {_place(backorder): backorder.quantity for backorder in there}
    wanted = _backorders(row)
    wanted_now = {_place(backorder): backorder.quantity for backorder in wanted}
    if were == wanted_now:
        return
    there.delete()
    Backorder.objects.bulk_create(wanted)
    _note(diary, row, "backorders", sum(were.values()), sum(wanted_now.values()))
    _note(diary, row, "wrong backorders", len(were.items() - wanted_now.items()), 0)


def _backorders(row: Reservation) -> list[Backorder]:
    if row.status != ReservationStatus.WAITING:
        return []
    lines = ReservationLine.objects.filter(reservation=row).order_by("balance_id")
    return [
        Backorder(
            reservation=row,
            balance_id=balance_id,
            priority_rank=row.priority_rank,
            asked_at=row.asked_at,
            quantity=quantity,
            takes_part=row.takes_part,
        )
        for balance_id, quantity in lines.values_list("balance_id").annotate(total=Sum("quantity"))
    ]


def _place(request: Backorder) -> tuple[UUID, int, datetime, bool]:
    return (request.balance_id, request.priority_rank, request.asked_at, request.takes_part)


def _hang(unit_id: UUID, diary: Diary) -> None:
    """Hang a stock unit on the totals of its SKU and warehouse."""
    unit = StockUnit.objects.select_related("sku", "location").get(id=unit_id)
    right = balances_of([unit.sku], unit.location.warehouse_id)[unit.sku_id]
    if unit.balance_id == right:
        return
    StockUnit.objects.filter(id=unit_id).update(balance=right)
    diary.note(
        row_id=unit_id,
        subject=words_of_unit(unit),
        what="place",
        was=1,
        now=0,
        owner=(unit.sku.client_id, unit.location.warehouse_id),
    )


def _book_key(movement_id: UUID, diary: Diary) -> None:
    """Book the key of a movement that stands in the ledger without it."""
    row = StockMovement.objects.select_related("sku").get(id=movement_id)
    mine = MovementKey(key=row.idempotency_key, movement_id=row.id, occurred_at=row.occurred_at)
    if insert_first(mine):
        diary.note(
            row_id=row.id,
            subject=words_of_movement(row),
            what="key",
            was=0,
            now=1,
            owner=(row.client_id, row.warehouse_id),
        )
        return
    there = MovementKey.objects.get(key=row.idempotency_key)
    if (there.movement_id, there.occurred_at) != (mine.movement_id, mine.occurred_at):
        raise RepairImpossible(f"{there} is the key of movement {there.movement_id}")


def _note(diary: Diary, row: Reservation, what: str, was: int, now: int) -> None:
    diary.note(
        row_id=row.id,
        subject=words_of_order(row),
        what=what,
        was=was,
        now=now,
        owner=(row.client_id, row.warehouse_id),
    )


_AMENDS: Mapping[StockCheck, Callable[[UUID, Diary], None]] = {
    StockCheck.CLOSED_ROUNDS: _close_round,
    StockCheck.QUEUE: _queue,
    StockCheck.PLACES: _hang,
    StockCheck.KEYS: _book_key,
}
