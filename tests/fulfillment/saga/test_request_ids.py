"""One request id from the caller through the workflow into the steps."""

import pytest

from tests.support.fake_steps import FakeSteps
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import an_order, until_waits_for
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.kernel.errors import Conflict
from wms.platform.tracing import current_request_id, known_request_id, request_id
from wms.waving.contracts import WaveStatus

CUSTOMER, CANCELLER = "a" * 32, "b" * 32


class TellingSteps(FakeSteps):
    """Steps that remember in whose name they were taken."""

    def __init__(self):
        super().__init__()
        self.heard = {}

    def _take(self, name, entry=""):
        self.heard.setdefault(name, set()).add(current_request_id())
        super()._take(name, entry)


@pytest.fixture
def steps():
    return TellingSteps()


async def wait_for_a_wave(temporal, steps):
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    with request_id(CUSTOMER):
        saga = await start(temporal, an_order())
    await until_waits_for(saga, "wave")
    return saga


async def cancel(saga, wish):
    await saga.execute_update(Saga.cancel, wish)


async def send_the_wish(saga, wish):
    await saga.signal(Saga.cancellation_requested, wish)


@pytest.mark.parametrize("ask", [cancel, send_the_wish])
async def test_undos_run_under_the_id_of_whoever_cancelled(temporal, steps, ask):
    async with fulfillment_worker(temporal, steps):
        saga = await wait_for_a_wave(temporal, steps)
        with request_id(CANCELLER):
            await ask(saga, NewCancellation(reason="no"))
        assert await saga.result() is Outcome.CANCELLED

    undos = steps.taken[steps.taken.index("cancel_pick_task") :]
    assert undos == [
        "cancel_pick_task",
        "cancel_pick_task",
        "deallocate_stock",
        "withdraw_order",
        "cancel_order: no",
        "release_reservation",
    ]
    assert steps.heard == {
        "assess_order": {CUSTOMER},
        "record_validation": {CUSTOMER},
        "reserve_stock": {CUSTOMER},
        "record_reserved": {CUSTOMER},
        "queue_order": {CUSTOMER},
        "record_wave_assigned": {CUSTOMER},
        "cancel_pick_task": {CANCELLER},
        "deallocate_stock": {CANCELLER},
        "withdraw_order": {CANCELLER},
        "cancel_order": {CANCELLER},
        "release_reservation": {CANCELLER},
    }


async def test_undos_of_what_nobody_cancelled_run_under_the_id_of_the_order(temporal, steps):
    steps.refusals["queue_order"] = Conflict("the wave has no room")
    async with fulfillment_worker(temporal, steps):
        with request_id(CUSTOMER):
            saga = await start(temporal, an_order())
        assert await saga.result() is Outcome.CANCELLED

    assert steps.heard["withdraw_order"] == steps.heard["release_reservation"] == {CUSTOMER}


async def test_a_line_of_the_log_says_for_whom_a_step_runs(temporal, steps, caplog):
    caplog.handler.addFilter(_with_request_id)
    caplog.set_level("INFO", "wms.platform.temporal.activities")
    async with fulfillment_worker(temporal, steps):
        saga = await wait_for_a_wave(temporal, steps)
        with request_id(CANCELLER):
            await cancel(saga, NewCancellation(reason="no"))
        await saga.result()

    lines = {
        (line.getMessage(), line.request_id)
        for line in caplog.records
        if line.name == "wms.platform.temporal.activities"
    }
    assert (f"withdraw_order for {saga.id}", CANCELLER) in lines


def _with_request_id(line):
    line.request_id = known_request_id()
    return True
