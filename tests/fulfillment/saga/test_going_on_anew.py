"""Runs whose history is long: another one goes on where they were, and nobody notices."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.held_orders import UP_TO_BOOKING, WISH
from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDO_PICK, UNDO_QUEUE
from tests.support.fulfillment import LIMITS, an_order, until, until_waits_for
from wms.fulfillment.actors import ACTOR
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow import attempts as trying
from wms.fulfillment.saga.workflow.search import ORDER_STATUS
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.inventory.contracts import ReservationStatus
from wms.kernel.errors import DomainError
from wms.orders.contracts import OrderStatus
from wms.packing.contracts import PackTaskStatus
from wms.picking.contracts import PickTaskStatus
from wms.platform.current_actor import acting, current_actor
from wms.shipping.contracts import ShipmentStatus
from wms.waving.contracts import WaveStatus

FEW = 80
SHORT = replace(LIMITS, events=FEW)
MOMENT = timedelta(milliseconds=20)
RESTLESS = replace(
    LIMITS,
    events=FEW,
    wave=MOMENT,
    floor=MOMENT,
    first_look=MOMENT,
    longest_look=timedelta(milliseconds=100),
)


@pytest.fixture
async def client(real_temporal, steps):
    """Connect to a complete server, with a worker running."""
    async with fulfillment_worker(real_temporal, steps):
        yield real_temporal


@pytest.fixture
def actors(steps, monkeypatch):
    """For whom each step is taken."""
    heard: dict[str, set[str]] = {}
    take = steps._take

    def _take(name, entry=""):
        heard.setdefault(name, set()).add(current_actor())
        take(name, entry)

    monkeypatch.setattr(steps, "_take", _take)
    return heard


async def run_of(saga):
    return (await saga.describe()).run_id


async def until_another_run_goes_on(saga, *, poke=None):
    """Return once the run has handed over, by itself or because it is told of news again."""
    first = await run_of(saga)
    while await run_of(saga) == first:
        if poke is not None:
            await saga.signal(poke)


def hold_at(steps, stage):
    """Hold an order in a stage; return its signal, what is repeated, and how to let it go."""
    match stage:
        case "wave":
            steps.wave_status = WaveStatus.PLANNED
            return Saga.wave_released, ["queue_order"], ("wave_status", WaveStatus.RELEASED)
        case "picking":
            steps.pick = PickTaskStatus.OPEN
            repeated = ["allocate_stock", "open_pick_task"]
            return Saga.pick_completed, repeated, ("pick", PickTaskStatus.COMPLETED)
        case "packing":
            steps.pack = PackTaskStatus.OPEN
            return Saga.pack_completed, ["create_pack_task"], ("pack", PackTaskStatus.PACKED)
        case _:
            steps.shipment = ShipmentStatus.LABELLED
            repeated = ["create_shipment", "buy_label"]
            return Saga.shipment_shipped, repeated, ("shipment", ShipmentStatus.SHIPPED)


@pytest.mark.parametrize("stage", ["wave", "picking", "packing", "shipping"])
async def test_an_order_goes_on_where_it_waits(client, steps, stage):
    signal, repeated, ready = hold_at(steps, stage)
    saga = await start(client, an_order(SHORT))
    await until_waits_for(saga, stage)
    before = list(steps.taken)

    await until_another_run_goes_on(saga, poke=signal)
    await until_waits_for(saga, stage)
    again = steps.taken[len(before) :]
    assert again[: len(repeated)] == repeated
    assert set(again) == set(repeated)
    status = await saga.query(Saga.status)
    assert (status.status, status.wave_id) == (steps.status, steps.wave_id)
    setattr(steps, *ready)
    await saga.signal(signal)

    assert await saga.result() is Outcome.COMPLETED
    assert list(dict.fromkeys(steps.taken)) == FORWARD
    remembered = await saga.query(Saga.steps)
    assert list(dict.fromkeys(remembered))[:-1] == FORWARD[: FORWARD.index("record_shipped")]


async def test_it_still_knows_how_to_undo_everything(client, steps):
    signal, _, _ = hold_at(steps, "picking")
    saga = await start(client, an_order(SHORT))
    await until_waits_for(saga, "picking")
    await until_another_run_goes_on(saga, poke=signal)
    await until_waits_for(saga, "picking")

    assert await saga.execute_update(Saga.cancel, WISH) is OrderStatus.CANCELLED

    assert await saga.result() is Outcome.CANCELLED
    undone = [step for step in UNDO_PICK if not step.startswith("cancel_order")]
    assert [step for step in steps.taken if step in undone] == ["cancel_pick_task", *undone]


async def test_a_held_order_still_waits_for_the_rest_in_its_round(client, is_short):
    saga = await start(client, an_order(SHORT))
    await until(lambda: is_short.open_exceptions == ["short_hold"])
    await until_another_run_goes_on(saga, poke=Saga.stock_reserved)
    await until_waits_for(saga, "stock_reserved")
    assert is_short.open_exceptions == ["short_hold"]
    assert is_short.taken.count("raise short_hold") == 1
    assert set(is_short.asked_in) == {1, 2}

    is_short.reservation_in[2] = ReservationStatus.ACTIVE
    await saga.signal(Saga.stock_reserved)

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.done[: len(UP_TO_BOOKING)] == UP_TO_BOOKING
    assert is_short.taken.count("book_picks") == 2
    assert is_short.to_pack == {1: 3, 2: 2}
    assert is_short.shipped_rounds == [1, 2]
    assert is_short.cleared == ["short_hold"]


async def test_a_held_order_is_shipped_short_by_a_later_run(client, is_short):
    saga = await start(client, an_order(SHORT))
    await until(lambda: is_short.open_exceptions == ["short_hold"])
    await until_another_run_goes_on(saga, poke=Saga.stock_reserved)
    await until_waits_for(saga, "stock_reserved")

    assert await saga.execute_update(Saga.ship_short) is OrderStatus.PICKED

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1]
    assert is_short.closed_rounds == [2]
    assert is_short.open_exceptions == []


async def test_a_lost_signal_costs_time_and_the_history_stays_short(client, steps):
    hold_at(steps, "wave")
    saga = await start(client, an_order(RESTLESS))
    await until(lambda: steps.open_exceptions == ["wave_overdue"])

    await until_another_run_goes_on(saga)
    await until_another_run_goes_on(saga)
    history = await saga.fetch_history()
    assert len(history.events) < FEW + 40
    assert steps.taken.count("raise wave_overdue") == 1
    steps.wave_status = WaveStatus.RELEASED

    assert await saga.result() is Outcome.COMPLETED
    assert list(dict.fromkeys(steps.done)) == FORWARD
    assert steps.cleared == ["wave_overdue"]
    assert steps.open_exceptions == []


async def test_an_undo_that_is_refused_for_days_goes_on_anew(client, steps, monkeypatch):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", MOMENT)
    steps.refusals["allocate_stock"] = DomainError("no")
    steps.refusals["withdraw_order"] = DomainError("still there")
    saga = await start(client, an_order(SHORT))
    await until(lambda: steps.open_exceptions == ["undo_blocked"])

    await until_another_run_goes_on(saga)
    await until_another_run_goes_on(saga)
    assert steps.taken.count("raise undo_blocked") == 1
    assert steps.messages == [
        "withdraw_order is refused (refused) and tried again: DomainError: still there"
    ]
    del steps.refusals["withdraw_order"]

    assert await saga.result() is Outcome.CANCELLED
    assert steps.done == [*FORWARD[: FORWARD.index("allocate_stock")], *UNDO_PICK]
    assert UNDO_PICK[-3:] == UNDO_QUEUE
    assert steps.cleared == ["undo_blocked"]


async def test_a_booking_that_is_refused_for_days_goes_on_anew(client, steps, monkeypatch):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", MOMENT)
    steps.refusals["book_shipment"] = DomainError("still there")
    saga = await start(client, an_order(SHORT))
    await until(lambda: steps.open_exceptions == ["shipment_not_booked"])

    await until_another_run_goes_on(saga)
    del steps.refusals["book_shipment"]

    assert await saga.result() is Outcome.COMPLETED
    assert steps.done == FORWARD
    assert steps.open_exceptions == []


async def test_whoever_cancels_an_order_whose_undo_is_refused_is_not_forgotten(
    client, steps, actors, monkeypatch
):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", MOMENT)
    hold_at(steps, "wave")
    steps.refusals["withdraw_order"] = DomainError("still there")
    saga = await start(client, an_order(SHORT))
    await until_waits_for(saga, "wave")

    # Answered when the run hands over: decided, and not done yet.
    with acting("user:7"):
        answer = await saga.execute_update(Saga.cancel, WISH)
    assert answer is not OrderStatus.CANCELLED
    del steps.refusals["withdraw_order"]

    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken.count(f"cancel_order: {WISH.reason}") == 1
    assert actors["withdraw_order"] == actors["cancel_order"] == {"user:7"}
    assert actors["queue_order"] == {ACTOR}


async def test_whoever_ships_a_held_order_short_is_not_forgotten(
    client, is_short, actors, monkeypatch
):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", MOMENT)
    saga = await start(client, an_order(SHORT))
    await until(lambda: is_short.open_exceptions == ["short_hold"])
    is_short.refusals["cancel_pick_task"] = DomainError("somebody walks")

    # Answered when the run hands over: decided, and not recorded yet.
    with acting("user:7"):
        answer = await saga.execute_update(Saga.ship_short)
    assert answer is OrderStatus.PICKING
    del is_short.refusals["cancel_pick_task"]

    assert await saga.result() is Outcome.COMPLETED
    assert is_short.shipped_rounds == [1]
    assert actors["release_reservation"] == actors["record_picked"] == {"user:7"}
    assert actors["create_pack_task"] == actors["record_packed"] == {ACTOR}


async def test_the_lists_of_workflows_show_what_the_last_run_came_to(client, steps, monkeypatch):
    monkeypatch.setattr(trying, "PAUSE_AFTER_REFUSAL", MOMENT)
    steps.refusals["allocate_stock"] = DomainError("no")
    steps.refusals["release_reservation"] = DomainError("still there")
    saga = await start(client, an_order(SHORT))
    await until(lambda: steps.open_exceptions == ["undo_blocked"])

    await until_another_run_goes_on(saga)
    shown = (await saga.describe()).typed_search_attributes

    assert shown.get(ORDER_STATUS) == "cancelled"
    steps.refusals.clear()
    assert await saga.result() is Outcome.CANCELLED
    assert steps.taken.count("cancel_order: refused") == 1
