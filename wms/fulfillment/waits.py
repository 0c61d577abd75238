"""Waiting: a signal only says that there is news; what is the case is read by a step."""

import asyncio
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from temporalio import workflow

from wms.fulfillment.run import OrderRun


class Wait:
    """Wait for news of one kind, in a loop that reads the state after each.

    News is counted from the start of the run: a signal that came before its wait makes the first
    ``news`` return at once, so that early, lost and doubled signals do no harm. With ``overdue``,
    a kind of exception, a person is told until the wait ends: once the limit is over, or at the
    cut-off of the wave if that is earlier.
    """

    def __init__(self, run: OrderRun, kind: str, limit: timedelta, *, overdue: str = "") -> None:
        self.is_late = False
        self._run = run
        self._kind = kind
        self._limit = limit
        self._overdue = overdue
        self._heard = 0
        self._since: datetime | None = None
        self._due: datetime | None = None
        self._alarm: asyncio.Task[None] | None = None
        self._told: UUID | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, GeneratorExit):
            # The worker stops and forgets the run, which waits on where it is replayed.
            return
        self._run.waits_for = ""
        if self._alarm is not None:
            self._alarm.cancel()
        if self._told is not None:
            await self._run.untell(self._told)

    async def news(self) -> None:
        """Return when there is news, or when the limit is reached (once).

        Raises:
            FailureError: the order is being cancelled.
        """
        run = self._run
        run.waits_for = self._kind
        run.show()
        if run.news[self._kind] == self._heard:
            await self._sleep()
        run.stop_if_cancelling()
        self._heard = run.news[self._kind]
        if self._has_rung() and not self.is_late:
            self.is_late = True
            if self._overdue:
                self._told = await run.tell(self._overdue, self._why_late())

    async def _sleep(self) -> None:
        run = self._run
        self._set_alarm()
        await workflow.wait_condition(
            lambda: (
                run.is_cancelling
                or run.news[self._kind] > self._heard
                or (self._has_rung() and not self.is_late)
            )
        )

    def _set_alarm(self) -> None:
        """Ring at the limit, or at the cut-off, which may come to be known while this waits."""
        if self._since is None:
            self._since = workflow.now()
        due = self._since + self._limit
        if self._overdue and self._run.cutoff_at is not None:
            due = min(due, self._run.cutoff_at)
        if due == self._due or self.is_late:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._due = due
        left = (due - workflow.now()).total_seconds()
        self._alarm = asyncio.create_task(asyncio.sleep(max(0.0, left)))

    def _why_late(self) -> str:
        cutoff_at = self._run.cutoff_at
        if cutoff_at is not None and cutoff_at == self._due:
            return f"waits for {self._kind}, and its truck left at {cutoff_at:%Y-%m-%d %H:%M} UTC"
        return f"waits for {self._kind} longer than {self._limit}"

    def _has_rung(self) -> bool:
        return self._alarm is not None and self._alarm.done()
