"""The events waving has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage


class WavingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "wave"
    topic = "wms.waves.events"


class WavingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""
