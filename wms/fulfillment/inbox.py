"""The events of the contexts that fulfillment has handled."""

from wms.platform.inbox.models import InboxMessage
from wms.platform.tables import in_schema


class FulfillmentInbox(InboxMessage):
    """One row per event, written with its effect."""

    class Meta(InboxMessage.Meta):
        db_table = in_schema("fulfillment", "inbox")
