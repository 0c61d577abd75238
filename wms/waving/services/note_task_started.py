"""Note that somebody walks for a wave."""

from django.utils import timezone

from wms.kernel.ids import WarehouseId
from wms.platform.commands import command
from wms.waving.contracts import NoteTaskStarted, WaveStatus
from wms.waving.events import WaveStartedEvent
from wms.waving.services.locks import lock_wave
from wms.waving.services.membership import publish


@command
def note_task_started(request: NoteTaskStarted) -> None:
    """Start a released wave with its first task; a wave that started stays as it is.

    Raises:
        WaveNotFound: there is no such wave.
    """
    wave = lock_wave(request.wave_id)
    if wave.status != WaveStatus.RELEASED:
        return
    wave.become(WaveStatus.IN_PROGRESS)
    wave.started_at = timezone.now()
    started = WaveStartedEvent.of(request, warehouse_id=WarehouseId(wave.warehouse_id))
    publish(wave, [started])
