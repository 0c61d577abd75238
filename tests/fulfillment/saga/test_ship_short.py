"""Held orders that somebody ships without the rest."""

import asyncio
import sys
from pathlib import Path

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.fulfillment.saga.held_orders import (
    ACTIVE,
    FROM_PICKED,
    GIVEN_UP,
    HELD,
    UP_TO_BOOKING,
    found,
    held,
)
from tests.support.fulfillment import an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.calls import refusal_of
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.kernel.ids import round_id
from wms.orders.contracts import LineProgress, Milestone, OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus


async def refused(saga):
    with pytest.raises(WorkflowUpdateFailedError) as answer:
        await saga.execute_update(Saga.ship_short)
    return refusal_of(answer.value.cause)


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


async def test_a_new_worker_takes_the_decision_about_what_another_held(real_temporal, is_short):
    async with fulfillment_worker(real_temporal, is_short):
        saga = await held(real_temporal)
    is_short.taken.clear()

    async with fulfillment_worker(real_temporal, is_short):
        await saga.execute_update(Saga.ship_short)
        assert await saga.result() is Outcome.COMPLETED

    assert is_short.taken == ["clear short_hold", *GIVEN_UP, *FROM_PICKED]


async def test_a_killed_worker_changes_nothing_about_a_held_order(
    real_temporal, is_short, tmp_path
):
    log = tmp_path / "steps"
    log.touch()
    address = real_temporal.service_client.config.target_host
    order = an_order()
    saga = await start(real_temporal, order)
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.saga_process", address, str(log), "none", "1", "2"),
        cwd=Path(__file__).parents[3],
    )
    try:
        await until(lambda: "raise short_hold" in log.read_text())
        await until_waits_for(saga, "stock_reserved")
    finally:
        worker.kill()
        await worker.wait()
    raised = round_id(order.order_id, "exception-short_hold", 1)
    is_short.exceptions[raised] = "short_hold"

    async with fulfillment_worker(real_temporal, is_short):
        await saga.execute_update(Saga.ship_short)
        assert await saga.result() is Outcome.COMPLETED

    assert is_short.taken == ["clear short_hold", *GIVEN_UP, *FROM_PICKED]
    assert is_short.to_pack == {1: 1, 2: 2}
