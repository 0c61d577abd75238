"""Record what validation found."""

from wms.kernel.events import Event
from wms.kernel.ids import OrderId
from wms.orders.contracts import Milestone, OrderStatus, RecordValidation
from wms.orders.domain.transitions import ForbiddenTransition
from wms.orders.events import OrderRejectedEvent
from wms.orders.services.milestone_events import event_of
from wms.orders.services.order_record import Recording
from wms.platform.commands import command


@command
def record_validation(request: RecordValidation) -> OrderStatus:
    """Record that an order passed validation, or reject it with every reason.

    Raises:
        OrderNotFound: there is no such order.
        ForbiddenTransition: it passed before, and what passed is not rejected any more.
    """
    recording = Recording(request.order_id)
    if recording.status.is_finished:
        return recording.status
    if request.reasons:
        _reject(recording, request.reasons)
    elif Milestone.VALIDATED not in recording.known:
        recording.reach(Milestone.VALIDATED)
        recording.happened(event_of(Milestone.VALIDATED, recording.order, ()))
    return recording.save()


def _reject(recording: Recording, reasons: tuple[str, ...]) -> None:
    order = recording.order
    if Milestone.VALIDATED in recording.known:
        raise ForbiddenTransition(f"{order} passed validation and cannot be rejected")

    def describe(status: OrderStatus) -> Event:
        return OrderRejectedEvent.of(
            order, order_id=OrderId(order.id), status=status, reasons=reasons
        )

    order.is_rejected = True
    order.reason = "; ".join(reasons)
    recording.happened(describe, reason=order.reason)
