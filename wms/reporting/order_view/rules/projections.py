"""What each event tells about the orders it belongs to."""

from collections.abc import Mapping
from functools import singledispatch

from wms.inventory import events as inventory
from wms.kernel.events import Event
from wms.kernel.ids import OrderId
from wms.orders import events as orders
from wms.orders.contracts import OrderStatus
from wms.packing import events as packing
from wms.picking import events as picking
from wms.reporting.order_view.rules.facts import Json
from wms.shipping import events as shipping
from wms.waving import events as waving

Told = Mapping[OrderId, Mapping[str, Json]]
CHILD = "child "
# The one milestone that may be taken back.
WAVE_ASSIGNED = "wave-assigned"


@singledispatch
def tell(event: Event) -> Told:
    """Return, for each order the event belongs to, what is true of its source from then on.

    Raises:
        TypeError: the event says nothing about orders.
    """
    raise TypeError(f"{event.event_type} tells nothing about an order")


@tell.register
def _(event: orders.OrderReceivedEvent) -> Told:
    received: dict[str, Json] = {
        "number": event.number,
        "client_id": str(event.client_id),
        "warehouse_id": str(event.warehouse_id),
        "external_ref": event.external_ref,
        "customer_id": event.customer_id,
        "priority": event.priority.value,
        "ship_by": event.ship_by.isoformat() if event.ship_by else None,
        "line_count": len(event.lines),
        "unit_count": sum(line.quantity for line in event.lines),
        "skus": [*sorted({line.sku for line in event.lines})],
        "parent_order_id": str(event.parent_order_id) if event.parent_order_id else None,
    }
    return {event.order_id: {"received": received, "status": _status(OrderStatus.RECEIVED)}}


@tell.register
def _(
    event: orders.OrderValidatedEvent
    | orders.OrderBackorderedEvent
    | orders.OrderReservedEvent
    | orders.OrderWaveAssignedEvent
    | orders.OrderPickingStartedEvent
    | orders.OrderPickedEvent
    | orders.OrderShortClosedEvent
    | orders.OrderPackedEvent
    | orders.OrderPartiallyShippedEvent
    | orders.OrderShippedEvent
    | orders.OrderCompletedEvent,
) -> Told:
    return {event.order_id: {_milestone(event): True, "status": _status(event.status)}}


@tell.register
def _(event: orders.OrderWaveUnassignedEvent) -> Told:
    return {event.order_id: {WAVE_ASSIGNED: False, "status": _status(event.status)}}


@tell.register
def _(event: orders.OrderSplitEvent) -> Told:
    told: dict[str, Json] = {"status": _status(event.status)}
    if event.child_order_id is not None:
        told[f"{CHILD}{event.child_order_id}"] = True
    return {event.order_id: told}


@tell.register
def _(
    event: orders.OrderCancelledEvent
    | orders.OrderCancellationRequestedEvent
    | orders.OrderCancellationRefusedEvent,
) -> Told:
    status = _status(event.status, event.reason)
    return {event.order_id: {_milestone(event): True, "status": status}}


@tell.register
def _(event: orders.OrderRejectedEvent) -> Told:
    status = _status(event.status, "; ".join(event.reasons))
    return {event.order_id: {_milestone(event): True, "status": status}}


@tell.register
def _(event: waving.WaveOrderAddedEvent) -> Told:
    return {event.order_id: {"member": True}}


@tell.register
def _(event: waving.WaveOrderRemovedEvent) -> Told:
    return {event.order_id: {"member": False}}


@tell.register
def _(event: waving.WaveCancelledEvent) -> Told:
    return {OrderId(order_id): {"member": False} for order_id in event.order_ids}


@tell.register
def _(event: waving.WaveReleasedEvent) -> Told:
    return {order.order_id: {"released": event.number} for order in event.orders}


@tell.register
def _(event: picking.PickTaskCreatedEvent | packing.PackTaskCreatedEvent) -> Told:
    return {event.order_id: {"created": event.number, "status": "open"}}


@tell.register
def _(event: picking.PickTaskAssignedEvent) -> Told:
    return {event.order_id: {"status": "assigned", "worker": event.worker}}


@tell.register
def _(event: picking.PickTaskStartedEvent | packing.PackTaskStartedEvent) -> Told:
    return {event.order_id: {"status": "in_progress", "worker": event.worker}}


@tell.register
def _(event: picking.ItemShortEvent) -> Told:
    short: dict[str, Json] = {
        "line_no": event.line.line_no,
        "sku": event.line.sku,
        "location": event.line.location,
        "quantity": event.line.short_quantity,
        "reason": event.line.reason.value if event.line.reason else "",
    }
    return {event.order_id: {f"short {event.line.allocation_id}": short}}


@tell.register
def _(event: picking.PickTaskCompletedEvent) -> Told:
    return {event.order_id: {"status": "completed", "worker": event.worker}}


@tell.register
def _(event: picking.PickTaskCancelledEvent) -> Told:
    return {event.order_id: {"status": "cancelled"}}


@tell.register
def _(event: packing.PackTaskCompletedEvent) -> Told:
    cartons: list[Json] = [
        {"carton_no": carton.carton_no, "weight_grams": carton.weight_grams}
        for carton in event.cartons
    ]
    return {event.order_id: {"status": "packed", "cartons": cartons}}


@tell.register
def _(event: packing.PackTaskCancelledEvent) -> Told:
    return {event.order_id: {"status": "cancelled", "cartons": []}}


@tell.register
def _(event: shipping.ShipmentCreatedEvent) -> Told:
    return {event.order_id: {"created": event.number, "status": "created"}}


@tell.register
def _(event: shipping.LabelGeneratedEvent) -> Told:
    label = _label(event.carrier, event.tracking_numbers)
    return {event.order_id: {"labelled": True, "status": "labelled", "label": label}}


@tell.register
def _(event: shipping.ShipmentShippedEvent) -> Told:
    label = _label(event.carrier, event.tracking_numbers)
    return {event.order_id: {"status": "shipped", "label": label}}


@tell.register
def _(event: shipping.ShipmentCancelledEvent) -> Told:
    return {event.order_id: {"status": "voided", "label": None}}


@tell.register
def _(event: inventory.ShortageDetectedEvent) -> Told:
    return {event.order_id: {"missing": {"sku": event.sku, "quantity": event.missing}}}


@tell.register
def _(event: inventory.StockReservedEvent | inventory.ReservationReleasedEvent) -> Told:
    return {event.order_id: {"missing": None}}


def _milestone(event: Event) -> str:
    return event.event_type.rpartition(".")[2]


def _status(status: OrderStatus, reason: str = "") -> Json:
    return {"status": status.value, "reason": reason}


def _label(carrier: str, tracking_numbers: tuple[str, ...]) -> Json:
    return {"carrier": carrier, "tracking_numbers": list(tracking_numbers)}
