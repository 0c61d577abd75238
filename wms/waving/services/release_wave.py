"""Turn a wave into work."""

from datetime import timedelta

from django.utils import timezone

from wms.platform.commands import command
from wms.waving import contracts
from wms.waving.contracts import ReleaseWave, WaveStatus
from wms.waving.domain.transitions import OPEN
from wms.waving.models import Wave
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.locks import lock_wave
from wms.waving.services.release import release


@command(limit=timedelta(minutes=5))
def release_wave(request: ReleaseWave) -> contracts.Wave:
    """Release a wave; one that was released stays as it is.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was cancelled, be it because its last order left.
    """
    return release_locked(lock_wave(request.wave_id, request.client_id), request)


def release_locked(wave: Wave, request: ReleaseWave) -> contracts.Wave:
    """Release a locked wave; one that was released stays as it is.

    Raises:
        WaveNotOpen: it was cancelled.
    """
    if WaveStatus(wave.status) in OPEN or wave.status == WaveStatus.CANCELLED:
        release(wave, actor=request.actor, now=timezone.now())
    return describe_wave(wave)
