"""What the worker refuses to start with."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from tests.fulfillment.conftest import PROGRAMS
from tests.support.fake_steps import FakeSteps
from tests.support.impure import ImpureWorkflow
from wms.fulfillment.saga.activities.facade_steps import FacadeSteps
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.worker import (
    PURE,
    TASK_QUEUE,
    Sizes,
    checked_worker,
    fulfillment_worker,
    sandbox,
)
from wms.fulfillment.saga.workflow.calls import CARRIERS
from wms.fulfillment.saga.workflow.search import SEARCH_ATTRIBUTES
from wms.platform.embedded import temporal as embedded
from wms.platform.temporal.converter import CONTRACTS
from wms.platform.temporal.search_attributes import SearchAttributesMissing


async def test_refuses_a_server_that_lacks_search_attributes():
    async with await WorkflowEnvironment.start_local(
        data_converter=CONTRACTS,
        search_attributes=SEARCH_ATTRIBUTES[:2],
        dev_server_existing_path=str(PROGRAMS / "temporal"),
    ) as environment:
        with pytest.raises(SearchAttributesMissing) as refused:
            await checked_worker(environment.client, FakeSteps(), Sizes())

    assert str(refused.value) == (
        "Temporal's namespace default lacks search attributes. Register them: temporal operator"
        " search-attribute create --namespace default"
        " --name OrderPriority --type Keyword --name WaveId --type Keyword"
    )


async def test_accepts_a_server_that_has_them(real_temporal):
    workers = await checked_worker(real_temporal, FakeSteps(), Sizes())

    assert [worker.task_queue for worker in workers.workers] == [TASK_QUEUE, CARRIERS]


@pytest.mark.parametrize("sizes", [Sizes(), Sizes(steps=3, carrier_calls=5)])
async def test_no_step_that_has_a_slot_waits_for_a_thread(temporal, sizes):
    for worker in fulfillment_worker(temporal, FakeSteps(), sizes).workers:
        config = worker.config(active_config=True)
        slots = config["max_concurrent_activities"] or 0
        if config.get("workflows"):
            slots += config["max_concurrent_local_activities"] or 0
        executor = config["activity_executor"]
        assert isinstance(executor, ThreadPoolExecutor)
        assert executor._max_workers == slots > 0


def test_the_embedded_server_registers_what_the_saga_sets():
    assert [key.name for key in SEARCH_ATTRIBUTES] == list(embedded.SEARCH_ATTRIBUTES)


def test_every_step_is_performed():
    assert FacadeSteps.__abstractmethods__ == frozenset()
    assert Steps.__abstractmethods__


async def test_the_sandbox_refuses_a_workflow_that_reads_settings(temporal):
    with pytest.raises(RuntimeError, match="ImpureWorkflow"):
        Worker(
            temporal,
            task_queue="impure",
            workflows=[ImpureWorkflow],
            workflow_runner=sandbox(),
        )


def test_nothing_impure_is_let_into_the_sandbox():
    assert not [name for name in PURE if name.startswith(("wms.platform", "django"))]
