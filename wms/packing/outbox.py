"""The events packing has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class PackingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "packing"
    topic = "wms.packing.events"


class PackingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
