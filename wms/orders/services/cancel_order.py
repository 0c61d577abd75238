"""Close an order as cancelled."""

from wms.kernel.events import Event
from wms.kernel.ids import OrderId
from wms.orders.contracts import CancelOrder, OrderStatus, TooLate
from wms.orders.domain.lines import cancel_open
from wms.orders.events import OrderCancelledEvent
from wms.orders.services.order_record import Recording
from wms.platform.commands import command


@command
def cancel_order(request: CancelOrder) -> OrderStatus:
    """Cancel what is still to be shipped of an order; a finished order stays as it is.

    Raises:
        OrderNotFound: there is no such order.
        TooLate: its goods were handed over.
    """
    recording = Recording(request.order_id)
    order = recording.order
    if recording.status.is_finished:
        return recording.status
    if recording.facts().is_handed_over:
        raise TooLate(f"{order} was handed over")

    def describe(status: OrderStatus) -> Event:
        return OrderCancelledEvent.of(
            order, order_id=OrderId(order.id), status=status, reason=request.reason
        )

    recording.set_units(map(cancel_open, recording.units()))
    order.is_cancelled = True
    order.reason = request.reason
    recording.happened(describe, reason=request.reason)
    return recording.save()
