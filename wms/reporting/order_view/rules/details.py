"""What more there is to say of an event than that it happened, in a few words for people."""

from functools import singledispatch

from wms.inventory import events as inventory
from wms.kernel.events import Event
from wms.orders import events as orders
from wms.packing import events as packing
from wms.picking import events as picking
from wms.shipping import events as shipping
from wms.waving import events as waving


@singledispatch
def detail(event: Event) -> str:
    """Return what more there is to say of an event; empty for most."""
    del event
    return ""


@detail.register
def _(event: orders.OrderReceivedEvent) -> str:
    units = sum(line.quantity for line in event.lines)
    return f"{_count(len(event.lines), 'line')}, {_count(units, 'unit')}"


@detail.register
def _(event: orders.OrderRejectedEvent) -> str:
    return "; ".join(event.reasons)


@detail.register
def _(
    event: orders.OrderCancelledEvent
    | orders.OrderCancellationRequestedEvent
    | orders.OrderCancellationRefusedEvent
    | waving.WaveOrderRemovedEvent
    | waving.WaveCancelledEvent
    | picking.PickTaskCancelledEvent
    | packing.PackTaskCancelledEvent
    | shipping.ShipmentCancelledEvent
    | inventory.ReservationReleasedEvent,
) -> str:
    return event.reason


@detail.register
def _(
    event: picking.PickTaskCreatedEvent
    | packing.PackTaskCreatedEvent
    | shipping.ShipmentCreatedEvent
    | waving.WaveReleasedEvent,
) -> str:
    return event.number


@detail.register
def _(event: picking.ItemPickedEvent) -> str:
    return f"{event.line.quantity} {event.line.sku} at {event.line.location}"


@detail.register
def _(event: picking.ItemShortEvent) -> str:
    why = f": {event.line.reason.value.replace('_', ' ')}" if event.line.reason else ""
    return f"{event.line.short_quantity} {event.line.sku} missing at {event.line.location}{why}"


@detail.register
def _(event: picking.PickingExceptionRaisedEvent | inventory.InventoryExceptionRaisedEvent) -> str:
    return event.message


@detail.register
def _(event: packing.PackageSealedEvent) -> str:
    return f"carton {event.carton.carton_no}, {event.carton.weight_grams} g"


@detail.register
def _(event: packing.PackTaskCompletedEvent) -> str:
    return _count(len(event.cartons), "carton")


@detail.register
def _(event: shipping.LabelGeneratedEvent | shipping.ShipmentShippedEvent) -> str:
    return f"{event.carrier} {', '.join(event.tracking_numbers)}"


@detail.register
def _(event: inventory.ShortageDetectedEvent | inventory.AllocationShortEvent) -> str:
    why = f": {event.reason}" if event.reason else ""
    return f"{event.missing} {event.sku} missing{why}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
