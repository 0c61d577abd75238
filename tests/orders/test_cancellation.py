"""Cancelling orders, asking for it, and being refused."""

import json

import pytest

from tests.factories.orders import receive
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    LineProgress,
    Milestone,
    Order,
    OrderFinished,
    OrderStatus,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    RequestCancellation,
    TooLate,
)
from wms.orders.models import OrdersOutbox

pytestmark = pytest.mark.django_db
BEFORE_HAND_OVER = [
    (None, OrderStatus.RECEIVED),
    (Milestone.VALIDATED, OrderStatus.VALIDATED),
    (Milestone.BACKORDERED, OrderStatus.BACKORDERED),
    (Milestone.RESERVED, OrderStatus.RESERVED),
    (Milestone.WAVE_ASSIGNED, OrderStatus.WAVE_ASSIGNED),
    (Milestone.PICKING_STARTED, OrderStatus.PICKING),
    (Milestone.PICKED, OrderStatus.PICKED),
    (Milestone.PACKED, OrderStatus.PACKED),
]


def order_at(milestone: Milestone | None) -> Order:
    order = receive(5, 3)
    if milestone:
        orders.record_progress(RecordProgress(order_id=order.order_id, milestone=milestone))
    OrdersOutbox.objects.all().delete()
    return order


def cancel(order: Order) -> OrderStatus:
    return orders.cancel_order(CancelOrder(order_id=order.order_id, reason="no longer wanted"))


def request(order: Order) -> OrderStatus:
    return orders.request_cancellation(
        RequestCancellation(order_id=order.order_id, reason="no longer wanted", actor="user:7")
    )


def refuse(order: Order) -> OrderStatus:
    return orders.refuse_cancellation(
        RefuseCancellation(order_id=order.order_id, reason="picking began")
    )


def published() -> list[str]:
    messages = OrdersOutbox.objects.order_by("id")
    return [message.event_type.removeprefix("wms.order.") for message in messages]


@pytest.mark.parametrize(("milestone", "_status"), BEFORE_HAND_OVER)
def test_cancels_what_is_still_to_be_shipped(milestone, _status):
    order = order_at(milestone)

    status = cancel(order)

    read = orders.get_order(order_id=order.order_id)
    assert (status, read.reason) == (OrderStatus.CANCELLED, "no longer wanted")
    assert [(line.cancelled, line.open) for line in read.lines] == [(5, 0), (3, 0)]
    assert published() == ["cancelled"]


def test_units_that_were_short_are_not_cancelled_too():
    order = receive(5)
    short = LineProgress(line_no=1, picked=3, short_closed=2)
    orders.record_progress(
        RecordProgress(order_id=order.order_id, milestone=Milestone.PICKED, lines=(short,))
    )

    cancel(order)

    line = orders.get_order(order_id=order.order_id).lines[0]
    assert (line.picked, line.short_closed, line.cancelled, line.open) == (3, 2, 3, 0)


def test_cancels_once():
    order = order_at(Milestone.RESERVED)

    assert [cancel(order), cancel(order)] == [OrderStatus.CANCELLED, OrderStatus.CANCELLED]
    assert published() == ["cancelled"]


def test_a_finished_order_stays_as_it_is():
    completed, rejected = order_at(Milestone.COMPLETED), order_at(None)
    orders.record_validation(RecordValidation(order_id=rejected.order_id, reasons=("no",)))

    assert cancel(completed) is OrderStatus.COMPLETED
    assert cancel(rejected) is OrderStatus.REJECTED
    assert refuse(completed) is OrderStatus.COMPLETED
    assert published() == ["rejected"]


@pytest.mark.parametrize("ask", [cancel, request])
def test_what_was_handed_over_is_not_cancelled(ask):
    order = order_at(Milestone.SHIPPED)
    before = orders.get_order(order_id=order.order_id)

    with pytest.raises(TooLate):
        ask(order)

    assert orders.get_order(order_id=order.order_id) == before
    assert published() == []


@pytest.mark.parametrize(("milestone", "status"), BEFORE_HAND_OVER)
def test_a_refused_request_puts_the_order_back_where_it_was(milestone, status):
    order = order_at(milestone)

    asked, refused = request(order), refuse(order)

    assert (asked, refused) == (OrderStatus.CANCELLING, status)
    assert orders.get_order(order_id=order.order_id).reason == ""
    assert published() == ["cancellation-requested", "cancellation-refused"]
    data = json.loads(OrdersOutbox.objects.order_by("-id")[0].data)
    assert (data["status"], data["reason"]) == (status.value, "picking began")


def test_asks_and_refuses_once():
    order = order_at(Milestone.RESERVED)

    request(order)
    request(order)
    refuse(order)
    refuse(order)

    assert published() == ["cancellation-requested", "cancellation-refused"]


def test_progress_meanwhile_counts_when_the_request_is_refused():
    order = order_at(Milestone.WAVE_ASSIGNED)
    request(order)

    meanwhile = orders.record_progress(
        RecordProgress(order_id=order.order_id, milestone=Milestone.PICKED)
    )

    assert (meanwhile, refuse(order)) == (OrderStatus.CANCELLING, OrderStatus.PICKED)


def test_the_hand_over_wins_against_a_request():
    order = order_at(Milestone.PACKED)
    request(order)

    status = orders.record_progress(
        RecordProgress(order_id=order.order_id, milestone=Milestone.COMPLETED)
    )

    assert status is OrderStatus.COMPLETED


def test_a_finished_order_takes_no_request():
    order = order_at(None)
    cancel(order)

    with pytest.raises(OrderFinished):
        request(order)

    assert published() == ["cancelled"]
