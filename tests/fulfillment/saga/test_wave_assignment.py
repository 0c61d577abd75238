"""An order may leave its wave again, and come into another, until one is released."""

from uuid import uuid4

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.support.fake_warehouse import WAVE
from tests.support.fulfillment import an_order, until, until_waits_for
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow as Saga
from wms.orders.contracts import OrderStatus
from wms.waving.contracts import WaveId, WaveStatus

OTHER = WaveId(uuid4())


@pytest.fixture
async def planned(client, steps):
    """Let a saga record that its order is in a wave that is not released."""
    steps.wave_id, steps.wave_status = WAVE, WaveStatus.PLANNED
    saga = await start(client, an_order())
    await until_waits_for(saga, "wave")
    assert (await saga.query(Saga.status)).wave_id == WAVE
    return saga


async def leave(saga, steps):
    steps.wave_id, steps.wave_status, steps.assignment_no = None, None, 2
    await saga.signal(Saga.wave_unassigned)
    await until(lambda: steps.taken[-1] == "unassign_wave")
    await until_waits_for(saga, "wave")


async def test_an_order_that_left_its_wave_waits_for_another(planned, steps):
    await leave(planned, steps)

    status = await planned.query(Saga.status)
    assert (status.status, status.wave_id) == (OrderStatus.RESERVED, None)
    assert steps.assignments == [(WAVE, 1), (None, 2)]


async def test_an_order_that_left_its_wave_goes_on_with_the_next(planned, steps):
    await leave(planned, steps)

    steps.wave_id, steps.wave_status, steps.assignment_no = OTHER, WaveStatus.RELEASED, 3
    await planned.signal(Saga.wave_assigned)

    assert await planned.result() is Outcome.COMPLETED
    assert steps.assignments == [(WAVE, 1), (None, 2), (OTHER, 3)]
    wave = FORWARD.index("record_wave_assigned") + 1
    assert steps.taken == [
        *FORWARD[:wave],
        "unassign_wave",
        "record_wave_assigned",
        *FORWARD[wave:],
    ]


async def test_an_order_that_was_moved_between_two_looks_shows_the_wave_it_is_in(planned, steps):
    steps.wave_id, steps.wave_status, steps.assignment_no = OTHER, WaveStatus.PLANNED, 3
    await planned.signal(Saga.wave_unassigned)
    await planned.signal(Saga.wave_assigned)
    await until(lambda: len(steps.assignments) > 1)
    await until_waits_for(planned, "wave")

    assert (await planned.query(Saga.status)).wave_id == OTHER
    assert steps.assignments == [(WAVE, 1), (OTHER, 3)]


async def test_the_list_of_workflows_forgets_a_wave_that_was_left(planned, steps):
    await leave(planned, steps)

    shown = (await planned.describe()).typed_search_attributes
    assert {pair.key.name: pair.value for pair in shown}["OrderStatus"] == "reserved"
    assert "WaveId" not in {pair.key.name for pair in shown}
