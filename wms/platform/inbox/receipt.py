"""The inbox row of one event, as the receipt of the command it causes."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from wms.platform.inbox.models import InboxMessage
from wms.platform.transactions import transaction


class AlreadyHandled(Exception):
    """The event had its effect before; the consumer goes on to the next one."""


class InboxReceipt:
    """Makes the effect of an event happen once in a group, however often the event arrives."""

    def __init__(self, inbox: type[InboxMessage], *, event_id: UUID, occurred_at: datetime) -> None:
        self._inbox = inbox
        self._event_id = event_id
        self._occurred_at = occurred_at
        self._is_kept = False

    def claim(self) -> bytes | None:
        """Insert the row, waiting for whoever is inserting it.

        Raises:
            AlreadyHandled: it was there.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self._inbox._meta.db_table} (event_id, occurred_at, handled_at)"
                " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [self._event_id, self._occurred_at, timezone.now()],
            )
            if cursor.rowcount == 0:
                raise AlreadyHandled(str(self._event_id))
        return None

    def keep(self, answer: bytes) -> None:  # noqa: ARG002 - a receipt has it
        """Keep only that there is one: nobody reads the answer to an event."""
        self._is_kept = True

    def record(self) -> None:
        """Write the row by itself, unless a command has: it caused none, or was refused.

        Raises:
            AlreadyHandled: it was there.
        """
        if not self._is_kept:
            with transaction:
                self.claim()
