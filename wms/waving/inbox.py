"""The events of other contexts that waving has handled."""

from wms.platform.inbox.models import InboxMessage


class WavingInbox(InboxMessage):
    """One row per event, written with its effect."""
