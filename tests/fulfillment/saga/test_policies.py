"""Orders that go on with a part of what was asked, as their policy says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.support.fulfillment import LIMITS, an_order, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import ReservationStatus, StockLine
from wms.kernel.errors import DomainError
from wms.orders.contracts import LineProgress, Milestone, ShippingPolicy

COMPLETE = ShippingPolicy.SHIP_COMPLETE
PARTIAL = ShippingPolicy.SHIP_PARTIAL
BACKORDER = ShippingPolicy.SHIP_PARTIAL_BACKORDER
TWO_BOLTS = (StockLine(line_no=1, sku="BOLT-M8", quantity=2),)


def split_before(step: str) -> list[str]:
    """Return the way of an order that is split just before a step."""
    return [*FORWARD[: FORWARD.index(step)], "split_order", *FORWARD[FORWARD.index(step) :]]


@pytest.mark.parametrize("policy", ShippingPolicy)
async def test_an_order_that_can_have_everything_is_not_split(client, steps, policy):
    saga = await start(client, an_order(policy=policy))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == FORWARD
    assert steps.takes_part is (policy is not COMPLETE)


async def test_lines_in_another_order_are_no_split(client, steps):
    steps.promised = tuple(reversed(steps.promised))

    saga = await start(client, an_order(policy=PARTIAL))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.kept == []


@pytest.mark.parametrize("policy", [PARTIAL, BACKORDER])
async def test_goes_on_with_what_is_promised(client, steps, policy):
    steps.promised = TWO_BOLTS
    steps.picked = (PickedUnits(line_no=1, quantity=2),)

    saga = await start(client, an_order(policy=policy))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == split_before("record_reserved")
    assert steps.kept == [{1: 2}]
    assert steps.to_pack == {1: 2}
    assert steps.progress[Milestone.SHIPPED] == (
        LineProgress(line_no=1, picked=2, packed=2, shipped=2),
    )


async def test_a_complete_order_asks_for_no_part(client, steps):
    steps.promised = TWO_BOLTS

    saga = await start(client, an_order(policy=COMPLETE))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.takes_part is False
    assert steps.kept == []


async def test_what_a_short_pick_leaves_is_the_childs(client, steps):
    steps.picked = (PickedUnits(line_no=1, quantity=1), PickedUnits(line_no=2, quantity=0))

    saga = await start(client, an_order(policy=BACKORDER))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == split_before("record_picked")
    assert steps.kept == [{1: 1}]
    assert steps.progress[Milestone.PICKED] == (LineProgress(line_no=1, picked=1),)


async def test_what_a_short_pick_leaves_of_a_partial_order_is_closed(client, steps):
    steps.promised = TWO_BOLTS
    steps.picked = (PickedUnits(line_no=1, quantity=1),)

    saga = await start(client, an_order(policy=PARTIAL))

    assert await saga.result() is Outcome.COMPLETED
    assert steps.kept == [{1: 2}]
    assert steps.progress[Milestone.PICKED] == (LineProgress(line_no=1, picked=1, short_closed=1),)


@pytest.mark.parametrize("policy", [PARTIAL, BACKORDER])
async def test_an_order_that_can_have_nothing_waits_and_takes_what_comes(client, steps, policy):
    steps.reservation = ReservationStatus.WAITING
    saga = await start(client, an_order(policy=policy))
    await until_waits_for(saga, "stock_reserved")
    assert steps.kept == []

    steps.reservation, steps.promised = ReservationStatus.ACTIVE, TWO_BOLTS
    steps.picked = (PickedUnits(line_no=1, quantity=2),)
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert steps.kept == [{1: 2}]


@pytest.mark.parametrize("limit", [timedelta(0), timedelta(days=3)])
async def test_an_order_that_can_have_nothing_is_cancelled_in_the_end(client, steps, limit):
    steps.reservation = ReservationStatus.WAITING

    saga = await start(client, an_order(replace(LIMITS, backorder=limit), policy=PARTIAL))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken[-2:] == ["cancel_order: stock_short", "release_reservation"]
    assert ("record_backordered" in steps.taken) is bool(limit)
    assert steps.kept == []


async def test_a_refused_split_undoes_what_came_before(client, steps):
    steps.promised = TWO_BOLTS
    steps.refusals["split_order"] = DomainError("no")

    saga = await start(client, an_order(policy=BACKORDER))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken[-2:] == ["cancel_order: refused", "release_reservation"]
    assert "record_reserved" not in steps.taken


async def test_a_cancelled_order_is_not_split(client, steps):
    steps.reservation = ReservationStatus.WAITING
    saga = await start(client, an_order(policy=BACKORDER))
    await until_waits_for(saga, "stock_reserved")

    steps.promised = TWO_BOLTS
    await saga.execute_update(Saga.cancel, NewCancellation(reason="changed their mind"))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.kept == []
