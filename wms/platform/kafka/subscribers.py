"""What a consumer group hears, and what it does about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from wms.kernel.events import Event
from wms.platform.inbox.models import InboxMessage
from wms.platform.inbox.receipt import InboxReceipt

EventT = TypeVar("EventT", bound=Event)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One arrival of an event: its envelope, and the receipt for the command it causes."""

    event_id: UUID
    subject: UUID
    sequence: int
    occurred_at: datetime
    receipt: InboxReceipt


Handler = Callable[[Any, Delivery], None]


class Subscriber:
    """A consumer group: one handler per type of event, each causing at most one command.

    A handler hands ``delivery.receipt`` to its command. One that causes none (it calls Temporal,
    or there is nothing to do) leaves it alone: the runtime records it afterwards. A refusal
    (``DomainError``) that is an ordinary answer is caught by the handler that expects it.
    """

    registry: ClassVar[dict[str, "Subscriber"]] = {}

    def __init__(self, group: str, inbox: type[InboxMessage]) -> None:
        if group in self.registry:
            raise TypeError(f"two subscribers are called {group}")
        self.group = group
        self.inbox = inbox
        self.handlers: dict[str, Handler] = {}
        self.registry[group] = self

    def on(
        self, event: type[EventT]
    ) -> Callable[[Callable[[EventT, Delivery], None]], Callable[[EventT, Delivery], None]]:
        """Call the decorated function with each event of a type."""

        def register(
            handler: Callable[[EventT, Delivery], None],
        ) -> Callable[[EventT, Delivery], None]:
            if event.event_type in self.handlers:
                raise TypeError(f"{self.group} handles {event.event_type} twice")
            self.handlers[event.event_type] = handler
            return handler

        return register
