"""Promise stock to an order."""

from django.utils import timezone

from wms.inventory.catalogue.contracts.refusals import ReservationReleased
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands.answering import answer_to, fact_of, promised
from wms.inventory.reservations.commands.balances import balances_of
from wms.inventory.reservations.contracts.promises import (
    Reservation,
    ReserveStock,
    reservation_id_for,
)
from wms.inventory.reservations.models.promises import Reservation as ReservationRow
from wms.inventory.reservations.models.reserving import Verdict, promise
from wms.inventory.reservations.queries.reservations import describe_reservation
from wms.kernel.errors import DomainError
from wms.platform.commands import command


@command
def reserve_stock(command: ReserveStock) -> Reservation:
    """Promise every line of an order at warehouse level, or wait for stock with all of them.

    One that takes a part is promised what is there, and waits only while that is nothing.

    Raises:
        ReservationReleased: this round was closed, perhaps before the command arrived.
        SkuNotFound: the client has no such SKU.
    """
    if len({line.line_no for line in command.lines}) < len(command.lines):
        raise DomainError("two lines have the same number")
    verdict = _promise(command)
    if not verdict.is_known:
        skus = skus_of(command.client_id, {line.sku for line in command.lines})
        balances_of(skus.values(), command.warehouse_id)
        verdict = _promise(command)
        if not verdict.is_known:
            raise RuntimeError("balances that were made are not there")
    reservation_id = reservation_id_for(command.order_id, command.round_no)
    if verdict.status is None:
        row = ReservationRow.objects.get(id=reservation_id)
        if row.status == ReservationStatus.RELEASED:
            raise ReservationReleased(f"{row} was given back: {row.reason}")
        return describe_reservation(row)
    answer = answer_to(command, verdict.there, verdict.status)
    if not verdict.is_full:
        InventoryOutbox.publish(fact_of(command, verdict.there, answer), sequence=1)
    return answer


def _promise(command: ReserveStock) -> Verdict:
    row = ReservationRow(
        id=reservation_id_for(command.order_id, command.round_no),
        order_id=command.order_id,
        order_number=command.order_number,
        round_no=command.round_no,
        client_id=command.client_id,
        warehouse_id=command.warehouse_id,
        priority_rank=command.priority_rank,
        asked_at=timezone.now(),
        takes_part=command.takes_part,
    )
    fact = InventoryOutbox.row_of(promised(command, command), sequence=1)
    return promise(row, command.lines, fact)
