"""Facts: what every event has, and the catalogue of all of them."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, named in the past tense and never changed.

    A type is ``wms.<noun>.<what-happened>``; ``subject`` names the field that holds the id of
    the aggregate it happened to.
    """

    event_type: ClassVar[str]
    noun: ClassVar[str]
    subject_field: ClassVar[str]
    catalogue: ClassVar[dict[str, "type[Event]"]] = {}

    def __init_subclass__(cls, *, event_type: str, subject: str) -> None:
        if event_type in cls.catalogue:
            raise TypeError(f"two events are called {event_type}")
        if subject not in cls.__annotations__:
            raise TypeError(f"{event_type} has no field {subject}")
        _wms, cls.noun, _what_happened = event_type.split(".")
        cls.event_type, cls.subject_field = event_type, subject
        cls.catalogue[event_type] = cls

    @property
    def subject(self) -> UUID:
        """Return the id of the aggregate it happened to."""
        subject: UUID = getattr(self, self.subject_field)
        return subject

    @property
    def partition_key(self) -> UUID:
        """Return the id whose events stay in order: the order's, if the event belongs to one."""
        order_id: UUID | None = getattr(self, "order_id", None)
        return order_id or self.subject
