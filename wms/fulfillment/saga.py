"""Undoing what was done for an order that cannot be fulfilled."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from typing import Any, Self

from temporalio.exceptions import FailureError

Undo = Callable[[str], Awaitable[None]]


class Saga:
    """Run the registered undos, newest first, when the block fails or is cancelled.

    An undo is registered before its step, because a step that timed out may have happened all
    the same; it therefore accepts that there is nothing to undo. Each is told why, and each
    returns only when it is done: what stands in its way is its own to retry. They run in the
    context of whoever caused them, if that is not who began the block.
    """

    def __init__(
        self,
        reason_of: Callable[[BaseException], str],
        causer: Callable[[], Context | None],
    ) -> None:
        self._reason_of = reason_of
        self._causer = causer
        self._undos: list[Undo] = []

    def before_step(self, undo: Undo) -> None:
        """Remember how to undo the step about to be taken."""
        self._undos.append(undo)

    def pass_point_of_no_return(self) -> None:
        """Forget the undos: the goods have left."""
        self._undos.clear()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        # Any other error is a bug in the workflow, which Temporal retries: nothing is undone.
        if isinstance(error, FailureError | asyncio.CancelledError):
            await to_the_end(self._undo_all(self._reason_of(error)), context=self._causer())

    async def _undo_all(self, reason: str) -> None:
        while self._undos:
            await self._undos.pop()(reason)


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
