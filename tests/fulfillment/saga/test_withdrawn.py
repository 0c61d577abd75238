"""Promises that were withdrawn before their goods were claimed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDO_QUEUE
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.contracts import ReservationStatus
from wms.orders.contracts import OrderStatus
from wms.waving.contracts import WaveStatus

BEFORE = FORWARD[: FORWARD.index("allocate_stock")]
AFTER = FORWARD[FORWARD.index("allocate_stock") :]
UNDO_PICK = ["cancel_pick_task", "deallocate_stock", *UNDO_QUEUE[:1]]


async def begun(client, steps, limits=LIMITS):
    """Bring an order into a wave; what it is promised breaks before the wave is released."""
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    saga = await start(client, an_order(limits))
    await until_waits_for(saga, "wave")
    steps.reservation = ReservationStatus.WAITING
    steps.refusals["allocate_stock"] = StockShort("BOLT-M8", 3)
    steps.wave_status = WaveStatus.RELEASED
    await saga.signal(Saga.wave_released)
    return saga


def bring_stock(steps):
    steps.reservation = ReservationStatus.ACTIVE
    del steps.refusals["allocate_stock"]


async def test_waits_for_stock_before_a_person_and_goes_on(client, steps):
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")
    assert steps.open_exceptions == ["stock_withdrawn"]
    status = await saga.query(Saga.status)
    assert (status.status, status.wave_id) == (OrderStatus.WAVE_ASSIGNED, WAVE)

    bring_stock(steps)
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == [
        *BEFORE,
        "raise stock_withdrawn",
        "allocate_stock",
        "clear stock_withdrawn",
        *AFTER[1:],
    ]
    assert steps.open_exceptions == []


async def test_a_signal_too_many_changes_nothing(client, steps):
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")
    for _ in range(3):
        await saga.signal(Saga.stock_reserved)
    await until_waits_for(saga, "stock_reserved")
    assert steps.tries["allocate_stock"] == 1

    bring_stock(steps)
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED


async def test_goods_that_break_again_are_waited_for_again(client, steps):
    """What is promised once more may be gone once more before it is claimed."""
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    await until(lambda: steps.tries["allocate_stock"] == 2)

    bring_stock(steps)
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken.count("raise stock_withdrawn") == 1
    assert steps.open_exceptions == []


async def test_stock_that_came_while_nobody_signalled_is_seen_at_the_limit(client, steps):
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")

    bring_stock(steps)

    assert await saga.result() is Outcome.COMPLETED


@pytest.mark.parametrize("limit", [timedelta(0), timedelta(days=3)])
async def test_past_the_limit_the_order_is_cancelled(client, steps, limit):
    saga = await begun(client, steps, replace(LIMITS, backorder=limit))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.done[-5:] == [
        *UNDO_PICK,
        "cancel_order: stock_short",
        "release_reservation",
    ]
    assert ("raise stock_withdrawn" in steps.taken) is bool(limit)
    assert steps.open_exceptions == []


async def test_it_can_be_cancelled_meanwhile(client, steps):
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")

    await saga.execute_update(Saga.cancel, NewCancellation(reason="changed their mind"))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.done[-5:] == [
        *UNDO_PICK,
        "cancel_order: changed their mind",
        "release_reservation",
    ]
    assert steps.open_exceptions == []


async def test_a_reservation_released_meanwhile_is_the_end(client, steps):
    saga = await begun(client, steps)
    await until_waits_for(saga, "stock_reserved")

    steps.reservation = ReservationStatus.RELEASED
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.CANCELLED
    assert "cancel_order: reservation_released" in steps.taken
    assert steps.open_exceptions == []
