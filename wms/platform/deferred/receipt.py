"""The row of a deferred command, as its receipt: it is carried out once, however often tried."""

from django.db.models import F
from django.utils import timezone

from wms.platform.databases import cursor_of, database_of
from wms.platform.deferred.contracts import DeferredState
from wms.platform.deferred.models import DeferredCommand


class DeferredReceipt:
    """Is written in the transaction of the command, which is over with it."""

    def __init__(self, row: DeferredCommand) -> None:
        self._kind, self._id = type(row), row.id

    def claim(self, database: str) -> bytes | None:
        """Return the answer if it was carried out before, waiting for whoever does it now.

        No row is locked: how far it is gets written from another connection.

        Raises:
            ValueError: the command is of another context than the row.
        """
        if database_of(self._kind._meta.app_label) != database:
            raise ValueError(f"{self._kind.__name__} is no receipt of a command in {database}")
        key = int.from_bytes(self._id.bytes[-8:], signed=True)
        with cursor_of(self._kind) as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        row = self._kind.objects.get(id=self._id)
        return row.answer.encode() if row.state == DeferredState.DONE else None

    def keep(self, answer: bytes) -> None:
        """Say that it is done, with the answer."""
        self._kind.objects.filter(id=self._id).update(
            state=DeferredState.DONE,
            done=F("total"),
            answer=answer.decode(),
            ended_at=timezone.now(),
            code="",
            message="",
        )

    def settle(self) -> None:
        """Remember nothing: the row says that it is done."""
