"""Let a wave be released by the schedule."""

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import ReleasedTooLate, WaveStatus
from wms.waving.contracts.commands import ScheduleWave
from wms.waving.events import WaveScheduledEvent
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.locks import check_open, lock_wave
from wms.waving.services.membership import publish


@command
def schedule_wave(request: ScheduleWave) -> contracts.Wave:
    """Release a wave at a time, at once if it is past; the same time again changes nothing.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was released or cancelled.
        ReleasedTooLate: its truck has left by then.
    """
    wave = lock_wave(request.wave_id, request.client_id)
    check_open(wave)
    if wave.cutoff_at is not None and request.release_at >= wave.cutoff_at:
        raise ReleasedTooLate(f"the truck of {wave} leaves at {wave.cutoff_at:%Y-%m-%d %H:%M %Z}")
    if wave.release_at != request.release_at:
        if wave.status != WaveStatus.SCHEDULED:
            wave.become(WaveStatus.SCHEDULED)
        wave.release_at = request.release_at
        publish(wave, [WaveScheduledEvent.of(wave, wave_id=request.wave_id)])
    return describe_wave(wave)
