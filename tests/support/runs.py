"""The runs of sagas on a Temporal server that several tests share."""

import asyncio

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from wms.platform.temporal.client import connect


async def end_all_runs() -> None:
    """Terminate whatever still runs on the Temporal server of the settings."""
    client = await connect()
    async with asyncio.TaskGroup() as ending:
        async for run in client.list_workflows("ExecutionStatus = 'Running'"):
            ending.create_task(_end(client.get_workflow_handle(run.id)))


async def _end(run: WorkflowHandle[object, object]) -> None:
    try:
        await run.terminate("its test is over")
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
