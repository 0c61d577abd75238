"""Cancelling an order while its saga goes on."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.fulfillment.saga.test_undo import UNDO_PICK, WHY
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.calls import refusal_of
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import ReservationStatus
from wms.orders.contracts import OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import WaveStatus

WISH = NewCancellation(reason=WHY)


@pytest.fixture
def stages(steps):
    """Return how to hold the order in a stage, by what it waits for then."""

    def hold(stage):
        match stage:
            case "stock_reserved":
                steps.reservation = ReservationStatus.WAITING
            case "wave":
                steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
            case "picking":
                steps.pick = PickTaskStatus.OPEN
            case "packing":
                steps.pack = PackTaskStatus.OPEN
            case "shipping":
                steps.shipment = ShipmentStatus.LABELLED
            case _:
                raise ValueError(stage)

    return hold


@pytest.mark.parametrize(
    ("stage", "undone"),
    [
        ("stock_reserved", UNDO_PICK[-2:]),
        ("wave", UNDO_PICK),
        ("picking", UNDO_PICK),
    ],
)
async def test_before_the_first_pick_everything_is_undone(client, steps, stages, stage, undone):
    stages(stage)
    saga = await start(client, an_order())
    await until_waits_for(saga, stage)
    begun = len(steps.taken)

    answer = await saga.execute_update(Saga.cancel, WISH)

    assert answer is OrderStatus.CANCELLED
    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken[begun:] == ["cancel_pick_task", *undone]
    assert (await saga.query(Saga.status)).reason == WHY


async def test_once_a_pick_is_confirmed_it_is_too_late(client, steps, stages):
    stages("picking")
    saga = await start(client, an_order())
    await until_waits_for(saga, "picking")
    begun = list(steps.taken)
    steps.off_the_shelf = 1

    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await saga.execute_update(Saga.cancel, WISH)

    assert refusal_of(refused.value.cause) == "too_late"
    assert steps.taken == begun
    steps.pick = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    assert await saga.result() is Outcome.COMPLETED


@pytest.mark.parametrize("stage", ["packing", "shipping"])
async def test_after_the_picks_it_is_too_late(client, steps, stages, stage):
    stages(stage)
    saga = await start(client, an_order())
    await until_waits_for(saga, stage)

    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await saga.execute_update(Saga.cancel, WISH)

    assert refusal_of(refused.value.cause) == "too_late"
    assert "cancel_pick_task" not in steps.taken


async def test_two_people_cancel_at_once(client, steps, stages):
    stages("wave")
    saga = await start(client, an_order())
    await until_waits_for(saga, "wave")

    first, second = await asyncio.gather(
        saga.execute_update(Saga.cancel, WISH), saga.execute_update(Saga.cancel, WISH)
    )

    assert first is second is OrderStatus.CANCELLED
    assert steps.taken.count(f"cancel_order: {WHY}") == 1


async def test_a_cancellation_from_the_time_without_a_worker_is_done(temporal, steps, stages):
    stages("wave")
    saga = await start(temporal, an_order())
    await saga.signal(Saga.cancellation_requested, WISH)

    async with fulfillment_worker(temporal, steps):
        assert await saga.result() is Outcome.CANCELLED

    assert steps.status is OrderStatus.CANCELLED
    assert "release_reservation" in steps.taken


async def test_a_cancellation_that_comes_too_late_is_answered_in_orders(client, steps, stages):
    stages("packing")
    saga = await start(client, an_order())
    await until_waits_for(saga, "packing")

    await saga.signal(Saga.cancellation_requested, WISH)
    await until(lambda: "refuse_cancellation: too_late" in steps.taken)
    steps.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)

    assert await saga.result() is Outcome.COMPLETED
