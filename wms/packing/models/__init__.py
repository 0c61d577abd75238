"""The tables packing owns. Nothing outside this context may import them."""

from wms.packing.models.outbox import PackingEventLog, PackingOutbox

__all__ = ["PackingEventLog", "PackingOutbox"]
