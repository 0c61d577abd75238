"""Dissolve a wave."""

from datetime import timedelta

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import CancelWave, WaveStatus
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.leave_wave import dissolve
from wms.waving.services.locks import lock_wave
from wms.waving.services.membership import publish


@command(limit=timedelta(minutes=5))
def cancel_wave(request: CancelWave) -> contracts.Wave:
    """Dissolve a wave that is not released; its orders can be planned again.

    A cancelled one stays as it is. It goes on saying what was in it.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was released.
    """
    wave = lock_wave(request.wave_id, request.client_id)
    if wave.status != WaveStatus.CANCELLED:
        publish(wave, [dissolve(wave, request.reason)])
    return describe_wave(wave)
