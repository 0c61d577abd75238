"""Claims that inventory moves while pickers walk: both contexts, by their facts alone."""

import pytest

from tests.factories.counts import ordered
from tests.factories.picking import task_of
from tests.inventory.reading import differences, on_hand, totals
from tests.picking.telling import (
    build_shelves,
    confirm,
    finish,
    lose,
    started,
    status_of,
    stops,
    tell_inventory,
    tell_picking,
)
from tests.support.races import assert_gap_free, deliver
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox
from wms.picking.contracts import PickLineStatus, PickTaskStatus, StopWithdrawn
from wms.picking.subscribers import subscriber as picking_subscriber

pytestmark = pytest.mark.django_db
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus


@pytest.fixture(autouse=True)
def shelves():
    build_shelves()


@pytest.fixture
def orders():
    """Two orders of one unit at A-01 each; the second asked later."""
    return ordered(1), ordered(1)


def test_a_picker_is_led_to_where_the_goods_are_now(orders):
    first, second = orders
    tell_picking()
    tasks = [started(order) for order in orders]

    lose(1)
    tell_picking()

    assert stops(first) == [("A-01", OPEN)]
    assert stops(second) == [("A-01", CANCELLED), ("B-01", OPEN)]
    with pytest.raises(StopWithdrawn):
        confirm(tasks[1])
    for order in orders:
        confirm(task_of(order.order_id))
    finish(*orders)
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 2, 2]
    assert totals() == (2, 0, 0)
    assert [status_of(order) for order in orders] == [ReservationStatus.CONSUMED] * 2
    assert differences() == ()
    assert_gap_free()


def test_news_that_comes_before_the_first_list_makes_the_task_as_it_is_now(orders):
    _first, second = orders
    lose(1)

    for row in InventoryOutbox.objects.order_by("-id"):
        if row.event_type in picking_subscriber.handlers:
            deliver(picking_subscriber, row)

    assert stops(second) == [("B-01", OPEN)]
    for order in orders:
        started(order)
        confirm(task_of(order.order_id))
    finish(*orders)
    assert (on_hand("STAGE-1"), totals(), differences()) == (2, (2, 0, 0), ())


def test_when_all_goods_are_lost_the_walk_ends_and_nothing_is_booked(orders):
    first, second = orders
    tell_picking()

    lose(3, "B-01")
    lose(2)
    tell_picking()
    tell_inventory()

    for order in (first, second):
        task = task_of(order.order_id)
        assert (task.status, task.worker) == (PickTaskStatus.COMPLETED, "")
        assert stops(order) == [("A-01", CANCELLED)]
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 0, 0]
    assert (totals(), differences()) == ((0, 0, 0), ())
    assert_gap_free()
