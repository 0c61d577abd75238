"""Take goods in."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from pydantic import TypeAdapter

from wms.inventory.catalogue.contracts.refusals import ReceiptDiffers
from wms.inventory.catalogue.contracts.words import MovementCause, VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.queries.locations import locations_of
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.catalogue.rules.expiry import status_on
from wms.inventory.catalogue.rules.spellings import alike
from wms.inventory.handling.commands.location_blocks import read_under_lock
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.receiving.commands.lots import agree_on_lots
from wms.inventory.receiving.commands.notices import count_against, locked_notice
from wms.inventory.receiving.commands.put_away import open_put_away, plan_put_away
from wms.inventory.receiving.contracts.inbound import NoticeId
from wms.inventory.receiving.contracts.receipts import NewReceiptLine, Receipt, ReceiveStock
from wms.inventory.receiving.events.receipts import StockReceivedEvent
from wms.inventory.receiving.models.receipts import Receipt as ReceiptRow
from wms.inventory.reservations.commands.balances import balances_of
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.stock.commands.movements import Journal, Move, move
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import NewUnit, StockUnit, UnitKey
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy

LINES = TypeAdapter(tuple[NewReceiptLine, ...])


@command
def receive_stock(request: ReceiveStock) -> Receipt:
    """Book goods in once per reference, and reserve them for backorders.

    What comes with a notice counts against its lines; what comes to a dock gets tasks to put it
    away, one for each line.

    Raises:
        ReceiptDiffers: the reference was booked with other lines, or in another warehouse.
        NoticeNotFound: nothing was announced under the reference of the notice.
        NoticeClosed: no more is expected.
        NotOnNotice: goods that the notice does not name.
        OverDelivery: more came than was announced, and than may come beyond it.
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotMissing: no lot, or no serial, of goods that are kept by it.
        LotDiffers: the lot is known with another expiry date, or a date comes without a lot.
        SerialNotSingle: several units under one serial.
        SerialKnown: a unit with this serial is in stock, or comes twice.
    """
    notice = locked_notice(request)
    row = ReceiptRow(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        reference=request.receipt.reference,
        notice=notice,
        lines=LINES.dump_python(request.receipt.lines, mode="json"),
        actor=request.actor,
        received_at=timezone.now(),
    )
    if not insert_first(row):
        row = _booked_before(row)
        return _describe(row)

    lines = request.receipt.lines
    if notice is not None:
        count_against(notice, lines, accept_over=request.receipt.accept_over)
    units = _units(request, row.received_at)
    agree_on_lots(lines, {unit.sku.code: unit.sku for unit in units})
    read_under_lock(unit.location for unit in units)
    plan = plan_put_away(
        request.warehouse_id,
        [(unit, line.quantity) for line, unit in zip(lines, units, strict=True)],
    )
    there = with_locked_balances(
        {unit.balance_id for unit in units},
        _take_in,
        request.receipt.lines,
        tuple(unit.as_new() for unit in units),
        _journal(request, row),
        f"receipt/{row.id}",
    )
    if plan:
        open_put_away(row, plan, there)
    InventoryOutbox.publish(
        StockReceivedEvent.of(
            request,
            receipt_id=row.id,
            reference=row.reference,
            lines=lines,
            notice_id=None if notice is None else NoticeId(notice.id),
        ),
        sequence=1,
    )
    return _describe(row)


def _journal(request: ReceiveStock, row: ReceiptRow) -> Journal:
    return Journal(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        occurred_at=row.received_at,
        actor=request.actor,
        reference=row.reference,
    )


def _take_in(
    balances: LockedBalances,
    lines: tuple[NewReceiptLine, ...],
    units: tuple[NewUnit, ...],
    journal: Journal,
    key: str,
) -> Mapping[UnitKey, StockUnit]:
    """Add the goods to their stock units, and return these."""
    there = StockUnit.objects.ensure(units)
    usable = Counter[UUID]()
    for line, unit in zip(lines, units, strict=True):
        usable[unit.balance_id] += line.quantity if there[unit.key].is_eligible else 0
    balances.change({each: BalanceChange(usable=added) for each, added in usable.items()})
    supplier = Location.objects.virtual(journal.warehouse_id, VirtualLocation.SUPPLIER)
    move(
        [
            Move(
                source=supplier,
                target=there[unit.key],
                quantity=line.quantity,
                idempotency_key=f"{key}/{index}",
                cause=MovementCause.RECEIPT,
            )
            for index, (line, unit) in enumerate(zip(lines, units, strict=True))
        ],
        journal,
    )
    return there


def _booked_before(row: ReceiptRow) -> ReceiptRow:
    same = ReceiptRow.objects.get(client_id=row.client_id, reference=row.reference)
    said = (row.warehouse_id, row.notice_id, alike(row.lines))
    if (same.warehouse_id, same.notice_id, alike(same.lines)) != said:
        raise ReceiptDiffers(f"{row.reference} was booked with other lines")
    return same


def _units(request: ReceiveStock, now: datetime) -> list[StockUnit]:
    """Return, for every line, the stock unit its goods belong to, as it would be made."""
    lines = request.receipt.lines
    skus = skus_of(request.client_id, {line.sku for line in lines})
    places = locations_of(request.warehouse_id, {line.location for line in lines})
    balances = balances_of(skus.values(), request.warehouse_id)
    today = tenancy.day_at(warehouse_id=request.warehouse_id, instant=now)
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


def _describe(row: ReceiptRow) -> Receipt:
    return Receipt(
        receipt_id=row.id,
        reference=row.reference,
        received_at=row.received_at,
        lines=LINES.validate_python(row.lines, strict=False),
        notice=None if row.notice is None else row.notice.reference,
    )
