"""The events orders has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class OrdersOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "order"
    topic = "wms.orders.events"


class OrdersEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
