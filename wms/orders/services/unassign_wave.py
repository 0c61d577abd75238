"""Take back that an order is in a wave."""

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import Milestone, OrderStatus, UnassignWave
from wms.orders.domain.status import can_leave_wave
from wms.orders.events import OrderWaveUnassignedEvent
from wms.orders.services.order_record import Recording, is_outdated
from wms.platform.commands import command


@command
def unassign_wave(request: UnassignWave) -> OrderStatus:
    """Put an order back where it was before it came into a wave.

    Nothing changes for a finished order, for one that somebody walks for or has walked for, nor
    if a newer assignment is recorded.

    Raises:
        OrderNotFound: there is no such order.
    """
    recording = Recording(request.order_id)
    order, left = recording.order, recording.order.wave_id
    if recording.status.is_finished or is_outdated(order, request.assignment_no):
        return recording.status
    order.wave_assignment_no = request.assignment_no
    if not can_leave_wave(recording.known):
        order.save(update_fields=["wave_assignment_no"])
        return recording.status

    def describe(status: OrderStatus) -> Event:
        return OrderWaveUnassignedEvent(
            order_id=OrderId(order.id),
            client_id=ClientId(order.client_id),
            status=status,
            wave_id=left,
        )

    order.wave_id = None
    recording.take_back(Milestone.WAVE_ASSIGNED)
    recording.happened(describe)
    return recording.save()
