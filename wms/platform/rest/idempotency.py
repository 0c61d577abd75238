"""The Idempotency-Key of a request, as the receipt of the command it causes."""

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from uuid import UUID, uuid5

from django.apps import apps
from django.utils import timezone

from wms.kernel.errors import Conflict, DomainError
from wms.kernel.ids import ClientId
from wms.platform.databases import cursor_of, database_of
from wms.platform.rest.faults import Fault, InvalidRequest, Place
from wms.platform.rest.models import IdempotencyRecord, KeptAnswer

KEPT_FOR = timedelta(hours=24)
MAX_KEY = 200


class RequestInFlight(Conflict):
    """The same request is being carried out right now; ask again for its answer."""

    code = "request_in_flight"


class IdempotencyKeyReused(DomainError):
    """The key belongs to another request: it came with another body."""

    code = "idempotency_key_reused"


class IdempotencyReceipt:
    """Makes a request happen once per caller, route and key; a repeat gets the first answer.

    Another token of the same client has keys of its own: it gets nobody else's answer.
    """

    def __init__(
        self, *, client_id: ClientId, caller: str, route: str, key: str, body: bytes
    ) -> None:
        """Read the key.

        Raises:
            InvalidRequest: it is empty, too long, or not printable ASCII.
        """
        if not (0 < len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
            raise InvalidRequest(
                [
                    Fault(
                        pointer="/Idempotency-Key",
                        code="invalid_idempotency_key",
                        detail=f"Idempotency-Key is 1 to {MAX_KEY} printable ASCII characters.",
                    )
                ],
                Place.HEADER,
            )
        self._client_id, self._route, self._key = client_id, route, key
        self._id = _id_of(client_id, caller, route, key)
        self._body_hash = sha256(body).hexdigest()
        self.is_replay = False
        self._kept: type[KeptAnswer] = IdempotencyRecord

    def claim(self, database: str) -> bytes | None:
        """Return the answer kept for the request, or None if it is a new one.

        Args:
            database: that of the command, in which the answer is kept beside its effect.

        Raises:
            RequestInFlight: another transaction does it now.
            IdempotencyKeyReused: the answer kept is that of another body.
        """
        self._kept = kept_in(database)
        with cursor_of(self._kept) as cursor:
            # Not waited for: a client that repeats in a hurry must not hold a thread each time.
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_lock_of(self._id)])
            if cursor.fetchone() != (True,):
                raise RequestInFlight("the same request is being carried out")
        kept = self._kept.objects.filter(
            id=self._id, created_at__gt=timezone.now() - KEPT_FOR
        ).first()
        if kept is None:
            return None
        if kept.body_hash != self._body_hash:
            raise IdempotencyKeyReused("the key came with another body before")
        self.is_replay = True
        return bytes(kept.answer)

    def keep(self, answer: bytes) -> None:
        """Store the answer; one older than 24 hours makes room for it."""
        self._kept.objects.update_or_create(
            id=self._id,
            defaults={
                "client_id": self._client_id,
                "route": self._route,
                "key": self._key,
                "body_hash": self._body_hash,
                "answer": answer,
                "created_at": timezone.now(),
            },
        )

    def settle(self) -> None:
        """Remember nothing: whoever asks again brings a receipt of its own."""


def purge_receipts(*, now: datetime) -> int:
    """Delete the answers that nobody may ask for any more; return how many."""
    outdated = {"created_at__lte": now - KEPT_FOR}
    return sum(each.objects.filter(**outdated).delete()[0] for each in _kept_by().values())


def kept_in(database: str) -> type[KeptAnswer]:
    """Return the table of answers that commits with the commands of a context.

    Raises:
        LookupError: the context declares none; its commands take no Idempotency-Key.
    """
    return _kept_by()[database]


@cache
def _kept_by() -> dict[str, type[KeptAnswer]]:
    return {
        database_of(each._meta.app_label): each
        for each in apps.get_models()
        if issubclass(each, KeptAnswer)
    }


def _id_of(client_id: ClientId, caller: str, route: str, key: str) -> UUID:
    return uuid5(client_id, f"{caller}\n{route}\n{key}")


def _lock_of(record_id: UUID) -> int:
    # 64 bits, so that two keys that have nothing to do with each other never meet.
    return int.from_bytes(record_id.bytes[:8], signed=True)
