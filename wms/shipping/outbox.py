"""The events shipping has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema


class ShippingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "shipping"
    topic = "wms.shipping.events"

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("shipping", "outbox")


class ShippingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("shipping", "event_log")
