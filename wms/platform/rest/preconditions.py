"""``If-Match`` (RFC 9110, 13.1.1): a change that is made only to what its caller has seen."""

from collections.abc import Callable
from uuid import UUID

from django.utils.http import parse_etags
from pydantic_core import to_json

from wms.kernel.errors import DomainError
from wms.platform.cache.read import Read
from wms.platform.commands import Receipt
from wms.platform.rest.etags import etag_of
from wms.platform.rows import lock_row

ANY = "*"


class PreconditionFailed(DomainError):
    """The thing is not, or no more, what the request says it is: read it again."""

    code = "precondition_failed"


class IfMatch:
    """A receipt that lets a command run only if the thing that it changes has one of the tags.

    The row is locked first, where it lies in the database of the command: nobody changes it in
    between. A repeat of what was done gets its answer, whatever the thing has become since.
    """

    def __init__(
        self,
        header: str,
        question: Read,
        thing: UUID,
        receipt: Receipt | None,
        lock_before: Callable[[UUID], None] | None = None,
    ) -> None:
        """Read the tags.

        Args:
            header: what the request says.
            question: what is read of the thing.
            thing: its id.
            receipt: that of the Idempotency-Key, if there is one.
            lock_before: locks what the command locks before the thing, if it does.
        """
        self._tags = parse_etags(header)
        self._question, self._thing, self._receipt = question, thing, receipt
        self._lock_before = lock_before
        self._holds = False

    def claim(self, database: str) -> bytes | None:
        """Return the answer kept for the request; None if it is new and what it expects is so.

        Raises:
            PreconditionFailed: the thing has another tag.
        """
        stored = None if self._receipt is None else self._receipt.claim(database)
        # Once: whoever asks other servers claims again, after what it did.
        if stored is None and not self._holds:
            self._check(database)
        return stored

    def keep(self, answer: bytes) -> None:
        """Store the answer beside the key, if there is one."""
        if self._receipt is not None:
            self._receipt.keep(answer)

    def settle(self) -> None:
        """Note that what was kept is committed."""
        if self._receipt is not None:
            self._receipt.settle()

    def _check(self, database: str) -> None:
        if self._lock_before is not None:
            self._lock_before(self._thing)
        noun, _, _ = self._question.tag.partition("/")
        lock_row(noun, self._thing, database=database)
        try:
            tag = etag_of(to_json(self._question.load()))
        except self._question.missing:
            raise PreconditionFailed("there is no such thing") from None
        if ANY not in self._tags and tag not in self._tags:
            raise PreconditionFailed(f"it is {tag} now: read it again")
        self._holds = True
