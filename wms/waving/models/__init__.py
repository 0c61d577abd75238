"""The tables waving owns. Nothing outside this context may import them."""

from wms.waving.models.inbox import WavingInbox
from wms.waving.models.outbox import WavingEventLog, WavingOutbox

__all__ = ["WavingEventLog", "WavingInbox", "WavingOutbox"]
