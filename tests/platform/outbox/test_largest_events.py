"""Every event of every context, at the largest size its context lets it become."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_origin, get_type_hints
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings

from tests.support.largest import largest
from tests.support.modules import import_everything
from wms.kernel.events import Event
from wms.platform.kafka.cloudevents import Recorded, Unsendable, encode
from wms.platform.outbox.models import EventLogEntry, OutboxMessage, encoding_of
from wms.platform.outbox.rows import ENVELOPE

import_everything()

CONTEXTS = ("orders", "waving", "picking", "packing", "shipping", "inventory")
OUTBOXES = {model.noun: model for model in apps.get_models() if issubclass(model, OutboxMessage)}
# The most rows that a context lets a field have, and what bounds it; of those that grow, more
# than any message takes.
MOST: dict[str, dict[str, int]] = {
    "wms.order.received": {"lines": 2_000},  # an order: MAX_LINES
    "wms.order.rejected": {"reasons": 2_001},  # one for each SKU, and one for the country
    "wms.order.split": {"lines": 2_000},
    "wms.order.picked": {"lines": 2_000},
    "wms.order.short-closed": {"lines": 2_000},
    "wms.order.partially-shipped": {"tracking_numbers": 999},  # one for each carton
    "wms.order.shipped": {"tracking_numbers": 999},
    "wms.wave.cancelled": {"order_ids": 10_000},  # MAX_WAVE_ORDERS
    "wms.picking.task-completed": {"lines": 10_000},
    "wms.picking.task-cancelled": {"lines": 10_000},
    "wms.packing.task-created": {"lines": 2_000},
    "wms.packing.package-sealed": {"carton.lines": 2_000},  # NewCarton
    "wms.packing.task-completed": {"cartons": 999, "cartons.lines": 20},
    "wms.shipping.label-generated": {"tracking_numbers": 999},
    "wms.shipping.shipment-shipped": {"tracking_numbers": 999},
    "wms.shipping.manifest-closed": {"shipment_ids": 2_000},  # NewManifest
    "wms.inventory.stock-received": {"lines": 2_000},  # NewReceipt
    "wms.inventory.stock-reserved": {"lines": 2_000},
    "wms.inventory.stock-allocated": {"places": 10_000},
    "wms.inventory.stock-picked": {"places": 10_000},
    "wms.inventory.stock-adjusted": {"lines": 500},  # NewAdjustment
    "wms.inventory.count-posted": {"lines": 10_000},
    "wms.inventory.movements-booked": {"lines": 500},  # more of them in several facts
    "wms.inventory.inbound-announced": {"lines": 2_000},  # NewInboundNotice
    "wms.inventory.inbound-closed": {"lines": 2_000},
}


def test_of_every_event_with_rows_somebody_has_said_how_many():
    assert {name for name, event in ours().items() if _has_rows(event)} == {
        *MOST,
        "wms.wave.released",  # in pages
    }


@pytest.mark.parametrize("name", sorted(MOST))
def test_the_largest_event_fits_a_message(name):
    event = largest(ours()[name], MOST[name])

    message = encode(_recorded(event), topic="t", source="/wms/x", max_bytes=limit())

    assert message.size <= 900_000


@pytest.mark.parametrize("name", sorted(name for name in MOST if Event.catalogue[name].grows))
def test_an_event_that_grows_says_what_it_left_out(name):
    event = largest(ours()[name], MOST[name])
    data = encoding_of(type(event)).dump_json(event)

    read: Any = encoding_of(type(event)).validate_json(_recorded(event).data)

    assert read == (event if len(data) < 890_000 else event.without_rows())
    short: Any = event.without_rows()
    rows = getattr(event, event.grows)
    is_packed = name == "wms.packing.task-completed"
    assert short.left_out == (999 * 20 if is_packed else len(rows))
    assert len(getattr(short, event.grows)) == (len(rows) if is_packed else 0)
    assert short.subject == event.subject


def test_an_event_that_was_held_for_its_size_before_can_be_sent():
    name = "wms.picking.task-completed"
    event: Any = largest(ours()[name], MOST[name])
    whole = replace(_recorded(event), data=encoding_of(type(event)).dump_json(event).decode())

    message = encode(whole, topic="t", source="/wms/x", max_bytes=limit())

    assert encoding_of(type(event)).validate_json(message.value) == event.without_rows()


def test_an_event_with_a_bound_is_never_published_by_halves():
    event = largest(ours()["wms.order.received"], {"lines": 5_000})

    with pytest.raises(Unsendable, match="900000 are allowed"):
        encode(_recorded(event), topic="t", source="/wms/x", max_bytes=limit())


def test_an_event_that_fits_is_published_whole():
    name = "wms.picking.task-completed"
    event = largest(ours()[name], {"lines": 500})

    assert encoding_of(type(event)).validate_json(_recorded(event).data) == event


def test_the_largest_page_of_a_wave_fits_a_message():
    event = largest(ours()["wms.wave.released"], {"orders": 500, "orders.lines": 4})

    message = encode(_recorded(event), topic="t", source="/wms/x", max_bytes=limit())

    assert message.size <= 900_000


def test_events_that_were_recorded_before_say_that_nothing_was_left_out():
    for event in ours().values():
        if event.grows:
            assert {each.name: each.default for each in fields(event)}["left_out"] == 0


def ours() -> dict[str, type[Event]]:
    """Return the events of the contexts, by type."""
    return {
        name: event
        for name, event in Event.catalogue.items()
        if event.__module__.split(".")[:2] in [["wms", context] for context in CONTEXTS]
    }


def limit() -> int:
    return settings.KAFKA_MAX_EVENT_BYTES


def _recorded(event: Event) -> Recorded:
    row: EventLogEntry | OutboxMessage = OUTBOXES[event.noun].row_of(event, 1)
    row.id = 1
    return Recorded(**{name: getattr(row, name) for name in ENVELOPE})


def _has_rows(event: type[Event]) -> bool:
    return any(_rows_in(kind) for kind in get_type_hints(event).values())


def _rows_in(kind: Any) -> bool:
    if get_origin(kind) is tuple:
        return True
    return is_dataclass(kind) and any(_rows_in(each) for each in get_type_hints(kind).values())


def test_an_event_that_grows_must_be_able_to_say_what_it_left_out():
    with pytest.raises(TypeError, match="does not say what it left out"):

        class Forgetful(Event, event_type="wms.test.forgetful", subject="id", grows="rows"):
            id: UUID
            rows: tuple[str, ...]

    assert "wms.test.forgetful" not in Event.catalogue
    bounded = largest(ours()["wms.order.received"], {"lines": 1})
    with pytest.raises(TypeError, match="no rows to leave out"):
        bounded.without_rows()
