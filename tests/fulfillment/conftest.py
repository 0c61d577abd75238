"""Temporal servers that know our search attributes, and a worker with fake steps on one."""

import sysconfig
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.testing import WorkflowEnvironment

from tests.fulfillment.saga.held_orders import WAITING, found
from tests.support.fake_steps import FakeSteps
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.fulfillment.saga.workflow.search import SEARCH_ATTRIBUTES
from wms.platform.temporal.converter import CONTRACTS
from wms.platform.temporal.request_ids import RequestIds

PROGRAMS = Path(sysconfig.get_path("scripts"))
# The server that skips time is older than the SDK, which would print so among the test results.
QUIET = Runtime(telemetry=TelemetryConfig(logging=None))


@pytest.fixture
async def temporal():
    """Connect to a Temporal server that skips the time in which nothing can happen."""
    async with await WorkflowEnvironment.start_time_skipping(
        data_converter=CONTRACTS,
        interceptors=[RequestIds()],
        runtime=QUIET,
        test_server_existing_path=str(PROGRAMS / "temporal-test-server"),
    ) as environment:
        keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        await environment.client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=environment.client.namespace,
                search_attributes={key.name: keyword for key in SEARCH_ATTRIBUTES},
            )
        )
        yield environment.client


@pytest.fixture
async def real_temporal():
    """Connect to a complete Temporal server of its own, with its tables in memory."""
    async with await WorkflowEnvironment.start_local(
        data_converter=CONTRACTS,
        interceptors=[RequestIds()],
        search_attributes=SEARCH_ATTRIBUTES,
        dev_server_existing_path=str(PROGRAMS / "temporal"),
    ) as environment:
        yield environment.client


@pytest.fixture
def steps():
    return FakeSteps()


@pytest.fixture
def is_short(steps):
    """Of three bolts one is found, of two nuts both; the next round waits for stock."""
    steps.picked = found(1, 2)
    steps.reservation_in = {2: WAITING, 3: WAITING}
    steps.picked_in = {2: found(2)}
    return steps


@pytest.fixture
async def client(temporal, steps):
    """Connect to the server that skips time, with a worker running."""
    async with fulfillment_worker(temporal, steps):
        yield temporal
