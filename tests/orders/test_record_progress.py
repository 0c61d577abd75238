"""Recording how far an order has come."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from tests.factories.orders import CLIENT, receive
from tests.orders.recording import WAVE, published, reach
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    LineProgress,
    Milestone,
    OrderNotFound,
    OrderStatus,
    RecordProgress,
    RecordValidation,
)
from wms.orders.models import OrdersOutbox
from wms.orders.selectors.history import get_history

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def test_publishes_each_milestone_with_its_status_as_it_is_reached():
    order = receive(5)

    orders.record_validation(RecordValidation(order_id=order.order_id))
    reach(order, Milestone.BACKORDERED)
    reach(order, Milestone.RESERVED)
    reach(order, Milestone.WAVE_ASSIGNED, wave_id=WAVE)
    reach(order, Milestone.PICKING_STARTED)
    reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=5))
    reach(order, Milestone.PACKED, LineProgress(line_no=1, picked=5, packed=5))
    reach(order, Milestone.SHIPPED, tracking_numbers=("T-1",))
    last = reach(order, Milestone.COMPLETED)

    assert last is OrderStatus.COMPLETED
    assert published() == [
        ("received", 1, ""),
        ("validated", 2, "validated"),
        ("backordered", 3, "backordered"),
        ("reserved", 4, "reserved"),
        ("wave-assigned", 5, "wave_assigned"),
        ("picking-started", 6, "picking"),
        ("picked", 7, "picked"),
        ("packed", 8, "packed"),
        ("shipped", 9, "shipped"),
        ("completed", 10, "completed"),
    ]
    read = orders.get_order(order_id=order.order_id)
    assert (read.status, read.version, read.tracking_numbers) == (last, 10, ("T-1",))
    assert (read.lines[0].shipped, read.lines[0].open) == (5, 0)


def test_a_later_milestone_publishes_the_earlier_ones_first():
    order = receive(5)

    reach(order, Milestone.PICKED)

    assert [what for what, _, _ in published()[1:]] == [
        "validated",
        "reserved",
        "wave-assigned",
        "picking-started",
        "picked",
    ]
    assert orders.get_order(order_id=order.order_id).lines[0].picked == 5


@pytest.mark.parametrize("again", [Milestone.VALIDATED, Milestone.BACKORDERED, Milestone.PICKED])
def test_what_is_known_changes_nothing(again):
    order = receive(5)
    reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=3, short_closed=2))
    before = orders.get_order(order_id=order.order_id)
    OrdersOutbox.objects.all().delete()

    status = reach(order, again, LineProgress(line_no=1, picked=2, short_closed=1))

    assert status is OrderStatus.PICKED
    assert orders.get_order(order_id=order.order_id) == before
    assert published() == []


def test_a_finished_order_ignores_late_progress():
    order = receive(5)
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed my mind"))
    before = orders.get_order(order_id=order.order_id)

    assert reach(order, Milestone.RESERVED) is OrderStatus.CANCELLED
    validation = RecordValidation(order_id=order.order_id, reasons=("sku X is unknown",))
    assert orders.record_validation(validation) is OrderStatus.CANCELLED
    assert orders.get_order(order_id=order.order_id) == before


def test_history_has_one_entry_per_version():
    order = receive(5)
    reach(order, Milestone.RESERVED)
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed my mind"))

    history = get_history(order_id=order.order_id, client_id=CLIENT)

    assert [(each.sequence, each.what, each.status, each.reason) for each in history] == [
        (1, "received", OrderStatus.RECEIVED, ""),
        (2, "validated", OrderStatus.VALIDATED, ""),
        (3, "reserved", OrderStatus.RESERVED, ""),
        (4, "cancelled", OrderStatus.CANCELLED, "changed my mind"),
    ]


def test_knows_no_order_that_was_not_received():
    nobody = OrderId(uuid4())

    with pytest.raises(OrderNotFound):
        orders.record_progress(RecordProgress(order_id=nobody, milestone=Milestone.PICKED))
    with pytest.raises(OrderNotFound):
        orders.get_order(order_id=nobody)
    with pytest.raises(OrderNotFound):
        orders.get_order_status(order_id=nobody)
    with pytest.raises(OrderNotFound):
        get_history(order_id=nobody, client_id=CLIENT)


@pytest.mark.parametrize("lines", [1, 50])
def test_takes_six_statements_however_many_lines(django_assert_num_queries, lines):
    order = receive(*[2] * lines)

    with django_assert_num_queries(6 + BEGIN_AND_COMMIT):
        reach(order, Milestone.SHIPPED)


@pytest.mark.django_db(transaction=True)
def test_versions_have_no_gap_when_many_record_at_once():
    order = receive(5)

    def attempt(milestone: Milestone) -> None:
        try:
            reach(order, milestone)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, [*Milestone, *Milestone]))

    assert [sequence for _, sequence, _ in published()] == list(range(1, len(published()) + 1))
    assert orders.get_order_status(order_id=order.order_id) is OrderStatus.COMPLETED
