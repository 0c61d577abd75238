"""What a command is: one transaction of one context, done once per receipt."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from functools import wraps
from inspect import unwrap
from typing import Any, Final, Protocol, TypeVar, get_type_hints, overload

from pydantic import TypeAdapter

from wms.platform.current_actor import acting
from wms.platform.database import is_web, limit_transaction
from wms.platform.databases import database_of
from wms.platform.transactions import transaction_in

RequestT_contra = TypeVar("RequestT_contra", contravariant=True)
RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")
AnswerT_co = TypeVar("AnswerT_co", covariant=True)


class Receipt(Protocol):
    """A row that says a request was handled: an inbox row, or an Idempotency-Key row.

    It is written in the transaction of the command it is handed to, never around it.
    """

    def claim(self, database: str) -> bytes | None:
        """Insert the row, waiting for whoever is inserting it.

        Args:
            database: that of the command, by its alias; the row commits with its effect.

        Returns:
            None if the row is new, else the answer (JSON) that was kept beside it.
        """

    def keep(self, answer: bytes) -> None:
        """Store the answer (JSON) beside the row just claimed."""

    def settle(self) -> None:
        """Note that the row is committed: only now it may be remembered that there is one."""


class Command(Protocol[RequestT_contra, AnswerT_co]):
    """A service as its callers see it."""

    def __call__(
        self, request: RequestT_contra, /, *, receipt: Receipt | None = None
    ) -> AnswerT_co:
        """Carry out the request, or give the stored answer if the receipt is there already."""


Service = Callable[[RequestT], AnswerT]

catalogue: Final[dict[str, Command[Any, Any]]] = {}
"""Every command whose module was imported, by the dotted name of its service."""


@overload
def command(service: Service[RequestT, AnswerT], /) -> Command[RequestT, AnswerT]: ...


@overload
def command(
    *, limit: timedelta
) -> Callable[[Service[RequestT, AnswerT]], Command[RequestT, AnswerT]]: ...


def command(service: Service[Any, Any] | None = None, /, *, limit: timedelta | None = None) -> Any:
    """Run a service in a transaction of its own, with the receipt of whoever asked for it.

    A refusal rolls everything back, the receipt too: the same request may be tried again.

    Args:
        service: what is done.
        limit: how long a statement of it may take, where that is longer than for others of its
            process. Requests are answered as soon as ever: what is long is no work for them.

    Raises:
        RuntimeError: it was called inside another command's transaction.
    """
    if service is None:
        return lambda given: _command(given, limit)
    return _command(service, limit)


def _command(
    service: Service[RequestT, AnswerT], limit: timedelta | None
) -> Command[RequestT, AnswerT]:
    encoding: TypeAdapter[AnswerT] = TypeAdapter(get_type_hints(service)["return"])
    database = _database_of(service)

    @wraps(service)
    def run(request: RequestT, /, *, receipt: Receipt | None = None) -> AnswerT:
        with transaction_in(database):
            if limit is not None and not is_web():
                limit_transaction(limit, database=database)
            if receipt is None:
                return _do(service, request)
            stored = receipt.claim(database)
            if stored is not None:
                return encoding.validate_json(stored)
            answer = _do(service, request)
            receipt.keep(encoding.dump_json(answer))
        receipt.settle()
        return answer

    catalogue[f"{service.__module__}.{service.__qualname__}"] = run
    return run


class NotAnsweredBefore(Exception):
    """The receipt holds no answer; raised to leave it as it is."""


def remote_command(service: Service[RequestT, AnswerT], /) -> Command[RequestT, AnswerT]:
    """Run a service that asks other servers, in no transaction, and keep its answer afterwards.

    What it asks for must be safe to repeat: whoever dies before the receipt is written asks again.
    """
    encoding: TypeAdapter[AnswerT] = TypeAdapter(get_type_hints(service)["return"])
    database = _database_of(service)

    @wraps(service)
    def run(request: RequestT, /, *, receipt: Receipt | None = None) -> AnswerT:
        if receipt is None:
            return _do(service, request)
        try:
            return encoding.validate_json(_answer_before(receipt, database))
        except NotAnsweredBefore:
            answer = _do(service, request)
        with transaction_in(database):
            stored = receipt.claim(database)
            if stored is not None:
                return encoding.validate_json(stored)
            receipt.keep(encoding.dump_json(answer))
        receipt.settle()
        return answer

    catalogue[f"{service.__module__}.{service.__qualname__}"] = run
    return run


def _answer_before(receipt: Receipt, database: str) -> bytes:
    with transaction_in(database):
        stored = receipt.claim(database)
        if stored is None:
            raise NotAnsweredBefore
        return stored


def _database_of(service: Service[Any, Any]) -> str:
    """Return the database of the context that a service stands in."""
    return database_of(f"{service.__module__}.".split(".")[1])


def request_of(command: Callable[..., Any]) -> Any:
    """Return the contract that a command, or a job of several, takes."""
    return next(iter(get_type_hints(unwrap(command)).values()))


def _do(service: Service[RequestT, AnswerT], request: RequestT) -> AnswerT:
    """Carry a request out in the name of its actor, where it says one."""
    actor: str | None = getattr(request, "actor", None)
    with nullcontext() if actor is None else acting(actor):
        return service(request)
