"""Dissolve a wave."""

from wms.kernel.ids import WarehouseId
from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import CancelWave, WaveStatus
from wms.waving.domain.transitions import CandidateState
from wms.waving.events import WaveCancelledEvent
from wms.waving.models import Candidate
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.locking import lock_wave, move_wave
from wms.waving.services.membership import publish, reassign


@command
def cancel_wave(request: CancelWave) -> contracts.Wave:
    """Dissolve a wave that is not released; its orders can be planned again.

    A cancelled one stays as it is. Its counts go on saying what it would have been.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was released.
    """
    wave = lock_wave(request.wave_id, request.client_id)
    if wave.status == WaveStatus.CANCELLED:
        return describe_wave(wave)
    move_wave(wave, WaveStatus.CANCELLED)
    wave.reason = request.reason
    candidates = list(
        Candidate.objects.filter(waves__wave=wave, waves__is_active=True).defer("lines").locked()
    )
    wave.orders.filter(is_active=True).update(is_active=False)
    reassign(candidates, CandidateState.PLANNABLE)
    cancelled = WaveCancelledEvent(
        wave_id=request.wave_id,
        warehouse_id=WarehouseId(wave.warehouse_id),
        reason=request.reason,
        order_ids=tuple(each.order_id for each in candidates),
    )
    publish(wave, [cancelled])
    return describe_wave(wave)
