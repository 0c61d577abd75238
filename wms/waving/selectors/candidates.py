"""Questions about orders in planning."""

from django.db.models import OuterRef, Subquery

from wms.kernel.ids import OrderId
from wms.waving.contracts import QueuedOrder, WaveId, WaveStatus
from wms.waving.models import Candidate, WaveOrder


def get_queued_order(*, order_id: OrderId) -> QueuedOrder:
    """Return in which wave an order is in its latest round; in none if it waits or is unknown."""
    in_wave = (
        WaveOrder.objects.assigned()
        .filter(order=OuterRef("order_id"), round_no__gte=OuterRef("round_no"))
        .order_by("-round_no", "-id")
    )
    # One statement: what it says of the wave was so when the assignment had that number.
    found = (
        Candidate.objects.filter(order_id=order_id)
        .annotate(
            wave_id=Subquery(in_wave.values("wave_id")[:1]),
            wave_status=Subquery(in_wave.values("wave__status")[:1]),
            cutoff_at=Subquery(in_wave.values("wave__cutoff_at")[:1]),
        )
        .values_list("wave_id", "wave_status", "cutoff_at", "assignment_no")
        .first()
    )
    wave_id, status, cutoff_at, assignment_no = found or (None, None, None, 0)
    return QueuedOrder(
        order_id=order_id,
        wave_id=None if wave_id is None else WaveId(wave_id),
        wave_status=None if status is None else WaveStatus(status),
        assignment_no=assignment_no,
        cutoff_at=cutoff_at,
    )
