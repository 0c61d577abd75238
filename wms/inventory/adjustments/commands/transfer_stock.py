"""Carry goods from place to place."""

from django.utils import timezone

from wms.inventory.adjustments.commands.journals import journal_of
from wms.inventory.adjustments.contracts import changes as contracts
from wms.inventory.adjustments.contracts.changes import TransferStock
from wms.inventory.adjustments.contracts.refused_changes import SamePlace, TransferDiffers
from wms.inventory.adjustments.models import Transfer
from wms.inventory.adjustments.queries.changes import TRANSFER_LINES, describe_transfer
from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.rules.spellings import alike
from wms.inventory.handling.commands.location_blocks import read_under_lock
from wms.inventory.handling.commands.post_moves import post_moves
from wms.inventory.handling.commands.stock_lines import (
    NamedStock,
    check_staged_stock,
    units_between,
)
from wms.inventory.handling.contracts.refusals import LocationBlocked
from wms.inventory.handling.events.moves import StockMovedEvent
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.commands.movements import Move
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import folded
from wms.platform.commands import command


@command
def transfer_stock(request: TransferStock) -> contracts.Transfer:
    """Move every line of a transfer, or none, once per reference.

    Totals stay what they are, unless goods can be reserved from one of two places only: what
    comes to a dock or to staging is not reserved any more, what comes from there goes to who
    waits.

    Raises:
        TransferDiffers: the reference was booked with other lines, or in another warehouse.
        SamePlace: a line goes to where it comes from.
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LocationBlocked: nothing may be put there now.
        LotNotFound: there never were goods of this lot.
        GoodsMissing: fewer units are there.
        StockClaimed: the units are allocated or were picked for orders.
    """
    row = Transfer(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        reference=request.transfer.reference,
        lines=TRANSFER_LINES.dump_python(request.transfer.lines, mode="json"),
        note=request.transfer.note,
        actor=request.actor,
        created_at=timezone.now(),
    )
    if not insert_first(row):
        return describe_transfer(_booked_before(row))
    _book(request, row)
    InventoryOutbox.publish_all(
        (
            StockMovedEvent.of(
                line,
                move_id=row.id,
                client_id=ClientId(row.client_id),
                warehouse_id=WarehouseId(row.warehouse_id),
                order_id=None,
                cause=MovementCause.TRANSFER,
                reason=row.note,
                actor=row.actor,
            ),
            number,
        )
        for number, line in enumerate(request.transfer.lines, start=1)
    )
    return describe_transfer(row)


def _booked_before(row: Transfer) -> Transfer:
    same = Transfer.objects.get(client_id=row.client_id, reference=row.reference)
    if (same.warehouse_id, alike(same.lines)) != (row.warehouse_id, alike(row.lines)):
        raise TransferDiffers(f"{row.reference} was booked with other lines")
    return same


def _book(request: TransferStock, row: Transfer) -> None:
    lines = request.transfer.lines
    for line in lines:
        if folded(line.from_location) == folded(line.to_location):
            raise SamePlace(f"{line.sku} is at {line.to_location} already")
    sources, targets = units_between(
        request.client_id,
        request.warehouse_id,
        [NamedStock(each.sku, each.from_location, each.lot, each.status) for each in lines],
        [NamedStock(each.sku, each.to_location, each.lot, each.status) for each in lines],
    )
    read_under_lock(unit.location for unit in (*sources, *targets))
    for target in targets:
        if target.location.is_blocked:
            raise LocationBlocked(f"{target.location.code} is blocked")
    moves = [
        Move(
            source=source,
            target=target,
            quantity=line.quantity,
            idempotency_key=f"transfer/{row.id}/{number}",
            cause=MovementCause.TRANSFER,
        )
        for number, (line, source, target) in enumerate(
            zip(lines, sources, targets, strict=True), start=1
        )
    ]
    post_moves(moves, journal_of(row))
    check_staged_stock(sources)
