"""Questions about orders in planning."""

from wms.kernel.ids import OrderId
from wms.waving.contracts import QueuedOrder, WaveId, WaveStatus
from wms.waving.models import WaveOrder


def get_queued_order(*, order_id: OrderId) -> QueuedOrder:
    """Return in which wave an order is in its latest round; in none if it waits or is unknown."""
    row = (
        WaveOrder.objects.held()
        .filter(order_id=order_id)
        .select_related("wave", "order")
        .order_by("-round_no", "-id")
        .first()
    )
    if row is None or row.round_no < row.order.round_no:
        return QueuedOrder(order_id=order_id, wave_id=None, wave_status=None)
    return QueuedOrder(
        order_id=order_id, wave_id=WaveId(row.wave_id), wave_status=WaveStatus(row.wave.status)
    )
