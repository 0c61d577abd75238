"""The tables waving owns. Nothing outside this context may import them."""

from wms.waving.models.candidate import Candidate
from wms.waving.models.inbox import WavingInbox
from wms.waving.models.outbox import WavingEventLog, WavingOutbox
from wms.waving.models.template import WaveTemplate
from wms.waving.models.wave import Wave
from wms.waving.models.wave_order import WaveOrder

__all__ = [
    "Candidate",
    "Wave",
    "WaveOrder",
    "WaveTemplate",
    "WavingEventLog",
    "WavingInbox",
    "WavingOutbox",
]
