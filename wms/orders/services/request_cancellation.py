"""Note that somebody wants an order cancelled."""

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import OrderFinished, OrderStatus, RequestCancellation, TooLate
from wms.orders.events import OrderCancellationRequestedEvent
from wms.orders.services.order_record import Recording
from wms.platform.commands import command


@command
def request_cancellation(request: RequestCancellation) -> OrderStatus:
    """Mark an order as being cancelled until the saga decides; asking again changes nothing.

    Raises:
        OrderNotFound: there is no such order.
        OrderFinished: nothing will happen to it any more.
        TooLate: its goods were handed over.
    """
    recording = Recording(request.order_id)
    order = recording.order
    if recording.status.is_finished:
        raise OrderFinished(f"{order} is {recording.status}")
    if recording.facts().is_handed_over:
        raise TooLate(f"{order} was handed over")
    if order.is_cancellation_requested:
        return recording.status

    def describe(status: OrderStatus) -> Event:
        return OrderCancellationRequestedEvent(
            order_id=OrderId(order.id),
            client_id=ClientId(order.client_id),
            status=status,
            reason=request.reason,
        )

    order.is_cancellation_requested = True
    order.reason = request.reason
    recording.happened(describe, reason=request.reason)
    return recording.save()
