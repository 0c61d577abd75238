"""Undoing what was done for an order that cannot be fulfilled."""

import asyncio
from collections.abc import Coroutine, Mapping
from contextvars import Context
from typing import Any, Self

from temporalio.exceptions import FailureError

from wms.fulfillment.saga.contracts.states import Undo
from wms.fulfillment.saga.workflow.reversible import Undoing
from wms.fulfillment.saga.workflow.run import OrderRun


class Saga:
    """Run the registered undos, newest first, when the block fails or is cancelled.

    An undo is registered before its step, because a step that timed out may have happened all
    the same; it therefore accepts that there is nothing to undo. Each gets the round and why,
    and each returns only when it is done: what stands in its way is its own to retry. They run in
    the context of whoever caused them, if that is not who began the block. What is still to be
    undone is in ``run.undos``, for a run that goes on in place of this one.
    """

    def __init__(self, run: OrderRun, undoings: Mapping[str, Undoing]) -> None:
        self._run = run
        self._undoings = undoings

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        # Any other error is a bug in the workflow, which Temporal retries: nothing is undone.
        if isinstance(error, FailureError | asyncio.CancelledError):
            reason = self._run.reason_of(error)
            await to_the_end(self._undo_all(reason), context=self._run.canceller)

    async def _undo_all(self, reason: str) -> None:
        undos: list[Undo] = self._run.undos
        while undos:
            await self._undoings[undos[-1].name](self._run, undos[-1].round_no, reason)
            undos.pop()


async def to_the_end(work: Coroutine[Any, Any, None], *, context: Context | None = None) -> None:
    """Wait for work to end, however often the waiting is cancelled."""
    task = asyncio.create_task(work, context=context)
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise
    task.result()
