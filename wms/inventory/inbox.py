"""The events of other contexts that inventory has handled."""

from wms.platform.inbox.models import InboxMessage


class InventoryInbox(InboxMessage):
    """One row per event, written with its effect."""
