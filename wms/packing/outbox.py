"""The events packing has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema


class PackingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "packing"
    topic = "wms.packing.events"

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("packing", "outbox")


class PackingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("packing", "event_log")
