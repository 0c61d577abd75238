"""Facts: what every event has, and the catalogue of all of them."""

from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Self, get_type_hints
from uuid import UUID

LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, named in the past tense and never changed.

    A type is ``wms.<noun>.<what-happened>``; ``subject`` names the field that holds the id of
    the aggregate it happened to. ``grows`` names the field whose rows have no bound that fits a
    message, if there is one: a fact too large for one is published without these rows, and
    ``left_out`` says how many there are to be read from its context.
    """

    event_type: ClassVar[str]
    noun: ClassVar[str]
    subject_field: ClassVar[str]
    grows: ClassVar[str]
    catalogue: ClassVar[dict[str, "type[Event]"]] = {}

    def __init_subclass__(cls, *, event_type: str, subject: str, grows: str = "") -> None:
        if event_type in cls.catalogue:
            raise TypeError(f"two events are called {event_type}")
        if subject not in cls.__annotations__:
            raise TypeError(f"{event_type} has no field {subject}")
        if grows and not {grows, LEFT_OUT} <= cls.__annotations__.keys():
            raise TypeError(f"{event_type} grows with {grows}, and does not say what it left out")
        cls.grows = grows
        _wms, cls.noun, _what_happened = event_type.split(".")
        cls.event_type, cls.subject_field = event_type, subject
        cls.catalogue[event_type] = cls

    @classmethod
    def of(cls, row: object, **named: Any) -> Self:
        """Return the fact of a row: what is not named is read from its fields of the same name.

        Raises:
            TypeError: a field is neither named nor there, or one is named that the event lacks.
        """
        read = {
            name: getattr(row, name) if kind is None else kind(getattr(row, name))
            for name, kind in _words_of(cls.event_type).items()
            if name not in named and hasattr(row, name)
        }
        return cls(**read, **named)

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

    def without_rows(self) -> Self:
        """Return the fact without the rows it grows with, which are to be read instead.

        Raises:
            TypeError: it does not grow.
        """
        if not self.grows:
            raise TypeError(f"{self.event_type} has a bound, and no rows to leave out")
        rows: tuple[object, ...] = getattr(self, self.grows)
        return replace(self, **{self.grows: (), LEFT_OUT: len(rows)})


@cache
def _words_of(event_type: str) -> dict[str, type[Enum] | None]:
    """Return the fields of an event, with the closed list of words that one of them is from."""
    event = Event.catalogue[event_type]
    hints = get_type_hints(event)
    return {each.name: _word_in(hints[each.name]) for each in fields(event)}


def _word_in(hint: Any) -> type[Enum] | None:
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None
