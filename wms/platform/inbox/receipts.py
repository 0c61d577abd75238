"""The inbox rows of several events, as the receipt of one command that they cause together."""

from collections.abc import Iterable

from django.utils import timezone

from wms.platform.databases import cursor_of, database_of
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt, check_inbox
from wms.platform.tables import table
from wms.platform.transactions import transaction_in


class InboxReceipts:
    """Makes the effect of events of one group happen once: that of all of them, or of none."""

    def __init__(self, receipts: Iterable[InboxReceipt]) -> None:
        """Take the receipts of events that differ.

        Raises:
            ValueError: an event is among them twice.
        """
        # Whoever inserts rows that others insert too does it in one order.
        self._receipts = sorted(receipts, key=lambda each: (each.occurred_at, each.event_id))
        if len({each.event_id for each in self._receipts}) < len(self._receipts):
            raise ValueError("an event is among them twice")

    def claim(self, database: str) -> bytes | None:
        """Insert the rows, waiting for whoever is inserting some of them.

        Raises:
            AlreadyHandled: some were there.
            ValueError: the command is of another context than the group.
        """
        if not self._receipts:
            return None
        check_inbox(self._receipts[0].inbox, database)
        inbox = table(self._receipts[0].inbox)
        event_ids = [each.event_id for each in self._receipts]
        times = [each.occurred_at for each in self._receipts]
        with cursor_of(self._receipts[0].inbox) as cursor:
            cursor.execute(
                f"INSERT INTO {inbox} (event_id, occurred_at, handled_at)"
                " SELECT event_id, occurred_at, %s"
                " FROM unnest(%s::uuid[], %s::timestamptz[]) AS event (event_id, occurred_at)"
                " ORDER BY occurred_at, event_id ON CONFLICT DO NOTHING RETURNING event_id",
                [timezone.now(), event_ids, times],
            )
            new = {event_id for (event_id,) in cursor.fetchall()}
        if len(new) < len(event_ids):
            raise AlreadyHandled(*(each for each in event_ids if each not in new))
        return None

    def keep(self, answer: bytes) -> None:
        """Keep nothing more: nobody reads the answer to an event."""

    def settle(self) -> None:
        """Remember that the rows are there, now that they are."""
        for each in self._receipts:
            each.settle()

    def record(self) -> None:
        """Write those rows by themselves that no command has written.

        Raises:
            AlreadyHandled: some were there.
        """
        left = [each for each in self._receipts if not each.is_kept]
        if left:
            database = database_of(left[0].inbox._meta.app_label)
            with transaction_in(database):
                InboxReceipts(left).claim(database)
