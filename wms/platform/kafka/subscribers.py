"""What a consumer group handles, and what it does about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from wms.kernel.events import Event
from wms.platform.inbox.models import InboxMessage
from wms.platform.inbox.receipt import InboxReceipt

EventT = TypeVar("EventT", bound=Event)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One arrival of an event: its envelope, and the receipt for the command it causes.

    ``actor`` is who caused the event; empty for those of before that was kept.
    """

    event_id: UUID
    subject: UUID
    sequence: int
    occurred_at: datetime
    receipt: InboxReceipt
    actor: str = ""


Handler = Callable[[Any, Delivery], None]
Arrivals = tuple[tuple[EventT, Delivery], ...]


@dataclass(frozen=True, kw_only=True)
class BatchHandler:
    """What is called with several events of a type at once, and how many those may be."""

    handle: Callable[[Arrivals[Any]], None]
    at_most: int


class Subscriber:
    """A consumer group: one handler per type of event, each causing at most one command.

    A handler hands ``delivery.receipt`` to its command. One that causes none (it calls Temporal,
    or there is nothing to do) leaves it alone: the runtime records it afterwards. A refusal
    (``DomainError``) that is an ordinary answer is caught by the handler that expects it.

    Where several events at once are cheaper than one after another, a type has a batch handler
    besides. It hands its command the ``InboxReceipts`` of all whose effect that command is.

    A group for which events have no order has one handler for all of them together.
    """

    registry: ClassVar[dict[str, "Subscriber"]] = {}

    def __init__(self, group: str, inbox: type[InboxMessage]) -> None:
        if group in self.registry:
            raise TypeError(f"two subscribers are called {group}")
        self.group = group
        self.inbox = inbox
        self.handlers: dict[str, Handler] = {}
        self.batch_handlers: dict[str, BatchHandler] = {}
        self.has_order = True
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

    def on_many(
        self, event: type[EventT], *, at_most: int
    ) -> Callable[[Callable[[Arrivals[EventT]], None]], Callable[[Arrivals[EventT]], None]]:
        """Call the decorated function with the events of a type that have arrived together.

        It does what the handler of one does, for each of them: that one gets the events that
        arrive alone, and all of a batch that failed. They are two to ``at_most``, of different
        keys, those of a partition in its order.

        Raises:
            TypeError: nothing handles one event of this type, or its batches have a handler.
        """

        def register(
            handler: Callable[[Arrivals[EventT]], None],
        ) -> Callable[[Arrivals[EventT]], None]:
            if event.event_type not in self.handlers:
                raise TypeError(f"{self.group} handles no {event.event_type} by itself")
            if event.event_type in self.batch_handlers:
                raise TypeError(f"{self.group} handles batches of {event.event_type} twice")
            batch_handler = BatchHandler(handle=handler, at_most=at_most)
            self.batch_handlers[event.event_type] = batch_handler
            return handler

        return register

    def on_all(
        self, events: Iterable[type[Event]], *, at_most: int
    ) -> Callable[[Callable[[Arrivals[Event]], None]], Callable[[Arrivals[Event]], None]]:
        """Call the decorated function with all events that have arrived, in whatever order.

        They are one to ``at_most``, of any of these types and any keys: the group must come to the
        same with events in any order.

        Raises:
            TypeError: the group handles something else besides.
        """

        def register(
            handler: Callable[[Arrivals[Event]], None],
        ) -> Callable[[Arrivals[Event]], None]:
            if self.handlers:
                raise TypeError(f"{self.group} handles events in their order")

            @wraps(handler)
            def handle_one(event: Event, delivery: Delivery) -> None:
                handler(((event, delivery),))

            self.has_order = False
            for event in events:
                self.handlers[event.event_type] = handle_one
                self.batch_handlers[event.event_type] = BatchHandler(
                    handle=handler, at_most=at_most
                )
            return handler

        return register
