"""Release a wave at once, or in the background if it is large."""

from django.conf import settings

from wms.platform.commands import command
from wms.platform.deferred.contracts import Deferred
from wms.platform.deferred.defer import Defer, defer
from wms.waving import contracts
from wms.waving.contracts import ReleaseWave, WaveStatus
from wms.waving.domain.transitions import OPEN
from wms.waving.services.locks import lock_wave
from wms.waving.services.release_wave import release_locked

COMMAND = "release_wave"


@command
def request_release(request: ReleaseWave) -> contracts.Wave | Deferred:
    """Release a wave of up to ``WAVE_RELEASE_AT_ONCE`` orders; keep a larger one for the worker.

    Raises:
        WaveNotFound: there is no such wave, or it holds orders of somebody else.
        WaveNotOpen: it was cancelled.
    """
    wave = lock_wave(request.wave_id, request.client_id)
    is_open = WaveStatus(wave.status) in OPEN
    if is_open and wave.order_count > settings.WAVE_RELEASE_AT_ONCE:
        return defer(
            Defer(
                command=COMMAND,
                request=request,
                subject_id=wave.id,
                asked_by=request.actor,
                client_id=request.client_id,
                total=wave.order_count,
            )
        )
    return release_locked(wave, request)
