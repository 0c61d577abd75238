"""The fact of a row: what is there is read, what is not must be named."""

from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from uuid import UUID

import pytest

from wms.kernel.events import Event

LAMP = UUID(int=7)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class LampTurnedEvent(Event, event_type="tests.lamp.turned", subject="lamp_id"):
    lamp_id: UUID
    colour: Colour
    turns: int


def row(**other):
    return SimpleNamespace(id=LAMP, colour="red", turns=3, size=9, **other)


def test_fields_of_the_same_name_are_read_from_the_row():
    event = LampTurnedEvent.of(row(), lamp_id=LAMP)

    assert event == LampTurnedEvent(lamp_id=LAMP, colour=Colour.RED, turns=3)
    assert event.colour is Colour.RED


def test_what_is_named_is_not_read():
    event = LampTurnedEvent.of(row(), lamp_id=LAMP, colour=Colour.GREEN, turns=4)

    assert (event.colour, event.turns) == (Colour.GREEN, 4)


def test_what_is_not_there_must_be_named():
    with pytest.raises(TypeError, match="lamp_id"):
        LampTurnedEvent.of(row())


def test_what_the_event_lacks_cannot_be_named():
    with pytest.raises(TypeError, match="size"):
        LampTurnedEvent.of(row(), lamp_id=LAMP, size=9)


def test_a_word_that_is_not_of_the_list_is_no_fact():
    with pytest.raises(ValueError, match="blue"):
        LampTurnedEvent.of(SimpleNamespace(colour="blue", turns=1), lamp_id=LAMP)
