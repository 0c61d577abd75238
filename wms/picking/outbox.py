"""The events picking has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class PickingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "picking"
    topic = "wms.picking.events"


class PickingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
