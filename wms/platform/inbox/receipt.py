"""The inbox row of one event, as the receipt of the command it causes."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from wms.platform.databases import cursor_of, database_of
from wms.platform.inbox.models import InboxMessage
from wms.platform.tables import table
from wms.platform.transactions import transaction_in


class AlreadyHandled(Exception):
    """Events had their effect before; ``event_ids`` are all of those that were asked about."""

    def __init__(self, *event_ids: UUID) -> None:
        super().__init__(", ".join(map(str, event_ids)))
        self.event_ids = frozenset(event_ids)


def check_inbox(inbox: type[InboxMessage], database: str) -> None:
    """Make sure that an inbox is where a command commits.

    Raises:
        ValueError: it is the inbox of another context.
    """
    if database_of(inbox._meta.app_label) != database:
        raise ValueError(f"{inbox.__name__} is no receipt of a command in {database}")


class InboxReceipt:
    """Makes the effect of an event happen once in a group, however often the event arrives."""

    def __init__(self, inbox: type[InboxMessage], *, event_id: UUID, occurred_at: datetime) -> None:
        self.inbox = inbox
        self.event_id = event_id
        self.occurred_at = occurred_at
        self.is_kept = False

    def claim(self, database: str) -> bytes | None:
        """Insert the row, waiting for whoever is inserting it.

        Raises:
            AlreadyHandled: it was there.
            ValueError: the command is of another context than the group.
        """
        check_inbox(self.inbox, database)
        with cursor_of(self.inbox) as cursor:
            cursor.execute(
                f"INSERT INTO {table(self.inbox)} (event_id, occurred_at, handled_at)"
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
            database = database_of(self.inbox._meta.app_label)
            with transaction_in(database):
                self.claim(database)
