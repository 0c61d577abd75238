"""Reserve stock for many orders at once."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import ReservationReleased, SkuNotFound
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.reservations.commands.reserve import reserve
from wms.inventory.reservations.contracts.reservations import (
    RefusedReservation,
    Reservation,
    ReserveOrders,
    ReserveStock,
    reservation_id_for,
)
from wms.inventory.reservations.models.reservations import Reservation as ReservationRow
from wms.inventory.reservations.models.reserve_many import KnownSku, WantedSku, known_skus
from wms.inventory.reservations.queries.reservations import describe_reservations
from wms.kernel.errors import DomainError
from wms.platform.commands import command


@command
def reserve_orders(request: ReserveOrders) -> tuple[Reservation | RefusedReservation, ...]:
    """Do what ``reserve_stock`` does for each order: by priority, then as they are listed.

    The answers stand where the orders stand. What ``reserve_stock`` would raise for one of them
    is its answer, and nothing to the others; one that is there already is answered as it is.
    """
    goods = known_skus({wanted for order in request.orders for wanted in _wanted(order)})
    refused: dict[int, RefusedReservation] = {}
    asking: dict[UUID, ReserveStock] = {}
    urgent_first = sorted(enumerate(request.orders), key=lambda each: each[1].priority_rank)
    for place, order in urgent_first:
        refusal = _refusal(order, goods)
        if refusal is None:
            asking.setdefault(_id(order), order)
        else:
            refused[place] = _refused(order, refusal)
    new = reserve(asking, goods) if asking else {}
    known = new | _those_there([each for each in asking if each not in new], asking)
    return tuple(
        refused[place] if place in refused else known[_id(order)]
        for place, order in enumerate(request.orders)
    )


def _id(order: ReserveStock) -> UUID:
    return reservation_id_for(order.order_id, order.round_no)


def _wanted(order: ReserveStock) -> Iterator[WantedSku]:
    for line in order.lines:
        yield WantedSku(order.client_id, order.warehouse_id, line.sku)


def _refusal(order: ReserveStock, goods: Mapping[WantedSku, KnownSku]) -> DomainError | None:
    if len({line.line_no for line in order.lines}) < len(order.lines):
        return DomainError("two lines have the same number")
    unknown = sorted({wanted.sku for wanted in _wanted(order) if wanted not in goods})
    return SkuNotFound(f"unknown SKU: {', '.join(unknown)}") if unknown else None


def _those_there(
    reservation_ids: list[UUID], asking: Mapping[UUID, ReserveStock]
) -> dict[UUID, Reservation | RefusedReservation]:
    if not reservation_ids:
        return {}
    rows = {row.id: row for row in ReservationRow.objects.filter(id__in=reservation_ids)}
    answers: dict[UUID, Reservation | RefusedReservation] = {
        each.reservation_id: each for each in describe_reservations(rows.values())
    }
    for row in rows.values():
        if row.status == ReservationStatus.RELEASED:
            refusal = ReservationReleased(f"{row} was released: {row.reason}")
            answers[row.id] = _refused(asking[row.id], refusal)
    return answers


def _refused(order: ReserveStock, refusal: DomainError) -> RefusedReservation:
    return RefusedReservation(
        order_id=order.order_id,
        round_no=order.round_no,
        code=refusal.code,
        detail=str(refusal),
    )
