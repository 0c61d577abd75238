"""Waiting: a signal only says that there is news; what is the case is read by a step."""

import asyncio
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from temporalio import workflow

from wms.fulfillment.saga.contracts.states import WaitState
from wms.fulfillment.saga.workflow.endings import GoOnAnew
from wms.fulfillment.saga.workflow.run import OrderRun


class Wait:
    """Wait for news of one kind, in a loop that reads the state after each.

    News is counted from the start of the run: a signal that came before its wait makes the first
    ``news`` return at once, so that early, lost and doubled signals do no harm. With ``overdue``,
    a kind of exception, one is open until the wait ends: once the limit is over, or at the
    cut-off of the wave if that is earlier. Past that it returns by itself, ever more slowly: a
    signal that was lost costs time, not a person.
    """

    def __init__(self, run: OrderRun, kind: str, limit: timedelta, *, overdue: str = "") -> None:
        self.is_late = False
        self._run = run
        self._kind = kind
        self._limit = limit
        self._overdue = overdue
        self._seen = 0
        self._looks = 0
        self._since: datetime | None = None
        self._due: datetime | None = None
        self._alarm: asyncio.Task[None] | None = None
        self._exception: UUID | None = None

    async def __aenter__(self) -> Self:
        before = self._run.wait
        if before is not None and before.kind == self._kind:
            # Another run waited before this one, which goes on in its place.
            self._since, self.is_late, self._looks = before.since, before.is_late, before.looks
            self._exception = self._run.notices.adopt(self._overdue)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, GeneratorExit | GoOnAnew):
            # The worker stops and forgets the run, which waits on where it is replayed; or
            # another run waits on.
            return
        self._run.waits_for = ""
        self._run.wait = None
        if self._alarm is not None:
            self._alarm.cancel()
        if self._exception is not None:
            await self._run.notices.clear(self._exception, waits=error is None)

    async def news(self) -> None:
        """Return when there is news, when the limit is reached, and now and then past it.

        Raises:
            FailureError: the order is being cancelled, or has ended.
            GoOnAnew: the history is long; another run waits on.
        """
        run = self._run
        run.waits_for = self._kind
        run.show()
        run.wait = WaitState(
            kind=self._kind,
            since=self._since or workflow.now(),
            is_late=self.is_late,
            looks=self._looks,
        )
        run.breathe()
        if run.news[self._kind] == self._seen:
            await self._sleep()
        run.stop_if_over()
        self._seen = run.news[self._kind]
        if self._has_rung():
            await self._ring()

    async def _sleep(self) -> None:
        run = self._run
        if self.is_late:
            self._set_look()
        else:
            self._set_alarm()
        await workflow.wait_condition(
            lambda: not run.phase.goes_on or run.news[self._kind] > self._seen or self._has_rung()
        )

    def _set_alarm(self) -> None:
        """Ring at the limit, or at the cut-off, which may come to be known while this waits."""
        if self._since is None:
            self._since = workflow.now()
        due = self._since + self._limit
        if self._overdue and self._run.cutoff_at is not None:
            due = min(due, self._run.cutoff_at)
        if due == self._due:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._due = due
        left = (due - workflow.now()).total_seconds()
        self._alarm = asyncio.create_task(asyncio.sleep(max(0.0, left)))

    def _set_look(self) -> None:
        """Ring when it is time to look again."""
        if self._alarm is not None or not workflow.patched(f"looks-again-for-{self._kind}"):
            return
        limits = self._run.order.limits
        seconds = limits.first_look.total_seconds() * 2 ** min(self._looks, 32)
        pause = min(seconds, limits.longest_look.total_seconds())
        self._alarm = asyncio.create_task(asyncio.sleep(pause))

    def _why_late(self) -> str:
        cutoff_at = self._run.cutoff_at
        if cutoff_at is not None and cutoff_at == self._due:
            return f"waits for {self._kind}, and its truck left at {cutoff_at:%Y-%m-%d %H:%M} UTC"
        return f"waits for {self._kind} longer than {self._limit}"

    def _has_rung(self) -> bool:
        return self._alarm is not None and self._alarm.done()

    async def _ring(self) -> None:
        """Let a person know that the limit is over, the first time; the caller looks again."""
        self._alarm = None
        if self.is_late:
            self._looks += 1
            return
        self.is_late = True
        if self._overdue:
            self._exception = await self._run.notices.show(self._overdue, self._why_late())
