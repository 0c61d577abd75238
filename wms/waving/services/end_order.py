"""How the work on an order of a released wave ends, and with the last one the wave."""

from uuid import UUID

from django.utils import timezone

from wms.kernel.events import Event
from wms.waving.contracts import WaveId, WaveStatus
from wms.waving.domain.transitions import AT_WORK, CandidateState
from wms.waving.events import WaveCompletedEvent
from wms.waving.models import Candidate, Wave
from wms.waving.services.membership import publish


def end_order(wave: Wave, order_id: UUID) -> None:
    """Mark an order of a locked wave as done; nothing happens if it is, or is not in there."""
    if WaveStatus(wave.status) not in AT_WORK:
        return
    ended = wave.orders.filter(order_id=order_id, is_active=True).update(
        is_active=False, is_done=True
    )
    if not ended:
        return
    Candidate.objects.filter(order_id=order_id, state=CandidateState.PLANNED).update(
        state=CandidateState.OUT.value, changed_at=timezone.now()
    )
    wave.done_count += 1
    facts: list[Event] = []
    if wave.done_count == wave.order_count:
        wave.become(WaveStatus.COMPLETED)
        wave.completed_at = timezone.now()
        facts.append(WaveCompletedEvent.of(wave, wave_id=WaveId(wave.id)))
    publish(wave, facts)
