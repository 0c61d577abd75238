"""The events that the projections have handled."""

from wms.platform.inbox.models import InboxMessage
from wms.platform.tables import in_schema


class OrderViewsInbox(InboxMessage):
    """One row per event that is in the order views."""

    class Meta(InboxMessage.Meta):
        db_table = in_schema("reporting", "order_views_inbox")


class AnalyticsInbox(InboxMessage):
    """One row per event that is in the analytics."""

    class Meta(InboxMessage.Meta):
        db_table = in_schema("reporting", "analytics_inbox")


class ReportsInbox(InboxMessage):
    """One row per event that is in the reports."""

    class Meta(InboxMessage.Meta):
        db_table = in_schema("reporting", "reports_inbox")
