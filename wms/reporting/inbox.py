"""The events of the contexts that reporting has handled."""

from wms.platform.inbox.models import InboxMessage


class ReportingInbox(InboxMessage):
    """One row per event, written with its effect."""
