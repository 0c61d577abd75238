"""The events inventory has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class InventoryOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "inventory"
    topic = "wms.inventory.events"


class InventoryEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
