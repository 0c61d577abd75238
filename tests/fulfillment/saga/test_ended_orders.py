"""Orders that somebody ends beside their saga: whichever step learns of it ends the run."""

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDOS
from tests.support.fulfillment import an_order, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import StockLine
from wms.orders.contracts import OrderStatus, ShippingPolicy
from wms.packing.contracts import PackTaskStatus
from wms.waving.contracts import WaveStatus

STEPS = [step for step in FORWARD if step.startswith("record_")][:-2]


def undone_at(step):
    """Return the undos of what came before a step; the order itself is closed already."""
    return [undo for undo in UNDOS[step] if not undo.startswith("cancel_order")]


@pytest.mark.parametrize("step", STEPS)
async def test_a_cancelled_order_that_a_step_answers_ends_the_run_and_is_undone(
    client, steps, step
):
    steps.ended_at[step] = OrderStatus.CANCELLED

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken == [*FORWARD[: FORWARD.index(step) + 1], *undone_at(step)]
    status = await saga.query(Saga.status)
    assert (status.status, status.reason) == (OrderStatus.CANCELLED, "order_finished")


@pytest.mark.parametrize("step", STEPS)
async def test_a_completed_order_that_a_step_answers_ends_the_run_and_nothing_is_undone(
    client, steps, step
):
    steps.ended_at[step] = OrderStatus.COMPLETED

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.FINISHED_BEFORE
    assert steps.taken == FORWARD[: FORWARD.index(step) + 1]


async def test_an_order_that_ends_before_it_is_split_is_not_picked(client, steps):
    steps.promised = (StockLine(line_no=1, sku="BOLT-M8", quantity=2),)
    steps.ended_at["split_order"] = OrderStatus.CANCELLED

    saga = await start(client, an_order(policy=ShippingPolicy.SHIP_PARTIAL))

    assert await saga.result() is Outcome.CANCELLED
    before = [*FORWARD[: FORWARD.index("record_reserved")], "split_order"]
    assert steps.taken == [*before, "release_reservation"]


async def test_an_order_that_ends_before_the_rest_of_it_is_split_off_is_not_packed(client, steps):
    steps.picked = (PickedUnits(line_no=1, quantity=3), PickedUnits(line_no=2, quantity=0))
    steps.ended_at["split_order"] = OrderStatus.CANCELLED

    saga = await start(client, an_order(policy=ShippingPolicy.SHIP_PARTIAL_BACKORDER))

    assert await saga.result() is Outcome.CANCELLED
    assert "create_pack_task" not in steps.taken
    assert steps.taken[-1] == "release_reservation"


async def test_an_order_that_ends_while_a_cancellation_is_refused_ends_its_wait(client, steps):
    steps.pack = PackTaskStatus.OPEN
    steps.ended_at["refuse_cancellation"] = OrderStatus.CANCELLED
    saga = await start(client, an_order())
    await until_waits_for(saga, "packing")

    await saga.signal(Saga.cancellation_requested, NewCancellation(reason="late"))

    assert await saga.result() is Outcome.CANCELLED
    undone = [undo for undo in UNDOS["record_packed"] if not undo.startswith("cancel_order")]
    assert steps.taken[-len(undone) - 1 :] == ["refuse_cancellation: too_late", *undone]


async def test_an_order_that_ends_while_it_leaves_its_wave_waits_for_no_other(client, steps):
    steps.wave_status = WaveStatus.PLANNED
    steps.ended_at["unassign_wave"] = OrderStatus.CANCELLED
    saga = await start(client, an_order())
    await until_waits_for(saga, "wave")

    steps.wave_id, steps.wave_status, steps.assignment_no = None, None, 2
    await saga.signal(Saga.wave_unassigned)

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken[-len(undone_at("allocate_stock")) - 1 :] == [
        "unassign_wave",
        *undone_at("allocate_stock"),
    ]
