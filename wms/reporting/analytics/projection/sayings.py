"""What each event says of the rows of analytics."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from wms.inventory import events as inventory
from wms.orders import events as orders
from wms.packing import events as packing
from wms.picking import events as picking
from wms.reporting.analytics.models import (
    CartonRow,
    CountRow,
    OrderRow,
    PickRow,
    ReservationRow,
    SkuRow,
    StageRow,
    WaveRow,
)
from wms.reporting.projection.contracts import Entry
from wms.reporting.projection.models.projection import Saying, saying
from wms.shipping import events as shipping
from wms.waving import events as waving

STAGES: dict[type, str] = {
    orders.OrderReceivedEvent: "received",
    orders.OrderValidatedEvent: "validated",
    orders.OrderReservedEvent: "reserved",
    orders.OrderWaveAssignedEvent: "wave_assigned",
    orders.OrderPickingStartedEvent: "picking_started",
    orders.OrderPickedEvent: "picked",
    orders.OrderPackedEvent: "packed",
    orders.OrderShippedEvent: "shipped",
    orders.OrderCompletedEvent: "completed",
}
ENDS = (orders.OrderCompletedEvent, orders.OrderCancelledEvent, orders.OrderRejectedEvent)
OF_ORDERS = (
    *STAGES,
    orders.OrderRejectedEvent,
    orders.OrderBackorderedEvent,
    orders.OrderSplitEvent,
    orders.OrderWaveUnassignedEvent,
    orders.OrderShortClosedEvent,
    orders.OrderPartiallyShippedEvent,
    orders.OrderCancellationRequestedEvent,
    orders.OrderCancellationRefusedEvent,
    orders.OrderCancelledEvent,
)
WAVE_TIMES: dict[type, str] = {
    waving.WaveCreatedEvent: "created_at",
    waving.WaveReleasedEvent: "released_at",
    waving.WaveStartedEvent: "started_at",
    waving.WaveCompletedEvent: "completed_at",
    waving.WaveCancelledEvent: "cancelled_at",
}


@singledispatch
def says(event: Any, entry: Entry) -> Iterator[Saying]:
    """Yield what an event says, with the rows that it says it of: by default, about its order."""
    values: dict[str, Any] = {"order_id": event.order_id, "client_id": event.client_id}
    at = entry.occurred_at
    if isinstance(event, orders.OrderReceivedEvent):
        values |= {
            "warehouse_id": event.warehouse_id,
            "line_count": len(event.lines),
            "unit_count": sum(line.quantity for line in event.lines),
            "ship_by": event.ship_by,
            "received_at": at,
            "status": [entry.sequence, "received", at.isoformat()],
        }
    else:
        values["status"] = [entry.sequence, event.status.value, at.isoformat()]
    if isinstance(event, orders.OrderShippedEvent):
        values["shipped_at"] = at
    if isinstance(event, ENDS):
        values["ended_at"] = at
    yield saying(OrderRow, **values)
    if type(event) in STAGES:
        yield _stage(entry, event.order_id, event.client_id, STAGES[type(event)])


def _stage(entry: Entry, order_id: Any, client_id: Any, stage: str) -> Saying:
    return saying(
        StageRow,
        order_id=order_id,
        stage=stage,
        client_id=client_id,
        reached_at=entry.occurred_at,
    )


@says.register
def _(
    event: waving.WaveCreatedEvent
    | waving.WaveStartedEvent
    | waving.WaveCompletedEvent
    | waving.WaveCancelledEvent
    | waving.WaveOrderAddedEvent,
    entry: Entry,
) -> Iterator[Saying]:
    yield _wave(event, entry)


@says.register
def _(event: waving.WaveReleasedEvent, entry: Entry) -> Iterator[Saying]:
    yield _wave(event, entry)
    for each in event.orders:
        yield _stage(entry, each.order_id, each.client_id, "wave_released")


@says.register
def _(event: shipping.LabelGeneratedEvent, entry: Entry) -> Iterator[Saying]:
    yield _stage(entry, event.order_id, event.client_id, "labelled")


@says.register
def _(event: inventory.SkuRegisteredEvent, entry: Entry) -> Iterator[Saying]:
    del entry
    volume = event.length_mm * event.width_mm * event.height_mm
    yield saying(SkuRow, client_id=event.client_id, sku=event.code, volume=volume)


@says.register
def _(event: inventory.SkuCorrectedEvent, entry: Entry) -> Iterator[Saying]:
    volume = event.length_mm * event.width_mm * event.height_mm
    yield saying(
        SkuRow, client_id=event.client_id, sku=event.code, corrected=[entry.sequence, volume]
    )


def _wave(event: Any, entry: Entry) -> Saying:
    values: dict[str, Any] = {"wave_id": event.wave_id, "warehouse_id": event.warehouse_id}
    match event:
        case waving.WaveCreatedEvent():
            values |= {
                "number": event.number,
                "max_orders": event.max_orders or None,
                "max_lines": event.max_lines or None,
                "cutoff_at": event.cutoff_at,
            }
        case waving.WaveOrderAddedEvent():
            values["clients"] = {str(event.client_id): True}
        case waving.WaveReleasedEvent():
            lines = sum(len(each.lines) for each in event.orders)
            values |= {
                "number": event.number,
                "pages": {str(event.page): [len(event.orders), lines]},
                "clients": {str(each.client_id): True for each in event.orders},
            }
        case _:
            pass
    if type(event) in WAVE_TIMES:
        values[WAVE_TIMES[type(event)]] = entry.occurred_at
    return saying(WaveRow, **values)


@says.register
def _(event: picking.ItemPickedEvent | picking.ItemShortEvent, entry: Entry) -> Iterator[Saying]:
    line = event.line
    values: dict[str, Any] = {
        "task_id": event.task_id,
        "allocation_id": line.allocation_id,
        "client_id": event.client_id,
        "warehouse_id": event.warehouse_id,
        "order_id": event.order_id,
        "picker": entry.actor or None,
        "sku": line.sku,
        "location": line.location,
        "picked_at": entry.occurred_at,
    }
    if isinstance(event, picking.ItemPickedEvent):
        yield saying(PickRow, **values, picked=line.quantity)
        return
    reason = line.reason.value if line.reason else None
    yield saying(PickRow, **values, short=line.short_quantity, reason=reason)


@says.register
def _(event: packing.PackTaskCompletedEvent, entry: Entry) -> Iterator[Saying]:
    for carton in event.cartons:
        contents: dict[str, int] = {}
        for line in carton.lines:
            contents[line.sku] = contents.get(line.sku, 0) + line.quantity
        yield saying(
            CartonRow,
            task_id=event.task_id,
            carton_no=carton.carton_no,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            weight_grams=carton.weight_grams,
            volume=carton.length_mm * carton.width_mm * carton.height_mm,
            contents=contents,
            packed_at=entry.occurred_at,
        )


@says.register
def _(
    event: inventory.StockReservedEvent | inventory.ShortageDetectedEvent, entry: Entry
) -> Iterator[Saying]:
    values: dict[str, Any] = {
        "event_id": entry.event_id,
        "client_id": event.client_id,
        "warehouse_id": event.warehouse_id,
        "order_id": event.order_id,
        "decided_at": entry.occurred_at,
    }
    if isinstance(event, inventory.ShortageDetectedEvent):
        values |= {"sku": event.sku, "missing": event.missing}
    is_refused = isinstance(event, inventory.ShortageDetectedEvent)
    yield saying(ReservationRow, **values, is_refused=is_refused)


@says.register
def _(event: inventory.CountPostedEvent, entry: Entry) -> Iterator[Saying]:
    for line in event.lines:
        yield saying(
            CountRow,
            count_id=event.count_id,
            sku=line.sku,
            lot=line.lot,
            status=line.status.value,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            location=event.location,
            counted=line.counted,
            difference=line.difference,
            booked_at=entry.occurred_at,
        )
