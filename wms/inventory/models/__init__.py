"""The tables inventory owns. Nothing outside this context may import them."""

from wms.inventory.models.inbox import InventoryInbox
from wms.inventory.models.outbox import InventoryEventLog, InventoryOutbox

__all__ = ["InventoryEventLog", "InventoryInbox", "InventoryOutbox"]
