"""Claims that inventory moves when a picker has their goods in hand already."""

from dataclasses import replace

import pytest

from tests.factories.counts import PICKER, ordered
from tests.factories.inventory import deallocating, put, reserving
from tests.factories.picking import picks_of, task_of
from tests.inventory.reading import differences, on_hand, totals
from tests.picking.telling import (
    build_shelves,
    confirm,
    finish,
    lose,
    started,
    status_of,
    stops,
    tell_picking,
)
from tests.support.races import assert_gap_free
from wms.inventory import facade as inventory
from wms.inventory.contracts import BookPicks, PickedPlace, ReasonCode, ReservationStatus
from wms.picking import facade as picking
from wms.picking.contracts import CancelPickTask, ConfirmPicks, PickLineStatus
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = pytest.mark.django_db
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus


@pytest.fixture(autouse=True)
def shelves():
    build_shelves()


@pytest.fixture
def orders():
    """Two orders of one unit at A-01 each; the second asked later."""
    return ordered(1), ordered(1)


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


def test_what_was_missing_in_hand_is_fetched_from_the_new_place():
    put(4, location="A-01")
    put(4, location="B-01")
    order = ordered(6)
    tell_picking()
    task = started(order)
    lose(6)
    short = replace(picks_of(task)[0], quantity=5, reason=ReasonCode.NOT_FOUND)
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=(short,)))
    tell_picking()

    assert [(line.quantity, line.status) for line in task_of(order.order_id).lines] == [
        (6, SHORT),
        (1, OPEN),
    ]
    confirm_picks(
        ConfirmPicks(
            task_id=task.task_id, actor=PICKER, picks=picks_of(task_of(order.order_id))[1:]
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
