"""The events of other contexts that picking has handled."""

from wms.platform.inbox.models import InboxMessage


class PickingInbox(InboxMessage):
    """One row per event, written with its effect."""
