"""The events waving has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema


class WavingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "wave"
    topic = "wms.waves.events"

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("waves", "outbox")


class WavingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("waves", "event_log")
