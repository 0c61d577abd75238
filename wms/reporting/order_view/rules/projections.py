"""What each event says about the orders it belongs to."""

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

Projection = Mapping[OrderId, Mapping[str, Json]]
CHILD = "child "
EXCEPTION = "exception "
# The one milestone that may be taken back.
WAVE_ASSIGNED = "wave-assigned"


@singledispatch
def project(event: Event) -> Projection:
    """Return, for each order the event belongs to, what is true of its source from then on.

    Raises:
        TypeError: the event says nothing about orders.
    """
    raise TypeError(f"{event.event_type} says nothing about an order")


@project.register
def _(event: orders.OrderReceivedEvent) -> Projection:
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
        "consignee": event.consignee,
    }
    return {event.order_id: {"received": received, "status": _status(OrderStatus.RECEIVED)}}


@project.register
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
) -> Projection:
    return {event.order_id: {_milestone(event): True, "status": _status(event.status)}}


@project.register
def _(event: orders.OrderWaveUnassignedEvent) -> Projection:
    return {event.order_id: {WAVE_ASSIGNED: False, "status": _status(event.status)}}


@project.register
def _(event: orders.OrderSplitEvent) -> Projection:
    said: dict[str, Json] = {"status": _status(event.status)}
    if event.child_order_id is not None:
        said[f"{CHILD}{event.child_order_id}"] = True
    return {event.order_id: said}


@project.register
def _(
    event: orders.OrderCancelledEvent
    | orders.OrderCancellationRequestedEvent
    | orders.OrderCancellationRefusedEvent,
) -> Projection:
    status = _status(event.status, event.reason)
    return {event.order_id: {_milestone(event): True, "status": status}}


@project.register
def _(event: orders.OrderRejectedEvent) -> Projection:
    status = _status(event.status, "; ".join(event.reasons))
    return {event.order_id: {_milestone(event): True, "status": status}}


@project.register
def _(event: waving.WaveOrderAddedEvent) -> Projection:
    return {event.order_id: {"member": True}}


@project.register
def _(event: waving.WaveOrderRemovedEvent) -> Projection:
    return {event.order_id: {"member": False}}


@project.register
def _(event: waving.WaveCancelledEvent) -> Projection:
    return {OrderId(order_id): {"member": False} for order_id in event.order_ids}


@project.register
def _(event: waving.WaveReleasedEvent) -> Projection:
    return {order.order_id: {"released": event.number} for order in event.orders}


@project.register
def _(event: picking.PickTaskCreatedEvent | packing.PackTaskCreatedEvent) -> Projection:
    return {event.order_id: {"created": event.number, "status": "open"}}


@project.register
def _(event: picking.PickTaskAssignedEvent) -> Projection:
    return {event.order_id: {"status": "assigned", "worker": event.worker}}


@project.register
def _(event: packing.PackTaskAssignedEvent) -> Projection:
    return {event.order_id: {"worker": event.worker}}


@project.register
def _(event: picking.PickTaskReleasedEvent | packing.PackTaskReleasedEvent) -> Projection:
    return {event.order_id: {"status": "open", "worker": ""}}


@project.register
def _(event: picking.PickTaskStartedEvent | packing.PackTaskStartedEvent) -> Projection:
    return {event.order_id: {"status": "in_progress", "worker": event.worker}}


@project.register
def _(event: picking.ItemShortEvent) -> Projection:
    short: dict[str, Json] = {
        "line_no": event.line.line_no,
        "sku": event.line.sku,
        "location": event.line.location,
        "quantity": event.line.short_quantity,
        "reason": event.line.reason.value if event.line.reason else "",
    }
    return {event.order_id: {f"short {event.line.allocation_id}": short}}


@project.register
def _(event: picking.PickTaskCompletedEvent) -> Projection:
    return {event.order_id: {"status": "completed", "worker": event.worker}}


@project.register
def _(event: picking.PickTaskCancelledEvent) -> Projection:
    return {event.order_id: {"status": "cancelled"}}


@project.register
def _(event: packing.PackTaskCompletedEvent) -> Projection:
    cartons: list[Json] = [
        {"carton_no": carton.carton_no, "weight_grams": carton.weight_grams}
        for carton in event.cartons
    ]
    return {event.order_id: {"status": "packed", "cartons": cartons}}


@project.register
def _(event: packing.PackTaskCancelledEvent) -> Projection:
    return {event.order_id: {"status": "cancelled", "cartons": []}}


@project.register
def _(event: shipping.ShipmentCreatedEvent) -> Projection:
    return {event.order_id: {"created": event.number, "status": "created"}}


@project.register
def _(event: shipping.LabelGeneratedEvent) -> Projection:
    label = _label(event.carrier, event.tracking_numbers)
    return {event.order_id: {"labelled": True, "status": "labelled", "label": label}}


@project.register
def _(event: shipping.ShipmentShippedEvent) -> Projection:
    label = _label(event.carrier, event.tracking_numbers)
    return {event.order_id: {"status": "shipped", "label": label}}


@project.register
def _(event: shipping.ShipmentCancelledEvent) -> Projection:
    return {event.order_id: {"status": "voided", "label": None}}


@project.register
def _(event: picking.PickingExceptionRaisedEvent) -> Projection:
    said: dict[str, Json] = {"kind": event.kind, "message": event.message}
    return {event.order_id: {f"{EXCEPTION}{event.exception_id}": said}}


@project.register
def _(event: inventory.InventoryExceptionRaisedEvent) -> Projection:
    if event.order_id is None:
        return {}
    said: dict[str, Json] = {"kind": event.kind, "message": event.message}
    return {event.order_id: {f"{EXCEPTION}{event.exception_id}": said}}


@project.register
def _(
    event: picking.ItemPickedEvent
    | picking.PickTaskPrioritizedEvent
    | packing.PackageSealedEvent
    | inventory.StockAllocatedEvent
    | inventory.AllocationShortEvent,
) -> Projection:
    # Nothing follows from it but that it happened.
    return {event.order_id: {}}


@project.register
def _(event: inventory.ShortageDetectedEvent) -> Projection:
    return {event.order_id: {"missing": {"sku": event.sku, "quantity": event.missing}}}


@project.register
def _(event: inventory.StockReservedEvent | inventory.ReservationReleasedEvent) -> Projection:
    return {event.order_id: {"missing": None}}


def _milestone(event: Event) -> str:
    return event.event_type.rpartition(".")[2]


def _status(status: OrderStatus, reason: str = "") -> Json:
    return {"status": status.value, "reason": reason}


def _label(carrier: str, tracking_numbers: tuple[str, ...]) -> Json:
    return {"carrier": carrier, "tracking_numbers": list(tracking_numbers)}
