"""The events orders has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema


class OrdersOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "order"
    topic = "wms.orders.events"

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("orders", "outbox")


class OrdersEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("orders", "event_log")
