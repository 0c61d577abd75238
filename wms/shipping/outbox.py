"""The events shipping has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class ShippingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "shipping"
    topic = "wms.shipping.events"


class ShippingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
