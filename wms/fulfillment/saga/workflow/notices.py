"""What the saga of an order puts before a person, and takes away again."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import FailureError

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.contracts.exceptions import (
    GOODS_IN_STAGING,
    ClearException,
    RaiseException,
)
from wms.fulfillment.saga.contracts.orders import FulfillOrder
from wms.fulfillment.saga.contracts.states import Count, Notice
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.calls import until_answered
from wms.fulfillment.saga.workflow.endings import GoOnAnew
from wms.kernel.ids import round_id

LONGEST = 500
# Not a coroutine: one that waits for its turn is never begun if the worker stops before.
Saying = Callable[[], Coroutine[Any, Any, None]]
RAISES_BESIDE_THE_WORK = "tells-beside-the-work"


class Notices:
    """Exceptions of one order, raised one after the other beside the work, which they never delay.

    Whoever goes forward waits until a person can read it, unless the order is being cancelled
    meanwhile; an undo never waits. ``settled`` waits for all. What a run before this one raised
    is taken over by whoever raises the same, and taken away when nobody does.
    """

    def __init__(self, order: FulfillOrder, is_cancelling: Callable[[], bool]) -> None:
        self._order = order
        self._is_cancelling = is_cancelling
        self._counts: Counter[str] = Counter()
        self._notices: dict[UUID, Notice] = {}
        self._inherited: set[UUID] = set()
        self._at_work: dict[UUID, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def raised(self, kind: str, message: str, *, waits: bool = True) -> AsyncIterator[None]:
        """Keep something before a person until the block ends."""
        exception_id = await self.show(kind, message, waits=waits)
        is_kept = has_failed = False
        try:
            yield
        except (GeneratorExit, GoOnAnew):
            # The worker stops and forgets the run, which goes on where it is replayed; or another
            # run goes on in its place.
            is_kept = True
            raise
        except BaseException:
            has_failed = True
            raise
        finally:
            if not is_kept:
                await self.clear(exception_id, waits=waits and not has_failed)

    async def show(
        self, kind: str, message: str, *, waits: bool = True, stays: bool = False
    ) -> UUID:
        """Put something before a person; return the id to take it away again with."""
        known = self.adopt(kind)
        if known is not None:
            return known
        self._counts[kind] += 1
        exception_id = round_id(self._order.order_id, self._name_of(kind), self._counts[kind])
        self._notices[exception_id] = Notice(
            exception_id=exception_id,
            kind=kind,
            message=message[:LONGEST],
            is_said=False,
            stays=stays,
        )
        try:
            await self._raise(exception_id, waits=waits)
        except asyncio.CancelledError:
            # Nobody else knows of it, and it is raised in the end all the same.
            await self.clear(exception_id, waits=False)
            raise
        return exception_id

    async def clear(self, exception_id: UUID, *, waits: bool = True) -> None:
        """Take away what went away by itself."""
        await self._say(exception_id, self._clear(exception_id), waits=waits)

    async def settled(self) -> None:
        """Return when all is said that was to be said."""
        self.drop_what_is_over()
        if self._at_work:
            await workflow.wait_condition(lambda: not self._at_work)

    def counts(self) -> tuple[Count, ...]:
        """Return how often each kind was raised."""
        return tuple(Count(of=of, times=times) for of, times in self._counts.items())

    def open(self) -> tuple[Notice, ...]:
        """Return what is before a person, or is still to be said."""
        return tuple(self._notices.values())

    def go_on_from(self, counts: Iterable[Count], notices: Iterable[Notice]) -> None:
        """Take over what another run raised; ``resume`` says what it did not come to say."""
        self._counts = Counter({each.of: each.times for each in counts})
        self._notices = {each.exception_id: each for each in notices}
        self._inherited = {each.exception_id for each in notices if not each.stays}

    async def resume(self) -> None:
        """Say what another run did not come to say."""
        for each in list(self._notices.values()):
            if not each.is_said:
                await self._raise(each.exception_id, waits=False)
            if each.is_over:
                self._inherited.discard(each.exception_id)
                await self.clear(each.exception_id, waits=False)

    def adopt(self, kind: str) -> UUID | None:
        """Return what another run raised of a kind, which is the caller's from now on."""
        for exception_id in sorted(self._inherited):
            if self._notices[exception_id].kind == kind:
                self._inherited.discard(exception_id)
                return exception_id
        return None

    def drop_what_is_over(self) -> None:
        """Take away what another run raised, and nobody has raised again."""
        for exception_id in sorted(self._inherited):
            self._beside(exception_id, self._clear(exception_id))
        self._inherited.clear()

    def _name_of(self, kind: str) -> str:
        attempt = self._order.attempt
        # What was picked was picked, in whichever attempt: it is raised once.
        is_same = attempt == 1 or kind == GOODS_IN_STAGING
        return f"exception-{kind}" if is_same else f"exception-{kind}/{attempt}"

    def _clear(self, exception_id: UUID) -> Saying:
        self._notices[exception_id] = replace(self._notices[exception_id], is_over=True)
        command = ClearException(exception_id=exception_id, actor=ACTOR)
        return lambda: until_answered(Steps.clear_exception, command)

    async def _raise(self, exception_id: UUID, *, waits: bool) -> None:
        notice = self._notices[exception_id]
        exception = RaiseException(
            exception_id=exception_id,
            order_id=self._order.order_id,
            client_id=self._order.client_id,
            kind=notice.kind,
            subject=self._order.number,
            message=notice.message,
        )
        await self._say(
            exception_id, lambda: until_answered(Steps.raise_exception, exception), waits=waits
        )

    async def _say(self, exception_id: UUID, say: Saying, *, waits: bool) -> None:
        if not workflow.patched(RAISES_BESIDE_THE_WORK):
            await say()
            self._note_said(exception_id)
            return
        task = self._beside(exception_id, say)
        if waits:
            await workflow.wait_condition(lambda: task.done() or self._is_cancelling())

    def _beside(self, exception_id: UUID, say: Saying) -> asyncio.Task[None]:
        before = self._at_work.get(exception_id)
        task = asyncio.create_task(self._in_turn(before, exception_id, say))
        self._at_work[exception_id] = task
        return task

    async def _in_turn(
        self,
        before: asyncio.Task[None] | None,
        exception_id: UUID,
        say: Saying,
    ) -> None:
        if before is not None:
            await before
        try:
            await say()
        except FailureError as error:
            # Refused for good; the order goes on all the same.
            workflow.logger.error("an exception cannot be raised: %s", error)
        if self._at_work.get(exception_id) is asyncio.current_task():
            del self._at_work[exception_id]
            self._note_said(exception_id)

    def _note_said(self, exception_id: UUID) -> None:
        notice = self._notices[exception_id]
        if notice.is_over or notice.stays:
            del self._notices[exception_id]
        else:
            self._notices[exception_id] = replace(notice, is_said=True)
