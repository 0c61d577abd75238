"""The events inventory has yet to publish, and those it has published."""

import json
import re
from uuid import UUID

from wms.inventory.tags import tag_of_sku
from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import in_schema

# A word in JSON, its quotation marks included.
_WORD = rb'("(?:[^"\\]|\\.)*")'
_SKU = re.compile(rb'"sku":' + _WORD)
_CLIENT = re.compile(rb'"client_id":' + _WORD)


class InventoryOutbox(OutboxMessage):
    """One row per event, written in the transaction that caused it."""

    noun = "inventory"
    topic = "wms.inventory.events"

    @classmethod
    def changes_of(cls, subject: UUID, data: bytes) -> set[str]:
        """Return the tags of the subject, and of every SKU that the event names.

        Read from the text: most events name one or two, and some thousands.
        """
        clients = {json.loads(word) for word in _CLIENT.findall(data)}
        skus = {json.loads(word) for word in _SKU.findall(data)}
        named = {tag_of_sku(client, sku) for client in clients for sku in skus}
        return super().changes_of(subject, data) | named

    class Meta(OutboxMessage.Meta):
        db_table = in_schema("inventory", "outbox")


class InventoryEventLog(EventLogEntry):
    """One row per event that Kafka has acknowledged."""

    class Meta(EventLogEntry.Meta):
        db_table = in_schema("inventory", "event_log")
