"""The events of other contexts that waving has handled."""

from wms.platform.inbox.models import InboxMessage
from wms.platform.tables import in_schema


class WavingInbox(InboxMessage):
    """One row per event, written with its effect."""

    class Meta(InboxMessage.Meta):
        db_table = in_schema("waves", "inbox")
