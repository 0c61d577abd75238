"""Held orders that are cancelled: everything of every round is undone."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.fulfillment.saga.held_orders import ACTIVE, UNDO_FIRST, UNDO_ROUND, WISH, found, held
from tests.support.fulfillment import an_order, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.calls import refusal_of
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.orders.contracts import OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus


async def test_an_order_of_which_nothing_was_found_is_held_and_only_cancelled(client, is_short):
    is_short.picked = found(0, 0)
    is_short.picked_in = {2: found(3, 2)}
    saga = await held(client)

    assert is_short.asked_in[2] == {1: 3, 2: 2}
    with pytest.raises(WorkflowUpdateFailedError) as answer:
        await saga.execute_update(Saga.ship_short)
    assert refusal_of(answer.value.cause) == "nothing_picked"
    await saga.execute_update(Saga.cancel, WISH)

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.closed_rounds == [1, 2, 1]
    assert is_short.open_exceptions == []


async def test_cancelled_while_held_everything_of_every_round_is_undone(client, is_short):
    saga = await held(client)
    begun = len(is_short.done)

    assert await saga.execute_update(Saga.cancel, WISH) is OrderStatus.CANCELLED

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.done[begun:] == [
        "cancel_pick_task",
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


async def test_goods_of_all_rounds_are_put_back_in_one_exception(client, is_short):
    is_short.reservation_in[2] = ACTIVE
    is_short.refusals["create_pack_task"] = StockShort("BOLT-M8", 1)
    is_short.off_the_shelf = 2

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.CANCELLED
    assert is_short.taken.count("book_picks") == 4
    assert is_short.messages[0] == "5 units to put back: stock_short"
