"""Reserve stock for an order."""

from django.utils import timezone

from wms.inventory.catalogue.contracts.refusals import ReservationReleased
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands.answers import answer_to, fact_of, reserved
from wms.inventory.reservations.commands.balances import balances_of
from wms.inventory.reservations.contracts.reservations import (
    Reservation,
    ReserveStock,
    reservation_id_for,
)
from wms.inventory.reservations.models.reservations import Reservation as ReservationRow
from wms.inventory.reservations.models.reserve_one import Verdict, reserve_one
from wms.inventory.reservations.queries.reservations import describe_reservation
from wms.kernel.errors import DomainError
from wms.platform.commands import command


@command
def reserve_stock(request: ReserveStock) -> Reservation:
    """Reserve every line of an order at warehouse level, or wait for stock with all of them.

    One that accepts partial gets what is there, and waits only while that is nothing.

    Raises:
        ReservationReleased: this round was closed, perhaps before the command arrived.
        SkuNotFound: the client has no such SKU.
    """
    if len({line.line_no for line in request.lines}) < len(request.lines):
        raise DomainError("two lines have the same number")
    verdict = _reserve(request)
    if not verdict.is_known:
        skus = skus_of(request.client_id, {line.sku for line in request.lines})
        balances_of(skus.values(), request.warehouse_id)
        verdict = _reserve(request)
        if not verdict.is_known:
            raise RuntimeError("balances that were made are not there")
    reservation_id = reservation_id_for(request.order_id, request.round_no)
    if verdict.status is None:
        row = ReservationRow.objects.get(id=reservation_id)
        if row.status == ReservationStatus.RELEASED:
            raise ReservationReleased(f"{row} was released: {row.reason}")
        return describe_reservation(row)
    answer = answer_to(request, verdict.there, verdict.status)
    if not verdict.is_full:
        InventoryOutbox.publish(fact_of(request, verdict.there, answer), sequence=1)
    return answer


def _reserve(request: ReserveStock) -> Verdict:
    row = ReservationRow(
        id=reservation_id_for(request.order_id, request.round_no),
        order_id=request.order_id,
        order_number=request.order_number,
        round_no=request.round_no,
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        priority_rank=request.priority_rank,
        asked_at=timezone.now(),
        takes_part=request.takes_part,
    )
    fact = InventoryOutbox.row_of(reserved(request, request), sequence=1)
    InventoryOutbox.note_changes([fact])
    return reserve_one(row, request.lines, fact)
