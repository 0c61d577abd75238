"""Orders that ship complete and of which not all was found: held until somebody decides."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.fulfillment.test_forward import FORWARD
from tests.fulfillment.test_undo import UNDO_QUEUE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.calls import refusal_of
from wms.fulfillment.contracts import NewCancellation, Outcome, PickedUnits
from wms.fulfillment.starting import start
from wms.fulfillment.worker import fulfillment_worker
from wms.fulfillment.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import ReservationStatus, StockLine, StockShort
from wms.orders.contracts import LineProgress, Milestone, OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus

WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE
WISH = NewCancellation(reason="changed their mind")
UP_TO_BOOKING = FORWARD[: FORWARD.index("record_picked")]
FROM_PICKED = FORWARD[FORWARD.index("record_picked") :]
HELD = ["reserve_stock", "record_picking_started", "raise short_hold"]
WALK = ["prepare_pick_task", "allocate_stock"]
WALKED = ["open_pick_task", "book_picks"]
GIVEN_UP = ["cancel_pick_task", "release_reservation"]
UNDO_ROUND = ["cancel_pick_task", "deallocate_stock", "release_reservation"]
UNDO_FIRST = ["cancel_pick_task", "deallocate_stock", *UNDO_QUEUE[:1]]


def found(*quantities):
    return tuple(PickedUnits(line_no=no, quantity=q) for no, q in enumerate(quantities, start=1))


@pytest.fixture
def is_short(steps):
    """Of three bolts one is found, of two nuts both; the next round waits for stock."""
    steps.picked = found(1, 2)
    steps.reservation_in = {2: WAITING, 3: WAITING}
    steps.picked_in = {2: found(2)}
    return steps


async def held(client, limits=LIMITS):
    saga = await start(client, an_order(limits))
    await until_waits_for(saga, "stock_reserved")
    return saga


async def refused(saga):
    with pytest.raises(WorkflowUpdateFailedError) as answer:
        await saga.execute_update(Saga.ship_short)
    return refusal_of(answer.value.cause)


async def test_it_waits_before_a_person_and_says_for_what(client, is_short):
    saga = await held(client)

    assert is_short.taken == [*UP_TO_BOOKING, *HELD]
    assert is_short.asked_in[2] == {1: 2}
    assert is_short.takes_part is False
    assert is_short.open_exceptions == ["short_hold"]
    assert is_short.messages == ["not found: 2 x BOLT-M8 (line 1)"]
    assert is_short.progress[Milestone.PICKING_STARTED] == (
        LineProgress(line_no=1, picked=1),
        LineProgress(line_no=2, picked=2),
    )
    assert (await saga.query(Saga.status)).status is OrderStatus.PICKING


async def test_stock_for_the_rest_is_picked_and_all_of_it_ships(client, is_short):
    saga = await held(client)

    is_short.reservation_in[2] = ACTIVE
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.taken == [
        *UP_TO_BOOKING,
        *HELD,
        *WALK,
        "clear short_hold",
        *WALKED,
        *FROM_PICKED[: FROM_PICKED.index("book_shipment")],
        *["book_shipment", "book_shipment", "record_shipped", "record_completed"],
    ]
    assert is_short.prepared == [(2, "O-1", 2)]
    assert is_short.to_pack == {1: 3, 2: 2}
    assert is_short.work_rounds == {2}
    assert is_short.shipped_rounds == [1, 2]
    assert is_short.progress[Milestone.SHIPPED] == (
        LineProgress(line_no=1, picked=3, packed=3, shipped=3),
        LineProgress(line_no=2, picked=2, packed=2, shipped=2),
    )
    assert is_short.open_exceptions == []


async def test_stock_that_is_there_at_once_holds_nobody(client, is_short):
    is_short.reservation_in[2] = ACTIVE

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert "raise short_hold" not in is_short.taken
    assert is_short.to_pack == {1: 3, 2: 2}
    assert is_short.shipped_rounds == [1, 2]


async def test_a_second_short_pick_is_held_again_for_what_is_still_missing(client, is_short):
    saga = await held(client)
    is_short.picked_in = {2: found(1), 3: found(1)}
    is_short.reservation_in[2] = ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: is_short.taken.count("raise short_hold") == 2)

    assert is_short.asked_in[3] == {1: 1}
    assert is_short.messages[-1] == "not found: 1 x BOLT-M8 (line 1)"
    await until_waits_for(saga, "stock_reserved")
    is_short.reservation_in[3] = ACTIVE
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.to_pack == {1: 3, 2: 2}
    assert is_short.work_rounds == {3}
    assert is_short.shipped_rounds == [1, 2, 3]
    assert is_short.open_exceptions == []


async def test_a_round_that_brings_nothing_is_not_shipped(client, is_short):
    is_short.picked_in = {2: found(0), 3: found(2)}
    is_short.reservation_in = {2: ACTIVE, 3: ACTIVE}

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1, 3]
    assert is_short.closed_rounds == [2]


async def test_somebody_ships_it_without_the_rest(client, is_short):
    saga = await held(client)

    answer = await saga.execute_update(Saga.ship_short)

    assert answer is OrderStatus.PICKED
    assert await saga.result() is Outcome.COMPLETED
    assert is_short.taken == [
        *UP_TO_BOOKING,
        *HELD,
        "clear short_hold",
        *GIVEN_UP,
        *FROM_PICKED,
    ]
    assert is_short.closed_rounds == [2]
    assert is_short.to_pack == {1: 1, 2: 2}
    assert is_short.work_rounds == {1}
    assert is_short.shipped_rounds == [1]
    assert is_short.progress[Milestone.PICKED] == (
        LineProgress(line_no=1, picked=1, short_closed=2),
        LineProgress(line_no=2, picked=2),
    )


async def test_shipping_short_twice_is_once(client, is_short):
    is_short.pack = PackTaskStatus.OPEN
    saga = await held(client)

    first, second = await asyncio.gather(
        saga.execute_update(Saga.ship_short), saga.execute_update(Saga.ship_short)
    )
    third = await saga.execute_update(Saga.ship_short)

    assert first is second is third is OrderStatus.PICKED
    is_short.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)
    assert await saga.result() is Outcome.COMPLETED
    assert is_short.taken.count("release_reservation") == 1


async def test_after_a_second_short_pick_what_both_rounds_brought_is_shipped(client, is_short):
    is_short.picked_in = {2: found(1)}
    is_short.reservation_in[2] = ACTIVE
    saga = await held(client)

    await saga.execute_update(Saga.ship_short)

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.to_pack == {1: 2, 2: 2}
    assert is_short.shipped_rounds == [1, 2]
    assert is_short.closed_rounds == [3]
    assert is_short.work_rounds == {2}


async def test_an_order_that_is_not_held_is_not_shipped_short(client, steps):
    steps.pick = PickTaskStatus.OPEN
    saga = await start(client, an_order())
    await until_waits_for(saga, "picking")

    assert await refused(saga) == "not_held_short"


async def test_once_the_rest_is_promised_it_is_too_late_to_ship_short(client, is_short):
    is_short.pick_in[2] = PickTaskStatus.OPEN
    saga = await held(client)
    is_short.reservation_in[2] = ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "picking")

    assert await refused(saga) == "not_held_short"
    is_short.pick_in[2] = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1, 2]


async def test_stock_and_the_decision_to_ship_short_at_once(client, is_short):
    """Whoever is first decides; either way the order ships, and once."""
    saga = await held(client)
    is_short.reservation_in[2] = ACTIVE

    answers = await asyncio.gather(
        saga.signal(Saga.stock_reserved),
        saga.execute_update(Saga.ship_short),
        return_exceptions=True,
    )

    assert await saga.result() is Outcome.COMPLETED
    if isinstance(answers[1], WorkflowUpdateFailedError):
        assert refusal_of(answers[1].cause) == "not_held_short"
        assert is_short.shipped_rounds == [1, 2]
    else:
        assert is_short.shipped_rounds == [1]
        assert is_short.closed_rounds == [2]
    assert is_short.open_exceptions == []


async def test_an_order_of_which_nothing_was_found_is_held_and_only_cancelled(client, is_short):
    is_short.picked = found(0, 0)
    is_short.picked_in = {2: found(3, 2)}
    saga = await held(client)

    assert is_short.asked_in[2] == {1: 3, 2: 2}
    assert await refused(saga) == "nothing_picked"
    await saga.execute_update(Saga.cancel, WISH)

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.closed_rounds == [1, 2, 1]
    assert is_short.open_exceptions == []


async def test_nothing_found_and_all_of_it_in_the_next_round(client, is_short):
    is_short.picked = found(0, 0)
    is_short.picked_in = {2: found(3, 2)}
    is_short.reservation_in[2] = ACTIVE

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [2]
    assert is_short.closed_rounds == [1]
    assert is_short.to_pack == {1: 3, 2: 2}


async def test_cancelled_while_held_everything_of_every_round_is_undone(client, is_short):
    saga = await held(client)
    begun = len(is_short.taken)

    assert await saga.execute_update(Saga.cancel, WISH) is OrderStatus.CANCELLED

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.taken[begun:] == [
        "cancel_pick_task",
        "clear short_hold",
        *UNDO_ROUND,
        *UNDO_FIRST,
        "cancel_order: changed their mind",
        "release_reservation",
    ]
    assert is_short.closed_rounds == [2, 1]
    assert is_short.open_exceptions == []


async def test_after_it_was_decided_to_ship_short_it_is_too_late_to_cancel(client, is_short):
    is_short.pack = PackTaskStatus.OPEN
    saga = await held(client)
    await saga.execute_update(Saga.ship_short)

    with pytest.raises(WorkflowUpdateFailedError) as answer:
        await saga.execute_update(Saga.cancel, WISH)

    assert refusal_of(answer.value.cause) == "too_late"
    is_short.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)
    assert await saga.result() is Outcome.COMPLETED


async def test_two_people_want_two_things_at_once(client, is_short):
    saga = await held(client)

    answers: list[object] = await asyncio.gather(
        saga.execute_update(Saga.cancel, WISH),
        saga.execute_update(Saga.ship_short),
        return_exceptions=True,
    )

    outcome = await saga.result()
    refusals = [isinstance(answer, WorkflowUpdateFailedError) for answer in answers]
    assert refusals == [outcome is Outcome.COMPLETED, outcome is Outcome.CANCELLED]
    assert is_short.open_exceptions == []


async def test_cancelled_while_the_rest_is_walked_for(client, is_short):
    is_short.pick_in[2] = PickTaskStatus.OPEN
    is_short.reservation_in[2] = ACTIVE
    saga = await start(client, an_order())
    await until_waits_for(saga, "picking")
    begun = len(is_short.taken)

    await saga.execute_update(Saga.cancel, WISH)

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.taken[begun:] == [
        "cancel_pick_task",
        *UNDO_ROUND,
        *UNDO_FIRST,
        "cancel_order: changed their mind",
        "release_reservation",
    ]


async def test_once_a_pick_of_the_rest_is_confirmed_it_is_too_late_to_cancel(client, is_short):
    is_short.pick_in[2] = PickTaskStatus.IN_PROGRESS
    is_short.reservation_in[2] = ACTIVE
    is_short.off_the_shelf = 1
    saga = await start(client, an_order())
    await until_waits_for(saga, "picking")

    with pytest.raises(WorkflowUpdateFailedError) as answer:
        await saga.execute_update(Saga.cancel, WISH)

    assert refusal_of(answer.value.cause) == "too_late"
    is_short.pick_in[2] = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    assert await saga.result() is Outcome.COMPLETED


@pytest.mark.parametrize("limit", [timedelta(0), timedelta(milliseconds=200)])
async def test_past_the_limit_nothing_is_undone_and_stock_still_helps(
    real_temporal, is_short, limit
):
    async with fulfillment_worker(real_temporal, is_short):
        saga = await held(real_temporal, replace(LIMITS, backorder=limit))
        await until(lambda: is_short.tries["read_reservation"] == 2)
        await until_waits_for(saga, "stock_reserved")

        assert is_short.taken == [*UP_TO_BOOKING, *HELD]
        assert is_short.open_exceptions == ["short_hold"]
        is_short.reservation_in[2] = ACTIVE
        await saga.signal(Saga.stock_reserved)
        assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1, 2]


async def test_stock_that_came_while_nobody_signalled_is_seen_at_the_limit(client, is_short):
    saga = await held(client)

    is_short.reservation_in[2] = ACTIVE

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1, 2]


async def test_a_new_worker_takes_the_decision_about_what_another_held(real_temporal, is_short):
    async with fulfillment_worker(real_temporal, is_short):
        saga = await held(real_temporal)
    is_short.taken.clear()

    async with fulfillment_worker(real_temporal, is_short):
        await saga.execute_update(Saga.ship_short)
        assert await saga.result() is Outcome.COMPLETED

    assert is_short.taken == ["clear short_hold", *GIVEN_UP, *FROM_PICKED]


async def test_a_promise_that_breaks_before_it_is_claimed_is_waited_for(client, is_short):
    saga = await held(client)
    is_short.refusals["allocate_stock"] = StockShort("BOLT-M8", 2)
    is_short.reservation_in[2] = ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: is_short.tries["allocate_stock"] == 2)

    assert is_short.open_exceptions == ["short_hold"]
    del is_short.refusals["allocate_stock"]
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1, 2]


async def test_a_promise_given_back_meanwhile_is_the_end(client, is_short):
    saga = await held(client)

    is_short.reservation_in[2] = ReservationStatus.RELEASED
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.CANCELLED
    assert "cancel_order: reservation_released" in is_short.taken
    assert is_short.open_exceptions == []


async def test_goods_of_all_rounds_are_put_back_and_told_together(client, is_short):
    is_short.reservation_in[2] = ACTIVE
    is_short.refusals["create_pack_task"] = StockShort("BOLT-M8", 1)
    is_short.off_the_shelf = 2

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.taken.count("book_picks") == 4
    assert is_short.messages[0] == "5 units to put back: stock_short"


async def test_of_many_lines_some_are_told(client, is_short):
    lines = tuple(StockLine(line_no=no, sku=f"S-{no}", quantity=1) for no in range(1, 9))
    is_short.picked = found(1)
    saga = await start(client, replace(an_order(), lines=lines))
    await until_waits_for(saga, "stock_reserved")

    assert is_short.messages == [
        "not found: 1 x S-2 (line 2), 1 x S-3 (line 3), 1 x S-4 (line 4), 1 x S-5 (line 5),"
        " 1 x S-6 (line 6), units of 2 more lines"
    ]
    await saga.execute_update(Saga.cancel, WISH)
