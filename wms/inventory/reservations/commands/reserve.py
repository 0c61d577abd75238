"""How many orders get their reservations in the same statements."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands.answers import answer_to, fact_of
from wms.inventory.reservations.contracts.reservations import Reservation, ReserveStock
from wms.inventory.reservations.models.reservations import Reservation as ReservationRow
from wms.inventory.reservations.models.reserve_many import (
    KnownSku,
    NewBackorder,
    NewLine,
    WantedSku,
    insert_backorders,
    insert_lines,
    insert_new,
    lock_free,
)
from wms.inventory.reservations.rules.reserve_in_turn import OrderDemand, Reserved, reserve_in_turn
from wms.inventory.stock.models.balances import BalanceChange, StockBalance

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class _Asking:
    """An order that asks, with its lines by their numbers."""

    order: ReserveStock
    row: ReservationRow
    lines: list[NewLine]


def reserve(
    asking: Mapping[UUID, ReserveStock], goods: Mapping[WantedSku, KnownSku]
) -> dict[UUID, Reservation]:
    """Write the reservations that are not there yet, in the given order; return what they got.

    They are written as active before it is known who is: only those that are new count.
    """
    now = timezone.now()
    asked = {
        each: _Asking(
            order, _row(each, order, now + place * MICROSECOND), _lines(each, order, goods)
        )
        for place, (each, order) in enumerate(asking.items())
    }
    free = lock_free({line.balance_id for each in asked.values() for line in each.lines})
    are_new = insert_new(each.row for each in asked.values())
    new = {each: of_order for each, of_order in asked.items() if each in are_new}
    outcomes = reserve_in_turn(map(_asker, new.values()), free)
    _write(new, outcomes)
    return _publish(new, outcomes)


def _row(reservation_id: UUID, order: ReserveStock, asked_at: datetime) -> ReservationRow:
    return ReservationRow(
        id=reservation_id,
        order_id=order.order_id,
        order_number=order.order_number,
        round_no=order.round_no,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        status=ReservationStatus.ACTIVE.value,
        priority_rank=order.priority_rank,
        asked_at=asked_at,
        takes_part=order.takes_part,
        version=1,
    )


def _lines(
    reservation_id: UUID, order: ReserveStock, goods: Mapping[WantedSku, KnownSku]
) -> list[NewLine]:
    return [
        NewLine(
            reservation_id,
            line.line_no,
            *goods[WantedSku(order.client_id, order.warehouse_id, line.sku)],
            line.quantity,
            0,
        )
        for line in sorted(order.lines, key=lambda line: line.line_no)
    ]


def _asker(asking: _Asking) -> OrderDemand[UUID, UUID]:
    return OrderDemand(
        asking.row.id,
        [(line.balance_id, line.quantity) for line in asking.lines],
        takes_part=asking.order.takes_part,
    )


def _write(new: Mapping[UUID, _Asking], outcomes: Mapping[UUID, Reserved]) -> None:
    lines: list[NewLine] = []
    backorders: list[NewBackorder] = []
    taken = Counter[UUID]()
    for each, asking in new.items():
        if not outcomes[each].is_filled:
            lines += asking.lines
            backorders += _backorders(asking)
            continue
        for line, units in zip(asking.lines, outcomes[each].there, strict=True):
            if units:
                lines.append(line.promised_just(units))
                taken[line.balance_id] += units
    insert_lines(lines)
    insert_backorders(backorders)
    StockBalance.objects.add(
        {balance_id: BalanceChange(reserved=units) for balance_id, units in taken.items()}
    )


def _backorders(asking: _Asking) -> list[NewBackorder]:
    wanted = Counter[UUID]()
    for line in asking.lines:
        wanted[line.balance_id] += line.quantity
    row = asking.row
    return [
        NewBackorder(row.id, balance_id, row.priority_rank, row.asked_at, units, row.takes_part)
        for balance_id, units in wanted.items()
    ]


def _publish(
    new: Mapping[UUID, _Asking], outcomes: Mapping[UUID, Reserved]
) -> dict[UUID, Reservation]:
    answers: dict[UUID, Reservation] = {}
    facts = []
    for each, asking in new.items():
        numbers = [line.line_no for line in asking.lines]
        there = dict(zip(numbers, outcomes[each].there, strict=True))
        is_filled = outcomes[each].is_filled
        status = ReservationStatus.ACTIVE if is_filled else ReservationStatus.WAITING
        answers[each] = answer_to(asking.order, there, status)
        facts.append((fact_of(asking.order, there, answers[each]), 1))
    InventoryOutbox.publish_all(facts)
    return answers
