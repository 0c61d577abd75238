"""Promise stock to an order."""

from collections import Counter
from uuid import UUID

from wms.inventory.contracts import (
    Reservation,
    ReservationReleased,
    ReservationStatus,
    ReserveStock,
    reservation_id_for,
)
from wms.inventory.domain.promising import Shortage, first_shortage
from wms.inventory.events import ShortageDetectedEvent, StockReservedEvent
from wms.inventory.models import (
    BalanceChange,
    InventoryOutbox,
    ReservationLine,
    Sku,
    StockBalance,
    insert_first,
)
from wms.inventory.models import Reservation as ReservationRow
from wms.inventory.selectors.reservations import describe_reservation
from wms.inventory.selectors.skus import skus_of
from wms.inventory.services.promises.balances import balances_of
from wms.kernel.errors import DomainError
from wms.platform.commands import command


@command
def reserve_stock(command: ReserveStock) -> Reservation:
    """Promise every line of an order at warehouse level, or wait for stock with all of them.

    Raises:
        ReservationReleased: this round was closed, perhaps before the command arrived.
        SkuNotFound: the client has no such SKU.
    """
    if len({line.line_no for line in command.lines}) < len(command.lines):
        raise DomainError("two lines have the same number")
    row = ReservationRow(
        id=reservation_id_for(command.order_id, command.round_no),
        order_id=command.order_id,
        round_no=command.round_no,
        client_id=command.client_id,
        warehouse_id=command.warehouse_id,
        status=ReservationStatus.WAITING,
        priority_rank=command.priority_rank,
        version=1,
    )
    # The primary key makes a concurrent repeat wait here until the first one has committed.
    if not insert_first(row):
        row.refresh_from_db()
        if row.status == ReservationStatus.RELEASED:
            raise ReservationReleased(f"{row} was given back: {row.reason}")
        return describe_reservation(row)

    skus = skus_of(command.client_id, {line.sku for line in command.lines})
    balances = balances_of(skus.values(), command.warehouse_id)
    shortage = _promise(row, command, skus, balances)
    _publish(row, command, shortage)
    return Reservation(
        reservation_id=reservation_id_for(command.order_id, command.round_no),
        order_id=command.order_id,
        status=ReservationStatus(row.status),
        lines=tuple(sorted(command.lines, key=lambda line: line.line_no)),
    )


def _promise(
    row: ReservationRow, command: ReserveStock, skus: dict[str, Sku], balances: dict[UUID, UUID]
) -> Shortage | None:
    """Write the lines, and the promise if there is enough for all of them."""
    wishes = [(balances[skus[line.sku].id], line.quantity) for line in command.lines]
    locked = StockBalance.objects.filter(id__in=balances.values()).locked()
    shortage = first_shortage(wishes, {balance.id: balance.atp for balance in locked})
    if shortage is None:
        wanted = Counter[UUID]()
        for balance_id, quantity in wishes:
            wanted[balance_id] += quantity
        StockBalance.objects.add(
            {each: BalanceChange(reserved=quantity) for each, quantity in wanted.items()}
        )
        row.become(ReservationStatus.ACTIVE)
        row.save(update_fields=["status"])
    ReservationLine.objects.bulk_create(
        ReservationLine(
            reservation=row,
            line_no=line.line_no,
            sku=skus[line.sku],
            balance_id=balance_id,
            quantity=quantity,
        )
        for line, (balance_id, quantity) in zip(command.lines, wishes, strict=True)
    )
    return shortage


def _publish(row: ReservationRow, command: ReserveStock, shortage: Shortage | None) -> None:
    reservation_id = reservation_id_for(command.order_id, command.round_no)
    event: StockReservedEvent | ShortageDetectedEvent
    if shortage is None:
        event = StockReservedEvent(
            reservation_id=reservation_id,
            order_id=command.order_id,
            client_id=command.client_id,
            warehouse_id=command.warehouse_id,
            round_no=command.round_no,
            lines=command.lines,
        )
    else:
        event = ShortageDetectedEvent(
            reservation_id=reservation_id,
            order_id=command.order_id,
            client_id=command.client_id,
            warehouse_id=command.warehouse_id,
            round_no=command.round_no,
            sku=command.lines[shortage.place].sku,
            missing=shortage.missing,
        )
    InventoryOutbox.publish(event, sequence=row.version)
