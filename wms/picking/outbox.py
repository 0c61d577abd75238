"""The events picking has yet to publish, and those it has published."""

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema


class PickingOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "picking"
    topic = "wms.picking.events"

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("picking", "outbox")


class PickingEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("picking", "event_log")
