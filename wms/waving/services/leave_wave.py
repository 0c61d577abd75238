"""How an order leaves a wave that is not released, and how such a wave ends."""

from wms.kernel.events import Event
from wms.kernel.ids import WarehouseId
from wms.waving.contracts import WaveId, WaveStatus
from wms.waving.domain.transitions import CandidateState
from wms.waving.events import WaveCancelledEvent
from wms.waving.models import Candidate, Wave
from wms.waving.services.membership import publish, reassign, take_out

EMPTIED = "its last order left"


def leave(wave: Wave, candidate: Candidate, *, state: CandidateState, reason: str) -> None:
    """Take a locked candidate out of a locked wave that is not released; empty, it is cancelled."""
    facts: list[Event] = [take_out(wave, candidate, state=state, reason=reason)]
    if not wave.order_count:
        facts.append(dissolve(wave, EMPTIED))
    publish(wave, facts)


def dissolve(wave: Wave, reason: str) -> WaveCancelledEvent:
    """Cancel a locked wave; what it holds can be planned again, and stays on its list.

    Its counts go on saying what it would have been.

    Raises:
        WaveNotOpen: it was released.
    """
    wave.become(WaveStatus.CANCELLED)
    wave.reason = reason
    candidates = list(
        Candidate.objects.filter(waves__wave=wave, waves__is_active=True).defer("lines").locked()
    )
    wave.orders.filter(is_active=True).update(is_active=False)
    reassign(candidates, CandidateState.PLANNABLE)
    return WaveCancelledEvent(
        wave_id=WaveId(wave.id),
        warehouse_id=WarehouseId(wave.warehouse_id),
        reason=reason,
        order_ids=tuple(each.order_id for each in candidates),
    )
