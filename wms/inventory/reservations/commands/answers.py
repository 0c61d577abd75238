"""What an order that asked for stock is answered, and what is said about it."""

from collections.abc import Mapping
from dataclasses import replace

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.reservations.contracts.reservations import (
    Reservation,
    ReserveStock,
    reservation_id_for,
)
from wms.inventory.reservations.events.reservations import ShortageDetectedEvent, StockReservedEvent


def answer_to(
    request: ReserveStock, there: Mapping[int, int], status: ReservationStatus
) -> Reservation:
    """Return a new reservation; ``there`` is what was there for each line, by its number."""
    lines = sorted(request.lines, key=lambda line: line.line_no)
    if status is ReservationStatus.ACTIVE:
        lines = [
            replace(line, quantity=there[line.line_no]) for line in lines if there[line.line_no]
        ]
    return Reservation(
        reservation_id=reservation_id_for(request.order_id, request.round_no),
        order_id=request.order_id,
        status=status,
        lines=tuple(lines),
    )


def fact_of(
    request: ReserveStock, there: Mapping[int, int], answer: Reservation
) -> StockReservedEvent | ShortageDetectedEvent:
    """Return what is published about a new reservation: what it got, or what it misses first."""
    if answer.status is ReservationStatus.ACTIVE:
        return reserved(request, answer)
    first = next(line for line in request.lines if there[line.line_no] < line.quantity)
    wanted = sum(line.quantity for line in request.lines if line.sku == first.sku)
    found = sum(there[line.line_no] for line in request.lines if line.sku == first.sku)
    return ShortageDetectedEvent.of(
        request, reservation_id=answer.reservation_id, sku=first.sku, missing=wanted - found
    )


def reserved(request: ReserveStock, what: ReserveStock | Reservation) -> StockReservedEvent:
    """Return what is published when the lines of ``what`` are reserved for an order."""
    return StockReservedEvent.of(
        request,
        reservation_id=reservation_id_for(request.order_id, request.round_no),
        lines=what.lines,
    )
