"""The row of a deferred command, as its receipt: it is carried out once, however often tried."""

from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from wms.platform.deferred.contracts import DeferredState
from wms.platform.deferred.models import DeferredCommand


class DeferredReceipt:
    """Is written in the transaction of the command, which is over with it."""

    def __init__(self, deferred_id: UUID) -> None:
        self._id = deferred_id

    def claim(self) -> bytes | None:
        """Return the answer if it was carried out before, waiting for whoever does it now.

        No row is locked: how far it is gets written from another connection.
        """
        key = int.from_bytes(self._id.bytes[-8:], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        row = DeferredCommand.objects.get(id=self._id)
        return row.answer.encode() if row.state == DeferredState.DONE else None

    def keep(self, answer: bytes) -> None:
        """Say that it is done, with the answer."""
        DeferredCommand.objects.filter(id=self._id).update(
            state=DeferredState.DONE,
            done=F("total"),
            answer=answer.decode(),
            ended_at=timezone.now(),
            code="",
            message="",
        )

    def settle(self) -> None:
        """Remember nothing: the row says that it is done."""
