"""Orders that outlive the process, and the version of the code, that began them."""

import asyncio
import sys
from pathlib import Path

import pytest
from temporalio.client import WorkflowFailureError, WorkflowHistory
from temporalio.worker import Replayer

from tests.fulfillment.saga.record_histories import STORIES
from tests.fulfillment.saga.test_forward import FORWARD
from tests.support.fake_steps import FakeSteps
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker, sandbox
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.platform.temporal.converter import CONTRACTS
from wms.waving.contracts import WaveStatus

# Today's code would go another way; it must still replay the way that was gone.
RECORDED_BY_OLD_CODE = {"withdrawn_without_waiting", "short_without_holding"}
HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))


@pytest.fixture
async def begun(real_temporal):
    """Start an order, and stop its worker when all that is left is to wait for the wave."""
    steps = FakeSteps()
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    async with fulfillment_worker(real_temporal, steps):
        saga = await start(real_temporal, an_order())
        await until_waits_for(saga, "wave")
    return saga


async def test_a_new_worker_finishes_what_another_began(real_temporal, begun, steps):
    await begun.signal(Saga.wave_released)

    async with fulfillment_worker(real_temporal, steps):
        assert await begun.result() is Outcome.COMPLETED

    assert steps.taken == FORWARD[FORWARD.index("allocate_stock") :]


async def test_a_new_worker_undoes_what_another_did(real_temporal, begun, steps):
    await begun.cancel()

    async with fulfillment_worker(real_temporal, steps):
        with pytest.raises(WorkflowFailureError):
            await begun.result()

    assert steps.taken == [
        "cancel_pick_task",
        "deallocate_stock",
        "withdraw_order",
        "cancel_order: cancelled",
        "release_reservation",
    ]


async def test_undoes_what_a_consumer_may_have_done_before_the_first_step(real_temporal, steps):
    saga = await start(real_temporal, an_order())
    await saga.cancel()

    async with fulfillment_worker(real_temporal, steps):
        with pytest.raises(WorkflowFailureError):
            await saga.result()

    assert steps.taken == ["cancel_order: cancelled", "release_reservation"]


async def test_an_undo_survives_the_death_of_its_worker(real_temporal, begun):
    first, second = FakeSteps(), FakeSteps()
    first.failures["withdraw_order"] = 1_000_000
    await begun.cancel()
    async with fulfillment_worker(real_temporal, first):
        await until(lambda: first.tries["withdraw_order"] > 1)

    async with fulfillment_worker(real_temporal, second):
        with pytest.raises(WorkflowFailureError):
            await begun.result()

    assert first.taken == ["cancel_pick_task", "deallocate_stock"]
    assert second.taken[-3:] == [
        "withdraw_order",
        "cancel_order: cancelled",
        "release_reservation",
    ]


async def test_a_killed_worker_undoes_nothing(real_temporal, steps, tmp_path):
    """What the dead process had not yet told the server is done again; steps allow for that."""
    log = tmp_path / "steps"
    log.touch()
    address = real_temporal.service_client.config.target_host
    saga = await start(real_temporal, an_order())
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.saga_process", address, str(log), "open_pick_task"),
        cwd=Path(__file__).parents[3],
    )
    try:
        await until(lambda: "open_pick_task" in log.read_text())
    finally:
        worker.kill()
        await worker.wait()

    async with fulfillment_worker(real_temporal, steps):
        assert await saga.result() is Outcome.COMPLETED

    before, after = log.read_text().split(), steps.taken
    assert before == FORWARD[: len(before)]
    assert after == FORWARD[-len(after) :]
    assert "open_pick_task" in after


def test_every_story_has_a_recorded_run():
    recorded = {history.stem for history in HISTORIES}

    assert {story.__name__ for story in STORIES} == recorded - RECORDED_BY_OLD_CODE


@pytest.mark.parametrize("history", HISTORIES, ids=lambda path: path.stem)
async def test_todays_workflow_replays_a_recorded_run(history):
    replayer = Replayer(workflows=[Saga], workflow_runner=sandbox(), data_converter=CONTRACTS)
    await replayer.replay_workflow(WorkflowHistory.from_json("order", history.read_text()))
