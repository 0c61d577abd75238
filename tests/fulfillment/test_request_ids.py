"""One request id from the caller through the workflow into the steps."""

import pytest
from temporalio import activity

from tests.support.fulfillment import WAVE, FakeSteps, an_order, until_waits_for
from wms.fulfillment.contracts import Assessment, AssessOrder, NewCancellation, Outcome
from wms.fulfillment.starting import start
from wms.fulfillment.worker import fulfillment_worker
from wms.fulfillment.workflow import OrderFulfillmentWorkflow as Saga
from wms.picking.contracts import CancelPickTask
from wms.platform.tracing import current_request_id, known_request_id, request_id
from wms.waving.contracts import WaveStatus


class TellingSteps(FakeSteps):
    """Steps that remember in whose name they were taken."""

    def __init__(self):
        super().__init__()
        self.heard = {}

    @activity.defn
    def assess_order(self, query: AssessOrder) -> Assessment:
        self.heard["assess_order"] = current_request_id()
        return super().assess_order(query)

    @activity.defn
    def cancel_pick_task(self, command: CancelPickTask) -> int:
        self.heard.setdefault("cancel_pick_task", current_request_id())
        return super().cancel_pick_task(command)


@pytest.fixture
def steps():
    return TellingSteps()


async def test_steps_run_under_the_id_of_whoever_caused_them(temporal, steps):
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    async with fulfillment_worker(temporal, steps):
        with request_id("a" * 32):
            saga = await start(temporal, an_order())
        await until_waits_for(saga, "wave")
        with request_id("b" * 32):
            await saga.execute_update(Saga.cancel, NewCancellation(reason="no"))
        assert await saga.result() is Outcome.CANCELLED

    assert steps.heard == {"assess_order": "a" * 32, "cancel_pick_task": "b" * 32}


async def test_a_line_of_the_log_says_for_whom_a_step_runs(temporal, steps, caplog):
    caplog.handler.addFilter(_with_request_id)
    caplog.set_level("INFO", "wms.platform.temporal.activities")
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    async with fulfillment_worker(temporal, steps):
        with request_id("a" * 32):
            saga = await start(temporal, an_order())
        await until_waits_for(saga, "wave")
        with request_id("b" * 32):
            await saga.execute_update(Saga.cancel, NewCancellation(reason="no"))
        await saga.result()

    lines = {
        (line.getMessage(), line.request_id)
        for line in caplog.records
        if line.name == "wms.platform.temporal.activities"
    }
    assert (f"withdraw_order for {saga.id}", "a" * 32) in lines


def _with_request_id(line):
    line.request_id = known_request_id()
    return True
