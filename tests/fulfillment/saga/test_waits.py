"""Waiting: for stock, for a wave, for the floor, for the carrier."""

from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio import activity

from tests.fulfillment.saga.test_forward import FORWARD
from tests.support.fake_steps import FakeSteps
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import OrderRound, Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import ReservationStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import QueuedOrder, WaveStatus

SIGNALS = (
    Saga.stock_reserved,
    Saga.wave_assigned,
    Saga.wave_unassigned,
    Saga.wave_released,
    Saga.picking_started,
    Saga.pick_completed,
    Saga.pack_completed,
    Saga.shipment_shipped,
)


@pytest.fixture
def busy(steps):
    """A warehouse in which nothing is ready."""
    steps.wave_id, steps.wave_status = None, None
    steps.pick = PickTaskStatus.OPEN
    steps.pack = PackTaskStatus.OPEN
    steps.shipment = ShipmentStatus.LABELLED
    return steps


async def test_each_signal_brings_the_order_on(client, busy):
    saga = await start(client, an_order())

    await until_waits_for(saga, "wave")
    busy.wave_id, busy.wave_status = WAVE, WaveStatus.PLANNED
    await saga.signal(Saga.wave_assigned)
    await until(lambda: "record_wave_assigned" in busy.taken)
    busy.wave_status = WaveStatus.RELEASED
    await saga.signal(Saga.wave_released)
    await until_waits_for(saga, "picking")
    busy.pick = PickTaskStatus.IN_PROGRESS
    await saga.signal(Saga.picking_started)
    await until(lambda: "record_picking_started" in busy.taken)
    busy.pick = PickTaskStatus.COMPLETED
    await saga.signal(Saga.pick_completed)
    await until_waits_for(saga, "packing")
    busy.pack = PackTaskStatus.PACKED
    await saga.signal(Saga.pack_completed)
    await until_waits_for(saga, "shipping")
    busy.shipment = ShipmentStatus.SHIPPED
    await saga.signal(Saga.shipment_shipped)

    assert await saga.result() is Outcome.COMPLETED
    forward = list(FORWARD)
    forward.insert(forward.index("book_picks"), "record_picking_started")
    assert busy.taken == forward


async def test_signals_that_come_before_the_first_step_do_no_harm(temporal, busy):
    saga = await start(temporal, an_order())
    for signal in SIGNALS * 2:
        await saga.signal(signal)

    async with fulfillment_worker(temporal, busy):
        await until_waits_for(saga, "wave")

    assert "allocate_stock" not in busy.taken


async def test_doubled_and_foreign_signals_change_nothing(client, busy):
    saga = await start(client, an_order())
    await until_waits_for(saga, "wave")
    before = list(busy.taken)

    for signal in SIGNALS * 2:
        await saga.signal(signal)

    await until_waits_for(saga, "wave")
    assert busy.taken == before


async def test_a_missed_wave_is_put_before_a_person_and_the_order_goes_on(client, busy):
    busy.wave_id = WAVE
    saga = await start(client, an_order(replace(LIMITS, wave=timedelta(seconds=1))))
    await until(lambda: "wave_overdue" in busy.open_exceptions)
    assert "release_reservation" not in busy.taken

    busy.wave_status = WaveStatus.RELEASED
    busy.pick, busy.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    busy.shipment = ShipmentStatus.SHIPPED
    await saga.signal(Saga.wave_released)

    assert await saga.result() is Outcome.COMPLETED
    assert busy.cleared == ["wave_overdue"]
    assert busy.open_exceptions == []


async def test_lost_signals_only_cost_time(client, busy):
    """Each limit makes the saga look for itself, and it goes on from what it sees."""
    saga = await start(client, an_order())
    await until_waits_for(saga, "wave")
    busy.wave_id, busy.wave_status = WAVE, WaveStatus.RELEASED
    busy.pick, busy.pack = PickTaskStatus.COMPLETED, PackTaskStatus.PACKED
    busy.shipment = ShipmentStatus.SHIPPED

    assert await saga.result() is Outcome.COMPLETED
    assert [step for step in busy.taken if step in FORWARD] == FORWARD


async def test_an_order_without_stock_waits_for_it(client, steps):
    steps.reservation = ReservationStatus.WAITING
    saga = await start(client, an_order())
    await until_waits_for(saga, "stock_reserved")
    assert steps.taken[-1] == "record_backordered"

    steps.reservation = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == [
        *FORWARD[: FORWARD.index("record_reserved")],
        "record_backordered",
        *FORWARD[FORWARD.index("record_reserved") :],
    ]


@pytest.mark.parametrize("limit", [timedelta(0), timedelta(days=3)])
async def test_an_order_whose_stock_never_comes_is_cancelled(client, steps, limit):
    steps.reservation = ReservationStatus.WAITING

    saga = await start(client, an_order(replace(LIMITS, backorder=limit)))

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken[-2:] == ["cancel_order: stock_short", "release_reservation"]
    assert ("record_backordered" in steps.taken) is bool(limit)


async def test_a_carrier_that_is_away_undoes_nothing(client, steps):
    steps.failures["buy_label"] = 12

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert [step for step in steps.taken if step in FORWARD] == FORWARD
    assert steps.tries["buy_label"] == 13
    assert steps.taken.count("raise carrier_unavailable") == 1
    assert steps.cleared == ["carrier_unavailable"]


async def test_a_step_on_a_database_that_is_away_is_tried_until_it_is_back(client, steps):
    steps.failures["reserve_stock"] = 10

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert steps.done == FORWARD


class LateWave(FakeSteps):
    """A warehouse that releases its wave without telling anybody, once it was looked at often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.wave_status, self.looks = WaveStatus.PLANNED, looks

    @activity.defn
    def read_queue(self, query: OrderRound) -> QueuedOrder:
        self.looks -= 1
        if self.looks == 0:
            self.wave_status = WaveStatus.RELEASED
        return super().read_queue(query)


async def test_past_its_limit_a_wait_looks_again_ever_more_slowly(temporal):
    steps = LateWave(looks=8)
    async with fulfillment_worker(temporal, steps):
        saga = await start(temporal, an_order())

        assert await saga.result() is Outcome.COMPLETED

    history = await saga.fetch_history()
    timers = [
        event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
        for event in history.events
        if event.HasField("timer_started_event_attributes")
    ]
    hour = timedelta(hours=1)
    looks = [hour / 4, hour / 2, hour, 2 * hour, 4 * hour, 4 * hour, 4 * hour]
    assert timers == [LIMITS.wave, *looks]
    assert steps.taken.count("raise wave_overdue") == 1
