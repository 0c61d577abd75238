"""The tables waving owns. Nothing outside this context may import them."""

from wms.waving.deferred import WavingDeferredCommand
from wms.waving.idempotency import WavingIdempotencyRecord
from wms.waving.inbox import WavingInbox
from wms.waving.models.candidate import Candidate
from wms.waving.models.template import WaveTemplate
from wms.waving.models.wave import Wave
from wms.waving.models.wave_order import WaveOrder
from wms.waving.outbox import WavingEventLog, WavingOutbox

__all__ = [
    "Candidate",
    "Wave",
    "WaveOrder",
    "WaveTemplate",
    "WavingDeferredCommand",
    "WavingEventLog",
    "WavingIdempotencyRecord",
    "WavingInbox",
    "WavingOutbox",
]
