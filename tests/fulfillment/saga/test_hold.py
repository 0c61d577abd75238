"""Orders that ship complete and of which not all was found: they wait for the rest."""

import gc
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.held_orders import (
    ACTIVE,
    FROM_PICKED,
    HELD,
    UP_TO_BOOKING,
    WALK,
    WALKED,
    WISH,
    found,
    held,
)
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.contracts import ReservationStatus, StockLine
from wms.orders.contracts import LineProgress, Milestone, OrderStatus
from wms.picking.contracts import PickTaskStatus


async def test_it_waits_before_a_person_and_says_for_what(client, is_short):
    saga = await held(client)

    assert is_short.taken == [*UP_TO_BOOKING, *HELD]
    assert is_short.asked_in[2] == {1: 2}
    assert is_short.takes_part is False
    assert is_short.open_exceptions == ["short_hold"]
    assert is_short.messages == ["not found: 2 x BOLT-M8 (line 1)"]
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


async def test_that_picking_started_is_recorded_once(client, is_short):
    is_short.pick = PickTaskStatus.IN_PROGRESS
    saga = await start(client, an_order())
    await until_waits_for(saga, "picking")
    is_short.pick = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    await until(lambda: is_short.open_exceptions == ["short_hold"])

    assert is_short.taken.count("record_picking_started") == 1
    await saga.execute_update(Saga.cancel, WISH)


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


async def test_nothing_found_and_all_of_it_in_the_next_round(client, is_short):
    is_short.picked = found(0, 0)
    is_short.picked_in = {2: found(3, 2)}
    is_short.reservation_in[2] = ACTIVE

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [2]
    assert is_short.closed_rounds == [1]
    assert is_short.to_pack == {1: 3, 2: 2}


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


async def test_a_reservation_withdrawn_before_allocation_is_waited_for(client, is_short):
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


async def test_a_reservation_released_meanwhile_is_the_end(client, is_short):
    saga = await held(client)

    is_short.reservation_in[2] = ReservationStatus.RELEASED
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.CANCELLED
    assert "cancel_order: reservation_released" in is_short.taken
    assert is_short.open_exceptions == []


async def test_of_many_lines_some_are_listed(client, is_short):
    lines = tuple(StockLine(line_no=no, sku=f"S-{no}", quantity=1) for no in range(1, 9))
    is_short.picked = found(1)
    saga = await start(client, replace(an_order(), lines=lines))
    await until_waits_for(saga, "stock_reserved")

    assert is_short.messages == [
        "not found: 1 x S-2 (line 2), 1 x S-3 (line 3), 1 x S-4 (line 4), 1 x S-5 (line 5),"
        " 1 x S-6 (line 6), units of 2 more lines"
    ]
    await saga.execute_update(Saga.cancel, WISH)


async def test_a_worker_that_stops_forgets_a_held_order_quietly(
    real_temporal, is_short, monkeypatch
):
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    async with fulfillment_worker(real_temporal, is_short):
        await held(real_temporal)

    gc.collect()

    assert complaints == []
    assert is_short.open_exceptions == ["short_hold"]
