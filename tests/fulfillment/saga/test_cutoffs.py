"""The limits of an order that is in a wave are the earlier of its limits and the cut-off."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.contracts import ReservationStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import WaveStatus

SOON = timedelta(seconds=1)


@pytest.fixture
def waiting(steps):
    """A warehouse in which a wave is planned, once there is stock, and nothing goes on."""
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    steps.reservation = ReservationStatus.WAITING
    return steps


async def begin(client, steps, cutoff_in, limits=LIMITS):
    """Start a saga whose wave has a cut-off, by the clock of the server."""
    saga = await start(client, an_order(limits))
    steps.cutoff_at = (await saga.describe()).start_time + cutoff_in
    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)
    return saga


@pytest.mark.parametrize(
    ("hold_back", "overdue"),
    [
        ({}, "wave_overdue"),
        ({"wave_status": WaveStatus.RELEASED, "pick": PickTaskStatus.OPEN}, "pick_overdue"),
        ({"wave_status": WaveStatus.RELEASED, "pack": PackTaskStatus.OPEN}, "pack_overdue"),
        (
            {"wave_status": WaveStatus.RELEASED, "shipment": ShipmentStatus.LABELLED},
            "ship_overdue",
        ),
    ],
)
async def test_at_the_cut_off_an_exception_is_raised_whatever_the_limit(
    client, waiting, hold_back, overdue
):
    for what, how in hold_back.items():
        setattr(waiting, what, how)
    saga = await begin(client, waiting, SOON)

    await until(lambda: waiting.open_exceptions == [overdue])

    cutoff = f"{waiting.cutoff_at:%Y-%m-%d %H:%M}"
    (told,) = waiting.messages
    assert told.endswith(f", and its truck left at {cutoff} UTC")
    history = await saga.fetch_history()
    assert history.events[-1].event_time.ToDatetime(UTC) >= waiting.cutoff_at


async def test_a_limit_before_the_cut_off_is_still_the_limit(client, waiting):
    await begin(client, waiting, timedelta(hours=1), replace(LIMITS, wave=SOON))

    await until(lambda: waiting.open_exceptions == ["wave_overdue"])

    assert waiting.messages == ["waits for wave longer than 0:00:01"]


async def test_a_cut_off_that_comes_to_be_known_during_the_wait_counts(client, waiting):
    waiting.wave_id = waiting.wave_status = None
    saga = await begin(client, waiting, SOON)
    await until_waits_for(saga, "wave")
    assert waiting.open_exceptions == []

    waiting.wave_id, waiting.wave_status = WAVE, WaveStatus.PLANNED
    await saga.signal(Saga.wave_assigned)

    await until(lambda: waiting.open_exceptions == ["wave_overdue"])
    assert "its truck left at" in waiting.messages[0]


async def test_a_cut_off_is_forgotten_with_its_wave(client, waiting):
    saga = await begin(client, waiting, timedelta(hours=1), replace(LIMITS, wave=SOON * 4))
    await until(lambda: "record_wave_assigned" in waiting.taken)
    waiting.cutoff_at -= timedelta(hours=1) - SOON * 2
    await saga.signal(Saga.wave_assigned)

    waiting.wave_id = waiting.wave_status = waiting.cutoff_at = None
    waiting.assignment_no = 2
    await saga.signal(Saga.wave_unassigned)

    await until(lambda: waiting.open_exceptions == ["wave_overdue"])
    assert waiting.messages == ["waits for wave longer than 0:00:04"]


async def test_after_the_cut_off_the_order_is_still_shipped(client, waiting):
    waiting.wave_status, waiting.pick = WaveStatus.RELEASED, PickTaskStatus.OPEN
    saga = await begin(client, waiting, -SOON)
    await until(lambda: waiting.open_exceptions == ["pick_overdue"])

    waiting.pick = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)

    assert await saga.result() is Outcome.COMPLETED
    assert waiting.open_exceptions == []


async def test_a_cut_off_cancels_nobody_who_waits_for_stock(client, waiting):
    waiting.wave_status = WaveStatus.RELEASED
    waiting.refusals["allocate_stock"] = StockShort("BOLT-M8", 3)
    saga = await begin(client, waiting, SOON)
    waiting.reservation = ReservationStatus.WAITING

    assert await saga.result() is Outcome.CANCELLED

    first, *_, last = (await saga.fetch_history()).events
    assert last.event_time.ToDatetime() - first.event_time.ToDatetime() >= LIMITS.backorder
