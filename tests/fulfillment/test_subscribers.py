"""What facts do to sagas, on a real Temporal server."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.service import RPCError

from tests.factories.orders import CLIENT, WAREHOUSE, receive
from tests.support.races import deliver
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.saga.contracts.orders import FulfillOrder, Limits
from wms.fulfillment.saga.runs.intake import limits_for, order_to_fulfil
from wms.fulfillment.saga.runs.start import saga_of
from wms.fulfillment.subscribers import subscriber
from wms.inventory.contracts import StockLine
from wms.inventory.events import StockReservedEvent
from wms.inventory.models import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import ReservationId
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, Milestone, Priority, RecordProgress, workflow_id_for
from wms.orders.models import OrdersOutbox
from wms.picking.contracts import PickTaskId
from wms.picking.events import PickingExceptionRaisedEvent
from wms.picking.models import PickingOutbox
from wms.platform.ids import new_id
from wms.platform.temporal.bridge import Bridge, TemporalUnavailable, bridge
from wms.platform.transactions import transaction
from wms.waving.contracts import WaveId
from wms.waving.events import (
    ReleasedOrder,
    WaveCancelledEvent,
    WaveOrderAddedEvent,
    WaveOrderRemovedEvent,
    WaveReleasedEvent,
)
from wms.waving.models import WavingOutbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def address(shared_temporal):
    """Lead the settings to this worker's Temporal server; no saga worker runs."""


def hear(outbox, event, sequence=1):
    """Publish an event, and hand it to the group."""
    with transaction:
        outbox.publish(event, sequence=sequence)
    deliver(subscriber, outbox.objects.latest("id"))


def hear_of(order):
    """Hand the group the event of an order that came in."""
    deliver(subscriber, OrdersOutbox.objects.get(subject=order.order_id, sequence=1))


def describe(order_id: OrderId) -> WorkflowExecutionDescription:
    async def ask(client: Client) -> WorkflowExecutionDescription:
        return await client.get_workflow_handle(workflow_id_for(order_id)).describe()

    return bridge.call(ask)


def signals_to(order_id):
    async def ask(client):
        history = await client.get_workflow_handle(workflow_id_for(order_id)).fetch_history()
        return [
            event.workflow_execution_signaled_event_attributes.signal_name
            for event in history.events
            if event.HasField("workflow_execution_signaled_event_attributes")
        ]

    return bridge.call(ask)


def asked_of(order_id):
    """Return what the saga of an order was started with."""

    async def ask(client):
        history = await client.get_workflow_handle(workflow_id_for(order_id)).fetch_history()
        asked = history.events[0].workflow_execution_started_event_attributes.input
        (order,) = await client.data_converter.decode(asked.payloads, [FulfillOrder])
        return order

    return bridge.call(ask)


def released(*received):
    return WaveReleasedEvent(
        wave_id=WaveId(new_id()),
        warehouse_id=WAREHOUSE,
        number="W-1",
        page=1,
        pages=1,
        orders=tuple(
            ReleasedOrder(
                order_id=order.order_id,
                client_id=CLIENT,
                number=order.number,
                round_no=1,
                priority_rank=1,
                lines=(),
            )
            for order in received
        ),
    )


def in_wave(order):
    return WaveOrderAddedEvent(
        wave_id=WaveId(new_id()),
        warehouse_id=WAREHOUSE,
        order_id=order.order_id,
        client_id=CLIENT,
    )


def test_an_order_starts_one_saga_however_often_its_event_comes():
    order = receive()
    hear_of(order)
    first = describe(order.order_id)
    FulfillmentInbox.objects.all().delete()

    hear_of(order)

    assert describe(order.order_id).run_id == first.run_id
    assert first.status is WorkflowExecutionStatus.RUNNING
    assert first.typed_search_attributes.search_attributes
    assert {pair.key.name: pair.value for pair in first.typed_search_attributes} == {
        "OrderId": str(order.order_id),
        "OrderPriority": "next_day",
        "OrderStatus": "received",
    }
    assert FulfillmentInbox.objects.count() == 1


def test_the_limits_are_those_of_the_priority(settings):
    settings.BACKORDER_LIMIT = timedelta(days=1)

    assert limits_for(Priority.SAME_DAY) == Limits(
        backorder=timedelta(days=1),
        wave=timedelta(minutes=30),
        floor=settings.FLOOR_LIMIT,
        carrier_attempts=settings.CARRIER_ATTEMPTS,
    )


def test_the_orders_of_a_page_are_signalled_together():
    received = [receive() for _ in range(40)]
    for order in received:
        hear_of(order)

    hear(WavingOutbox, released(*received))

    assert all(signals_to(order.order_id) == ["wave_released"] for order in received)


def test_an_order_taken_out_of_a_wave_is_signalled():
    order = receive()
    hear_of(order)
    removed = WaveOrderRemovedEvent(
        wave_id=WaveId(new_id()),
        warehouse_id=WAREHOUSE,
        order_id=order.order_id,
        client_id=CLIENT,
        reason="taken out",
    )

    hear(WavingOutbox, removed)

    assert signals_to(order.order_id) == ["wave_unassigned"]


def test_the_orders_of_a_cancelled_wave_are_signalled():
    received = [receive() for _ in range(3)]
    for order in received:
        hear_of(order)
    cancelled = WaveCancelledEvent(
        wave_id=WaveId(new_id()),
        warehouse_id=WAREHOUSE,
        reason="no truck",
        order_ids=tuple(order.order_id for order in received),
    )

    hear(WavingOutbox, cancelled)

    assert [signals_to(order.order_id) for order in received] == [["wave_unassigned"]] * 3


@pytest.mark.parametrize(
    ("milestone", "sequence", "told"),
    [
        (Milestone.VALIDATED, 2, []),
        (Milestone.BACKORDERED, 2, ["stock_reserved"]),
        # Promised again after it was withdrawn.
        (Milestone.RESERVED, 3, ["stock_reserved"]),
        (Milestone.WAVE_ASSIGNED, 3, ["stock_reserved"]),
        # Promised at once, and the saga was quicker than the event.
        (Milestone.RESERVED, 1, []),
    ],
)
def test_only_a_saga_that_may_wait_for_stock_is_signalled(milestone, sequence, told):
    order = receive()
    hear_of(order)
    orders.record_progress(RecordProgress(order_id=order.order_id, milestone=milestone))
    event = StockReservedEvent(
        reservation_id=ReservationId(new_id()),
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=1,
        lines=(StockLine(line_no=1, sku="BOLT-M1", quantity=1),),
    )

    hear(InventoryOutbox, event, sequence)

    assert signals_to(order.order_id) == told


def test_news_for_a_finished_order_without_a_saga_is_dropped():
    order = receive()
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="no"))

    hear(WavingOutbox, in_wave(order))

    assert FulfillmentInbox.objects.count() == 1


def test_news_that_comes_before_its_order_starts_the_saga():
    order = receive()

    hear(WavingOutbox, in_wave(order))

    first = describe(order.order_id)
    assert first.status is WorkflowExecutionStatus.RUNNING
    assert signals_to(order.order_id) == ["wave_assigned"]
    hear_of(order)
    assert describe(order.order_id).run_id == first.run_id
    assert asked_of(order.order_id) == order_to_fulfil(orders.get_order(order_id=order.order_id))
    assert FulfillmentInbox.objects.count() == 2
    assert OperationalException.objects.count() == 0


def test_news_started_as_the_order_itself_would_have():
    order, other = receive(), receive()

    hear_of(order)
    hear(WavingOutbox, in_wave(other))

    by_order, by_news = asked_of(order.order_id), asked_of(other.order_id)
    assert by_news == replace(by_order, order_id=other.order_id, number=other.number)
    shown = describe(other.order_id).typed_search_attributes
    assert {pair.key.name for pair in shown} == {"OrderId", "OrderPriority", "OrderStatus"}


def test_news_of_many_orders_starts_those_that_have_no_saga():
    known, unheard = receive(), receive()
    hear_of(known)

    hear(WavingOutbox, released(known, unheard))

    assert signals_to(known.order_id) == ["wave_released"]
    assert signals_to(unheard.order_id) == ["wave_released"]


def test_news_of_an_unknown_order_comes_before_a_person_once():
    order = receive()
    stranger = replace(order, order_id=OrderId(new_id()))

    hear(WavingOutbox, in_wave(stranger))
    hear(WavingOutbox, in_wave(stranger))

    raised = OperationalException.objects.get()
    assert (raised.kind, raised.subject, raised.order_id) == (
        "unknown_order",
        str(stranger.order_id),
        None,
    )
    assert raised.client_id == CLIENT
    assert raised.message == "wave_assigned was said of an order that does not exist"
    with pytest.raises(RPCError, match="not found"):
        describe(stranger.order_id)
    assert FulfillmentInbox.objects.count() == 2


def test_news_for_a_saga_that_ended_before_its_order_comes_before_a_person():
    order = receive()
    hear_of(order)
    ended = describe(order.order_id).run_id
    bridge.call(lambda client: saga_of(client, order.order_id).terminate("by hand"))

    hear(WavingOutbox, in_wave(order))

    raised = OperationalException.objects.get()
    assert (raised.kind, raised.order_id, raised.subject) == (
        "run_ended",
        order.order_id,
        order.number,
    )
    assert raised.message == (
        "the saga was terminated while the order is received; nothing of it goes on by itself"
    )
    assert describe(order.order_id).run_id == ended
    assert FulfillmentInbox.objects.count() == 2


def test_without_temporal_nothing_is_noted_as_handled(settings):
    order = receive()
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"

    with pytest.raises(TemporalUnavailable):
        hear_of(order)

    assert FulfillmentInbox.objects.count() == 0


def test_a_server_that_says_nothing_is_given_up_in_time():
    async def never(_client):
        await asyncio.Event().wait()

    with pytest.raises(TemporalUnavailable, match="no answer in"):
        Bridge().call(never, patience=0.1)


def test_what_picking_found_comes_before_a_person_once():
    order = receive()
    event = PickingExceptionRaisedEvent(
        task_id=PickTaskId(new_id()),
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        exception_id=new_id(),
        kind="short_pick",
        message="two bolts are missing at A-01",
    )
    hear(PickingOutbox, event)

    deliver(subscriber, PickingOutbox.objects.get())

    raised = OperationalException.objects.get()
    assert (raised.exception_id, raised.kind, raised.message) == (
        event.exception_id,
        "short_pick",
        "two bolts are missing at A-01",
    )


def test_the_bridge_goes_on_when_the_server_is_back(servers, settings):
    order = receive()
    hear_of(order)
    servers["temporal"].down()
    with pytest.raises(TemporalUnavailable):
        signals_to(order.order_id)

    servers.start("temporal")

    settings.TEMPORAL_ADDRESS = servers.temporal
    assert signals_to(order.order_id) == []
