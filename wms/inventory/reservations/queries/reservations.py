"""Questions about reserved stock."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from wms.inventory.catalogue.contracts.refusals import ReservationNotFound
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.reservations.contracts.reservations import (
    Reservation,
    ReservationId,
    StockLine,
    reservation_id_for,
)
from wms.inventory.reservations.models.reservations import Reservation as ReservationRow
from wms.inventory.reservations.models.reservations import ReservationLine
from wms.kernel.ids import OrderId


def get_reservation(*, order_id: OrderId, round_no: int) -> Reservation:
    """Return what is reserved for an order in a round, be it waiting, active or closed.

    Raises:
        ReservationNotFound: nobody reserved or released for it.
    """
    row = ReservationRow.objects.filter(id=reservation_id_for(order_id, round_no)).first()
    if row is None:
        raise ReservationNotFound(f"nothing is reserved for {order_id} in round {round_no}")
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


def find_latest_round(*, order_id: OrderId) -> int | None:
    """Return the last round in which stock was asked for or given back for an order, if any."""
    rounds = ReservationRow.objects.filter(order_id=order_id).order_by("-round_no")
    return rounds.values_list("round_no", flat=True).first()


def list_lost_units(*, order_id: OrderId, round_no: int) -> tuple[StockLine, ...]:
    """Return how many reserved units each line of an order has lost, by line number.

    Their goods are gone, and there were no others. A reservation that waits has lost nothing, and
    one that was given back lacks nothing.
    """
    lines = (
        ReservationLine.objects.filter(
            reservation=reservation_id_for(order_id, round_no),
            reservation__status__in=[ReservationStatus.ACTIVE, ReservationStatus.CONSUMED],
        )
        .annotate(missing=F("quantity") - F("promised") - F("allocated"))
        .filter(missing__gt=0)
    )
    return tuple(
        StockLine(line_no=line_no, sku=sku, quantity=missing)
        for line_no, sku, missing in lines.order_by("line_no").values_list(
            "line_no", "sku__code", "missing"
        )
    )


def lines_of(reservation_ids: Collection[UUID]) -> dict[UUID, tuple[StockLine, ...]]:
    """Return the lines of reservations, by line number; a tombstone has none."""
    lines: dict[UUID, list[StockLine]] = {each: [] for each in reservation_ids}
    rows = ReservationLine.objects.filter(reservation__in=reservation_ids).order_by("line_no")
    for reservation_id, line_no, sku, quantity in rows.values_list(
        "reservation_id", "line_no", "sku__code", "quantity"
    ):
        lines[reservation_id].append(StockLine(line_no=line_no, sku=sku, quantity=quantity))
    return {each: tuple(listed) for each, listed in lines.items()}
