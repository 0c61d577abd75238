"""Orders whose run was lost: the next attempt goes on from what is the case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.held_orders import found
from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDO_PACK, UNDO_PICK
from tests.support.fulfillment import LIMITS, an_order, until
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.contracts.states import FoundWork, StagedUnits
from wms.fulfillment.saga.runs.start import saga_of, start, start_again
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow import attempts as trying
from wms.inventory.contracts import ReservationStatus
from wms.kernel.errors import DomainError
from wms.orders.contracts import OrderStatus
from wms.waving.contracts import WaveStatus


def staged(round_no, *quantities):
    """Return what a round put in staging of each line."""
    return tuple(
        StagedUnits(round_no=round_no, line_no=no, quantity=quantity)
        for no, quantity in enumerate(quantities, start=1)
    )


ALL, SOME = staged(1, 3, 2), staged(1, 1, 2)
NOTHING = FoundWork(
    status=OrderStatus.VALIDATED,
    round_no=1,
    staged=(),
    is_recorded_picked=False,
    has_left=False,
    wave_id=None,
    tracking_numbers=(),
)
PICKED = replace(NOTHING, status=OrderStatus.PICKED, staged=ALL, is_recorded_picked=True)


def not_closing(undos):
    return [undo for undo in undos if not undo.startswith("cancel_order")]


async def again(client, steps, work, *, attempt=2, **changes):
    """Start an order again of which this is found."""
    steps.found = work
    order = replace(an_order(), attempt=attempt, **changes)
    await start_again(client, order)
    return saga_of(client, order.order_id)


async def test_an_order_of_which_little_was_done_goes_through_it_again(client, steps):
    saga = await again(client, steps, NOTHING)

    assert await saga.result() == Outcome.COMPLETED
    assert steps.taken == FORWARD


async def test_an_order_that_is_picked_is_packed(client, steps):
    saga = await again(client, steps, PICKED)

    assert await saga.result() == Outcome.COMPLETED
    assert steps.taken == FORWARD[FORWARD.index("create_pack_task") :]
    assert steps.to_pack == {1: 3, 2: 2}
    assert steps.shipped_rounds == [1]


async def test_an_order_that_is_picked_knows_how_to_undo_what_others_did(client, steps):
    steps.refusals["create_pack_task"] = DomainError("the round is closed")

    saga = await again(client, steps, PICKED)

    assert await saga.result() == Outcome.CANCELLED
    assert steps.taken == ["void_label", "cancel_shipment", *UNDO_PACK]


async def test_whoever_cancels_while_the_work_is_read_has_it_undone(real_temporal, steps):
    order = replace(an_order(), attempt=2)
    await start_again(real_temporal, order, cancels="changed their mind")

    async with fulfillment_worker(real_temporal, steps):
        saga = saga_of(real_temporal, order.order_id)
        assert await saga.result() == Outcome.CANCELLED

    undone = not_closing(UNDO_PICK)
    assert [step for step in steps.taken if step in undone] == ["cancel_pick_task", *undone]
    assert "cancel_order: changed their mind" in steps.taken


async def test_goods_that_have_left_are_booked_and_nothing_is_undone(client, steps, monkeypatch):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", timedelta(milliseconds=20))
    steps.refusals["book_shipment"] = DomainError("not yet")
    left = replace(PICKED, has_left=True, tracking_numbers=("T-7",))

    saga = await again(client, steps, left)
    await until(lambda: steps.open_exceptions == ["shipment_not_booked"])
    steps.refusals.clear()

    assert await saga.result() == Outcome.COMPLETED
    assert steps.done == FORWARD[FORWARD.index("book_shipment") :]
    assert steps.tracking_numbers == ("T-7",)


@pytest.mark.parametrize("status", [OrderStatus.CANCELLED, OrderStatus.REJECTED])
async def test_an_order_that_was_closed_halfway_is_undone_to_the_end(client, steps, status):
    saga = await again(client, steps, replace(NOTHING, status=status, round_no=2))

    assert await saga.result() == status.value
    second = ["cancel_pick_task", "deallocate_stock", "release_reservation"]
    assert steps.taken == [*second, *not_closing(UNDO_PICK)]
    assert steps.closed_rounds == [2, 1]


async def test_an_order_that_has_left_is_left_alone(client, steps):
    saga = await again(client, steps, replace(PICKED, status=OrderStatus.COMPLETED))

    assert await saga.result() == Outcome.FINISHED_BEFORE
    assert steps.taken == []


@pytest.mark.parametrize("status", [ReservationStatus.ACTIVE, ReservationStatus.CONSUMED])
async def test_an_order_in_its_second_round_goes_on_in_it(client, steps, status):
    steps.reservation_in = {2: status}
    steps.picked_in = {2: found(2)}
    # The walk of the second round is over; whether it was booked, nobody knows.
    second = staged(2, 2)

    saga = await again(client, steps, replace(NOTHING, round_no=2, staged=(*SOME, *second)))

    assert await saga.result() == Outcome.COMPLETED
    assert steps.asked_in == {2: {1: 2}}
    assert steps.to_pack == {1: 3, 2: 2}
    assert steps.shipped_rounds == [1, 2]


async def test_the_exceptions_of_an_attempt_are_not_those_of_the_one_before(client, steps):
    steps.wave_status = WaveStatus.PLANNED
    limits = replace(LIMITS, wave=timedelta(seconds=1))
    order = an_order(limits)
    first = await start(client, order)
    await until(lambda: steps.open_exceptions == ["wave_overdue"])
    await first.terminate()
    (told,) = steps.exceptions

    steps.found = NOTHING
    await start_again(client, replace(order, attempt=2))
    await until(lambda: len(steps.exceptions) == 2)

    assert set(steps.exceptions.values()) == {"wave_overdue"}
    assert told in steps.exceptions
    await saga_of(client, order.order_id).terminate()
