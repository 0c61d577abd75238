"""The inbox row of one event, as the receipt of the command it causes."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from wms.platform.inbox.models import InboxMessage
from wms.platform.transactions import transaction


class AlreadyHandled(Exception):
    """Events had their effect before; ``event_ids`` are all of those that were asked about."""

    def __init__(self, *event_ids: UUID) -> None:
        super().__init__(", ".join(map(str, event_ids)))
        self.event_ids = frozenset(event_ids)


class InboxReceipt:
    """Makes the effect of an event happen once in a group, however often the event arrives."""

    def __init__(self, inbox: type[InboxMessage], *, event_id: UUID, occurred_at: datetime) -> None:
        self.inbox = inbox
        self.event_id = event_id
        self.occurred_at = occurred_at
        self.is_kept = False

    def claim(self) -> bytes | None:
        """Insert the row, waiting for whoever is inserting it.

        Raises:
            AlreadyHandled: it was there.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.inbox._meta.db_table} (event_id, occurred_at, handled_at)"
                " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [self.event_id, self.occurred_at, timezone.now()],
            )
            if cursor.rowcount == 0:
                raise AlreadyHandled(self.event_id)
        return None

    def keep(self, answer: bytes) -> None:
        """Keep nothing more: nobody reads the answer to an event."""

    def settle(self) -> None:
        """Remember that the row is there, now that it is."""
        self.is_kept = True

    def record(self) -> None:
        """Write the row by itself, unless a command has: it caused none, or was refused.

        Raises:
            AlreadyHandled: it was there.
        """
        if not self.is_kept:
            with transaction:
                self.claim()
