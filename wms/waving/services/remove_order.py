"""Take an order out of a wave."""

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import OrderNotInWave, OrderReleased, RemoveOrder, WaveStatus
from wms.waving.domain.transitions import CandidateState
from wms.waving.models import Candidate
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.leave_wave import leave
from wms.waving.services.locks import check_open, lock_wave

_RELEASED = {WaveStatus.RELEASED, WaveStatus.IN_PROGRESS, WaveStatus.COMPLETED}


@command
def remove_order(request: RemoveOrder) -> contracts.Wave:
    """Take an order out of a wave, to be planned again; a wave left by all is cancelled.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        OrderNotInWave: the wave does not hold the order.
        OrderReleased: the order is work already.
        WaveNotOpen: the wave was cancelled.
    """
    wave = lock_wave(request.wave_id, request.client_id)
    if not wave.orders.held().filter(order_id=request.order_id).exists():
        raise OrderNotInWave(f"{wave} does not hold order {request.order_id}")
    if WaveStatus(wave.status) in _RELEASED:
        raise OrderReleased(f"{wave} is {wave.status}: the order is work already")
    check_open(wave)
    candidate = Candidate.objects.filter(order_id=request.order_id).defer("lines").locked().get()
    leave(wave, candidate, state=CandidateState.PLANNABLE, reason="taken out")
    return describe_wave(wave)
