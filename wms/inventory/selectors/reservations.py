"""Questions about promised stock."""

from collections.abc import Collection
from uuid import UUID

from wms.inventory.contracts import (
    Reservation,
    ReservationId,
    ReservationNotFound,
    ReservationStatus,
    StockLine,
    reservation_id_for,
)
from wms.inventory.models import Reservation as ReservationRow
from wms.inventory.models import ReservationLine
from wms.kernel.ids import OrderId


def get_reservation(*, order_id: OrderId, round_no: int) -> Reservation:
    """Return what an order is promised in a round, be it waiting, active or closed.

    Raises:
        ReservationNotFound: nobody reserved or released for it.
    """
    row = ReservationRow.objects.filter(id=reservation_id_for(order_id, round_no)).first()
    if row is None:
        raise ReservationNotFound(f"nothing is promised to {order_id} in round {round_no}")
    return describe_reservation(row)


def describe_reservation(row: ReservationRow) -> Reservation:
    """Return what other contexts may know of a reservation."""
    (reservation,) = describe_reservations([row])
    return reservation


def describe_reservations(rows: Collection[ReservationRow]) -> list[Reservation]:
    """Return what other contexts may know of reservations."""
    lines = lines_of([row.id for row in rows])
    return [
        Reservation(
            reservation_id=ReservationId(row.id),
            order_id=OrderId(row.order_id),
            status=ReservationStatus(row.status),
            lines=lines[row.id],
        )
        for row in rows
    ]


def lines_of(reservation_ids: Collection[UUID]) -> dict[UUID, tuple[StockLine, ...]]:
    """Return the lines of reservations, by line number; a tombstone has none."""
    lines: dict[UUID, list[StockLine]] = {each: [] for each in reservation_ids}
    rows = ReservationLine.objects.filter(reservation__in=reservation_ids).order_by("line_no")
    for reservation_id, line_no, sku, quantity in rows.values_list(
        "reservation_id", "line_no", "sku__code", "quantity"
    ):
        lines[reservation_id].append(StockLine(line_no=line_no, sku=sku, quantity=quantity))
    return {each: tuple(listed) for each, listed in lines.items()}
