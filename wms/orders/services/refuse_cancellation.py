"""Put an order back where it was."""

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import OrderStatus, RefuseCancellation
from wms.orders.events import OrderCancellationRefusedEvent
from wms.orders.services.order_record import Recording
from wms.platform.commands import command


@command
def refuse_cancellation(request: RefuseCancellation) -> OrderStatus:
    """Forget that somebody wanted an order cancelled; without a request nothing changes.

    Raises:
        OrderNotFound: there is no such order.
    """
    recording = Recording(request.order_id)
    order = recording.order
    if recording.status.is_finished or not order.is_cancellation_requested:
        return recording.status

    def describe(status: OrderStatus) -> Event:
        return OrderCancellationRefusedEvent(
            order_id=OrderId(order.id),
            client_id=ClientId(order.client_id),
            status=status,
            reason=request.reason,
        )

    order.is_cancellation_requested = False
    order.reason = ""
    recording.happened(describe, reason=request.reason)
    return recording.save()
