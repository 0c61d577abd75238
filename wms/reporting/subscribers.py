"""What reporting handles; every event is projected, and none causes anything else."""

from collections.abc import Callable

from wms.inventory import events as inventory
from wms.kernel.events import Event
from wms.orders import events as orders
from wms.packing import events as packing
from wms.picking import events as picking
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.reporting.inbox import ReportingInbox
from wms.reporting.order_view.commands.apply_event import apply_event
from wms.reporting.order_view.contracts import ApplyEvent
from wms.shipping import events as shipping
from wms.waving import events as waving

subscriber = Subscriber("reporting", ReportingInbox)

PROJECTED: tuple[type[Event], ...] = (
    orders.OrderReceivedEvent,
    orders.OrderValidatedEvent,
    orders.OrderRejectedEvent,
    orders.OrderBackorderedEvent,
    orders.OrderSplitEvent,
    orders.OrderReservedEvent,
    orders.OrderWaveAssignedEvent,
    orders.OrderWaveUnassignedEvent,
    orders.OrderPickingStartedEvent,
    orders.OrderPickedEvent,
    orders.OrderShortClosedEvent,
    orders.OrderPackedEvent,
    orders.OrderPartiallyShippedEvent,
    orders.OrderShippedEvent,
    orders.OrderCompletedEvent,
    orders.OrderCancellationRequestedEvent,
    orders.OrderCancellationRefusedEvent,
    orders.OrderCancelledEvent,
    waving.WaveOrderAddedEvent,
    waving.WaveOrderRemovedEvent,
    waving.WaveCancelledEvent,
    waving.WaveReleasedEvent,
    picking.PickTaskCreatedEvent,
    picking.PickTaskAssignedEvent,
    picking.PickTaskStartedEvent,
    picking.ItemShortEvent,
    picking.PickTaskCompletedEvent,
    picking.PickTaskCancelledEvent,
    packing.PackTaskCreatedEvent,
    packing.PackTaskStartedEvent,
    packing.PackTaskCompletedEvent,
    packing.PackTaskCancelledEvent,
    shipping.ShipmentCreatedEvent,
    shipping.LabelGeneratedEvent,
    shipping.ShipmentShippedEvent,
    shipping.ShipmentCancelledEvent,
    inventory.ShortageDetectedEvent,
    inventory.StockReservedEvent,
    inventory.ReservationReleasedEvent,
)


def _project(event: Event, delivery: Delivery) -> None:
    """Project the event into the views of the orders it belongs to."""
    request = ApplyEvent(event=event, sequence=delivery.sequence, occurred_at=delivery.occurred_at)
    apply_event(request, receipt=delivery.receipt)


for event_type in PROJECTED:
    handles: Callable[[Callable[[Event, Delivery], None]], object] = subscriber.on(event_type)
    handles(_project)
