"""Claims that inventory moves while pickers walk: both contexts, by their facts alone."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from tests.factories.counts import PICKER, ordered
from tests.factories.inventory import deallocating, put, register_location, reserving
from tests.factories.keeping import adjusting, found
from tests.factories.picking import picks_of, task_of
from tests.inventory.reading import differences, on_hand, totals
from tests.support.races import assert_gap_free, deliver
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    BookPicks,
    LocationKind,
    PickedPlace,
    ReasonCode,
    ReservationStatus,
)
from wms.inventory.models import InventoryOutbox
from wms.inventory.subscribers import subscriber as inventory_subscriber
from wms.picking import facade as picking
from wms.picking.contracts import (
    CancelPickTask,
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    PickLineStatus,
    PickTaskStatus,
    StartPickTask,
    StopWithdrawn,
)
from wms.picking.models import PickingOutbox
from wms.picking.subscribers import subscriber as picking_subscriber

pytestmark = pytest.mark.django_db
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus
COUNTED_TWICE = pytest.mark.xfail(
    raises=IntegrityError,
    strict=True,
    reason="a line counts the claim whose goods are in hand and the one that replaced it in full",
)


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01", pick_sequence=10)
    register_location("B-01", pick_sequence=20)
    register_location("STAGE-1", LocationKind.STAGING)
    put(2, location="A-01")
    put(3, location="B-01")


@pytest.fixture
def orders():
    """Two orders of one unit at A-01 each; the second asked later."""
    return ordered(1), ordered(1)


def tell(subscriber, outbox):
    """Hand all that a context has published to another, once."""
    for row in outbox.objects.order_by("id"):
        if row.event_type in subscriber.handlers:
            deliver(subscriber, row)


def tell_picking():
    tell(picking_subscriber, InventoryOutbox)


def tell_inventory():
    tell(inventory_subscriber, PickingOutbox)


def lose(quantity, location="A-01"):
    inventory.adjust_stock(adjusting(found(-quantity, location), force=True))


def started(order):
    task = task_of(order.order_id)
    picking.claim_pick_task(ClaimPickTask(task_id=task.task_id, worker=PICKER))
    return picking.start_pick_task(StartPickTask(task_id=task.task_id, worker=PICKER))


def confirm(task):
    return picking.confirm_picks(
        ConfirmPicks(task_id=task.task_id, worker=PICKER, picks=picks_of(task))
    )


def complete(task):
    return picking.complete_pick_task(CompletePickTask(task_id=task.task_id, worker=PICKER))


def stops(order):
    return [(line.location, line.status) for line in task_of(order.order_id).lines]


def status_of(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).status


def finish(*walks):
    """Complete walks, and let inventory hear of it twice."""
    for order in walks:
        assert complete(task_of(order.order_id)).status == PickTaskStatus.COMPLETED
    tell_inventory()
    tell_inventory()


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


def test_goods_that_were_in_hand_before_the_news_came_are_booked_once(orders):
    second = orders[1]
    tell_picking()
    tasks = [started(order) for order in orders]

    lose(1)
    confirm(tasks[1])
    tell_picking()

    assert stops(second) == [("A-01", PICKED), ("B-01", CANCELLED)]
    confirm(tasks[0])
    finish(*orders)
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 3, 2]
    assert totals() == (3, 0, 0)
    assert [status_of(order) for order in orders] == [ReservationStatus.CONSUMED] * 2
    assert differences() == ()
    assert_gap_free()


def test_goods_in_hand_of_an_order_that_is_undone_stay_in_staging(orders):
    second = orders[1]
    tell_picking()
    task = started(second)
    lose(1)
    confirm(task)
    tell_picking()

    cancelled = picking.cancel_pick_task(
        CancelPickTask(
            order_id=second.order_id,
            client_id=task.client_id,
            warehouse_id=task.warehouse_id,
            reason="changed my mind",
            force=True,
        )
    )
    inventory.book_picks(
        BookPicks(
            order_id=second.order_id,
            places=tuple(
                PickedPlace(allocation_id=line.allocation_id, quantity=line.quantity)
                for line in cancelled.picked
            ),
            actor=PICKER,
        )
    )
    inventory.deallocate_stock(deallocating(reserving(1, order_id=second.order_id)))

    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [1, 3, 1]
    assert totals() == (4, 0, 1)
    assert status_of(second) is ReservationStatus.CONSUMED
    assert differences() == ()
    assert_gap_free()


@COUNTED_TWICE
def test_what_was_missing_in_hand_is_fetched_from_the_new_place():
    put(4, location="A-01")
    put(4, location="B-01")
    order = ordered(6)
    tell_picking()
    task = started(order)
    lose(6)
    short = replace(picks_of(task)[0], quantity=5, reason=ReasonCode.NOT_FOUND)
    picking.confirm_picks(ConfirmPicks(task_id=task.task_id, worker=PICKER, picks=(short,)))
    tell_picking()

    assert [(line.quantity, line.status) for line in task_of(order.order_id).lines] == [
        (6, SHORT),
        (1, OPEN),
    ]
    picking.confirm_picks(
        ConfirmPicks(
            task_id=task.task_id, worker=PICKER, picks=picks_of(task_of(order.order_id))[1:]
        )
    )
    finish(order)
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 6, 6]
    assert totals() == (6, 0, 0)
    assert status_of(order) is ReservationStatus.CONSUMED
    assert differences() == ()
    assert_gap_free()


def test_a_walk_that_ended_before_the_news_came_is_booked_as_it_was(orders):
    tell_picking()
    tasks = [started(order) for order in orders]

    lose(1)
    for task in tasks:
        confirm(task)
    finish(*orders)
    tell_picking()

    assert stops(orders[1]) == [("A-01", PICKED)]
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 3, 2]
    assert [status_of(order) for order in orders] == [ReservationStatus.CONSUMED] * 2
    assert (totals(), differences()) == ((3, 0, 0), ())
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
