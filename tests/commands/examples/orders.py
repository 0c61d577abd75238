"""Requests about orders, and about what the read side is told of them."""

from tests.commands.registry import example_of
from tests.factories.orders import CLIENT, WAREHOUSE, new_order, receive
from tests.orders.recording import WAVE, reach
from tests.reporting.stories import short_story
from wms.orders.contracts import (
    CancelOrder,
    KeptUnits,
    Milestone,
    ReceiveOrder,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    RequestCancellation,
    ShippingPolicy,
    SplitOrder,
    UnassignWave,
)
from wms.orders.services.cancel_order import cancel_order
from wms.orders.services.receive_order import receive_order
from wms.orders.services.record_progress import record_progress
from wms.orders.services.record_validation import record_validation
from wms.orders.services.refuse_cancellation import refuse_cancellation
from wms.orders.services.request_cancellation import request_cancellation
from wms.orders.services.split_order import split_order
from wms.orders.services.unassign_wave import unassign_wave
from wms.reporting.order_view.projection import ORDER_VIEWS
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.contracts import ApplyEvents


def asking():
    return RequestCancellation(order_id=receive(5).order_id, reason="ordered twice", actor="user:7")


@example_of(receive_order)
def posted_order():
    return ReceiveOrder(
        client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(5), actor="user:7"
    )


@example_of(record_validation)
def received_order():
    return RecordValidation(order_id=receive(5).order_id)


@example_of(record_progress)
def reserved_order():
    return RecordProgress(order_id=receive(5).order_id, milestone=Milestone.RESERVED)


@example_of(unassign_wave)
def order_that_left_its_wave():
    order = receive(5)
    reach(order, Milestone.WAVE_ASSIGNED, wave_id=WAVE, assignment_no=1)
    return UnassignWave(order_id=order.order_id, assignment_no=2)


@example_of(split_order)
def order_that_is_short():
    order = receive(5, 3, shipping_policy=ShippingPolicy.SHIP_PARTIAL_BACKORDER)
    return SplitOrder(order_id=order.order_id, lines=(KeptUnits(line_no=1, quantity=4),))


@example_of(request_cancellation)
def order_that_is_not_wanted():
    return asking()


@example_of(refuse_cancellation)
def request_that_came_too_late():
    asked = asking()
    request_cancellation(asked)
    return RefuseCancellation(order_id=asked.order_id, reason="it is packed")


@example_of(cancel_order)
def order_that_was_undone():
    return CancelOrder(order_id=receive(5).order_id, reason="no longer wanted")


@example_of(apply_events)
def news_of_an_order():
    return ApplyEvents(projection=ORDER_VIEWS.name, entries=(short_story()[0].entry,))
