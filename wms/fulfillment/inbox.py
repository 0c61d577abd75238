"""The events of the contexts that fulfillment has handled."""

from wms.platform.inbox.models import InboxMessage


class FulfillmentInbox(InboxMessage):
    """One row per event, written with its effect."""
