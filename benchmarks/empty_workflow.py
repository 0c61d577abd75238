"""A workflow of the saga's shape in which no step does anything: what Temporal alone can do."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.worker import Worker

QUEUE = "benchmark"
# As the recorded histories of the saga show for an order that waits for everything but stock:
# local activities before each wait, and after the last one; the label is an ordinary activity.
STEPS_BEFORE_EACH_WAIT = (5, 2, 4, 4, 3)
STEPS_AT_THE_END = 4
LIMIT = timedelta(hours=1)
STATUS = SearchAttributeKey.for_keyword("OrderStatus")


@activity.defn
def nothing(n: int) -> int:
    """Do nothing."""
    return n


@workflow.defn(sandboxed=False)
class EmptyWorkflow:
    """Takes empty steps, waits for signals, and changes its search attribute at each stage."""

    def __init__(self) -> None:
        self._signals = 0

    @workflow.signal
    def go_on(self) -> None:
        """Say that what it waits for is there."""
        self._signals += 1

    @workflow.run
    async def run(self) -> None:
        """Run to the end."""
        for wait, steps in enumerate(STEPS_BEFORE_EACH_WAIT, start=1):
            await self._steps(steps)
            workflow.upsert_search_attributes([STATUS.value_set(f"stage {wait}")])
            await workflow.wait_condition(partial(self._has_come, wait), timeout=LIMIT)
        await workflow.execute_activity(nothing, 0, start_to_close_timeout=timedelta(seconds=30))
        await self._steps(STEPS_AT_THE_END)

    def _has_come(self, wait: int) -> bool:
        return self._signals >= wait

    async def _steps(self, count: int) -> None:
        for n in range(count):
            await workflow.execute_local_activity(
                nothing, n, start_to_close_timeout=timedelta(seconds=2)
            )


async def rate(address: str, runs: int, *, at_once: int = 50) -> float:
    """Return workflows per second, from start to end, so many at once."""
    client = await Client.connect(address)
    turn = asyncio.Semaphore(at_once)

    async def one() -> None:
        async with turn:
            handle = await client.start_workflow(
                EmptyWorkflow.run,
                id=f"benchmark-{uuid4()}",
                task_queue=QUEUE,
                search_attributes=TypedSearchAttributes([SearchAttributePair(STATUS, "stage 0")]),
            )
            for _ in STEPS_BEFORE_EACH_WAIT:
                await handle.signal(EmptyWorkflow.go_on)
            await handle.result()

    with ThreadPoolExecutor(8) as pool:
        async with Worker(
            client,
            task_queue=QUEUE,
            workflows=[EmptyWorkflow],
            activities=[nothing],
            activity_executor=pool,
        ):
            begun = time.perf_counter()
            await asyncio.gather(*(one() for _ in range(runs)))
            return runs / (time.perf_counter() - begun)
