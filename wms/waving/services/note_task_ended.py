"""Note that the work on an order ended."""

from wms.platform.commands import command
from wms.waving.contracts import NoteTaskEnded
from wms.waving.services.end_order import end_order
from wms.waving.services.locks import lock_wave


@command
def note_task_ended(request: NoteTaskEnded) -> None:
    """Count an order of a wave as done; with the last one the wave is complete.

    Raises:
        WaveNotFound: there is no such wave.
    """
    end_order(lock_wave(request.wave_id), request.order_id)
