"""Take goods in."""

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from pydantic import TypeAdapter

from wms.inventory.contracts import (
    LotDiffers,
    MovementCause,
    NewReceiptLine,
    Receipt,
    ReceiptDiffers,
    ReceiveStock,
    VirtualLocation,
)
from wms.inventory.domain.expiry import status_on
from wms.inventory.events import StockReceivedEvent
from wms.inventory.models import (
    BalanceChange,
    InventoryOutbox,
    Location,
    StockUnit,
    insert_first,
)
from wms.inventory.models import Receipt as ReceiptRow
from wms.inventory.selectors.locations import locations_of
from wms.inventory.selectors.skus import skus_of
from wms.inventory.services.goods.movements import Journal, Move, move
from wms.inventory.services.promises.balances import balances_of, change_balances
from wms.platform.commands import command

LINES = TypeAdapter(tuple[NewReceiptLine, ...])


@command
def receive_stock(command: ReceiveStock) -> Receipt:
    """Book goods in once per reference, and promise them to orders that wait for them.

    Raises:
        ReceiptDiffers: the reference was booked with other lines, or in another warehouse.
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotDiffers: the lot is known with another expiry date, or a date comes without a lot.
    """
    row = ReceiptRow(
        client_id=command.client_id,
        warehouse_id=command.warehouse_id,
        reference=command.receipt.reference,
        lines=LINES.dump_python(command.receipt.lines, mode="json"),
        actor=command.actor,
        received_at=timezone.now(),
    )
    if not insert_first(row):
        row = _booked_before(row)
        return _describe(row)

    units = _units(command, row.received_at)
    usable = Counter[UUID]()
    for line, unit in zip(command.receipt.lines, units, strict=True):
        usable[unit.balance_id] += line.quantity if unit.is_eligible else 0
    change_balances({each: BalanceChange(usable=added) for each, added in usable.items()})
    _put_down(command, row, units)
    InventoryOutbox.publish(
        StockReceivedEvent(
            receipt_id=row.id,
            client_id=command.client_id,
            warehouse_id=command.warehouse_id,
            reference=row.reference,
            lines=command.receipt.lines,
        ),
        sequence=1,
    )
    return _describe(row)


def _booked_before(row: ReceiptRow) -> ReceiptRow:
    same = ReceiptRow.objects.get(client_id=row.client_id, reference=row.reference)
    if (same.warehouse_id, same.lines) != (row.warehouse_id, row.lines):
        raise ReceiptDiffers(f"{row.reference} was booked with other lines")
    return same


def _units(command: ReceiveStock, now: datetime) -> list[StockUnit]:
    """Return, for every line, the stock unit its goods belong to, as it would be made."""
    lines = command.receipt.lines
    skus = skus_of(command.client_id, {line.sku for line in lines})
    places = locations_of(command.warehouse_id, {line.location for line in lines})
    balances = balances_of(skus.values(), command.warehouse_id)
    today = now.astimezone(UTC).date()
    return [
        StockUnit(
            balance_id=balances[skus[line.sku].id],
            sku=skus[line.sku],
            location=places[line.location],
            lot=line.lot,
            expires_on=line.expires_on,
            status=status_on(today, line.expires_on).value,
        )
        for line in lines
    ]


def _put_down(command: ReceiveStock, row: ReceiptRow, units: list[StockUnit]) -> None:
    """Add the goods to their stock units; the balances are locked."""
    _check_lots(units)
    there = StockUnit.objects.ensure(units)
    supplier = Location.objects.virtual(command.warehouse_id, VirtualLocation.SUPPLIER)
    move(
        [
            Move(
                source=supplier,
                target=there[unit.key],
                quantity=line.quantity,
                idempotency_key=f"receipt/{row.id}/{index}",
                cause=MovementCause.RECEIPT,
            )
            for index, (line, unit) in enumerate(zip(command.receipt.lines, units, strict=True))
        ],
        Journal(
            client_id=command.client_id,
            warehouse_id=command.warehouse_id,
            occurred_at=row.received_at,
            actor=command.actor,
            reference=row.reference,
        ),
    )


def _check_lots(units: list[StockUnit]) -> None:
    known = {
        (sku_id, lot): expires_on
        for sku_id, lot, expires_on in StockUnit.objects.filter(
            sku__in={unit.sku_id for unit in units}, lot__in={unit.lot for unit in units}
        ).values_list("sku_id", "lot", "expires_on")
    }
    for unit in units:
        if unit.expires_on and not unit.lot:
            raise LotDiffers("goods that expire belong to a lot")
        if known.setdefault((unit.sku_id, unit.lot), unit.expires_on) != unit.expires_on:
            raise LotDiffers(f"lot {unit.lot} is known with another expiry date")


def _describe(row: ReceiptRow) -> Receipt:
    return Receipt(
        receipt_id=row.id,
        reference=row.reference,
        received_at=row.received_at,
        lines=LINES.validate_python(row.lines, strict=False),
    )
