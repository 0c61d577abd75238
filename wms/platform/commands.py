"""What a command is: one transaction of one context, done once per receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar, get_type_hints

from pydantic import TypeAdapter

from wms.platform.transactions import transaction

RequestT_contra = TypeVar("RequestT_contra", contravariant=True)
RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")
AnswerT_co = TypeVar("AnswerT_co", covariant=True)


class Receipt(Protocol):
    """A row that says a request was handled: an inbox row, or an Idempotency-Key row.

    It is written in the transaction of the command it is handed to, never around it.
    """

    def claim(self) -> bytes | None:
        """Insert the row, waiting for whoever is inserting it.

        Returns:
            None if the row is new, else the answer (JSON) that was kept beside it.
        """

    def keep(self, answer: bytes) -> None:
        """Store the answer (JSON) beside the row just claimed."""


class Command(Protocol[RequestT_contra, AnswerT_co]):
    """A service as its callers see it."""

    def __call__(
        self, request: RequestT_contra, /, *, receipt: Receipt | None = None
    ) -> AnswerT_co:
        """Carry out the request, or give the stored answer if the receipt is there already."""


def command(service: Callable[[RequestT], AnswerT]) -> Command[RequestT, AnswerT]:
    """Run a service in a transaction of its own, with the receipt of whoever asked for it.

    A refusal rolls everything back, the receipt too: the same request may be tried again.

    Raises:
        RuntimeError: it was called inside another command's transaction.
    """
    encoding: TypeAdapter[AnswerT] = TypeAdapter(get_type_hints(service)["return"])

    @wraps(service)
    def run(request: RequestT, /, *, receipt: Receipt | None = None) -> AnswerT:
        with transaction:
            if receipt is None:
                return service(request)
            stored = receipt.claim()
            if stored is not None:
                return encoding.validate_json(stored)
            answer = service(request)
            receipt.keep(encoding.dump_json(answer))
            return answer

    return run
