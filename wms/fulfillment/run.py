"""The run of one order: what its saga knows, and the ways in which it acts."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context, copy_context
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception

from wms.fulfillment.calls import (
    AnswerT,
    QuestionT,
    Step,
    quickly,
    refusal_of,
    until_answered,
)
from wms.fulfillment.contracts import (
    ClearException,
    FulfillOrder,
    OrderRound,
    Outcome,
    PickedUnits,
    RaiseException,
)
from wms.fulfillment.search import Shown
from wms.fulfillment.steps import Steps
from wms.kernel.ids import round_id
from wms.orders.contracts import (
    LineProgress,
    Milestone,
    OrderStatus,
    RecordProgress,
)

PAUSE_AFTER_REFUSAL = timedelta(minutes=5)
NAME = "fulfillment"


def refusal(code: str, message: str) -> ApplicationError:
    """Return the refusal of a step by the saga itself."""
    return ApplicationError(message, type=code, non_retryable=True)


class OrderRun:
    """One order on its way; the stages move it, signals and updates speak to it.

    ``lines`` are what it goes on with: what was ordered, less what it left behind. ``round`` is
    the one that is worked on, ``staged`` what earlier ones and this one put in staging.
    """

    def __init__(self, order: FulfillOrder) -> None:
        self.order = order
        self.round = OrderRound(
            order_id=order.order_id,
            client_id=order.client_id,
            warehouse_id=order.warehouse_id,
            number=order.number,
        )
        self.lines = order.lines
        self.status = OrderStatus.RECEIVED
        self.wave_id: UUID | None = None
        self.assignment_no = 0
        self.cutoff_at: datetime | None = None
        self.waits_for = ""
        self.reason = ""
        self.is_cancelling = False
        self.canceller: Context | None = None
        self.is_picked = False
        self.staged: dict[OrderRound, tuple[PickedUnits, ...]] = {}
        self.is_held = False
        self.ships_short = False
        self.recorded: set[Milestone] = set()
        self.outcome: Outcome | None = None
        self.taken: list[str] = []
        self.news: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._shown = Shown(self.status)

    @property
    def picked(self) -> tuple[PickedUnits, ...]:
        """Return what was found of each line in all rounds; one without any is left out."""
        units: Counter[int] = Counter()
        for found in self.staged.values():
            for line in found:
                units[line.line_no] += line.quantity
        return tuple(PickedUnits(line_no=no, quantity=units[no]) for no in sorted(units))

    def units_before(self, this: OrderRound) -> int:
        """Return how many units earlier rounds put in staging."""
        earlier = (found for each, found in self.staged.items() if each.round_no < this.round_no)
        return sum(line.quantity for found in earlier for line in found)

    async def step(self, step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
        """Take a step forward, unless the order is being cancelled.

        Raises:
            FailureError: the step was refused, or the order is being cancelled.
        """
        self.stop_if_cancelling()
        self.taken.append(step.__name__)
        return await quickly(step, question)

    async def read(self, step: Step[OrderRound, AnswerT]) -> AnswerT:
        """Read the state of the order's work in this round."""
        return await quickly(step, self.round)

    async def record(self, milestone: Milestone, *, lines: tuple[LineProgress, ...] = ()) -> None:
        """Record in orders that the order reached a milestone."""
        progress = RecordProgress(order_id=self.order.order_id, milestone=milestone, lines=lines)
        if milestone is Milestone.WAVE_ASSIGNED:
            progress = replace(progress, wave_id=self.wave_id, assignment_no=self.assignment_no)
        self.stop_if_cancelling()
        self.taken.append(f"record_{milestone}")
        self.status = await quickly(Steps.record_progress, progress)
        self.recorded.add(milestone)

    async def undo(self, step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
        """Undo a step, however long it takes; past some attempts a person is told."""
        return await self.until_done(step, question, kind="undo_blocked")

    async def surely(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step forward that has to happen: the goods have left, nothing can be undone."""
        self.taken.append(step.__name__)
        try:
            return await quickly(step, question)
        except FailureError as error:
            if refusal_of(error) is None:
                raise
        return await self.until_done(step, question, kind=kind)

    async def until_done(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step that has to happen, even if it is refused for now."""
        try:
            return await self.despite_outages(step, question, kind=kind)
        except FailureError as error:
            if refusal_of(error) is None:
                raise
            why = refusal_of(error)
        async with self.telling(kind, f"{step.__name__} is refused ({why}) and tried again"):
            while True:
                await asyncio.sleep(PAUSE_AFTER_REFUSAL.total_seconds())
                try:
                    return await until_answered(step, question)
                except FailureError as error:
                    if refusal_of(error) is None:
                        raise

    async def despite_outages(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step, however long the other side is away; past some attempts a person is told.

        Raises:
            FailureError: the step was refused, or cancelled.
        """
        self.taken.append(step.__name__)
        attempts = self.order.limits.carrier_attempts
        try:
            return await until_answered(step, question, attempts=attempts)
        except FailureError as error:
            if refusal_of(error) is not None or is_cancelled_exception(error):
                raise
        async with self.telling(
            kind, f"{step.__name__} failed {attempts} times and is tried again"
        ):
            return await until_answered(step, question)

    @asynccontextmanager
    async def telling(self, kind: str, message: str) -> AsyncIterator[None]:
        """Keep something before a person until the block ends."""
        exception_id = await self.tell(kind, message)
        is_forgotten = False
        try:
            yield
        except GeneratorExit:
            # The worker stops and forgets the run, which goes on where it is replayed.
            is_forgotten = True
            raise
        finally:
            if not is_forgotten:
                await self.untell(exception_id)

    async def tell(self, kind: str, message: str) -> UUID:
        """Put something before a person; return the id to take it away again with."""
        self._told[kind] += 1
        exception_id = round_id(self.order.order_id, f"exception-{kind}", self._told[kind])
        exception = RaiseException(
            exception_id=exception_id,
            order_id=self.order.order_id,
            client_id=self.order.client_id,
            kind=kind,
            subject=self.order.number,
            message=message,
        )
        await until_answered(Steps.raise_exception, exception)
        return exception_id

    async def untell(self, exception_id: UUID) -> None:
        """Take away what went away by itself."""
        await until_answered(
            Steps.clear_exception, ClearException(exception_id=exception_id, cleared_by=NAME)
        )

    def show(self) -> None:
        """Let the lists of workflows show where the order is."""
        self._shown.update(self.status, self.wave_id)

    def accept_cancellation(self, reason: str) -> None:
        """Let the order be cancelled; what is undone then is done in the name of the caller."""
        self.reason, self.is_cancelling = reason, True
        self.canceller = copy_context()

    def stop_if_cancelling(self) -> None:
        """Refuse to go on once a cancellation was accepted."""
        if self.is_cancelling:
            raise refusal("cancelled", "the order is being cancelled")

    def reason_of(self, error: BaseException) -> str:
        """Return why the order cannot be fulfilled, and remember it."""
        if not self.is_cancelling:
            code = refusal_of(error)
            self.reason = code or ("cancelled" if is_cancelled_exception(error) else "unknown")
        self.is_cancelling = True
        self.waits_for = "undo"
        return self.reason
